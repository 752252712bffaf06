// Identifiers that a variable of the model may not have in generated code: JavaScript's reserved words, the globals we print, and the few
// fixed names of the frame. Such a name gets `_` appended.

export const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static super switch " +
    "this throw true try typeof var void while with yield " +
    "Array Boolean Float64Array Infinity Int32Array Math NaN Number Object String console globalThis undefined " +
    "bind data logDensityGradient"
  ).split(" "),
);

// The library's signatures as one text, golden/signatures.txt: a line for each family of overloads in the notation of the compiler's own
// tables, the functions of functions with what they ask of their callback, and what is not available with its reason.

import { showArguments, showType } from "../../compiler/diagnostics/show-type.ts";
import { expandSignatures } from "../../compiler/library/signatures-notation.ts";
import { clausesOf, libraryFunctionNames, signaturesOf } from "../../compiler/library/signatures.ts";
import {
  laplaceFunction,
  specialFunctionNames,
  variadicFunctions,
} from "../../compiler/library/special-functions.ts";

const HEAD = `The functions of the library: a name, its overloads, their number. A line is a family of overloads:

  fmax    0-7: {v|rv|m}^ {i|r} -> =1    # 48

reads: for each depth from 0 to 7, arrays of that depth of vector, row_vector or matrix, and an int or a real, give the type of argument 1.

  i int   r real   z complex   v vector   rv row_vector   m matrix   zv zrv zm the complex ones   [] array   (a,b) tuple   <a=>b> function
  {a|b} one of these   ^ takes part in the arrays of the line's depths   ! data only   =k type of argument k
  INTS {i|i[]}   REALS {r|v|rv|r[]}   REALSI {i|r|v|rv|i[]|r[]}   VECS {v|v[]|rv|rv[]}   VECLIKE {v|rv|r[]}   ANY {i|r|v|z|rv|m|zv|zrv|zm}
  r* i* v* real, int, real where all arguments are scalars; otherwise array of real, array of int, vector

The first argument of an lpdf, lpmf, cdf, lcdf or lccdf is what stands before the bar.`;

/** One line for each clause of each name, in alphabetical order. */
function familyLines(): string[] {
  return [...libraryFunctionNames()]
    .sort()
    .flatMap((name) =>
      clausesOf(name).map((clause) => `${name}    ${clause.trim()}    # ${expandSignatures(clause).length}`),
    );
}

/** A function of functions: the callback, the arguments between it and its own, which are written `...`. */
export function specialSignature(name: string): string {
  const rules = variadicFunctions.get(name);
  if (rules !== undefined) {
    const callback = `(${showArguments(rules.callback)}, ...) => ${showType(rules.callbackResult)}`;
    return `${name}(${callback}, ${showArguments(rules.control)}, ...) -> ${showType(rules.result)}`;
  }
  const laplace = laplaceFunction(name);
  if (laplace !== undefined) return laplaceSignature(name, laplace);
  return `${name}((array[] T, data int, data int, ...) => real, array[] T, int, ...) -> real`;
}

function laplaceSignature(
  name: string,
  { likelihood, hasTolerances, result }: NonNullable<ReturnType<typeof laplaceFunction>>,
): string {
  const first = likelihood === null ? "(vector, ...) => real, tuple(...)" : showArguments(likelihood);
  const last = hasTolerances ? ", tuple(vector, data real, data int, data int, data int, data int)" : "";
  return `${name}(${first}, int, (...) => matrix, tuple(...)${last}) -> ${showType(result)}`;
}

/** The text of golden/signatures.txt. `refused`: what is accepted by the checker and not available yet, `name(types)`, with the reason. */
export function listing(refused: Readonly<Record<string, string>>): string {
  const names = libraryFunctionNames();
  const total = names.reduce((sum, name) => sum + signaturesOf(name).length, 0);
  const special = [...specialFunctionNames()].sort();
  const reasons = Object.entries(refused).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    HEAD,
    `\n${names.length} names, ${total} overloads\n`,
    ...familyLines(),
    `\n${special.length} functions of functions, typed by rules of their own; T is any type, ... what the callback takes\n`,
    ...special.map(specialSignature),
    `\n${reasons.length === 0 ? "Everything above is available." : `${reasons.length} signatures are not available`}\n`,
    ...reasons.map(([signature, reason]) => `${signature}    ${reason}`),
  ]
    .join("\n")
    .concat("\n");
}

// Names for values the compiler introduces. A name says what the value is (`logSigma`, `inverseSe`), so generated code can be read;
// uniqueness is not decided here but at emission, where user names win.

import type { Expr, Local } from "./mir.ts";

const PREFIXES: Readonly<Record<string, string>> = {
  log: "log",
  exp: "exp",
  sqrt: "sqrt",
  log1p: "log1p",
  log1m: "log1m",
  expm1: "expm1",
  lgamma: "logGamma",
  digamma: "digamma",
  inv_logit: "invLogit",
  log_inv_logit: "logInvLogit",
  log1p_exp: "log1pExp",
  neg: "minus",
  inv: "inverse",
  tanh: "tanh",
};
const PLAIN: Readonly<Record<string, string>> = {
  add: "sum",
  sub: "difference",
  mul: "product",
  div: "ratio",
  pow: "power",
  iadd: "index",
  isub: "index",
  imul: "index",
};

/** What a person might call the value of `expr`. */
export function nameFor(expr: Expr): string {
  switch (expr.kind) {
    case "ref":
      return expr.local.name;
    case "load":
      return elementName(expr);
    case "num":
    case "int":
    case "bool":
      return "constant";
    case "select":
      return "choice";
    case "op": {
      const [first] = expr.args;
      if (expr.op === "div" && first!.kind === "num" && first!.value === 1)
        return prefixed("inverse", expr.args[1]!);
      if (expr.op === "toReal") return nameFor(first!);
      if (expr.op === "square")
        return operandName(first!) === null ? "square" : `${operandName(first!)}Squared`;
      if (Object.hasOwn(PREFIXES, expr.op)) return prefixed(PREFIXES[expr.op]!, first!);
      if (Object.hasOwn(PLAIN, expr.op)) return PLAIN[expr.op]!;
      return "value";
    }
  }
}

/** Whether a name says more than which operation made the value. */
export const isTelling = (name: string): boolean =>
  !Object.values(PLAIN).includes(name) &&
  !["value", "choice", "square", "constant"].includes(name) &&
  !Object.values(PREFIXES).includes(name);

/** Adjoint of the value called `name`. */
export const adjointName = (name: string): string => `${name}Adj`;

function prefixed(prefix: string, operand: Expr): string {
  const name = operandName(operand);
  return name === null ? prefix : prefix + capitalised(name);
}

function operandName(operand: Expr): string | null {
  if (operand.kind === "ref") return operand.local.name.length <= 16 ? operand.local.name : null;
  if (operand.kind === "load") return trimmed(operand.buffer.name);
  return null;
}

/** `weights[n]` is weightsN: unlike the array, and unlike other elements of it. */
function elementName({ buffer, index }: Extract<Expr, { kind: "load" }>): string {
  return trimmed(buffer.name) + index.map(suffixOf).join("");
}

const suffixOf = (index: Expr): string =>
  index.kind === "ref" && index.local.name.length <= 8 ? capitalised(index.local.name) : "";

/** Name of one element, by the indices of the loops that walk the array. */
export const elementOf = (name: string, indices: readonly Local[]): string =>
  name + indices.map((index) => suffixOf({ kind: "ref", local: index })).join("");

/** Name of an array whose elements are called `element`, walked by `indices`. */
export function arrayOf(element: string, indices: readonly Local[]): string {
  let name = element;
  for (const index of [...indices].reverse()) {
    const suffix = suffixOf({ kind: "ref", local: index });
    if (suffix !== "" && name.endsWith(suffix) && name.length > suffix.length)
      name = name.slice(0, -suffix.length);
  }
  return name;
}

const capitalised = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

/** `sd_` without its trailing underscores. */
function trimmed(name: string): string {
  return name.replace(/_+$/, "") || name;
}

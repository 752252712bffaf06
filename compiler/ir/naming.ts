// Names for values the compiler introduces. A name says what the value is (`logSigma`, `inverseSe`), so generated code can be read;
// uniqueness is not decided here but at emission, where user names win.

import type { Expr } from "./mir.ts";

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
      return singular(expr.buffer.name);
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
  return name === null ? prefix : prefix + name[0]!.toUpperCase() + name.slice(1);
}

function operandName(operand: Expr): string | null {
  if (operand.kind === "ref") return operand.local.name.length <= 16 ? operand.local.name : null;
  if (operand.kind === "load") return singular(operand.buffer.name);
  return null;
}

/** An element of `weights` is a `weight`; of `sd_` an `sd`; anything else keeps its name. */
function singular(name: string): string {
  const trimmed = name.replace(/_+$/, "");
  return trimmed === "" ? name : trimmed;
}

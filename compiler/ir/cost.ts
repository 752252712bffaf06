// What an expression costs, in multiplications: arithmetic from ops.ts, scalar functions from their descriptors.

import type { Expr } from "./mir.ts";
import { scalarFunctions } from "../../runtime/library.ts";
import { OPS } from "./ops.ts";

export function costOf(expr: Expr): number {
  switch (expr.kind) {
    case "num":
    case "int":
    case "bool":
    case "ref":
      return 0;
    case "load":
      return 1;
    case "select":
      return 1 + costOf(expr.condition) + costOf(expr.then) + costOf(expr.otherwise);
    case "op":
      return opCost(expr.op) + expr.args.reduce((sum, arg) => sum + costOf(arg), 0);
  }
}

export function opCost(op: string): number {
  if (Object.hasOwn(OPS, op)) return OPS[op]!.cost;
  return Object.hasOwn(scalarFunctions, op)
    ? (scalarFunctions as Record<string, { cost: number }>)[op]!.cost
    : 20;
}

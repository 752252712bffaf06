// The type of a scalar expression, computed rather than stored: MIR nodes stay small and no pass can forget to update an annotation.

import { scalarFunctions } from "../../runtime/library.ts";
import { assertNever } from "../diagnostics/internal-error.ts";
import type { Expr, Scalar } from "./mir.ts";
import { OPS } from "./ops.ts";

export function scalarType(e: Expr): Scalar {
  switch (e.kind) {
    case "num":
      return "real";
    case "int":
      return "int";
    case "bool":
      return "bool";
    case "ref":
      return e.local.scalar;
    case "load":
      return e.buffer.elem === "i32" ? "int" : "real";
    case "select": {
      const [a, b] = [scalarType(e.then), scalarType(e.otherwise)];
      return a === b ? a : "real";
    }
    case "op":
      return opType(e.op);
    default:
      return assertNever(e);
  }
}

function opType(op: string): Scalar {
  if (Object.hasOwn(OPS, op)) return OPS[op]!.result;
  return Object.hasOwn(scalarFunctions, op) ? (scalarFunctions[op]!.result ?? "real") : "real";
}

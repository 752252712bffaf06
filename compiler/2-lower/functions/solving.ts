// Solving linear systems and decompositions, by kernels.

import { notAvailable, type Context } from "../context.ts";
import type { Container, Value } from "../value.ts";
import type { Rules } from "./rules.ts";

export function divideRight(_ctx: Context, _a: Container, _b: Container): Value {
  return notAvailable("division by a matrix");
}

export function divideLeft(_ctx: Context, _a: Container, _b: Container): Value {
  return notAvailable("left division by a matrix");
}

export const solving: Rules = {};

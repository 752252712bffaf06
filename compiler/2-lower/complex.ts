// Complex numbers as pairs of reals.

import { num } from "../ir/build.ts";
import { notAvailable, type Context } from "./context.ts";
import { scalar, type Struct, type Value } from "./value.ts";

export const complex = (re: Value, im: Value): Struct => ({
  kind: "struct",
  role: "complex",
  slots: [re, im],
  outer: [],
});

export const imaginary = (value: number): Value => complex(scalar(num(0), true), scalar(num(value), true));

export function complexBinary(_ctx: Context, operator: string, _a: Value, _b: Value): Value {
  return notAvailable(`operator ${operator} on complex numbers`);
}

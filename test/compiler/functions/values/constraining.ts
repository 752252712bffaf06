// What the constraining functions should give, element by element of arrays: the scalar ones written out, the others by the runtime's
// transforms, which have reference tables of their own. An unconstraining function is right if constraining takes it back.

import type { Type } from "../../../../compiler/ir/type.ts";
import { transforms } from "../../../../runtime/library.ts";
import { callKernel } from "../../../laws/kernel-calls.ts";
import type { Argument } from "./arguments.ts";
import { lift, type Nested } from "./nested.ts";

interface Constrained {
  readonly value: Nested;
  readonly logJacobian: number;
}

const logistic = (u: number): number => 1 / (1 + Math.exp(-u));
const scalars: Readonly<
  Record<string, (u: number, p: readonly number[]) => readonly [value: number, logJacobian: number]>
> = {
  lower_bound: (u, [lower]) => [lower! + Math.exp(u), u],
  upper_bound: (u, [upper]) => [upper! - Math.exp(u), u],
  lower_upper_bound: (u, [lower, upper]) => [
    lower! + (upper! - lower!) * logistic(u),
    Math.log((upper! - lower!) * logistic(u) * (1 - logistic(u))),
  ],
  offset_multiplier: (u, [offset, multiplier]) => [offset! + multiplier! * u, Math.log(multiplier!)],
};

/** Names of the transforms of blocks. */
const blocks: Readonly<Record<string, string>> = {
  stochastic_column: "column_stochastic_matrix",
  stochastic_row: "row_stochastic_matrix",
};

const flatColumns = (x: Nested): number[] => {
  const rows = x as readonly (number | readonly number[])[];
  if (typeof rows[0] === "number") return [...(rows as readonly number[])];
  return (rows[0] as readonly number[]).flatMap((_, j) => rows.map((row) => (row as readonly number[])[j]!));
};

function block(family: string, type: Type, free: Nested, sizes: readonly number[]): Constrained {
  const isMatrix = type.kind === "matrix";
  const name =
    family === "sum_to_zero" ? `sum_to_zero_${isMatrix ? "matrix" : "vector"}` : (blocks[family] ?? family);
  const kernel = transforms[name]!.kernel!;
  const rows = (free as readonly Nested[]).length;
  const columns = isMatrix ? (free as readonly (readonly number[])[])[0]!.length : 0;
  const dims = dimensions(family, rows, columns, isMatrix, sizes);
  const args: Record<string, number | number[]> = {
    x: new Array<number>(dims.reduce((a, b) => a * b)).fill(0),
    q: flatColumns(free),
  };
  kernel.params
    .filter(({ role }) => role === "int")
    .forEach(({ name: param }, k) => (args[param] = dims[k]!));
  const { result, outputs } = callKernel(kernel, args);
  const x = outputs["x"]!;
  const value =
    dims.length === 1
      ? x
      : Array.from({ length: dims[0]! }, (_, i) =>
          Array.from({ length: dims[1]! }, (_, j) => x[i + j * dims[0]!]!),
        );
  return { value, logJacobian: result };
}

function dimensions(
  family: string,
  rows: number,
  columns: number,
  isMatrix: boolean,
  sizes: readonly number[],
): number[] {
  if (sizes.length === 2) return [...sizes];
  if (sizes.length === 1) return [sizes[0]!, sizes[0]!];
  if (family === "simplex" || (family === "sum_to_zero" && !isMatrix)) return [rows + 1];
  if (family === "sum_to_zero") return [rows + 1, columns + 1];
  if (family === "stochastic_column") return [rows + 1, columns];
  return family === "stochastic_row" ? [rows, columns + 1] : [rows];
}

export function constrained(family: string, args: readonly Argument[], first = args[0]!.value): Constrained {
  let logJacobian = 0;
  if (Object.hasOwn(scalars, family)) {
    const types = args.map(({ type }) => type);
    const value = lift(types, [first, ...args.slice(1).map((arg) => arg.value)], ([u, ...p]) => {
      const [x, jacobian] = scalars[family]!(u as number, p as number[]);
      logJacobian += jacobian;
      return x;
    });
    return { value, logJacobian };
  }
  const sizes = args.slice(1).map(({ value }) => value as number);
  const visit = (type: Type, x: Nested): Nested => {
    if (type.kind === "array") return (x as readonly Nested[]).map((y) => visit(type.element, y));
    const one = block(family, type, x, sizes);
    logJacobian += one.logJacobian;
    return one.value;
  };
  return { value: visit(args[0]!.type, first), logJacobian };
}

/** What constraining makes of the result of an unconstraining function: it should be the argument again. */
export function backAgain(family: string, args: readonly Argument[], found: Nested, result: Type): Nested {
  if (Object.hasOwn(scalars, family)) return constrained(family, args, found).value;
  const matrixSizes = /corr|cov/.test(family) ? (family === "cholesky_factor_cov" ? [3, 3] : [3]) : [];
  const own: Argument[] = [
    { ...args[0]!, type: result, value: found },
    ...matrixSizes.map((value) => ({ ...args[0]!, type: { kind: "int" } as const, value })),
  ];
  return constrained(family, own).value;
}

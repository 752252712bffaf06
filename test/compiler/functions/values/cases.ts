// The cases of a name: its shapes, arguments for each, and what an independent computation makes of them.

import type { Signature } from "../../../../compiler/library/signatures.ts";
import { scalarFunctions } from "../../../../runtime/library.ts";
import type { Random } from "../../../../runtime/random/random.ts";
import { constant, evaluate } from "../../../laws/formula.ts";
import { argumentsFor, type Argument } from "./arguments.ts";
import type { C, Grid } from "./complex-arithmetic.ts";
import { backAgain, constrained } from "./constraining.ts";
import { asC, asGrid, containers, isComplexType } from "./containers.ts";
import { densityOf, drawsOf } from "./distributions.ts";
import type { Case } from "./evaluate.ts";
import { complexElementary, matrices, properties } from "./matrices.ts";
import { isSolver, solved } from "./solvers.ts";
import { build, cells, lift, rankOf, type Nested } from "./nested.ts";

/** null where nothing independent is known; the test asks that there be no such case. */
export function caseOf(name: string, signature: Signature, random: Random): Case | null {
  const args = argumentsFor(name, signature);
  const plain = { name, signature, args, judge: null, increment: 0 };
  const constraining = /^(.*)_(constrain|jacobian|unconstrain)$/.exec(name);
  if (constraining !== null) return constrainingCase(plain, constraining[1]!, constraining[2]!);
  const draws = name.endsWith("_rng") ? drawsOf(name, args, random) : null;
  if (draws !== null) return { ...plain, expected: draws };
  const probability = densityOf(name, args);
  if (probability !== null) return { ...plain, expected: probability };
  if (Object.hasOwn(properties, name)) return decompositionCase(plain);
  const expected = valueOf(name, signature, args);
  return expected === null ? null : { ...plain, expected };
}

function valueOf(name: string, { result }: Signature, args: readonly Argument[]): Nested | null {
  const [types, values] = [args.map(({ type }) => type), args.map(({ value }) => value)];
  const isComplex = types.some(isComplexType);
  if (name === "log_sum_exp" && args.length === 1) return matrices[name]!({ args: values, types, result });
  const reference = (isComplex ? complexElementary(name) : null) ?? ownReference(name, isComplex);
  if (isSolver(name)) return solved(name, values);
  if (isComplex && Object.hasOwn(comparisons, name))
    return comparisons[name]!(asC(values[0]!), asC(values[1]!));
  if (reference !== null) return reference({ args: values, types, result });
  if (isComplex) return null;
  return lift(types, values, (scalars) => ofScalars(name, scalars as readonly number[])); // prettier-ignore
}

const isSame = (x: C, y: C): boolean => x[0] === y[0] && x[1] === y[1];
const comparisons: Readonly<Record<string, (x: C, y: C) => number>> = {
  logical_eq: (x, y) => Number(isSame(x, y)),
  logical_neq: (x, y) => Number(!isSame(x, y)),
};

const ownReference = (name: string, isComplex: boolean) => {
  const table = Object.hasOwn(containers, name)
    ? containers
    : Object.hasOwn(matrices, name)
      ? matrices
      : null;
  // abs, plus, minus, pow of reals are functions of scalars.
  const isScalar =
    !isComplex &&
    (Object.hasOwn(scalarFunctions, name) || Object.hasOwn(arithmetic, name)) &&
    !["log_mix", "fma", "squared_distance"].includes(name);
  return table === null || isScalar ? null : table[name]!;
};

/** Operators and roots by arithmetic, everything else by its descriptor. */
const arithmetic: Readonly<Record<string, (x: number, y: number) => number>> = {
  square: (x) => x * x,
  sqrt: Math.sqrt,
  minus: (x) => -x,
  plus: (x) => x,
  logical_negation: (x) => Number(x === 0),
  logical_and: (x, y) => Number(x !== 0 && y !== 0),
  logical_or: (x, y) => Number(x !== 0 || y !== 0),
  modulus: (x, y) => x % y,
  logical_lt: (x, y) => Number(x < y),
  logical_lte: (x, y) => Number(x <= y),
  logical_gt: (x, y) => Number(x > y),
  logical_gte: (x, y) => Number(x >= y),
  logical_eq: (x, y) => Number(x === y),
  logical_neq: (x, y) => Number(x !== y),
};

/** Without arguments. */
const logarithms: Readonly<Record<string, number>> = { log2: Math.LN2, log10: Math.LN10 };

function ofScalars(name: string, scalars: readonly number[]): number {
  if (Object.hasOwn(arithmetic, name)) return arithmetic[name]!(scalars[0]!, scalars[1]!);
  if (scalars.length === 0 && Object.hasOwn(logarithms, name)) return logarithms[name]!;
  const f = scalarFunctions[name];
  if (f === undefined) throw new Error(`nothing to compare ${name} with`);
  const names = Object.keys(f.args);
  const scope = new Map(names.map((arg, k) => [arg, constant(scalars[k]!, 0, f.args[arg] === "int")]));
  return evaluate(`${name}(${names.join(", ")})`, scope).value;
}

type Plain = Omit<Case, "expected">;

function constrainingCase(plain: Plain, family: string, kind: string): Case {
  const { args, signature } = plain;
  if (kind !== "unconstrain") {
    const { value, logJacobian } = constrained(family, args);
    return { ...plain, expected: value, increment: kind === "jacobian" ? logJacobian : 0 };
  }
  const given = cells("x", args[0]!.type, args[0]!.value);
  return {
    ...plain,
    expected: freeShape(family, args[0]!.type, args[0]!.value, signature),
    judge: (found) =>
      cells("x", args[0]!.type, backAgain(family, args, found, signature.result)).map(([, x], k) => [
        x,
        given[k]![1],
      ]),
  };
}

/** A value of the shape of the free value. */
function freeShape(family: string, type: Argument["type"], x: Nested, { result }: Signature): Nested {
  if (type.kind === "array")
    return (x as readonly Nested[]).map((y) =>
      freeShape(family, type.element, y, { args: [], result: (result as typeof type).element }),
    );
  const zeros = (n: number): number[] => new Array<number>(n).fill(0);
  if (/corr/.test(family)) return zeros(3);
  if (/cov/.test(family)) return zeros(6);
  const [rows, columns] = [
    (x as readonly Nested[]).length,
    rankOf(type) === 2 ? (x as readonly number[][])[0]!.length : 0,
  ];
  if (family === "simplex" || (family === "sum_to_zero" && columns === 0)) return zeros(rows - 1);
  const lessRows = family === "sum_to_zero" || family === "stochastic_column" ? 1 : 0;
  const lessColumns = family === "sum_to_zero" || family === "stochastic_row" ? 1 : 0;
  if (lessRows + lessColumns > 0)
    return Array.from({ length: rows - lessRows }, () => zeros(columns - lessColumns));
  return x;
}

function decompositionCase(plain: Plain): Case {
  const { name, signature, args } = plain;
  const matrix = asGrid(args[0]!.value);
  const shape = (type: Signature["result"]): Nested =>
    type.kind === "tuple" ? type.slots.map(shape) : build(type, 3, () => (isComplexType(type) ? [0, 0] : 0));
  const judge = (found: Nested) => properties[name]!(matrix, found).flatMap(([a, b]) => pairsOf(a, b));
  return { ...plain, expected: shape(signature.result), judge };
}

const pairsOf = (a: Grid, b: Grid): (readonly [number, number])[] =>
  a.flatMap((row, i) =>
    row.flatMap((x, j) => [[x[0], b[i]![j]![0]] as const, [x[1], b[i]![j]![1]] as const]),
  );

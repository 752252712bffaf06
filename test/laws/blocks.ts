// Densities that work on blocks, evaluated by their descriptors: sizes by their formulas, arguments flattened as memory holds them
// (matrices by columns), `via` by the other distribution at rewritten parameters.

import type { Distribution, Kernel } from "../../runtime/descriptor.ts";
import { distributions } from "../../runtime/distributions/catalogue.ts";
import { at } from "./density.ts";
import { callAdjoint, callKernel, type Arguments } from "./kernel-calls.ts";

export type Nested = number | readonly Nested[];

export interface Graded {
  readonly value: number;
  /** By argument name, flattened as the argument is; absent for `via`. */
  readonly slopes: Readonly<Record<string, number[]>> | null;
}

const depth = (x: Nested): number => (typeof x === "number" ? 0 : 1 + depth(x[0] ?? 0));

/** By columns for matrices. */
export function flatten(x: Nested): number | number[] {
  if (typeof x === "number") return x;
  if (depth(x) < 2) return [...x] as number[];
  const rows = x as readonly (readonly number[])[];
  return rows[0]!.flatMap((_, c) => rows.map((row) => row[c]!));
}

function sizeOf(formula: string, args: Readonly<Record<string, Nested>>): number {
  const call = /^(size|rows|cols)\((\w+)\)$/.exec(formula);
  if (call === null) return Number(formula);
  const value = args[call[2]!] as readonly Nested[];
  return call[1] === "cols" ? (value[0] as readonly Nested[]).length : value.length;
}

export const namesOf = (d: Distribution): string[] => [...Object.keys(d.over), ...Object.keys(d.params)];

export function density(d: Distribution, point: readonly Nested[]): Graded {
  const args = Object.fromEntries(namesOf(d).map((name, k) => [name, point[k]!]));
  if (d.via !== undefined) return { value: byOther(d, args), slopes: null };
  if (d.isWrittenOut === true) return { value: ofCategory(d, point), slopes: null };
  const sizes = Object.entries(d.sizes!).map(([name, formula]) => [name, sizeOf(formula, args)] as const);
  const all: Arguments = Object.fromEntries([
    ...Object.entries(args).map(([name, value]) => [name, flatten(value)] as const),
    ...sizes,
  ]);
  let value = 0;
  const slopes: Record<string, number[]> = {};
  for (const kernel of Object.values(d.kernels!) as Kernel[]) {
    const own = Object.fromEntries(kernel.params.map(({ name }) => [name, all[name]!]));
    const outcome = callKernel(kernel, own);
    value += outcome.result;
    if (kernel.adjoint === undefined) continue;
    for (const [name, slope] of Object.entries(callAdjoint(kernel, own, outcome, 1, {}))) {
      const known = slopes[name] ?? slope.map(() => 0);
      slopes[name] = known.map((s, i) => s + slope[i]!);
    }
  }
  return { value, slopes };
}

/** The categorical densities, once more: the log probability, or the log-odds less their normaliser. */
function ofCategory(d: Distribution, [y, weights]: readonly Nested[]): number {
  const all = weights as readonly number[];
  const own = all[(y as number) - 1];
  if (own === undefined) throw new Error(`category ${y as number} of ${all.length}`);
  if (d.name === "categorical") return Math.log(own);
  const largest = Math.max(...all);
  return own - largest - Math.log(all.reduce((sum, w) => sum + Math.exp(w - largest), 0));
}

type Row = readonly number[];

function cholesky(a: readonly Row[]): number[][] {
  const l = a.map((row) => row.map(() => 0));
  for (let j = 0; j < a.length; j++) {
    for (let i = j; i < a.length; i++) {
      let sum = a[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      if (i === j && !(sum > 0)) throw new Error("not positive definite");
      l[i]![j] = i === j ? Math.sqrt(sum) : sum / l[j]![j]!;
    }
  }
  return l;
}

/** The few expressions of `via`, by their texts. */
function rewritten(text: string, args: Readonly<Record<string, Nested>>): Nested {
  const named = /^\w+$/.test(text) ? args[text] : undefined;
  if (named !== undefined) return named;
  if (text === "cholesky_decompose(Sigma)") return cholesky(args["Sigma"] as readonly Row[]);
  const predictor = (args["x"] as readonly Row[]).map((row) =>
    row.reduce((sum, x, k) => sum + x * (args["beta"] as Row)[k]!, 0),
  );
  if (text === "x * beta") return predictor;
  const { alpha } = args;
  if (text === "alpha + x * beta")
    return predictor.map((p, n) => p + (typeof alpha === "number" ? alpha : (alpha as Row)[n]!));
  throw new Error(`the test does not know ${text}`);
}

function byOther(d: Distribution, args: Readonly<Record<string, Nested>>): number {
  const other = distributions[d.via!.distribution]!;
  const variate = args[Object.keys(d.over)[0]!]!;
  const params = d.via!.params.map((text) => rewritten(text, args));
  if (!/glm/.test(d.name)) return density(other, [variate, ...params]).value;
  let sum = 0;
  (variate as readonly Nested[]).forEach((y, n) => {
    const isShared = (p: Nested, k: number): boolean =>
      typeof p === "number" || Object.values(other.params)[k] === "ordered";
    const point = [y, ...params.map((p, k) => (isShared(p, k) ? p : (p as readonly Nested[])[n]!))];
    if (other.vectorised === "kernel") sum += density(other, point).value;
    else {
      const outcome = at(other, Object.values(other.over)[0] === "int" ? "lpmf" : "lpdf", point as number[]);
      if (outcome === "reject") throw new Error("rejected");
      sum += outcome.value;
    }
  });
  return sum;
}

// Whole models in the reference interpreter: data given and constrained values taken by name, `prepareData`, the log density at a point with
// its derivative along a direction, and the routines beside it.

import type { Declared, Model, Routine, Shape } from "../../compiler/ir/mir.ts";
import { type Memory, memoryOf, run, valueOf } from "./evaluate-mir.ts";
import { forwardMode } from "./forward-mode.ts";

export { Rejected } from "./evaluate-mir.ts";

export type Nested = number | readonly Nested[];

/** Dimensions in the user's order. */
function dimsOf(m: Memory, { array, inner }: Shape): readonly number[] {
  const own =
    inner.kind === "matrix" ? [inner.rows, inner.columns] : inner.kind === "scalar" ? [] : [inner.size];
  return [...array, ...own].map((dim) => valueOf(m, dim));
}

/** Position in storage order of the element at `index` (the user's order). */
function storagePosition(shape: Shape, dims: readonly number[], index: readonly number[]): number {
  const swap = <T>(items: readonly T[]): T[] => {
    if (shape.inner.kind !== "matrix") return [...items];
    const n = items.length;
    return [...items.slice(0, n - 2), items[n - 1]!, items[n - 2]!];
  };
  const sizes = swap(dims);
  return swap(index).reduce((at, i, k) => at * sizes[k]! + i, 0);
}

/** Every index of a container, row-major in the user's order. */
export function indicesOf(dims: readonly number[]): readonly (readonly number[])[] {
  return dims.reduce<readonly (readonly number[])[]>(
    (all, dim) => all.flatMap((index) => Array.from({ length: dim }, (_, i) => [...index, i])),
    [[]],
  );
}

/** The value of the variable, or the nested arrays of one of its parts. */
function givenTo({ name, part }: Declared, data: Readonly<Record<string, unknown>>): unknown {
  if (part === undefined) return data[name];
  const pick = (value: unknown, depth: number): unknown => {
    const step = part.steps[depth];
    if (step === undefined) return value;
    if (step.key === "real" || step.key === "imag") return partOf(value, step.key === "real" ? 0 : 1);
    return inside(value, step.array.length, (element) =>
      pick((element as Readonly<Record<string, unknown>>)[step.key], depth + 1),
    );
  };
  return pick(data[part.variable], 0);
}

/** One part of complex numbers, each a pair, in arrays however deep. */
function partOf(value: unknown, at: 0 | 1): unknown {
  const items = value as ArrayLike<unknown>;
  const isPair = items.length === 2 && typeof items[0] === "number";
  return isPair ? items[at] : Array.from(items, (item) => partOf(item, at));
}

function inside(value: unknown, dimensions: number, f: (element: unknown) => unknown): unknown {
  if (dimensions === 0) return f(value);
  return (value as readonly unknown[]).map((element) => inside(element, dimensions - 1, f));
}

function give(m: Memory, d: Declared, value: unknown): void {
  if (d.home.kind === "local") return void m.locals.set(d.home.local, number(value));
  const dims = dimsOf(m, d.shape);
  const { cells } = memoryOf(m, d.home.buffer);
  for (const index of indicesOf(dims)) {
    const element = index.reduce<unknown>((inner, i) => (inner as readonly unknown[])[i], value);
    cells[storagePosition(d.shape, dims, index)] = number(element);
  }
}

const number = (value: unknown): number => (typeof value === "string" ? Number(value.replace(/^([+-]?)inf$/i, "$1Infinity")) : (value as number)); // prettier-ignore

/** Constrained value of an output or input by flat name: `x.2.1` counts from 1. */
export function take(m: Memory, d: Declared): Readonly<Record<string, number>> {
  if (d.home.kind === "local") return { [d.name]: m.locals.get(d.home.local)! };
  const dims = dimsOf(m, d.shape);
  const { cells } = memoryOf(m, d.home.buffer);
  const entries = indicesOf(dims).map((index): [string, number] => [
    [d.name, ...index.map((i) => i + 1)].join("."),
    cells[storagePosition(d.shape, dims, index)]!,
  ]);
  return Object.fromEntries(entries);
}

export interface Weights {
  readonly jacobian?: number;
  readonly constants?: number;
}

export interface Evaluator {
  readonly memory: Memory;
  readonly dimension: number;
  logDensity(q: readonly number[], weights?: Weights): number;
  /** With its derivative along `direction`, in forward mode; null where routines that were differenced did not settle. */
  alongDirection(q: readonly number[], direction: readonly number[]): { readonly value: number; readonly slope: number | null }; // prettier-ignore
}

/** Runs `prepareData`; the result evaluates the log density. Rejections are thrown as `Rejected`. */
export function bindModel(
  model: Model,
  data: Readonly<Record<string, unknown>>,
  random: unknown = null,
): Evaluator {
  const memory: Memory = {
    locals: new Map(),
    buffers: new Map(),
    random,
    printed: [],
    subprograms: model.subprograms,
    slopes: null,
    returned: NaN,
  };
  memory.locals.set(model.jacobianWeight, 1);
  memory.locals.set(model.constantWeight, 1);
  for (const d of model.data) give(memory, d, givenTo(d, data));
  run(memory, model.prepareData);
  const dimension = valueOf(memory, model.dimension);
  const evaluate = (m: Memory, { jacobian = 1, constants = 1 }: Weights): number => {
    m.locals.set(model.jacobianWeight, jacobian);
    m.locals.set(model.constantWeight, constants);
    m.locals.set(model.target, 0);
    run(m, model.logJoint);
    return m.locals.get(model.target)!;
  };
  const at = (m: Memory, q: readonly number[]): Float64Array => {
    const cells = Float64Array.from(q);
    m.buffers.set(model.q, { cells, dims: [q.length] });
    return cells;
  };
  const logDensity: Evaluator["logDensity"] = (q, weights = {}) => {
    at(memory, q);
    return evaluate(memory, weights);
  };
  const alongDirection: Evaluator["alongDirection"] = (q, direction) => {
    const slopes = forwardMode();
    const m = { ...memory, slopes };
    slopes.cells.set(at(m, q), Float64Array.from(direction));
    const value = evaluate(m, {});
    return { value, slope: slopes.isSettled ? slopes.locals.get(model.target)! : null };
  };
  return { memory, dimension, logDensity, alongDirection };
}

/** Runs a routine from constrained inputs given by name; returns its outputs by flat name. */
export function runRoutine(
  evaluator: Evaluator,
  { inputs, body, outputs }: Routine,
  values: Readonly<Record<string, unknown>>,
  random: unknown = null,
): Readonly<Record<string, number>> {
  const memory = { ...evaluator.memory, random };
  for (const d of inputs) give(memory, d, givenTo(d, values));
  run(memory, body);
  return Object.assign({}, ...outputs.map((d) => take(memory, d))) as Readonly<Record<string, number>>;
}

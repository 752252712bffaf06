// Reference interpreter of MIR, for tests only: slow and plain, every buffer access checked against its dimensions. It gives lowered
// programs a meaning that depends on no later pass, so a disagreement with the oracle is a fault of lowering.

import * as abi from "../../runtime/abi.ts";
import { distributions, kernels, scalarFunctions } from "../../runtime/library.ts";
import type {
  Buffer,
  Declared,
  Expr,
  KernelArg,
  Local,
  Model,
  Routine,
  Shape,
  Statement,
  View,
} from "../../compiler/ir/mir.ts";

type Cells = Float64Array | Int32Array;

export class Rejected extends Error {}

/** Values of locals and cells of buffers. */
export interface Memory {
  readonly locals: Map<Local, number>;
  readonly buffers: Map<Buffer, { readonly cells: Cells; readonly dims: readonly number[] }>;
  readonly random: unknown;
  readonly printed: string[];
}

const runtime = abi as unknown as Record<string, (...args: unknown[]) => number>;
const engine = Math as unknown as Record<string, (...args: unknown[]) => number>;
const generators = new Set([
  ...Object.values(distributions).flatMap(({ rng }) => (rng === undefined ? [] : [rng])),
  ...Object.values(kernels).flatMap(({ name, random }) => (random ? [name] : [])),
]);

// ------------------------------------------------------------------------------------------------------------- expressions

export function valueOf(m: Memory, e: Expr): number {
  switch (e.kind) {
    case "num":
    case "int":
      return e.value;
    case "bool":
      return e.value ? 1 : 0;
    case "ref": {
      const value = m.locals.get(e.local);
      if (value === undefined) throw new Error(`${e.local.name} has no value`);
      return value;
    }
    case "load": {
      const { cells, at } = cell(m, e.buffer, e.index);
      return cells[at]!;
    }
    case "select":
      return valueOf(m, valueOf(m, e.condition) !== 0 ? e.then : e.otherwise);
    case "op":
      if (e.op === "and") return valueOf(m, e.args[0]!) !== 0 && valueOf(m, e.args[1]!) !== 0 ? 1 : 0;
      if (e.op === "or") return valueOf(m, e.args[0]!) !== 0 || valueOf(m, e.args[1]!) !== 0 ? 1 : 0;
      return operation(e.op, e.args.map((arg) => valueOf(m, arg))); // prettier-ignore
  }
}

const truth = (b: boolean): number => (b ? 1 : 0);
const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  square: (a) => a * a,
  sqrt: (a) => Math.sqrt(a),
  toReal: (a) => a,
  iadd: (a, b) => a + b,
  isub: (a, b) => a - b,
  imul: (a, b) => a * b,
  idiv: (a, b) => Math.trunc(a / b),
  imod: (a, b) => a % b,
  ineg: (a) => -a,
  toInt: (a) => a,
  lt: (a, b) => truth(a < b),
  le: (a, b) => truth(a <= b),
  gt: (a, b) => truth(a > b),
  ge: (a, b) => truth(a >= b),
  eq: (a, b) => truth(a === b),
  ne: (a, b) => truth(a !== b),
  not: (a) => truth(a === 0),
};

function operation(op: string, args: readonly number[]): number {
  if (Object.hasOwn(arithmetic, op)) return arithmetic[op]!(args[0]!, args[1]!);
  const kernel = scalarFunctions[op]?.kernel;
  if (kernel === undefined) throw new Error(`no operation ${op}`);
  const routine = kernel.startsWith("Math.") ? engine[kernel.slice(5)] : runtime[kernel];
  if (routine === undefined) throw new Error(`no function ${kernel} for ${op}`);
  return Number(routine(...args));
}

function memoryOf(m: Memory, buffer: Buffer): { readonly cells: Cells; readonly dims: readonly number[] } {
  const known = m.buffers.get(buffer);
  if (known !== undefined) return known;
  const dims = buffer.dims.map((dim) => valueOf(m, dim));
  const size = dims.reduce((a, b) => a * b, 1);
  const cells = buffer.elem === "i32" ? new Int32Array(size) : new Float64Array(size).fill(1.2345e300);
  const fresh = { cells, dims };
  m.buffers.set(buffer, fresh);
  return fresh;
}

function cell(
  m: Memory,
  buffer: Buffer,
  index: readonly Expr[],
): { readonly cells: Cells; readonly at: number } {
  const { cells, dims } = memoryOf(m, buffer);
  let at = 0;
  dims.forEach((dim, k) => {
    const i = index[k] === undefined ? 0 : valueOf(m, index[k]);
    if (!Number.isInteger(i) || i < 0 || i >= dim)
      throw new RangeError(`index ${i} of ${buffer.name} (axis ${k}) is outside its size ${dim}`);
    at = at * dim + i;
  });
  return { cells, at };
}

/** The start of a block; blocks without cells may start at the end. */
function block(m: Memory, { buffer, index }: View): { readonly cells: Cells; readonly at: number } {
  const { cells, dims } = memoryOf(m, buffer);
  if (cells.length === 0) return { cells, at: 0 };
  const at = dims.reduce((sum, dim, k) => sum * dim + (index[k] === undefined ? 0 : valueOf(m, index[k])), 0);
  return { cells, at };
}

// -------------------------------------------------------------------------------------------------------------- statements

const EXIT = Symbol("exit");

export function run(m: Memory, statements: readonly Statement[]): typeof EXIT | void {
  for (const s of statements) if (step(m, s) === EXIT) return EXIT;
}

function step(m: Memory, s: Statement): typeof EXIT | void {
  const at = (e: Expr): number => valueOf(m, e);
  switch (s.kind) {
    case "let":
    case "set":
      return void m.locals.set(s.local, at(s.value));
    case "var":
      return void m.locals.set(
        s.local,
        s.initial === null ? (s.local.scalar === "real" ? NaN : 0) : at(s.initial),
      );
    case "store": {
      const { cells, at: k } = cell(m, s.buffer, s.index);
      cells[k] = at(s.value);
      return;
    }
    case "accumulate": {
      if (s.into.kind === "local")
        return void m.locals.set(s.into.local, m.locals.get(s.into.local)! + at(s.value));
      const { cells, at: k } = cell(m, s.into.buffer, s.into.index);
      cells[k]! += at(s.value);
      return;
    }
    case "fill": {
      const { cells, at: k } = block(m, s.view);
      cells.fill(at(s.value), k, k + at(s.count));
      return;
    }
    case "copy": {
      const [to, from] = [block(m, s.to), block(m, s.from)];
      const count = at(s.count);
      if (to.at + count > to.cells.length || from.at + count > from.cells.length)
        throw new RangeError("copy outside a buffer");
      to.cells.set(from.cells.slice(from.at, from.at + count), to.at);
      return;
    }
    case "each":
    case "for": {
      const [from, to] = s.kind === "each" ? [0, at(s.count)] : [at(s.from), at(s.to)];
      for (let i = from; i < to; i++) {
        m.locals.set(s.index, i);
        run(m, s.body);
      }
      return;
    }
    case "loop":
      while (run(m, s.body) !== EXIT);
      return;
    case "exitIf":
      return at(s.condition) !== 0 ? EXIT : undefined;
    case "if":
      return run(m, at(s.condition) !== 0 ? s.then : s.otherwise);
    case "region":
      return run(m, s.body);
    case "kernel":
      if (typeof s.kernel !== "string") throw new Error("a subprogram in the reference interpreter");
      return kernel(m, s.kernel, s.result, s.args);
    case "check":
      if (at(s.condition) === 0) throw new Rejected(message(m, s.message));
      return;
    case "reject":
      throw new Rejected(message(m, s.message));
    case "print":
      return void m.printed.push(message(m, s.message));
    case "return":
    case "push":
    case "pop":
      throw new Error("a stack in a program without derivatives");
  }
}

function kernel(m: Memory, name: string, result: Local | null, args: readonly KernelArg[]): void {
  const actual = args.flatMap((arg): unknown[] => {
    if (arg.kind === "absent") return [null, 0];
    if (arg.kind === "callback") throw new Error("a callback in the reference interpreter");
    if (arg.kind === "scalar") return [valueOf(m, arg.value)];
    const { cells, at } = block(m, arg.view);
    return [cells, at];
  });
  const routine = runtime[name];
  if (routine === undefined) throw new Error(`no kernel ${name}`);
  const value = rejecting(() => routine(...(generators.has(name) ? [m.random, ...actual] : actual)));
  if (result !== null) m.locals.set(result, value);
}

/** Runtime routines reject by throwing an object that is no Error. */
function rejecting(call: () => number): number {
  try {
    return call();
  } catch (error) {
    if (error instanceof Error) throw error;
    throw new Rejected((error as { readonly reason: string }).reason);
  }
}

function message(m: Memory, parts: Extract<Statement, { kind: "print" }>["message"]): string {
  const show = (part: (typeof parts)[number]): string => {
    if (typeof part === "string") return part;
    if (part.kind !== "contents") return String(valueOf(m, part));
    const { cells, at } = block(m, part.view);
    const size = part.dims.reduce((product, dim) => product * valueOf(m, dim), 1);
    return `[${[...cells.slice(at, at + size)].join(",")}]`;
  };
  return parts.map(show).join("");
}

// ------------------------------------------------------------------------------------------------------------------- models

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
    return inside(value, step.array.length, (element) => {
      const key = step.key === "real" ? 0 : step.key === "imag" ? 1 : step.key;
      return pick((element as Readonly<Record<string, unknown>>)[key], depth + 1);
    });
  };
  return pick(data[part.variable], 0);
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

export interface Evaluation {
  readonly logDensity: number;
  /** Parameters, transformed parameters and generated quantities by flat name. */
  readonly values: Readonly<Record<string, number>>;
}

export interface Evaluator {
  readonly memory: Memory;
  readonly dimension: number;
  logDensity(
    q: readonly number[],
    weights?: { readonly jacobian?: number; readonly constants?: number },
  ): number;
}

/** Runs `prepareData`; the result evaluates the log density. Rejections are thrown as `Rejected`. */
export function bindModel(
  model: Model,
  data: Readonly<Record<string, unknown>>,
  random: unknown = null,
): Evaluator {
  const memory: Memory = { locals: new Map(), buffers: new Map(), random, printed: [] };
  memory.locals.set(model.jacobianWeight, 1);
  memory.locals.set(model.constantWeight, 1);
  for (const d of model.data) give(memory, d, givenTo(d, data));
  run(memory, model.prepareData);
  const dimension = valueOf(memory, model.dimension);
  const logDensity: Evaluator["logDensity"] = (q, { jacobian = 1, constants = 1 } = {}) => {
    memory.locals.set(model.jacobianWeight, jacobian);
    memory.locals.set(model.constantWeight, constants);
    memory.buffers.set(model.q, { cells: Float64Array.from(q), dims: [q.length] });
    memory.locals.set(model.target, 0);
    run(memory, model.logJoint);
    return memory.locals.get(model.target)!;
  };
  return { memory, dimension, logDensity };
}

/** Runs a routine from constrained inputs given by name; returns its outputs by flat name. */
export function runRoutine(
  { memory }: Evaluator,
  { inputs, body, outputs }: Routine,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, number>> {
  for (const d of inputs) give(memory, d, values[d.name]);
  run(memory, body);
  return Object.assign({}, ...outputs.map((d) => take(memory, d))) as Readonly<Record<string, number>>;
}

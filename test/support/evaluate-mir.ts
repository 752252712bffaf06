// Reference interpreter of MIR, for tests only: slow and plain, every buffer access checked against its dimensions. It gives lowered
// programs a meaning that depends on no later pass, so a disagreement with the oracle is a fault of lowering. Given a direction it carries
// derivatives along it (forward-mode.ts), which gives gradients a meaning that depends on no rule of the reverse mode.

import * as abi from "../../runtime/abi.ts";
import { distributions, kernels, scalarFunctions } from "../../runtime/library.ts";
import { enlargedBy } from "../../compiler/ir/growing.ts";
import type {
  Buffer,
  Callee,
  Expr,
  KernelArg,
  Local,
  Statement,
  Subprogram,
  SubprogramParam,
  View,
} from "../../compiler/ir/mir.ts";

export type Cells = Float64Array | Int32Array;

export class Rejected extends Error {}

/** Values of locals and cells of buffers. */
export interface Memory {
  readonly locals: Map<Local, number>;
  readonly buffers: Map<Buffer, { readonly cells: Cells; readonly dims: readonly number[] }>;
  readonly random: unknown;
  readonly printed: string[];
  readonly subprograms: readonly Subprogram[];
  /** Derivatives beside the values; null where none are wanted. */
  readonly slopes: Slopes | null;
  /** What the subprogram that runs returned. */
  returned: number;
}

/** Forward mode as the interpreter sees it. */
export interface Slopes {
  /** Of locals, and of the cells of arrays; what is not there is 0. */
  readonly locals: Map<Local, number>;
  readonly cells: Map<Cells, Float64Array>;
  ofExpr(m: Memory, e: Expr): number;
  /** Runs a routine of the runtime on blocks and numbers, and gives the slopes of everything that it wrote and of its result. */
  ofCall(m: Memory, call: (actual: readonly unknown[]) => number, actual: readonly Actual[]): number;
}

/** An argument of a routine: a number with its slope, a block, or something without derivative. */
export type Actual =
  | { readonly kind: "number"; readonly value: number; readonly slope: number }
  | { readonly kind: "block"; readonly cells: Cells; readonly at: number }
  | { readonly kind: "other"; readonly values: readonly unknown[] };

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

export function operation(op: string, args: readonly number[]): number {
  if (Object.hasOwn(arithmetic, op)) return arithmetic[op]!(args[0]!, args[1]!);
  const kernel = scalarFunctions[op]?.kernel;
  if (kernel === undefined) throw new Error(`no operation ${op}`);
  const routine = kernel.startsWith("Math.") ? engine[kernel.slice(5)] : runtime[kernel];
  if (routine === undefined) throw new Error(`no function ${kernel} for ${op}`);
  return Number(routine(...args));
}

export function memoryOf(
  m: Memory,
  buffer: Buffer,
): { readonly cells: Cells; readonly dims: readonly number[] } {
  const known = m.buffers.get(buffer);
  if (known !== undefined) return known;
  const dims = buffer.dims.map((dim) => valueOf(m, dim));
  const size = dims.reduce((a, b) => a * b, 1);
  const cells = buffer.elem === "i32" ? new Int32Array(size) : new Float64Array(size).fill(1.2345e300);
  const fresh = { cells, dims };
  m.buffers.set(buffer, fresh);
  return fresh;
}

export function cell(
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

function enlarge(m: Memory, { target, count }: NonNullable<ReturnType<typeof enlargedBy>>): void {
  const size = valueOf(m, count);
  const { cells } = memoryOf(m, target);
  if (cells.length >= size) return;
  const larger = target.elem === "i32" ? new Int32Array(size) : new Float64Array(size);
  larger.set(cells);
  m.buffers.set(target, { cells: larger, dims: [size] });
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
      return setLocal(m, s.local, at(s.value), slope(m, s.value));
    case "var":
      if (s.initial !== null) return setLocal(m, s.local, at(s.initial), slope(m, s.initial));
      return setLocal(m, s.local, s.local.scalar === "real" ? NaN : 0, 0);
    case "store": {
      const { cells, at: k } = cell(m, s.buffer, s.index);
      return setCells(m, cells, k, 1, at(s.value), slope(m, s.value));
    }
    case "accumulate": {
      const [value, added] = [at(s.value), slope(m, s.value)];
      if (s.into.kind === "local") {
        const { local } = s.into;
        return setLocal(m, local, m.locals.get(local)! + value, (m.slopes?.locals.get(local) ?? 0) + added);
      }
      const { cells, at: k } = cell(m, s.into.buffer, s.into.index);
      return setCells(
        m,
        cells,
        k,
        1,
        cells[k]! + value,
        (m.slopes?.cells.get(cells)?.[k] ?? 0) + added,
      );
    }
    case "fill": {
      const { cells, at: k } = block(m, s.view);
      return setCells(m, cells, k, at(s.count), at(s.value), slope(m, s.value));
    }
    case "copy":
      return copy(m, block(m, s.to), block(m, s.from), at(s.count));
    case "each":
    case "for": {
      const [from, to] = s.kind === "each" ? [0, at(s.count)] : [at(s.from), at(s.to)];
      for (let n = 0; n < to - from; n++) {
        m.locals.set(s.index, s.kind === "for" && s.down ? to - 1 - n : from + n);
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
      if (enlargedBy(s) !== null) return enlarge(m, enlargedBy(s)!);
      return typeof s.kernel === "string"
        ? kernel(m, s.kernel, s.result, s.args)
        : callSubprogram(m, s.kernel, s.result, s.args);
    case "check":
      if (at(s.condition) === 0) throw new Rejected(message(m, s.message));
      return;
    case "reject":
      throw new Rejected(message(m, s.message));
    case "print":
      return void m.printed.push(message(m, s.message));
    case "return":
      m.returned = at(s.value);
      m.slopes?.locals.set(RETURNED, slope(m, s.value));
      return;
    case "push":
    case "pop":
      throw new Error("a stack in a program without derivatives");
  }
}

const slope = (m: Memory, e: Expr): number => m.slopes?.ofExpr(m, e) ?? 0;

function setLocal(m: Memory, local: Local, value: number, slope: number): void {
  m.locals.set(local, value);
  m.slopes?.locals.set(local, slope);
}

function setCells(m: Memory, cells: Cells, at: number, count: number, value: number, slope: number): void {
  cells.fill(value, at, at + count);
  if (m.slopes !== null) slopesOf(m.slopes, cells).fill(slope, at, at + count);
}

export function slopesOf(slopes: Slopes, cells: Cells): Float64Array {
  let found = slopes.cells.get(cells);
  if (found === undefined) slopes.cells.set(cells, (found = new Float64Array(cells.length)));
  return found;
}

interface Block {
  readonly cells: Cells;
  readonly at: number;
}

function copy(m: Memory, to: Block, from: Block, count: number): void {
  if (to.at + count > to.cells.length || from.at + count > from.cells.length)
    throw new RangeError("copy outside a buffer");
  to.cells.set(from.cells.slice(from.at, from.at + count), to.at);
  if (m.slopes === null) return;
  const moved = slopesOf(m.slopes, from.cells).slice(from.at, from.at + count);
  slopesOf(m.slopes, to.cells).set(moved, to.at);
}

function kernel(m: Memory, name: string, result: Local | null, args: readonly KernelArg[]): void {
  const actual = args.map((arg): Actual => {
    if (arg.kind === "absent") return { kind: "other", values: [null, 0] };
    if (arg.kind === "callback") return { kind: "other", values: [calledBack(m, arg.callee)] };
    if (arg.kind === "scalar")
      return { kind: "number", value: valueOf(m, arg.value), slope: slope(m, arg.value) };
    return { kind: "block", ...block(m, arg.view) };
  });
  const routine = runtime[name];
  if (routine === undefined) throw new Error(`no kernel ${name}`);
  const given = withDerivatives(m, name, args, actual);
  const call = (values: readonly unknown[]): number =>
    rejecting(() => routine(...(generators.has(name) ? [m.random, ...values] : values)));
  const slopeOfResult = m.slopes === null || generators.has(name) ? 0 : m.slopes.ofCall(m, call, given);
  const value = call(given.flatMap(valuesOf));
  if (result !== null) setLocal(m, result, value, slopeOfResult);
}

export function valuesOf(actual: Actual): readonly unknown[] {
  if (actual.kind === "number") return [actual.value];
  return actual.kind === "block" ? [actual.cells, actual.at] : actual.values;
}

// ------------------------------------------------------------------------------------------------------------- subprograms

/** Stands for the result of a subprogram among the slopes. */
const RETURNED: Local = { kind: "local", name: "returned", scalar: "real" };

function definition(m: Memory, callee: Callee): Subprogram {
  const found = m.subprograms.find((s) => s.callee === callee);
  if (found === undefined) throw new Error(`${callee.name} has no definition`);
  return found;
}

/** What an activation sees: everything around it but the arrays of other activations. */
function activation(m: Memory): Memory {
  const buffers = [...m.buffers].filter(([{ lifetime }]) => lifetime !== "frame" && lifetime !== "argument");
  const slopes = m.slopes === null ? null : { ...m.slopes, locals: new Map(m.slopes.locals) };
  return { ...m, locals: new Map(m.locals), buffers: new Map(buffers), slopes };
}

/** From `at` on; writes to it are writes to the whole. */
function rest({ cells, at }: Block, slopes: Slopes | null): Cells {
  if (at === 0) return cells;
  const part = cells.subarray(at);
  slopes?.cells.set(part, slopesOf(slopes, cells).subarray(at));
  return part;
}

function bindBlock(inside: Memory, buffer: Buffer, cells: Cells): void {
  inside.buffers.set(buffer, { cells, dims: buffer.dims.map((dim) => valueOf(inside, dim)) });
}

function callSubprogram(m: Memory, callee: Callee, result: Local | null, args: readonly KernelArg[]): void {
  const { params, body } = definition(m, callee);
  const inside = activation(m);
  params.forEach((param, k) => {
    const arg = args[k]!;
    if (param.kind !== "scalar" || arg.kind !== "scalar") return;
    setLocal(inside, param.local, valueOf(m, arg.value), slope(m, arg.value));
  });
  params.forEach((param, k) => {
    const arg = args[k]!;
    if (param.kind !== "scalar" && "view" in arg)
      bindBlock(inside, param.buffer, rest(block(m, arg.view), m.slopes));
  });
  run(inside, body);
  if (result !== null) setLocal(m, result, inside.returned, inside.slopes?.locals.get(RETURNED) ?? 0);
}

type CalledBack = (...args: readonly unknown[]) => number;

/** A subprogram as solvers call it: arrays, each with the position where its block starts unless that is always 0. */
function calledBack(m: Memory, callee: Callee | null): CalledBack | null {
  if (callee === null) return null;
  const { params, body } = definition(m, callee);
  return (...args) => {
    const inside: Memory = { ...activation(m), slopes: null };
    bindArguments(inside, params, args);
    run(inside, body);
    return inside.returned;
  };
}

/** The arguments become the parameters; the blocks among them, in order. */
function bindArguments(
  inside: Memory,
  params: readonly SubprogramParam[],
  args: readonly unknown[],
): readonly Block[] {
  let next = 0;
  const blocks: { readonly buffer: Buffer; readonly block: Block }[] = [];
  for (const param of params) {
    if (param.kind === "scalar") inside.locals.set(param.local, args[next++] as number);
    else {
      const cells = args[next++] as Cells;
      blocks.push({
        buffer: param.buffer,
        block: { cells, at: param.offset === null ? 0 : (args[next++] as number) },
      });
    }
  }
  for (const { buffer, block } of blocks) bindBlock(inside, buffer, rest(block, null));
  return blocks.map(({ block }) => block);
}

/** Solvers that need derivatives of the function even for the value get them by differences: they only steer the iteration. */
function withDerivatives(
  m: Memory,
  name: string,
  args: readonly KernelArg[],
  actual: readonly Actual[],
): readonly Actual[] {
  const callback = kernels[name]?.callback;
  if (callback === undefined || !callback.always) return actual;
  const at = (parameter: string): number => kernels[name]!.params.findIndex((p) => p.name === parameter);
  const f = args[at(callback.f)]!;
  if (f.kind !== "callback" || f.callee === null) throw new Error(`${name} without a function`);
  const derivative: Actual = { kind: "other", values: [byDifferences(m, f.callee)] };
  return actual.map((arg, k) => (k === at(callback.derivative) ? derivative : arg));
}

/** The function and, in further arrays, the derivatives of its result by each of its input blocks: a row per component. */
function byDifferences(m: Memory, callee: Callee): CalledBack {
  const f = calledBack(m, callee)!;
  const { params } = definition(m, callee);
  const count = params.reduce((n, p) => n + (p.kind === "scalar" || p.offset === null ? 1 : 2), 0);
  return (...args) => {
    const own = args.slice(0, count);
    const inside = activation(m);
    const blocks = bindArguments(inside, params, own);
    const inputs = params.filter((p) => p.kind !== "scalar").map((p, k) => ({ p, block: blocks[k]! }));
    const out = inputs.find(({ p }) => p.kind === "out");
    const sizeOf = ({ p }: (typeof inputs)[number]): number =>
      inside.buffers.get(p.buffer)!.dims.reduce((a, b) => a * b, 1);
    const read = (value: number): number[] =>
      out === undefined ? [value] : [...out.block.cells.subarray(out.block.at, out.block.at + sizeOf(out))];
    inputs
      .filter(({ p }) => p.kind === "in" && p.buffer.elem === "f64")
      .forEach((input, j) => {
        const jacobian = args[count + j] as Float64Array;
        const [{ cells, at }, n] = [input.block, sizeOf(input)];
        for (let i = 0; i < n; i++) {
          const x = cells[at + i]!;
          const sides = [1e-6, -1e-6].map((h) => {
            cells[at + i] = x + h;
            return read(f(...own));
          });
          cells[at + i] = x;
          sides[0]!.forEach((up, k) => (jacobian[k * n + i] = (up - sides[1]![k]!) / 2e-6));
        }
      });
    return f(...own);
  };
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

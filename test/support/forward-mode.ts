// Forward mode for the reference interpreter: beside every value its derivative along one direction. It shares no rule with the reverse mode
// of the compiler: partial derivatives of arithmetic and of the common functions are written out here, every other function and every
// routine of the runtime is differenced along the direction of its own arguments.

import type { Expr } from "../../compiler/ir/mir.ts";
import { cell, operation, slopesOf, valueOf, valuesOf } from "./evaluate-mir.ts";
import type { Actual, Cells, Memory, Slopes } from "./evaluate-mir.ts";

export interface ForwardMode extends Slopes {
  /** False once differences with two steps disagreed: near a kink, or where an iteration stops early. */
  isSettled: boolean;
}

export function forwardMode(): ForwardMode {
  const slopes: ForwardMode = {
    locals: new Map(),
    cells: new Map(),
    isSettled: true,
    ofExpr: (m, e) => slopeOf(slopes, m, e),
    ofCall: (m, call, actual) => differenced(slopes, m, call, actual),
  };
  return slopes;
}

// ------------------------------------------------------------------------------------------------------------- expressions

function slopeOf(slopes: ForwardMode, m: Memory, e: Expr): number {
  switch (e.kind) {
    case "num":
    case "int":
    case "bool":
      return 0;
    case "ref":
      return m.slopes?.locals.get(e.local) ?? 0;
    case "load": {
      const { cells, at } = cell(m, e.buffer, e.index);
      return slopes.cells.get(cells)?.[at] ?? 0;
    }
    case "select":
      return slopeOf(slopes, m, valueOf(m, e.condition) !== 0 ? e.then : e.otherwise);
    case "op":
      return ofOperation(slopes, m, e.op, e.args);
  }
}

function ofOperation(slopes: ForwardMode, m: Memory, op: string, args: readonly Expr[]): number {
  if (WITHOUT_SLOPE.has(op)) return 0;
  const moved = args.map((arg) => slopeOf(slopes, m, arg));
  if (moved.every((d) => d === 0)) return 0;
  const x = args.map((arg) => valueOf(m, arg));
  const rule = RULES[op];
  if (rule === undefined)
    return along(slopes, (h) => operation(op, x.map((value, k) => value + h * moved[k]!)), stepFor(x, moved)); // prettier-ignore
  return rule(x, operation(op, x)).reduce((sum, partial, k) => sum + (moved[k] === 0 ? 0 : partial * moved[k]!), 0); // prettier-ignore
}

const WITHOUT_SLOPE = new Set(
  ["iadd", "isub", "imul", "idiv", "imod", "ineg", "toInt", "lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not"].concat(
    ["floor", "ceil", "round", "trunc", "step", "sign", "to_int"],
  ),
); // prettier-ignore

const inverseLogit = (x: number): number => 1 / (1 + Math.exp(-x));

/** Partial derivatives by each argument, given the arguments and the value. */
const RULES: Readonly<Record<string, (x: readonly number[], value: number) => readonly number[]>> = {
  add: () => [1, 1],
  sub: () => [1, -1],
  mul: ([a, b]) => [b!, a!],
  div: ([a, b]) => [1 / b!, -a! / (b! * b!)],
  neg: () => [-1],
  square: ([a]) => [2 * a!],
  sqrt: (_, value) => [0.5 / value],
  toReal: () => [0],
  exp: (_, value) => [value],
  expm1: ([a]) => [Math.exp(a!)],
  log: ([a]) => [1 / a!],
  log1p: ([a]) => [1 / (1 + a!)],
  log1m: ([a]) => [-1 / (1 - a!)],
  sin: ([a]) => [Math.cos(a!)],
  cos: ([a]) => [-Math.sin(a!)],
  tan: (_, value) => [1 + value * value],
  tanh: (_, value) => [(1 - value) * (1 + value)],
  sinh: ([a]) => [Math.cosh(a!)],
  cosh: ([a]) => [Math.sinh(a!)],
  atan: ([a]) => [1 / (1 + a! * a!)],
  inv_logit: ([a], value) => [value * inverseLogit(-a!)],
  logit: ([p]) => [1 / (p! * (1 - p!))],
  log1p_exp: ([a]) => [inverseLogit(a!)],
  log_inv_logit: ([a]) => [inverseLogit(-a!)],
  abs: ([a]) => [Math.sign(a!)],
  fmax: ([a, b]) => (a! >= b! ? [1, 0] : [0, 1]),
  fmin: ([a, b]) => (a! <= b! ? [1, 0] : [0, 1]),
  fma: ([a, b]) => [b!, a!, 1],
  hypot: ([a, b], value) => [a! / value, b! / value],
  pow: ([a, b], value) => [b === 0 ? 0 : b! * a! ** (b! - 1), a! <= 0 ? NaN : value * Math.log(a!)],
};

// ------------------------------------------------------------------------------------------------------------- differences

const SETTLED = 1e-7;

/** Small against the arguments, not against how far they move. */
const stepFor = (x: readonly number[], moved: readonly number[]): number =>
  1e-3 / Math.max(1, ...moved.map((d, k) => Math.abs(d) / Math.max(1e-2, Math.min(1, Math.abs(x[k]!)))));

/** Differences of opposite sides first: they are exactly 0 where nothing moves, however large it is. */
const stencil = (f: (h: number) => number, h: number): number =>
  (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);

/** The derivative of f at 0 by differences with two steps. */
function along(slopes: ForwardMode, f: (h: number) => number, h: number): number {
  const [coarse, fine] = [stencil(f, h), stencil(f, h / 3)];
  if (!(Math.abs(coarse - fine) <= SETTLED * Math.max(1, Math.abs(fine)))) slopes.isSettled = false;
  return fine;
}

/** Everything that goes in is moved by its slope, what the routine will overwrite too: what it leaves alone then keeps its slope. */
function differenced(
  slopes: ForwardMode,
  m: Memory,
  call: (actual: readonly unknown[]) => number | undefined,
  actual: readonly Actual[],
): number {
  const blocks = new Set(actual.flatMap((a) => (a.kind === "block" && a.cells instanceof Float64Array ? [a.cells] : []))); // prettier-ignore
  const numbers = actual.flatMap((a) => (a.kind === "number" ? [a] : []));
  const moves = [...blocks].map((cells) => ({ cells, slope: slopesOf(slopes, cells) }));
  const isStill = moves.every(({ slope }) => slope.every((d) => d === 0));
  if (isStill && numbers.every((a) => a.slope === 0)) return 0;
  const largest = moves.reduce(
    (most, { slope }) => slope.reduce((a, d) => Math.max(a, Math.abs(d)), most),
    numbers.reduce((a, n) => Math.max(a, Math.abs(n.slope)), 1),
  );
  const at = (h: number): { readonly result: number | undefined; readonly cells: readonly Cells[] } => {
    const moved = new Map<Cells, Cells>(
      moves.map(({ cells, slope }) => [cells, cells.map((x, i) => (slope[i] === 0 ? x : x + h * slope[i]!))]),
    );
    const result = call(actual.flatMap((a) => valuesOf(movedArgument(a, moved, h))));
    return { result, cells: moves.map(({ cells }) => moved.get(cells)!) };
  };
  const h = 1e-3 / largest;
  const near = new Map([-2, -1, 1, 2, -2 / 3, -1 / 3, 1 / 3, 2 / 3].map((k) => [k * h, at(k * h)]));
  const read = (f: (side: ReturnType<typeof at>) => number): number =>
    along(slopes, (step) => f(near.get(nearest([...near.keys()], step))!), h);
  moves.forEach(({ slope }, k) => {
    for (let i = 0; i < slope.length; i++) slope[i] = read(({ cells }) => cells[k]![i]!);
  });
  return typeof near.get(h)!.result === "number" ? read(({ result }) => result!) : 0;
}

const nearest = (keys: readonly number[], x: number): number =>
  keys.reduce((best, key) => (Math.abs(key - x) < Math.abs(best - x) ? key : best));

function movedArgument(a: Actual, moved: ReadonlyMap<Cells, Cells>, h: number): Actual {
  if (a.kind === "number") return { ...a, value: a.value + h * a.slope };
  return a.kind === "block" ? { ...a, cells: moved.get(a.cells) ?? copyOf(a.cells) } : a;
}

const copyOf = (cells: Cells): Cells => cells.slice();

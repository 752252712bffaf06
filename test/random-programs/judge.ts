// What is asked of the compiler about one program: every stage leaves a valid one, the density is that of the lowered program as the
// reference evaluator runs it, the gradient that of finite differences, the second evaluation gives the bits of the first.

import { parse, renderProblem } from "../../grammar/index.ts";
import { check } from "../../compiler/1-check/index.ts";
import { lower } from "../../compiler/2-lower/index.ts";
import { polish, simplify } from "../../compiler/3-simplify/index.ts";
import { differentiate } from "../../compiler/5-differentiate/index.ts";
import { emit } from "../../compiler/6-emit/index.ts";
import type { Model as Mir } from "../../compiler/ir/mir.ts";
import { verifyGradientModel, verifyModel } from "../../compiler/ir/verify.ts";
import * as runtime from "../../runtime/abi.ts";
import type { Model } from "../../runtime/index.ts";
import { bindModel, Rejected } from "../support/evaluate-model.ts";
import { numericGradient } from "../support/finite-differences.ts";
import { newRandom } from "./scope.ts";

export interface Fault {
  /** What kind of check failed: a shrunk program must fail the same one. */
  readonly kind: "refused" | "crash" | "invalid" | "density" | "gradient" | "stale" | "twin";
  readonly message: string;
}

export interface Verdict {
  readonly fault: Fault | null;
  /** Points where the gradient was compared, and those where it was not zero. */
  readonly compared: number;
  readonly nonZero: number;
}

const TOLERANCE = 1e-9;
const GRADIENT_TOLERANCE = 1e-6;
const SETTLED = 2e-7;

interface Compiled {
  readonly lowered: Mir;
  readonly model: Model;
}

class Invalid extends Error {}
class Refused extends Error {}

function lowered(text: string): Mir {
  const parsed = parse({ name: "random.model", text });
  const checked = parsed.program === null ? null : check(parsed.program);
  const result = checked?.program == null ? null : lower(checked.program, { name: "random", simplex: "ilr" });
  if (result?.model == null) {
    const problems = [...parsed.problems, ...(checked?.problems ?? []), ...(result?.problems ?? [])];
    throw new Refused(problems.map(renderProblem).join("\n"));
  }
  return result.model;
}

function assertValid(violations: readonly string[], stage: string): void {
  if (violations.length > 0) throw new Invalid(`after ${stage}: ${violations.slice(0, 3).join("; ")}`);
}

async function compileRandom(text: string, data: unknown): Promise<Compiled> {
  const model = lowered(text);
  assertValid(verifyModel(model), "lowering");
  const simple = simplify(model);
  assertValid(verifyModel(simple), "simplification");
  const gradient = polish(differentiate(simple));
  assertValid([...verifyModel(gradient.model), ...verifyGradientModel(gradient)], "polishing");
  const code = await emit(gradient, { target: "function", abi: "logjoint/abi/1", fileName: "random.model" });
  const { bind } = new Function("abi", code)(runtime) as { bind: (data: unknown) => Model };
  return { lowered: model, model: bind(data) };
}

export function points(dimension: number, count: number): Float64Array[] {
  const random = newRandom(dimension + 1);
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: dimension }, () => 2.2 * random.uniform() - 1.1),
  );
}

export async function judge(
  text: string,
  data: Readonly<Record<string, unknown>>,
  count = 2,
): Promise<Verdict> {
  const verdict = { fault: null as Fault | null, compared: 0, nonZero: 0 };
  const fail = (kind: Fault["kind"], message: string): Verdict => ({ ...verdict, fault: { kind, message } });
  try {
    const compiled = await compileRandom(text, data);
    for (const q of points(compiled.model.dimension, count)) {
      const fault = judgePoint(compiled, data, q, verdict);
      if (fault !== null) return { ...verdict, fault };
    }
    return verdict;
  } catch (error) {
    if (error instanceof Refused) return fail("refused", error.message);
    if (error instanceof Invalid) return fail("invalid", error.message);
    return fail("crash", (error as Error).stack ?? String((error as { reason?: string }).reason ?? error));
  }
}

/** NaN where the point is rejected. */
function orRejected(f: () => number): number {
  try {
    return f();
  } catch (error) {
    if (error instanceof Rejected) return NaN;
    throw error;
  }
}

function judgePoint(
  { lowered: reference, model }: Compiled,
  data: Readonly<Record<string, unknown>>,
  q: Float64Array,
  verdict: { compared: number; nonZero: number },
): Fault | null {
  const at = ` at [${[...q].map((x) => x.toFixed(3)).join(", ")}]`;
  const density = (p: Float64Array): number => model.logDensity(p);
  const expected = orRejected(() => bindModel(reference, data).logDensity([...q]));
  const gradient = new Float64Array(q.length);
  const first = model.logDensityGradient(q, gradient);
  const isSame = Number.isFinite(expected)
    ? Math.abs(first - expected) <= TOLERANCE * Math.max(1, Math.abs(expected))
    : !Number.isFinite(first);
  if (!isSame)
    return { kind: "density", message: `density ${first}, the lowered program says ${expected}${at}` };
  if (!Number.isFinite(expected)) return null;
  const bare = orRejected(() => bindModel(reference, data).logDensity([...q], { jacobian: 0, constants: 0 }));
  const variant = model.variant({ jacobian: false, dropConstants: true }).logDensity(q);
  if (Math.abs(variant - bare) > TOLERANCE * Math.max(1, Math.abs(bare)))
    return { kind: "density", message: `without constants and Jacobian ${variant}, expected ${bare}${at}` };
  model.logDensity(q.map((x) => x * 0.9 - 0.05));
  const again = new Float64Array(q.length).fill(7);
  const second = model.logDensityGradient(q, again);
  if (!Object.is(first, second) || !gradient.every((g, i) => Object.is(g, again[i])))
    return {
      kind: "stale",
      message: `evaluated again: density ${first} then ${second}, gradient ${gradient} then ${again}${at}`,
    };
  if (!Object.is(density(q), first))
    return { kind: "stale", message: `density alone ${density(q)}, with gradient ${first}${at}` };
  if (gradient.some((g) => g !== 0)) verdict.nonZero++;
  const numeric = numericGradient(density, q, 1e-3);
  const worst = worstCoordinate(gradient, numeric, GRADIENT_TOLERANCE);
  if (worst < 0) {
    verdict.compared++;
    return null;
  }
  const [fine, finer] = [numericGradient(density, q, 3e-4), numericGradient(density, q, 1.1e-4)];
  if (worstCoordinate(fine, numeric, SETTLED) >= 0 && worstCoordinate(finer, fine, SETTLED) >= 0) return null;
  if (worstCoordinate(gradient, fine, GRADIENT_TOLERANCE) < 0) {
    verdict.compared++;
    return null;
  }
  if (worstCoordinate(fine, finer, 1e-5) >= 0) return null;
  verdict.compared++;
  return {
    kind: "gradient",
    message: `d/dq[${worst}] is ${gradient[worst]}, differences say ${fine[worst]}${at}`,
  };
}

/** The first coordinate that is off by more than the tolerance; -1 if none is. */
function worstCoordinate(actual: Float64Array, expected: Float64Array, tolerance: number): number {
  const largest = expected.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
  return actual.findIndex(
    (a, i) =>
      !(Math.abs(a - expected[i]!) <= tolerance * Math.max(1, Math.abs(expected[i]!), 1e-3 * largest)),
  );
}

/** Densities of two programs at the same points. */
export async function judgeTwin(
  text: string,
  twin: string,
  data: Readonly<Record<string, unknown>>,
): Promise<Fault | null> {
  let twins: Compiled;
  const own = await compileRandom(text, data);
  try {
    twins = await compileRandom(twin, data);
  } catch (error) {
    return { kind: "twin", message: `the twin fails: ${(error as Error).stack ?? error}` };
  }
  for (const q of points(own.model.dimension, 1)) {
    const [a, b] = [new Float64Array(q.length), new Float64Array(q.length)];
    const [x, y] = [own.model.logDensityGradient(q, a), twins.model.logDensityGradient(q, b)];
    if (!Number.isFinite(x) && !Number.isFinite(y)) continue;
    const isSame = Math.abs(x - y) <= TOLERANCE * Math.max(1, Math.abs(x)) && worstCoordinate(b, a, 1e-8) < 0;
    if (!isSame) return { kind: "twin", message: `densities ${x} and ${y}, gradients ${a} and ${b}` };
  }
  return null;
}

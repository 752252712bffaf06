// What is asked of the compiler about one program: every stage leaves a valid one, the density is that of the lowered program as the
// reference interpreter runs it, the gradient that of forward mode and of finite differences, the second evaluation gives the bits of the
// first, transformed parameters and generated quantities are those of the interpreter.

import { verifyGradientModel, verifyModel } from "../../compiler/ir/verify.ts";
import { dataRandom } from "../../runtime/random/data-random.ts";
import { randomStream } from "../../runtime/random/random.ts";
import { bindModel, type Evaluator, Rejected, runRoutine } from "../support/evaluate-model.ts";
import { numericGradient } from "../support/finite-differences.ts";
import { compiled, type Compiled, gradientOf, Invalid, load, Refused } from "./compiled.ts";

export interface Fault {
  /** What kind of check failed: a shrunk program must fail the same one. */
  readonly kind:
    | ("refused" | "crash" | "invalid" | "density" | "forward" | "gradient" | "stale" | "values")
    | ("twin" | "bytes" | "format" | "programs");
  readonly message: string;
  /** Which of the checks of a program as a text found it; absent where its numbers are wrong. */
  readonly check?: string;
}

export interface Verdict {
  readonly fault: Fault | null;
  /** Points where the gradient was compared with forward mode or differences, and those where it was not zero. */
  readonly compared: number;
  readonly nonZero: number;
}

export type Data = Readonly<Record<string, unknown>>;

export const TOLERANCE = 1e-9;
const GRADIENT_TOLERANCE = 1e-6;
/** Routines that forward mode cannot write out are differenced. */
const FORWARD_TOLERANCE = 1e-6;
const SETTLED = 2e-7;

export function points(dimension: number, count: number): Float64Array[] {
  const random = randomStream(dimension + 1, 11, 0);
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: dimension }, () => 2.2 * random.uniform() - 1.1),
  );
}

export const isNear = (a: number, b: number, tolerance = TOLERANCE): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));

/** Whatever `check` throws is a fault too. */
export async function faultOf(check: () => Promise<Fault | null>): Promise<Fault | null> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Refused) return { kind: "refused", message: error.message };
    if (error instanceof Invalid) return { kind: "invalid", message: error.message };
    const text = (error as Error).stack ?? String((error as { reason?: string }).reason ?? error);
    return { kind: "crash", message: text };
  }
}

export async function judge(text: string, data: Data, count = 2): Promise<Verdict> {
  const verdict = { compared: 0, nonZero: 0 };
  const fault = await faultOf(async () => {
    const own = await compiled(text);
    assertValid(own);
    const model = load(own, data);
    const reference = bindModel(own.lowered, data, dataRandom());
    const subject = { own, model, reference };
    for (const q of points(model.dimension, count)) {
      const found = judgePoint(subject, q, verdict);
      if (found !== null) return found;
    }
    return null;
  });
  return { ...verdict, fault };
}

function assertValid({ lowered, simple, gradient }: Compiled): void {
  const after = (violations: readonly string[], stage: string): void => {
    if (violations.length > 0) throw new Invalid(`after ${stage}: ${violations.slice(0, 3).join("; ")}`);
  };
  after(verifyModel(lowered), "lowering");
  after(verifyModel(simple), "simplification");
  after([...verifyModel(gradient.model), ...verifyGradientModel(gradient)], "polishing");
}

interface Subject {
  readonly own: Compiled;
  readonly model: ReturnType<typeof load>;
  readonly reference: Evaluator;
}

/** null where the point is rejected. */
function orRejected<T>(f: () => T): T | null {
  try {
    return f();
  } catch (error) {
    if (error instanceof Rejected) return null;
    throw error;
  }
}

function judgePoint(
  subject: Subject,
  q: Float64Array,
  verdict: { compared: number; nonZero: number },
): Fault | null {
  const { model, reference } = subject;
  const at = ` at [${[...q].map((x) => x.toFixed(3)).join(", ")}]`;
  const direction = [...q].map((_, i) => Math.cos(1 + 2.3 * i));
  const expected = orRejected(() => reference.alongDirection([...q], direction));
  const { value, gradient } = gradientOf(model, q);
  const isFinite = expected !== null && Number.isFinite(expected.value);
  if (isFinite ? !isNear(value, expected.value) : Number.isFinite(value))
    return { kind: "density", message: `density ${value}, the lowered program says ${expected?.value}${at}` };
  if (!isFinite) return null;
  const fault =
    judgeVariant(subject, q) ?? judgeState(subject, q, value, gradient) ?? judgeValues(subject, q);
  if (fault !== null) return { ...fault, message: fault.message + at };
  if (gradient.some((g) => g !== 0)) verdict.nonZero++;
  const along = gradient.reduce((sum, g, i) => sum + g * direction[i]!, 0);
  const isForward = expected.slope !== null && !Number.isNaN(along);
  const numeric = judgeGradient(subject, q, gradient);
  if (isForward || numeric.isCompared) verdict.compared++;
  if (numeric.fault !== null) return { ...numeric.fault, message: numeric.fault.message + at };
  const size = gradient.reduce((m, g) => Math.max(m, Math.abs(g)), 1);
  if (isForward && numeric.isCompared && !(Math.abs(along - expected.slope!) <= FORWARD_TOLERANCE * size))
    return {
      kind: "forward",
      message: `along a direction ${along}, forward mode says ${expected.slope}${at}`,
    };
  return null;
}

function judgeVariant({ model, reference }: Subject, q: Float64Array): Fault | null {
  const bare = orRejected(() => reference.logDensity([...q], { jacobian: 0, constants: 0 })) ?? NaN;
  const variant = model.variant({ jacobian: false, dropConstants: true }).logDensity(q);
  return isNear(variant, bare)
    ? null
    : { kind: "density", message: `without constants and Jacobian ${variant}, expected ${bare}` };
}

/** Another point in between leaves nothing behind, and the density is the same without its gradient. */
function judgeState(
  { model }: Subject,
  q: Float64Array,
  value: number,
  gradient: Float64Array,
): Fault | null {
  gradientOf(model, q.map((x) => x * 0.9 - 0.05)); // prettier-ignore
  const again = gradientOf(model, q);
  const isSame = Object.is(again.value, value) && gradient.every((g, i) => Object.is(g, again.gradient[i]));
  if (!isSame) {
    const [before, after] = [`${value}, gradient ${gradient}`, `${again.value}, gradient ${again.gradient}`];
    return { kind: "stale", message: `evaluated again: density ${before} then ${after}` };
  }
  const alone = model.logDensity(q);
  return Object.is(alone, value)
    ? null
    : { kind: "stale", message: `density alone ${alone}, with gradient ${value}` };
}

/** `x[1,2]`, `z[3].real` and `x.1.2`, `z.real.3` as one name. */
function flatName(name: string): string {
  const parts = name.replace(/\]/g, "").split(/[[,.]/);
  return [...parts.filter((part) => !/^\d/.test(part)), ...parts.filter((part) => /^\d/.test(part))].join(
    ".",
  );
}

function judgeValues({ own, model, reference }: Subject, q: Float64Array): Fault | null {
  const { transform, generate } = own.lowered;
  if (transform.outputs.length + generate.outputs.length === 0) return null;
  const actual = model.write(q, randomStream(3, 0, 0));
  const names = [...model.parameterNames, ...model.generatedNames].map(flatName);
  const inputs = model.constrain(q);
  const expected = orRejected(() => ({
    ...runRoutine(reference, transform, inputs),
    ...runRoutine(reference, generate, inputs, randomStream(3, 0, 0)),
  }));
  if (expected === null) return null;
  for (const [name, value] of Object.entries(expected)) {
    const at = names.indexOf(flatName(name));
    if (!isNear(actual[at]!, value))
      return { kind: "values", message: `${name} is ${actual[at]}, expected ${value}` };
  }
  return null;
}

/** By differences with a finer step where they do not agree at once: near a kink nobody blames the gradient. */
function judgeGradient(
  { model }: Subject,
  q: Float64Array,
  gradient: Float64Array,
): { readonly fault: Fault | null; readonly isCompared: boolean } {
  const density = (p: Float64Array): number => model.logDensity(p);
  const numeric = numericGradient(density, q, 1e-3);
  const worst = worstCoordinate(gradient, numeric, GRADIENT_TOLERANCE);
  if (worst < 0) return { fault: null, isCompared: true };
  const [fine, finer] = [numericGradient(density, q, 3e-4), numericGradient(density, q, 1.1e-4)];
  const isUnsettled =
    worstCoordinate(fine, numeric, SETTLED) >= 0 && worstCoordinate(finer, fine, SETTLED) >= 0;
  if (isUnsettled) return { fault: null, isCompared: false };
  if (worstCoordinate(gradient, fine, GRADIENT_TOLERANCE) < 0) return { fault: null, isCompared: true };
  if (worstCoordinate(fine, finer, 1e-5) >= 0) return { fault: null, isCompared: false };
  const message = `d/dq[${worst}] is ${gradient[worst]}, differences say ${fine[worst]}`;
  return { fault: { kind: "gradient", message }, isCompared: true };
}

/** The first coordinate that is off by more than the tolerance; -1 if none is. */
export function worstCoordinate(actual: Float64Array, expected: Float64Array, tolerance: number): number {
  const largest = expected.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
  return actual.findIndex(
    (a, i) =>
      !(Math.abs(a - expected[i]!) <= tolerance * Math.max(1, Math.abs(expected[i]!), 1e-3 * largest)),
  );
}

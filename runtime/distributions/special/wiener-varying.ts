// Passage times of a Wiener process whose drift is normal(delta, sv), whose start is uniform(w - sw / 2, w + sw / 2) and whose time starts
// uniform(0, st0) late, and the probability of a passage before or after a time. The drift is integrated in closed form, start and delay
// by cubature: at most two dimensions, also for the probabilities, since the delay turns into a weight on the time.
// Source: Henrich, Hartmann, Pratz, Voss and Klauer 2023, Behavior Research Methods 56: 3102-3116, equations 2 to 5; for the integral over
// the drift Tuerlinckx 2004, Behavior Research Methods, Instruments & Computers 36: 702-716.

import { exp } from "../../functions/exp.ts";
import { log } from "../../functions/log.ts";
import { type Cell, integrate } from "./cubature.ts";
import { firstPassage } from "./first-passage.ts";

/** Time since the start, boundary separation, start as a share of it, drift, and the variation of drift, start and delay. */
type Arguments = readonly [
  t: number,
  alpha: number,
  w: number,
  delta: number,
  sv: number,
  sw: number,
  st0: number,
];
const T = 0;
const ST0 = 6;
const COUNT = 7;

/** log f of a passage at s with a normal drift, then its derivatives by s, alpha, w, delta, sv. */
const at = new Float64Array(6);
const driftless = new Float64Array(3);

function passage(s: number, alpha: number, w: number, delta: number, sv: number): void {
  const u = s / (alpha * alpha);
  firstPassage(u, w, driftless);
  const [value, byU, byW] = driftless as unknown as [number, number, number];
  const variance = sv * sv;
  const reach = alpha * w;
  const spread = 1 + variance * s;
  const push = variance * reach * reach + delta * (2 * reach - delta * s);
  at[0] = value - 2 * log(alpha) + (0.5 * push) / spread - 0.5 * log(spread);
  at[1] = byU / (alpha * alpha) - (0.5 * (delta * delta + variance * (1 + push / spread))) / spread;
  at[2] = (-2 * (u * byU + 1)) / alpha + ((variance * reach + delta) * w) / spread;
  at[3] = byW + ((variance * reach + delta) * alpha) / spread;
  at[4] = (reach - delta * s) / spread;
  at[5] = (sv * (reach * reach - s * (1 + push / spread))) / spread;
}

/** One question about passage times. The last answer is kept: a value and its derivatives come from one integral. */
class Question {
  private readonly asked = new Float64Array(COUNT).fill(NaN);
  private readonly answer = new Float64Array(1 + COUNT);
  private readonly solve: (args: Arguments, answer: Float64Array) => void;

  /** `solve` leaves the logarithm and its derivatives by all arguments. */
  constructor(solve: (args: Arguments, answer: Float64Array) => void) {
    this.solve = solve;
  }

  /** The logarithm, or its derivative by argument `which` - 1. */
  get(which: number, args: Arguments): number {
    if (!args.every((arg, k) => arg === this.asked[k])) {
      this.asked.set(args);
      this.solve(args, this.answer);
    }
    return this.answer[which]!;
  }
}

const density = new Question((args, answer) => {
  const [t, , , , , , st0] = args;
  const start = Math.max(t - st0, 0);
  const averaged = expectation(args, st0 > 0 ? panels(start, t) : [[t, t]], (s, f, into, byW) => {
    const delay = st0 > 0 ? (t - s) / st0 : 0.5;
    slopes(f, into, byW);
    into[1 + T] = f * at[1]!;
    into[1 + ST0] = -f * delay * at[1]!;
  });
  finish(averaged, st0 > 0 ? log(st0) : 0, answer);
});

const below = new Question((args, answer) => tail(args, true, answer));
const above = new Question((args, answer) => tail(args, false, answer));

/** Passages before t, delay included, or after it: what happens at s counts with the share of delays that keep it on this side. */
function tail(args: Arguments, isBelow: boolean, answer: Float64Array): void {
  const [t, alpha, , , , , st0] = args;
  const start = Math.max(t - st0, 0);
  const parts = isBelow
    ? [...panels(0, start), ...panels(start, t)]
    : [...panels(start, t), ...beyond(t, alpha)];
  const averaged = expectation(args, parts, (s, f, into, byW) => {
    const share = s >= t ? 0 : s <= t - st0 ? 1 : (t - s) / st0;
    const weight = isBelow ? share : 1 - share;
    slopes(f * weight, into, byW);
    into[1 + T] = 0;
    into[1 + ST0] = share === 1 || share === 0 ? 0 : (isBelow ? -f : f) * (share / st0);
  });
  finish(averaged, 0, answer);
  const atTime = exp(density.get(0, args) - answer[0]!);
  answer[1 + T] = isBelow ? atTime : -atTime;
  if (st0 === 0) answer[1 + ST0] = -0.5 * answer[1 + T]!;
}

/** What all integrals share: f and its derivatives by what does not move the time. */
function slopes(f: number, into: Float64Array, byW: number): void {
  into[0] = f;
  into[2] = f * at[2]!;
  into[3] = f * at[3]!;
  into[4] = f * at[4]!;
  into[5] = f * at[5]!;
  into[6] = f * at[3]! * byW;
}

interface Averaged {
  /** Logarithm of the factor that was taken out. */
  readonly scale: number;
  readonly sums: Float64Array;
}

type Span = readonly [from: number, to: number];

/** Averages over starts, sums over times, relative to the largest density that a first look finds. */
function expectation(
  [, alpha, w, delta, sv, sw]: Arguments,
  times: readonly Span[],
  terms: (s: number, f: number, into: Float64Array, byW: number) => void,
): Averaged {
  let scale = -Infinity;
  for (const [from, to] of times)
    for (const s of [from, 0.5 * (from + to), to])
      for (const place of [-0.5, 0, 0.5]) {
        if (!(s > 0)) continue;
        passage(s, alpha, w + place * sw, delta, sv);
        scale = Math.max(scale, at[0]!);
      }
  const sums = new Float64Array(1 + COUNT);
  const starts: Span = sw > 0 ? [-0.5, 0.5] : [0, 0];
  const cells = times.map((x): Cell => ({ x, y: starts }));
  integrate(
    cells,
    (s, place, into) => {
      passage(s, alpha, w + place * sw, delta, sv);
      const f = exp(at[0]! - scale);
      if (f === 0) into.fill(0);
      else terms(s, f, into, place);
    },
    sums,
  );
  return { scale, sums };
}

function finish({ scale, sums }: Averaged, logDivisor: number, answer: Float64Array): void {
  answer[0] = scale + log(sums[0]!) - logDivisor;
  for (let k = 1; k <= COUNT; k++) answer[k] = sums[0] === 0 ? 0 : sums[k]! / sums[0]!;
}

/** Cuts at which densities of passage change their shape: by halves from the end, and close to it. */
function panels(from: number, to: number): readonly Span[] {
  const cuts = [1, 2, 3, 5, 8, 12, 17].map((k) => to * 2 ** -k);
  return between(from, to, [...cuts, to * (1 - 2 ** -3)]);
}

/** Times after t until nothing is left: beyond u = 25 the density has fallen by exp(-12 pi^2). */
const beyond = (t: number, alpha: number): readonly Span[] =>
  between(
    t,
    t + 25 * alpha * alpha,
    [0.002, 0.01, 0.05, 0.2, 0.6, 1.5, 4].map((u) => t + u * alpha * alpha),
  );

function between(from: number, to: number, cuts: readonly number[]): readonly Span[] {
  if (!(from < to)) return [];
  const inside = cuts.filter((cut) => cut > from && cut < to).sort((a, b) => a - b);
  const ends = [from, ...inside, to];
  return ends.slice(1).map((end, k) => [ends[k]!, end]);
}

type OfArguments = (...args: Arguments) => number;
type OfDerivative = (which: number, ...args: Arguments) => number;

const valueOf =
  (question: Question): OfArguments =>
  (...args) =>
    question.get(0, args);
const derivativeOf =
  (question: Question): OfDerivative =>
  (which, ...args) =>
    question.get(which, args);

/** log of the density of a passage at t. */
export const logVaryingPassage = valueOf(density);
/** log of the probability of a passage until t, at this boundary. */
export const logPassageBefore = valueOf(below);
/** log of the probability of a passage after t, at this boundary. */
export const logPassageAfter = valueOf(above);
/** Their derivatives by argument `which`, counted from 1. */
export const logVaryingPassageD = derivativeOf(density);
export const logPassageBeforeD = derivativeOf(below);
export const logPassageAfterD = derivativeOf(above);

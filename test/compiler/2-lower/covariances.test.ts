// Covariance functions of Gaussian processes in every form, against their formulas written out once more; gradients against finite
// differences; and at points that coincide, where distances have no derivative of their own.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { back, front } from "../../acceptance/pipeline.ts";
import { numericGradient } from "../../support/finite-differences.ts";

const test = suite("covariance functions");

type Point = readonly number[];
type Formula = (x: Point, y: Point, sigma: number, lengths: readonly number[], period: number) => number;

const distance = (x: Point, y: Point, lengths: readonly number[]): number =>
  Math.sqrt(x.reduce((sum, a, k) => sum + ((a - y[k]!) / (lengths[k] ?? lengths[0]!)) ** 2, 0));

const formulas: Readonly<Record<string, Formula>> = {
  gp_exp_quad_cov: (x, y, s, l) => s * s * Math.exp(-0.5 * distance(x, y, l) ** 2),
  gp_exponential_cov: (x, y, s, l) => s * s * Math.exp(-distance(x, y, l)),
  gp_matern32_cov: (x, y, s, l) => {
    const d = Math.sqrt(3) * distance(x, y, l);
    return s * s * (1 + d) * Math.exp(-d);
  },
  gp_matern52_cov: (x, y, s, l) => {
    const d = Math.sqrt(5) * distance(x, y, l);
    return s * s * (1 + d + (d * d) / 3) * Math.exp(-d);
  },
  gp_periodic_cov: (x, y, s, l, p) =>
    s * s * Math.exp((-2 * Math.sin((Math.PI * distance(x, y, [1])) / p) ** 2) / (l[0]! * l[0]!)),
  gp_dot_prod_cov: (x, y, s) => s * s + x.reduce((sum, a, k) => sum + a * y[k]!, 0),
};

interface Form {
  readonly isVector: boolean;
  readonly isTwo: boolean;
  readonly isArd: boolean;
}

const forms: readonly Form[] = [false, true].flatMap((isVector) =>
  [false, true].flatMap((isTwo) =>
    (isVector ? [false, true] : [false]).map((isArd) => ({ isVector, isTwo, isArd })),
  ),
);

const COUNT = [3, 2] as const;
const DIMENSION = 2;

/** Points, sigma, length (or one per coordinate) and period as parameters; the target is a weighted sum of the matrix. */
function programOf(name: string, { isVector, isTwo, isArd }: Form): string {
  const points = (which: string, n: number): string =>
    isVector ? `array[${n}] vector[${DIMENSION}] ${which};` : `array[${n}] real ${which};`;
  const rest =
    name === "gp_dot_prod_cov" ? "s" : `s, ${isArd ? "l" : "l[1]"}${name === "gp_periodic_cov" ? ", p" : ""}`;
  const columns = isTwo ? COUNT[1] : COUNT[0];
  return `data { matrix[${COUNT[0]}, ${columns}] w; }
    parameters { ${points("x", COUNT[0])} ${isTwo ? points("y", COUNT[1]) : ""} real s; array[${DIMENSION}] real l; real p; }
    model { target += sum(w .* ${name}(x, ${isTwo ? "y, " : ""}${rest})); }`;
}

function total(
  name: string,
  { isVector, isTwo, isArd }: Form,
  w: readonly number[][],
  q: Float64Array,
): number {
  const width = isVector ? DIMENSION : 1;
  const take = (from: number, n: number): Point[] =>
    Array.from({ length: n }, (_, i) => [...q.subarray(from + i * width, from + (i + 1) * width)]);
  const x = take(0, COUNT[0]);
  const y = isTwo ? take(COUNT[0] * width, COUNT[1]) : x;
  const [s, l0, l1, p] = q.subarray(q.length - 4);
  const lengths = isArd ? [l0!, l1!] : [l0!];
  let sum = 0;
  x.forEach((a, i) => y.forEach((b, j) => (sum += w[i]![j]! * formulas[name]!(a, b, s!, lengths, p!))));
  return sum;
}

const weights = (columns: number): number[][] =>
  Array.from({ length: COUNT[0] }, (_, i) =>
    Array.from({ length: columns }, (_, j) => Math.sin(2 * i + 3 * j + 1)),
  );

async function evaluate(name: string, form: Form, q: Float64Array) {
  const w = weights(form.isTwo ? COUNT[1] : COUNT[0]);
  const model = await back(front(programOf(name, form)), { w });
  assert.is(model.dimension, q.length);
  const gradient = new Float64Array(q.length);
  return { value: model.logDensityGradient(q, gradient), gradient, w, reason: model.rejection };
}

function pointFor({ isVector, isTwo }: Form): Float64Array {
  const count = (COUNT[0] + (isTwo ? COUNT[1] : 0)) * (isVector ? DIMENSION : 1);
  return Float64Array.from([
    ...Array.from({ length: count }, (_, k) => 1.3 * Math.sin(5 * k + 1)),
    1.4,
    0.7,
    1.2,
    2.5,
  ]);
}

for (const name of Object.keys(formulas))
  for (const form of forms) {
    const isStationary = !/periodic|dot_prod/.test(name);
    if (form.isArd && !isStationary) continue;
    const label = `${name} of ${form.isTwo ? "two sets" : "one set"} of ${form.isVector ? "vectors" : "reals"}${form.isArd ? ", a length per coordinate" : ""}`;
    test(label, async () => {
      const q = pointFor(form);
      const { value, gradient, w } = await evaluate(name, form, q);
      const expected = total(name, form, w, q);
      assert.ok(
        Math.abs(value - expected) <= 1e-13 * Math.max(1, Math.abs(expected)),
        `${value}, not ${expected}`,
      );
      numericGradient((at) => total(name, form, w, at), q, 2e-4).forEach((slope, k) =>
        assert.ok(Math.abs(gradient[k]! - slope) < 1e-8, `d/dq[${k}] is ${gradient[k]}, not ${slope}`),
      );
    });

    if (/exponential/.test(name)) continue;
    test(`${label}: points that coincide`, async () => {
      const q = pointFor(form);
      // The second point is the first, and in the other set too.
      const width = form.isVector ? DIMENSION : 1;
      q.copyWithin(width, 0, width);
      if (form.isTwo) q.copyWithin(COUNT[0] * width, 0, width);
      const { gradient, w } = await evaluate(name, form, q);
      numericGradient((at) => total(name, form, w, at), q, 2e-4).forEach((slope, k) =>
        assert.ok(Math.abs(gradient[k]! - slope) < 1e-5, `d/dq[${k}] is ${gradient[k]}, not ${slope}`),
      );
    });
  }

test("scales that are not positive reject the point and are named", async () => {
  for (const name of Object.keys(formulas)) {
    const names = name === "gp_dot_prod_cov" ? [] : name === "gp_periodic_cov" ? [4, 3, 1] : [4, 3];
    for (const fromEnd of names) {
      const form = { isVector: false, isTwo: false, isArd: false };
      const q = pointFor(form);
      q[q.length - fromEnd] = -1;
      const { value, reason } = await evaluate(name, form, q);
      assert.is(value, -Infinity, `${name}, argument ${fromEnd} from the end`);
      assert.match(String(reason), fromEnd === 4 ? /\bs\b/ : fromEnd === 3 ? /l\[1\]/ : /\bp\b/);
    }
  }
  const form = { isVector: true, isTwo: true, isArd: true };
  const q = pointFor(form);
  q[q.length - 2] = 0;
  assert.is((await evaluate("gp_exp_quad_cov", form, q)).value, -Infinity);
});

test.run();

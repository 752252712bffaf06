// Laws of every elementwise distribution: the reference table in value, gradient, rejection and support; and without any table, that
// gradients are derivatives, cumulative functions integrate the density, their complements add up, and bad arguments reject.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Distribution } from "../../runtime/descriptor.ts";
import { distributions } from "../../runtime/distributions/catalogue.ts";
import { numericDerivative } from "../support/finite-differences.ts";
import { argumentsOf, at, isIntDomain, type Kind } from "./density.ts";
import type { Dual } from "./formula.ts";

const test = suite("laws of elementwise distributions");

interface Row {
  readonly dist: string;
  readonly kind: Kind;
  readonly args: readonly (number | string)[];
  readonly expect: number | string;
  readonly expect_grad: readonly (number | string | null)[] | null;
}

const read = (file: string): readonly Row[] =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")) as Row[];
/** The second table: composite Gauss-Legendre integrals with 40 points per panel of the density's series, in 80-bit arithmetic. */
const rows = [...read("distributions.json"), ...read("wiener.json")];
const elementwise = Object.entries(distributions).filter(([, d]) => d.vectorised === "elementwise");

/** Rows of the table that are wrong or not followed, each with its reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'uniform cdf ["Infinity",0,1]': "above the interval the distribution function is 1",
  'uniform lcdf ["Infinity",0,1]': "above the interval the distribution function is 1",
  'uniform lccdf ["Infinity",0,1]': "above the interval the distribution function is 1",
  "beta_proportion lcdf [0.999999,0.2,8]": "computable; the reference's own derivative routine gives up",
  "beta_proportion lccdf [0.999999,0.2,8]": "computable; the reference's own derivative routine gives up",
  'poisson lpmf [3,"Infinity"]': "an infinite rate rejects",
};
/** The derivative at y = mu is the density, 2 / (pi sqrt(3)); the table's numeric difference is 5e-7 off. */
const WRONG_GRADIENT = /^student_t l?c?cdf \[0,3,0,1\]$/;

const toNumber = (x: number | string): number => (typeof x === "string" ? Number(x) : x);

/** Classes of accuracy: [value, gradient], relative. */
function tolerance(row: Row): readonly [number, number] {
  return row.kind === "lpdf" || row.kind === "lpmf" ? [1e-12, 1e-11] : [1e-11, 1e-10];
}

function compare(row: Row, name: string): void {
  const outcome = at(distributions[row.dist]!, row.kind, row.args.map(toNumber));
  if (row.expect === "error" || outcome === "reject") {
    assert.is(outcome, row.expect === "error" ? "reject" : row.expect, name);
    return;
  }
  const expected = toNumber(row.expect);
  const [valueTolerance, gradientTolerance] = tolerance(row);
  // The table's own working precision rounds logarithms of 1 - tiny to zero.
  const isClose =
    Object.is(outcome.value, expected) ||
    outcome.value === expected ||
    Math.abs(outcome.value - expected) <= valueTolerance * Math.abs(expected) + 1e-60;
  assert.ok(isClose, `${name} is ${outcome.value}, expected ${expected}`);
  if (row.expect_grad === null || !Number.isFinite(expected) || WRONG_GRADIENT.test(name)) return;
  const gradient = row.expect_grad.map((g) => (g === null ? null : toNumber(g)));
  const largest = Math.max(1, ...gradient.map((g) => (g !== null && Number.isFinite(g) ? Math.abs(g) : 0)));
  gradient.forEach((g, k) => {
    if (g === null || Number.isNaN(g)) return;
    const actual = outcome.slopes[k]!;
    const error = actual === g ? 0 : Math.abs(actual - g);
    assert.ok(
      error <= gradientTolerance * Math.abs(g) + 1e-14 * largest,
      `${name}: slope ${k} is ${actual}, not ${g}`,
    );
  });
}

const finite = (outcome: "reject" | Dual): Dual => {
  if (outcome === "reject") throw new Error("rejected inside its support");
  return outcome;
};

const isDiscrete = (d: Distribution): boolean => Object.values(d.over)[0] === "int";
const densityOf = (d: Distribution): Kind => (isDiscrete(d) ? "lpmf" : "lpdf");
const pointsOf = (d: Distribution): readonly (readonly number[])[] =>
  d.testPoints as readonly (readonly number[])[];

for (const [name, d] of elementwise) {
  test(`${name}: agrees with the reference table`, () => {
    // The table tells the forms of wiener by the number of arguments.
    const family = name.startsWith("wiener") ? "wiener" : name;
    const own = rows.filter((row) => row.dist === family && row.args.length === argumentsOf(d).length);
    assert.ok(own.length > 0, "no rows");
    for (const row of own.map((r) => ({ ...r, dist: name }))) {
      const label = `${name} ${row.kind} ${JSON.stringify(row.args)}`;
      if (!Object.hasOwn(EXCEPTIONS, label)) compare(row, label);
    }
  });

  test(`${name}: is named and documented`, () => {
    assert.is(d.name, name);
    assert.ok(d.doc.summary.endsWith(".") && d.doc.reference.length > 10);
    assert.ok(d.testPoints.length > 0);
    for (const point of pointsOf(d)) {
      assert.is(point.length, argumentsOf(d).length);
      assert.ok(Number.isFinite(finite(at(d, densityOf(d), point)).value), `density at ${point}`);
    }
  });

  test(`${name}: gradients are derivatives`, () => {
    const kinds = [densityOf(d), "cdf", "lcdf", "lccdf", "lcdfUnnorm", "lccdfUnnorm"] as const;
    for (const kind of kinds) {
      if (kind !== densityOf(d) && d[kind as "cdf"] === undefined) continue;
      for (const point of pointsOf(d)) {
        const outcome = finite(at(d, kind, point));
        if (!Number.isFinite(outcome.value)) continue;
        argumentsOf(d).forEach((arg, k) => {
          if (isIntDomain(d, arg)) return;
          const along = (t: number): number =>
            finite(at(d, kind, point.map((p, j) => (j === k ? t : p)))).value; // prettier-ignore
          const numeric = numericDerivative(along, point[k]!, 1e-4 * Math.min(1, Math.abs(point[k]!) || 1));
          const scale = Math.max(Math.abs(numeric), 1e-3 * Math.max(1, Math.abs(outcome.value)));
          const error = Math.abs(outcome.slopes[k]! - numeric) / scale;
          assert.ok(
            error < 2e-6,
            `${kind} at ${point}: d/d${arg} ${outcome.slopes[k]}, numerically ${numeric}`,
          );
        });
      }
    }
  });

  test(`${name}: cumulative functions belong to the density`, () => {
    for (const point of pointsOf(d)) {
      if (d.lcdf === undefined) continue;
      const value = (kind: Kind, p: readonly number[] = point): number => finite(at(d, kind, p)).value;
      const F = Math.exp(value("lcdf"));
      assert.ok(Math.abs(F + Math.exp(value("lccdf")) - 1) < 1e-12, `F + (1 - F) at ${point}`);
      if (d.cdf !== undefined) assert.ok(Math.abs(value("cdf") - F) < 1e-12 * (1e-3 + F));
      const rest = point.slice(1);
      if (isDiscrete(d)) {
        const below = Math.exp(value("lcdf", [point[0]! - 1, ...rest]));
        const mass = Math.exp(value("lpmf"));
        assert.ok(Math.abs(F - below - mass) < 1e-11, `F(n) - F(n - 1) at ${point}: ${F - below}, ${mass}`);
      } else {
        const density = Math.exp(value("lpdf"));
        const slope = finite(at(d, "lcdf", point)).slopes[0]! * F;
        assert.ok(
          Math.abs(slope - density) < 1e-10 * density,
          `F' at ${point}: ${slope}, density ${density}`,
        );
        const upper = -finite(at(d, "lccdf", point)).slopes[0]! * Math.exp(value("lccdf"));
        assert.ok(Math.abs(upper - density) < 1e-10 * density, `-(1 - F)' at ${point}: ${upper}, ${density}`);
      }
    }
  });

  test(`${name}: bad arguments reject`, () => {
    const point = pointsOf(d)[0]!;
    const names = argumentsOf(d);
    if (!isDiscrete(d)) assert.is(at(d, densityOf(d), [NaN, ...point.slice(1)]), "reject");
    names.slice(1).forEach((_, k) => {
      const bad = point.map((p, j) => (j === k + 1 ? NaN : p));
      assert.is(at(d, densityOf(d), bad), "reject");
    });
  });
}

/** Ends of the line, of the half-line and of the unit interval, with their neighbours, and the parameters themselves. */
const edgesOf = (d: Distribution, rest: readonly number[]): number[] => {
  const reals = [-Infinity, -1e300, -1, -1e-300, 0, 1e-300, 1 - 2 ** -53, 1, 1 + 2 ** -52, 1e300, Infinity];
  const ints = [-2147483647, -1, 0, 1, 2, 1000, 2147483647];
  const own = rest.filter((x) => !isDiscrete(d) || Number.isInteger(x));
  return [...(isDiscrete(d) ? ints : reals), ...own].sort((a, b) => a - b);
};

test("edges of the support: densities are what `outside` says, distribution functions rise from 0 to 1 in step", () => {
  for (const [name, d] of elementwise) {
    for (const point of pointsOf(d)) {
      const rest = point.slice(1);
      let last = 0;
      for (const y of edgesOf(d, rest)) {
        const label = `${name} at ${[y, ...rest]}`;
        const density = at(d, densityOf(d), [y, ...rest]);
        if (density !== "reject") {
          // At an infinite variate, two infinite terms may meet.
          assert.ok(!Number.isNaN(density.value) || !Number.isFinite(y), `density of ${label}`);
          assert.ok(!isDiscrete(d) || density.value <= 1e-12, `mass of ${label}: ${density.value}`);
        }
        if (d.lcdf === undefined || d.lccdf === undefined) continue;
        const [lower, upper] = [at(d, "lcdf", [y, ...rest]), at(d, "lccdf", [y, ...rest])];
        assert.is(lower === "reject", upper === "reject", label);
        if (lower === "reject" || upper === "reject") continue;
        const [F, G] = [Math.exp(lower.value), Math.exp(upper.value)];
        assert.ok(Math.abs(F + G - 1) < 1e-12, `${label}: ${F} + ${G}`);
        assert.ok(F >= last - 1e-15, `${label}: ${F} after ${last}`);
        last = F;
        if (d.cdf === undefined) continue;
        const direct = finite(at(d, "cdf", [y, ...rest])).value;
        assert.ok(Math.abs(direct - F) <= 1e-12 * F + 5e-324, `${label}: ${direct}, by its logarithm ${F}`);
      }
    }
  }
});

/** Distribution functions start at 0 and end at 1, so with their derivative they say that the density integrates to one. */
test("distribution functions run from 0 to 1", () => {
  for (const [name, d] of elementwise) {
    if (d.lcdf === undefined || isDiscrete(d)) continue;
    for (const point of pointsOf(d)) {
      const rest = point.slice(1);
      const ends = [-1e300, -3.141592653589793, 0, 1e-300, ...rest, 1, 3.141592653589793, 1e300];
      const values = ends.map((y) => at(d, "lcdf", [y, ...rest])).filter((v) => v !== "reject");
      const F = values.map((v) => Math.exp((v as Dual).value));
      assert.ok(Math.min(...F) < 1e-12 && Math.max(...F) > 1 - 1e-12, `${name} at ${rest}: ${F}`);
    }
  }
});

test("probabilities of integers sum to one", () => {
  for (const [name, d] of elementwise) {
    if (!isDiscrete(d)) continue;
    for (const point of pointsOf(d)) {
      let total = 0;
      for (let n = -20; n < 2000; n++) {
        const mass = at(d, "lpmf", [n, ...point.slice(1)]);
        if (mass !== "reject") total += Math.exp(mass.value);
      }
      if (d.lccdf !== undefined) total += Math.exp(finite(at(d, "lccdf", [1999, ...point.slice(1)])).value);
      assert.ok(Math.abs(total - 1) < 1e-11, `${name} at ${point.slice(1)}: ${total}`);
    }
  }
});

test.run();

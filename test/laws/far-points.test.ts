// Far points: tails beyond 40 standard deviations, shapes from 1e-10 to 1e10, counts up to 2^31 - 1, arguments next to edges, to zeros and
// to the switches between two methods. Values and gradients by interval arithmetic (Arb through python-flint, 80 digits and more until
// the interval is narrow enough; gradients as central differences of such values), rounded to doubles. Formulas: the densities and
// distribution functions as the functions reference defines them, in terms of gamma, incomplete gamma and beta, error and Bessel
// functions, finite sums and rigorous integrals.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { distributions } from "../../runtime/distributions/catalogue.ts";
import { scalarFunctions } from "../../runtime/functions/catalogue.ts";
import { at, type Kind } from "./density.ts";
import { apply, seeded } from "./formula.ts";

const test = suite("far points");

type Entry = number | string;
interface Row {
  readonly args: readonly Entry[];
  readonly expect: Entry;
  readonly expect_grad: readonly (Entry | null)[] | null;
}

const read = <T>(name: string): T[] =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as T[];

interface Tolerance {
  readonly value: number;
  readonly slope: number;
  /** Absolute error of a value that is always allowed, for functions with zeros at rounded numbers. */
  readonly floor: number;
}

function compare(
  row: Row,
  value: number,
  slopes: readonly number[],
  tolerance: Tolerance,
  label: string,
): void {
  const expected = Number(row.expect);
  const error = value === expected ? 0 : Math.abs(value - expected);
  assert.ok(
    error <= tolerance.value * Math.abs(expected) + tolerance.floor,
    `${label} is ${value}, not ${expected}`,
  );
  if (row.expect_grad === null || !Number.isFinite(expected)) return;
  const gradient = row.expect_grad.map((g) => (g === null ? NaN : Number(g)));
  const largest = Math.max(1, ...gradient.filter(Number.isFinite).map(Math.abs));
  gradient.forEach((g, k) => {
    if (Number.isNaN(g)) return;
    const off = slopes[k] === g ? 0 : Math.abs(slopes[k]! - g);
    assert.ok(
      off <= tolerance.slope * Math.abs(g) + 1e-14 * largest,
      `${label}: slope ${k} is ${slopes[k]}, not ${g}`,
    );
  });
}

interface DistributionRow extends Row {
  readonly dist: string;
  readonly kind: Kind;
}

const ofDistributions = read<DistributionRow>("far-distributions.json");
for (const name of new Set(ofDistributions.map((row) => row.dist))) {
  test(`${name}: density and distribution functions`, () => {
    for (const row of ofDistributions.filter((r) => r.dist === name)) {
      const label = `${name} ${row.kind} (${row.args})`;
      const outcome = at(distributions[name]!, row.kind, row.args.map(Number));
      if (outcome === "reject") throw new Error(`${label} rejects`);
      const isDensity = row.kind === "lpdf" || row.kind === "lpmf";
      const tolerance = isDensity
        ? { value: 1e-12, slope: 1e-11, floor: 1e-300 }
        : { value: 1e-11, slope: 1e-10, floor: 1e-300 };
      compare(row, outcome.value, outcome.slopes, tolerance, label);
    }
  });
}

const NEAR_EXACT = /^(erf|erfc|Phi|inv_Phi|inv_erfc|std_normal_qf|lgamma|tgamma|digamma|beta|lbeta|lambert)/;
const GAMMA_LIKE = /trigamma|tetragamma|lchoose|factorial|lmgamma/;
const INTEGRALS = /gamma_p|gamma_q|inc_beta|owens|bessel|hyper|log_qf|log_Phi/;

/** By class of function; shape and order derivatives of integrals are the hardest. */
function toleranceOf(name: string): Tolerance {
  const hasZeros = /^bessel/.test(name)
    ? 1e-13
    : /gamma$|lbeta|lchoose|factorial/.test(name)
      ? 1e-14
      : 1e-300;
  if (NEAR_EXACT.test(name)) return { value: 1e-13, slope: 1e-12, floor: hasZeros };
  if (GAMMA_LIKE.test(name)) return { value: 1e-12, slope: 1e-10, floor: hasZeros };
  if (INTEGRALS.test(name)) return { value: 1e-11, slope: 1e-9, floor: hasZeros };
  return { value: 4e-15, slope: 1e-13, floor: /log|sin|cos|tan|fma/.test(name) ? 1e-15 : 1e-300 };
}

interface FunctionRow extends Row {
  readonly fn: string;
}

const ofFunctions = read<FunctionRow>("far-functions.json");
for (const name of new Set(ofFunctions.map((row) => row.fn))) {
  test(`${name}: value and slopes`, () => {
    const descriptor = scalarFunctions[name]!;
    const names = Object.keys(descriptor.args);
    const ints = new Set(names.filter((arg) => descriptor.args[arg] === "int"));
    for (const row of ofFunctions.filter((r) => r.fn === name)) {
      const values = row.args.map(Number);
      const scope = seeded(Object.fromEntries(names.map((arg, k) => [arg, values[k]!])), ints);
      const { value, slopes } = apply(descriptor, [...scope.values()], names.length);
      compare(row, value, slopes, toleranceOf(name), `${name}(${row.args})`);
    }
  });
}

test.run();

// The whole compiler against reference values: 91 models and 42 language programs whose log densities, gradients and constrained values come
// from Stan's C++ or from high-precision arithmetic, at ordinary and at extreme points. A tolerance other than 1e-9 stands with its
// program and belongs to an iterative solver or to a known inexactness of the reference. What is not available is named and must be refused.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Model } from "../../runtime/index.ts";
import { assertGradient, assertLogDensity, assertValues, DEFAULT_TOLERANCE } from "../support/agreement.ts";
import { bindSource, type Simplex } from "../support/golden-models.ts";
import { notAvailable } from "./not-available.ts";

interface Point {
  readonly unconstrained: readonly number[];
  readonly log_density_full: number | string;
  readonly log_density_full_nojac?: number;
  readonly gradient: readonly number[] | null;
  readonly constrained?: readonly number[];
}

interface Extreme extends Point {
  readonly compare: "full" | "value" | "none" | "rejected";
}

interface Program {
  readonly simplex: Simplex;
  readonly program: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly names: readonly string[] | null;
  readonly tolerance: { readonly value?: number; readonly gradient?: number };
  readonly points: readonly Point[];
  readonly extremes?: readonly Extreme[];
}

const EXTREME_TOLERANCE = 1e-6;
/** Eigenvectors are determined up to their sign. */
const FREE_SIGN: Readonly<Record<string, RegExp>> = { lang_decompositions: /^Q\./ };
const SHA256 = "c0531cb4331868a82b771f10760e97f9546228d56242bb82739d6e8f220f1454";

const packed = readFileSync(new URL("oracle.json.gz", import.meta.url));
const programs = JSON.parse(gunzipSync(packed).toString()) as Readonly<Record<string, Program>>;
const test = suite("reference values");

test("the reference values are the recorded ones", () => {
  assert.is(createHash("sha256").update(packed).digest("hex"), SHA256);
});

for (const [name, program] of Object.entries(programs)) {
  const missing = notAvailable[name];
  if (missing !== undefined) {
    test(`${name}: refused, for ${missing}`, async () => {
      const error = await bind(name, program).then(
        () => null,
        (e: Error) => e.message,
      );
      assert.match(error ?? "it compiles: take it off the list", /\[not-available\]/);
    });
    continue;
  }
  test(name, async () => {
    const model = await bind(name, program);
    for (const [k, point] of program.points.entries())
      comparePoint(model, point, program, `${name}, point ${k}`, FREE_SIGN[name]);
    for (const [k, point] of (program.extremes ?? []).entries())
      compareExtreme(model, point, `${name}, extreme point ${k}`);
  });
}

/** Reference values that take `k * (k + 1) %/% 2` for `(k * (k + 1)) %/% 2`, although `%/%` binds more tightly than `*`. */
const REPAIRED: Readonly<Record<string, readonly [string, string]>> = {
  "language/loop_sized_locals": ["k * (k + 1) %/% 2", "(k * (k + 1)) %/% 2"],
};

const bind = (name: string, { program, data, simplex }: Program): Promise<Model> =>
  bindSource(program.replace(...(REPAIRED[name] ?? ["", ""])), data, {
    fileName: `${name.replace(/.*\//, "")}.model`,
    simplex,
  });

function evaluate(model: Model, point: Point): { density: number; gradient: Float64Array } {
  const gradient = new Float64Array(model.dimension);
  return { density: model.logDensityGradient(Float64Array.from(point.unconstrained), gradient), gradient };
}

function comparePoint(
  model: Model,
  point: Point,
  { tolerance, names }: Program,
  what: string,
  freeSign?: RegExp,
): void {
  const { density, gradient } = evaluate(model, point);
  if (typeof point.log_density_full === "string") {
    assert.is(density, -Infinity, `${what} must be rejected`);
    return;
  }
  assertLogDensity(density, point.log_density_full, what, tolerance.value ?? DEFAULT_TOLERANCE);
  if (point.gradient !== null && point.gradient !== undefined)
    assertGradient(gradient, point.gradient, what, tolerance.gradient ?? DEFAULT_TOLERANCE);
  const q = Float64Array.from(point.unconstrained);
  if (point.log_density_full_nojac !== undefined)
    assertLogDensity(
      model.variant({ jacobian: false }).logDensity(q),
      point.log_density_full_nojac,
      `${what}, no Jacobian`,
      tolerance.value ?? DEFAULT_TOLERANCE,
    );
  const sized = (values: ArrayLike<number>): number[] =>
    Array.from(values, (v, i) => (freeSign?.test(names?.[i] ?? "") === true ? Math.abs(v) : v));
  if (point.constrained !== undefined)
    assertValues(
      sized(model.write(q)),
      sized(point.constrained),
      `${what}, constrained`,
      tolerance.gradient ?? DEFAULT_TOLERANCE,
      names ?? undefined,
    );
}

function compareExtreme(model: Model, point: Extreme, what: string): void {
  const { density, gradient } = evaluate(model, point);
  assert.not.ok(Number.isNaN(density), `${what}: not a number`);
  if (point.compare === "none") return;
  if (point.compare === "rejected") {
    // A more careful tail may be finite where the reference underflowed; it is then far down.
    assert.ok(density < -1000, `${what}: ${density}, where the reference has -Infinity`);
    return;
  }
  assertLogDensity(density, point.log_density_full as number, what, EXTREME_TOLERANCE);
  if (point.compare === "full") assertGradient(gradient, point.gradient!, what, EXTREME_TOLERANCE);
}

test.run();

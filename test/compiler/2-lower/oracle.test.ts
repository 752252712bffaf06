// Lowering alone against reference log densities: every program is lowered, verified, and its MIR interpreted at points whose values come
// from Stan's C++ or from high-precision arithmetic.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { LowerOptions } from "../../../compiler/2-lower/index.ts";
import { verifyModel } from "../../../compiler/ir/verify.ts";
import { bindModel, Rejected, type Evaluator } from "../../support/evaluate-model.ts";
import { lowerSource } from "./lower-source.ts";

interface Point {
  readonly unconstrained: readonly (number | string)[];
  readonly log_density_full: number | string;
  readonly log_density_full_nojac?: number | string;
}

interface Program {
  readonly simplex: LowerOptions["simplex"];
  readonly program: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly dims: number;
  readonly points: readonly Point[];
}

const packed = readFileSync(new URL("oracle.json.gz", import.meta.url));
const programs = JSON.parse(gunzipSync(packed).toString()) as Readonly<Record<string, Program>>;

/** Multistep solvers at relative tolerance 1e-10 accumulate error; the reference is the closed form. */
const tolerances: Readonly<Record<string, number>> = { ode_logistic_solvers: 1e-7 };

/** Its reference values take `k * (k + 1) %/% 2` for `(k * (k + 1)) %/% 2`, but `%/%` binds more tightly than `*`. */
const repaired: Readonly<Record<string, readonly [string, string]>> = {
  loop_sized_locals: ["k * (k + 1) %/% 2", "(k * (k + 1)) %/% 2"],
};

const numberOf = (value: number | string): number =>
  typeof value === "number" ? value : value === "nan" ? NaN : value.startsWith("-") ? -Infinity : Infinity;

function densityAt(model: Evaluator, q: readonly number[], jacobian: number): number {
  try {
    return model.logDensity(q, { jacobian });
  } catch (error) {
    if (error instanceof Rejected) return -Infinity;
    throw error;
  }
}

const test = suite("lower: reference log densities");

for (const [name, { simplex, program, data, dims, points }] of Object.entries(programs))
  test(name, () => {
    const [wrong, right] = repaired[name] ?? ["", ""];
    const lowered = lowerSource(program.replace(wrong, right), name, simplex);
    assert.equal(verifyModel(lowered), []);
    const model = bindModel(lowered, data);
    assert.is(model.dimension, dims);
    for (const point of points)
      for (const [jacobian, reference] of [
        [1, point.log_density_full],
        [0, point.log_density_full_nojac],
      ] as const) {
        if (reference === undefined) continue;
        const expected = numberOf(reference);
        const found = densityAt(model, point.unconstrained.map(numberOf), jacobian);
        const close =
          Math.abs(found - expected) <= (tolerances[name] ?? 1e-9) * Math.max(1, Math.abs(expected));
        assert.ok(found === expected || close, `${name}: ${found}, expected ${expected}`);
      }
  });

test.run();

// Every model under golden/models: the generated TypeScript on disk is what the compiler writes today, and, imported and run, agrees with the
// reference values and with finite differences of its own density.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../compiler/index.ts";
import type { Model } from "../../runtime/index.ts";
import { randomStream } from "../../runtime/random/random.ts";
import { assertGradient, assertLogDensity, assertValues } from "../support/agreement.ts";
import { numericGradient } from "../support/finite-differences.ts";
import { bindGolden, goldenFile, goldenModels, readGolden, type Oracle } from "../support/golden-models.ts";

const test = suite("golden models");
const FILES = new Set([
  "model.model",
  "model.ts",
  "data.json",
  "oracle.json",
  "oracle-ilr.json",
  "reference.json",
]);

/** What the compiler rightly says of a golden program. */
const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  lang_functions: [
    "warning: redundant-declaration",
    "warning: int-division",
    "warning: int-division",
    "warning: int-division",
  ],
};

for (const name of goldenModels()) {
  test(`${name}: generated TypeScript`, async () => {
    const source = readFileSync(goldenFile(name, "model.model"), "utf8");
    const { code, problems } = await compile(source, { fileName: `${name}.model` });
    assert.equal(
      problems.map(({ severity, code: kind }) => `${severity}: ${kind}`),
      WARNINGS[name] ?? [],
    );
    const file = goldenFile(name, "model.ts");
    if (process.env.UPDATE) writeFileSync(file, code!);
    assert.fixture(code!, readFileSync(file, "utf8"));
  });

  test(`${name}: nothing else in its folder`, () => {
    const extra = readdirSync(goldenFile(name, ".")).filter((file) => !FILES.has(file));
    assert.equal(extra, []);
  });

  test(`${name}: agrees with the reference`, async () => {
    // The reference of a model with simplexes is in the coordinates of the older transform; values in the current one stand beside it.
    const current = readGolden<Oracle>(name, "oracle-ilr.json");
    const old = readGolden<Oracle>(name, "oracle.json")!;
    assertOracle(await importGolden(name), current ?? old, name);
    if (current !== null)
      assertOracle(await bindGolden(name, "stick-breaking"), old, `${name} (stick-breaking)`);
  });

  test(`${name}: gradient equals finite differences`, async () => {
    const model = await importGolden(name);
    const random = randomStream(1, 0, 0);
    for (let k = 0; k < 20; k++) {
      const q = Float64Array.from({ length: model.dimension }, () => 4 * random.uniform() - 2);
      const gradient = new Float64Array(model.dimension);
      const density = model.logDensityGradient(q, gradient);
      assert.ok(Number.isFinite(density), `${name}, point ${k}: ${model.rejection}`);
      const numeric = numericGradient((p) => model.logDensity(p), q);
      assertGradient(gradient, numeric, `${name}, point ${k}`, 1e-6);
    }
  });
}

async function importGolden(name: string): Promise<Model> {
  const { bind } = await import(goldenFile(name, "model.ts").href);
  return bind(readGolden(name, "data.json"));
}

function assertOracle(model: Model, oracle: Oracle, what: string): void {
  assert.is(model.dimension, oracle.dims, `${what}: dimension`);
  for (const [k, point] of oracle.points.entries()) {
    const q = Float64Array.from(point.unconstrained);
    const gradient = new Float64Array(model.dimension);
    assertLogDensity(model.logDensityGradient(q, gradient), point.log_density_full, `${what}, point ${k}`);
    assertGradient(gradient, point.gradient, `${what}, point ${k}`);
    const written = model.write(q);
    assertValues(written, point.constrained, `${what}, point ${k}, constrained`);
    if (point.log_density_full_nojac !== undefined)
      assertLogDensity(
        model.variant({ jacobian: false }).logDensity(q),
        point.log_density_full_nojac,
        `${what}, point ${k}, no Jacobian`,
      );
  }
  // Which constants `~` drops differs between versions: the difference must be one constant.
  const dropped = model.variant({ dropConstants: true });
  const offsets = oracle.points.flatMap(({ unconstrained, log_density_propto }) =>
    log_density_propto === undefined
      ? []
      : [dropped.logDensity(Float64Array.from(unconstrained)) - log_density_propto],
  );
  for (const offset of offsets) assertLogDensity(offset, offsets[0]!, `${what}, dropped constants`, 1e-8);
}

test.run();

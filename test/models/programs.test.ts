// The small programs under golden/programs: log density and gradient equal the values that values.py beside each derives from its meaning,
// generated quantities can be drawn, and gradients equal finite differences.

import { readdirSync, readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { randomStream } from "../../runtime/random/random.ts";
import { assertGradient, assertLogDensity } from "../support/agreement.ts";
import { numericGradient } from "../support/finite-differences.ts";
import { bindSource } from "../support/golden-models.ts";
import { goldenPrograms, includeFor, programFile } from "../support/golden-programs.ts";

const test = suite("golden programs");

interface Values {
  readonly dims: number;
  readonly points: readonly {
    readonly unconstrained: readonly number[];
    readonly log_density_full: number;
    readonly gradient: readonly number[];
  }[];
}

const json = <T>(program: string, file: string): T =>
  JSON.parse(readFileSync(programFile(program, file), "utf8")) as T;

for (const name of goldenPrograms()) {
  test(name, async () => {
    const model = await bindSource(
      readFileSync(programFile(name, "program.model"), "utf8"),
      json(name, "data.json"),
      { fileName: `${name}.model`, include: includeFor(name) },
    );
    const { dims, points } = json<Values>(name, "values.json");
    assert.is(model.dimension, dims);
    for (const [k, point] of points.entries()) {
      const what = `${name}, point ${k}`;
      const q = Float64Array.from(point.unconstrained);
      const gradient = new Float64Array(dims);
      assertLogDensity(model.logDensityGradient(q, gradient), point.log_density_full, what);
      assertGradient(gradient, point.gradient, what);
      assertGradient(
        gradient,
        numericGradient((p) => model.logDensity(p), q),
        `${what}, differences`,
        1e-6,
      );
      const drawn = model.write(q, randomStream(1, 0, 0));
      assert.ok(drawn.length >= model.parameterNames.length + model.generatedNames.length);
    }
  });
}

test("each has its derivation", () => {
  for (const name of goldenPrograms()) {
    const files = readdirSync(programFile(name, "."));
    for (const file of ["program.model", "data.json", "values.json", "values.py"])
      assert.ok(files.includes(file), `${name}/${file}`);
  }
});

test.run();

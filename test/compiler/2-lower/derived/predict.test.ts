// Derived replicates have the distribution of hand-written ones: two-sample Kolmogorov-Smirnov per cell, five seeds. The same test must reject
// a sampler that is wrong, or it would prove nothing.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Model, randomStream } from "../../../../runtime/index.ts";
import { bindSource } from "../../../support/golden-models.ts";
import { criticalDistance, distance } from "../../../support/kolmogorov-smirnov.ts";
import { type Program, programs } from "./programs.ts";

const test = suite("derived predictive draws");
const SEEDS = [1, 2, 3, 4, 5];
const DRAWS = 1500;
/** Of one comparison; there are about 300 in all. */
const LEVEL = 1e-5;

/** Columns of draws by the name of the cell. */
type Columns = ReadonlyMap<string, readonly number[]>;

function columns(names: readonly string[], draw: () => Float64Array): Columns {
  const out = new Map(names.map((name) => [name, [] as number[]]));
  for (let k = 0; k < DRAWS; k++) {
    const values = draw();
    names.forEach((name, i) => out.get(name)!.push(values[i]!));
  }
  return out;
}

/** The largest distance over the cells, in units of the critical one. */
function worst(model: Model, program: Program, seed: number, suffix: "rep" | "wrong"): number {
  const { predict } = model.programs;
  if (!predict.isAvailable) throw new Error(predict.blockedBy.join("; "));
  const cells = predict.variables.flatMap((variable) => variable.cells);
  const [derived, hand] = [randomStream(seed, 0, 10), randomStream(seed, 1, 10)];
  const ours = columns(cells, () => model.predict(program.parameters, derived));
  const theirs = columns(model.generatedNames, () => model.generate(program.parameters, hand));
  const critical = criticalDistance(DRAWS, DRAWS, LEVEL);
  return Math.max(
    ...cells.map((cell) => {
      const other = theirs.get(cell.replace(/^\w+/, (name) => `${name}_${suffix}`));
      if (other === undefined) throw new Error(`${program.name}: no ${cell} written by hand`);
      return distance(ours.get(cell)!, other) / critical;
    }),
  );
}

for (const program of programs)
  test(program.name, async () => {
    const model = await bindSource(program.source, program.data, { programs: true });
    for (const seed of SEEDS) {
      const right = worst(model, program, seed, "rep");
      assert.ok(right < 1, `seed ${seed}: distance is ${right.toFixed(2)} of the critical one`);
      const wrong = worst(model, program, seed, "wrong");
      assert.ok(
        wrong > 1,
        `seed ${seed}: a wrong sampler passes, ${wrong.toFixed(2)} of the critical distance`,
      );
    }
  });

test("far truncation is drawn from the tail", async () => {
  const source = `data { real y; real z; } parameters { real m; } model { y ~ normal(m, 1) T[12, ]; z ~ normal(m, 1) T[, -30]; }`;
  const model = await bindSource(source, { y: 13, z: -31 }, { programs: true });
  const random = randomStream(1, 0, 10);
  let total = 0;
  for (let k = 0; k < 2000; k++) {
    const [y, z] = model.predict({ m: 0 }, random);
    assert.ok(y! >= 12 && y! < 14 && z! <= -30 && z! > -31, `${y} ${z}`);
    total += y! - 12;
  }
  // Mills' ratio: the mean excess over 12 is 1/12 - 2/12^3 + ...
  assert.ok(Math.abs(total / 2000 - 0.0822) < 0.006, `mean excess ${total / 2000}`);
});

test("a truncation that nothing falls into is an error that says so", async () => {
  const source = `data { real y; } parameters { real m; } model { y ~ gamma(2, 1) T[1000, ]; }`;
  const model = await bindSource(source, { y: 1001 }, { programs: true });
  assert.throws(
    () => model.predict({ m: 0 }, randomStream(1, 0, 10)),
    /gamma: none of 100000 draws lay between 1000/,
  );
});

test.run();

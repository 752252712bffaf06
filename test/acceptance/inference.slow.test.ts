// From the text of a model to its posterior: golden models compiled, bound and sampled, judged against long runs of Stan by Monte Carlo
// standard errors. Every parameter, transformed parameter and generated quantity counts, in its mean and in its standard deviation.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fit, sample } from "../../runtime/index.ts";
import { bindGolden, readGolden } from "../support/golden-models.ts";

const test = suite("inference on compiled models");

type Figures = Readonly<Record<string, number>>;
interface Reference {
  readonly mean: Figures;
  readonly sd: Figures;
  readonly mcse: Figures;
  readonly mcse_sd: Figures;
}

const MODELS = ["gauss_mean_sd", "eight_schools_noncentered"];
const SEEDS = [1, 2, 3];
/** In standard errors of both runs together. */
const MOST = 4;

/** `theta[2]` as the reference has it. */
const inColumn = (name: string): string => name.replace("[", ".").replaceAll(",", ".").replace("]", "");

interface Compared {
  readonly what: string;
  readonly ours: number;
  readonly stan: number;
  /** Combined standard error. */
  readonly error: number;
}

for (const name of MODELS)
  for (const seed of SEEDS)
    test(`NUTS, ${name}, seed ${seed}: means and sds within ${MOST} standard errors`, async () => {
      const reference = readGolden<Reference>(name, "reference.json")!;
      const result = await sample(await bindGolden(name), { seed, warmup: 1000, draws: 2000 });
      const wanted = Object.keys(reference.mean).filter((key) => key !== "lp__");
      assert.equal(result.summary.map((row) => inColumn(row.name)).sort(), [...wanted].sort());
      const compared = result.summary.flatMap((row): Compared[] => {
        const key = inColumn(row.name);
        const combined = (a: number, b: number): number => Math.sqrt(a * a + b * b);
        return [
          {
            what: `mean of ${row.name}`,
            ours: row.mean,
            stan: reference.mean[key]!,
            error: combined(row.mcse_mean, reference.mcse[key]!),
          },
          {
            what: `sd of ${row.name}`,
            ours: row.sd,
            stan: reference.sd[key]!,
            error: combined(row.mcse_sd, reference.mcse_sd[key]!),
          },
        ];
      });
      assert.ok(compared.every(({ error }) => error > 0));
      // The errors must be small enough to say something: a tenth of a posterior sd.
      for (const row of result.summary)
        assert.ok(row.mcse_mean < 0.1 * row.sd, `${row.name}: mcse ${row.mcse_mean}, sd ${row.sd}`);
      assert.equal(
        compared.filter(({ ours, stan, error }) => !(Math.abs(ours - stan) < MOST * error)),
        [],
      );
    });

test("ADVI, gauss_mean_sd: means within 0.1 sd, sds within 15 % of Stan's", async () => {
  const reference = readGolden<Reference>("gauss_mean_sd", "reference.json")!;
  const model = await bindGolden("gauss_mean_sd");
  for (const seed of SEEDS) {
    const { summary } = await fit(model, { family: "meanfield", verify: "none", seed, draws: 20_000 });
    assert.is(summary.length, 2);
    for (const { name, mean, sd } of summary) {
      const [trueMean, trueSd] = [reference.mean[name]!, reference.sd[name]!];
      assert.ok(
        Math.abs(mean - trueMean) < 0.1 * trueSd,
        `seed ${seed}: ${name} is ${mean}, Stan ${trueMean}`,
      );
      assert.ok(Math.abs(sd / trueSd - 1) < 0.15, `seed ${seed}: sd of ${name} is ${sd}, Stan ${trueSd}`);
    }
  }
});

test.run();

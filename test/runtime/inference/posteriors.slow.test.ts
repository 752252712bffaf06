// NUTS and ADVI against long runs of Stan on two posteriors.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fit } from "../../../runtime/inference/fit.ts";
import { sample } from "../../../runtime/inference/sample.ts";
import { type Reference, eightSchools, gaussMeanSd } from "./references/models.ts";

const test = suite("posteriors against Stan");
const inColumn = (name: string): string => name.replace(/\[(\d+)\]/, ".$1");

for (const [name, { target, reference }] of Object.entries({ gauss: gaussMeanSd(), eight: eightSchools() })) {
  for (const metric of ["diag", "dense"] as const) {
    test(`NUTS, ${name}, metric ${metric}: means and sds within 4 standard errors`, async () => {
      const result = await sample(target, { seed: 2, draws: 4000, metric, targetAccept: 0.9 });
      for (const row of result.summary) {
        const key = inColumn(row.name);
        const meanError = Math.sqrt(row.mcse_mean ** 2 + reference.mcse[key]! ** 2);
        const sdError = Math.sqrt(row.mcse_sd ** 2 + reference.mcse_sd[key]! ** 2);
        assert.ok(
          Math.abs(row.mean - reference.mean[key]!) < 4 * meanError,
          `${row.name}: mean ${row.mean}, Stan ${reference.mean[key]} +- ${meanError}`,
        );
        assert.ok(
          Math.abs(row.sd - reference.sd[key]!) < 4 * sdError,
          `${row.name}: sd ${row.sd}, Stan ${reference.sd[key]} +- ${sdError}`,
        );
      }
    });
  }
}

test("NUTS, eight schools: as many steps per draw and as large an acceptance as eight chains of Stan 2.21", async () => {
  // Stan, seeds 1-8, 1000 + 1000: step size 0.32-0.53, 6.8-13.2 steps per draw (mean 9.8), acceptance 0.83-0.95 (mean 0.90).
  const { chains } = await sample(eightSchools().target, { seed: 1, chains: 8 });
  const meanOf = (x: Float64Array): number => x.reduce((a, b) => a + b, 0) / x.length;
  const steps = chains.map((chain) => meanOf(chain.statistics.n_leapfrog__));
  const acceptances = chains.map((chain) => meanOf(chain.statistics.accept_stat__));
  const overall = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  assert.ok(Math.abs(overall(steps) - 9.8) < 2, `${steps}`);
  assert.ok(Math.abs(overall(acceptances) - 0.9) < 0.03, `${acceptances}`);
});

test("ADVI, gauss: means within 0.1 sd and sds within 15 % of Stan's, five seeds, both families", async () => {
  const { target, reference } = gaussMeanSd();
  for (const family of ["meanfield", "fullrank"] as const) {
    for (const seed of [1, 2, 3, 4, 5]) {
      const result = await fit(target, { family, seed, draws: 20000, verify: "none" });
      assert.is(result.status, "usable", result.reasons.join("; "));
      checkClose(result.summary, reference, 0.1, 0.15, `${family}, seed ${seed}`);
    }
  }
});

test("ADVI, eight schools: the verdict agrees with the truth", async () => {
  const { target, reference } = eightSchools();
  const result = await fit(target, { seed: 1, check: { targetAccept: 0.95 } });
  const worst = Math.max(
    ...result.check!.rows.map((row) => {
      const key = inColumn(row.name);
      return Math.abs(row.meanA - reference.mean[key]!) / reference.sd[key]!;
    }),
  );
  if (result.status === "verified") assert.ok(worst < 0.3, `verified, but ${worst} sds off`);
  else assert.ok(result.reasons.length > 0);
});

function checkClose(
  summary: readonly { name: string; mean: number; sd: number }[],
  reference: Reference,
  meanBound: number,
  sdBound: number,
  what: string,
): void {
  for (const { name, mean, sd } of summary) {
    const truth = { mean: reference.mean[name]!, sd: reference.sd[name]! };
    assert.ok(
      Math.abs(mean - truth.mean) < meanBound * truth.sd,
      `${what}: ${name} mean ${mean}, Stan ${truth.mean}`,
    );
    assert.ok(Math.abs(sd / truth.sd - 1) < sdBound, `${what}: ${name} sd ${sd}, Stan ${truth.sd}`);
  }
}

test.run();

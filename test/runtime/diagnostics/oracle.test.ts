// Every statistic against R's posterior 1.7.1 and loo 2.5.1 on seven sets of chains.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as d from "../../../runtime/diagnostics/index.ts";
import { rhatUnsplit } from "../../../runtime/diagnostics/rhat.ts";
import { fitPareto } from "../../../runtime/diagnostics/pareto.ts";
import { ar1, chainsOfSpec, distance, normals, oracle, uniforms } from "./oracle-chains.ts";

const test = suite("diagnostics oracle");

function close(actual: number, expected: number, tolerance: number, what: string): void {
  assert.ok(distance(actual, expected) < tolerance, `${what}: got ${actual}, expected ${expected}`);
}

const statistics: Record<string, (chains: d.Chains) => number> = {
  mean: (c) => d.mean(d.pooled(c)),
  sd: (c) => d.standardDeviation(d.pooled(c)),
  rhat: d.rhat,
  rhat_basic: d.rhatBasic,
  rhat_basic_nosplit: rhatUnsplit,
  ess_bulk: d.essBulk,
  ess_tail: d.essTail,
  ess_basic: d.essMean,
  ess_mean: d.essMean,
  ess_sd: d.essSd,
  ess_median: d.essMedian,
  ess_q05: (c) => d.essQuantile(c, 0.05),
  ess_q95: (c) => d.essQuantile(c, 0.95),
  mcse_mean: d.mcseMean,
  mcse_sd: d.mcseSd,
  mcse_median: d.mcseMedian,
  mcse_q05: (c) => d.mcseQuantile(c, 0.05),
  mcse_q95: (c) => d.mcseQuantile(c, 0.95),
  q05: (c) => d.quantile(d.pooled(c), 0.05),
  q95: (c) => d.quantile(d.pooled(c), 0.95),
  pareto_khat: (c) => d.paretoKhat(c),
  pareto_khat_right: (c) => d.paretoKhat(c, "right"),
};

for (const [name, values] of Object.entries<any>(oracle.cases)) {
  test(`${name}: every statistic`, () => {
    const chains = chainsOfSpec(values.spec);
    values.first5.forEach((x: number, i: number) => close(chains[0]![i]!, x, 1e-13, `draw ${i}`));
    for (const [key, expected] of Object.entries(values)) {
      if (key === "spec" || key === "first5") continue;
      const statistic = statistics[key];
      assert.ok(statistic, `no statistic for ${key}`);
      const actual = statistic!(chains);
      if (expected === "NA") assert.ok(Number.isNaN(actual), key);
      else close(actual, expected as number, key.includes("khat") ? 1e-8 : 1e-9, key);
    }
  });
}

for (const [name, expected] of Object.entries<any>(oracle.psis)) {
  test(`psis ${name}`, () => {
    const ratios = normals(100, 1000).map((z) => expected.c * z * z);
    const smoothed = d.psis(ratios);
    close(smoothed.khat, expected.khat_loo, 1e-8, "k-hat");
    close(smoothed.ess, expected.n_eff, 1e-8, "ess");
    assert.is(smoothed.tailLength, expected.tail_len);
    const descending = smoothed.logWeights.slice().sort().reverse();
    close(descending[0]!, expected.logw_max, 1e-8, "largest");
    close(
      descending.subarray(0, 5).reduce((a, b) => a + b, 0),
      expected.logw_sum_top5,
      1e-8,
      "largest five",
    );
    close(
      d.paretoKhat([ratios.map(Math.exp)], "right", 1),
      expected.khat_posterior,
      1e-8,
      "k-hat of posterior",
    );
    const fit = fitPareto(
      uniforms(7, 200)
        .map((u) => -Math.log(1 - u))
        .sort(),
    );
    close(fit.k, expected.gpd_exp1[0], 1e-8, "shape");
    close(fit.sigma, expected.gpd_exp1[1], 1e-9, "scale");
  });
}

test("leave-one-out and WAIC", () => {
  const y = normals(500, 20);
  const centre = d.mean(y);
  const mu = ar1(501, 800, 0.2, centre, 0.22);
  const s = ar1(502, 800, 0.2, 0, 0.16).map(Math.exp);
  const logLikelihood = Array.from(y, (value) => [
    mu.map((m, i) => -0.5 * Math.log(2 * Math.PI) - Math.log(s[i]!) - 0.5 * ((value - m) / s[i]!) ** 2),
  ]);
  const left = d.loo(logLikelihood, 1);
  const expected = oracle.loo;
  close(left.elpd, expected.loo[0][0], 1e-9, "elpd");
  close(left.elpdSe, expected.loo[0][1], 1e-9, "se of elpd");
  close(left.p, expected.loo[1][0], 1e-8, "p");
  close(left.pSe, expected.loo[1][1], 1e-8, "se of p");
  expected.pareto_k.forEach((k: number, i: number) => close(left.khat[i]!, k, 1e-8, `k-hat ${i}`));
  const w = d.waic(logLikelihood);
  close(w.elpd, expected.waic[0][0], 1e-9, "waic");
  close(w.elpdSe, expected.waic[0][1], 1e-9, "se of waic");
  close(w.p, expected.waic[1][0], 1e-9, "p of waic");
  close(w.pSe, expected.waic[1][1], 1e-9, "se of p of waic");
});

test.run();

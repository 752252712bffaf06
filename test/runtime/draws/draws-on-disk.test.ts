// Draws written and read back bit for bit in both formats, files as CmdStan writes them, and files that are broken.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  columnName,
  formatStanCsv,
  fromInferenceData,
  joinChains,
  parseStanCsv,
  screenName,
  type StoredDraws,
  toInferenceData,
} from "../../../runtime/draws/index.ts";

const test = suite("draws on disk");

const draws: StoredDraws = {
  names: ["mu", "A[1,1]", "A[2,1]", "A[1,2]", "A[2,2]", "t.1", "t.2[1]", "z[1].real", "z[1].imag"],
  chains: [0, 1].map((chain) =>
    Array.from({ length: 9 }, (_, k) => new Float64Array([0.1 + 0.2 + chain, k / 3, -1.5e-300 * (k + 1)])),
  ),
  sampler: {
    names: ["lp__", "divergent__"],
    chains: [
      [new Float64Array([-1.25, NaN, -Infinity]), new Float64Array([0, 1, 0])],
      [new Float64Array([-2, Infinity, 3]), new Float64Array([0, 0, 0])],
    ],
  },
};

test("names have two spellings that map onto each other", () => {
  const pairs = [
    ["mu", "mu"],
    ["A[1,2]", "A.1.2"],
    ["t.1", "t:1"],
    ["t.2[1]", "t:2.1"],
    ["t[3].2[1,4]", "t.3:2.1.4"],
    ["z[2].real", "z.2.real"],
    ["lp__", "lp__"],
  ];
  for (const [screen, column] of pairs) {
    assert.is(columnName(screen!), column);
    assert.is(screenName(column!), screen);
  }
});

test("Stan CSV has Stan's lines and reads back to the same bits", () => {
  const notes = {
    config: { model: "m", seed: 7 },
    stepSize: 0.25,
    inverseMetric: [1.5, 2],
    seconds: { warmup: 0.5, sampling: 1 },
  };
  const text = formatStanCsv(draws, 0, notes);
  const lines = text.split("\n");
  assert.equal(lines.slice(0, 7), [
    "# model = m",
    "# seed = 7",
    "lp__,divergent__,mu,A.1.1,A.2.1,A.1.2,A.2.2,t:1,t:2.1,z.1.real,z.1.imag",
    "# Adaptation terminated",
    "# Step size = 0.25",
    "# Diagonal elements of inverse mass matrix:",
    "# 1.5, 2",
  ]);
  assert.is(lines[7]!.slice(0, 28), "-1.25,0,0.30000000000000004,");
  assert.ok(text.includes("#  Elapsed Time: 0.5 seconds (Warm-up)\n#                1 seconds (Sampling)\n"));
  const { draws: back, config } = parseStanCsv(text);
  assert.is(config.seed, "7");
  assert.equal(back.names, draws.names);
  back.chains[0]!.forEach((column, k) => assert.ok(sameBits(column, draws.chains[0]![k]!), draws.names[k]));
  back.sampler.chains[0]!.forEach((column, k) => assert.ok(sameBits(column, draws.sampler.chains[0]![k]!)));
  const joined = joinChains([back, parseStanCsv(formatStanCsv(draws, 1, { config: {} })).draws]);
  assert.is(joined.chains.length, 2);
  assert.ok(sameBits(joined.chains[1]![0]!, draws.chains[1]![0]!));
});

test("files of CmdStan: defaults in brackets, saved warm-up, dense metric, an approximation", () => {
  const sampled = [
    "# num_warmup = 2 (Default)",
    "# save_warmup = 1",
    "lp__,accept_stat__,x",
    "-1,1,10",
    "-1,1,11",
    "# Adaptation terminated",
    "# Elements of inverse mass matrix:",
    "# 1, 0",
    "# 0, 1",
    "-1,1,12",
    "-1,0.5,nan",
    "",
  ].join("\r\n");
  const parsed = parseStanCsv(sampled);
  assert.ok(sameBits(parsed.draws.chains[0]![0]!, new Float64Array([12, NaN])));
  assert.is(parsed.config.num_warmup, "2");

  const approximation = parseStanCsv("lp__,log_p__,log_g__,x,y\n0,0,0,5,6\n0,-1,-2,7,8\n");
  assert.equal(approximation.mean, new Float64Array([5, 6]));
  assert.equal(approximation.draws.chains[0], [new Float64Array([7]), new Float64Array([8])]);
  const mean = new Float64Array([5, 6]);
  assert.match(formatStanCsv(approximation.draws, 0, { config: {}, mean }), /\n0,0,0,5,6\n0,-1,-2,7,8\n$/);
});

test("a broken file is named by its line", () => {
  assert.throws(() => parseStanCsv("# only\n"), /no header line/);
  assert.throws(() => parseStanCsv("a,b\n1,2\n3\n"), /line 3 has 1 values, expected 2/);
  assert.throws(() => parseStanCsv("a,b\n1,x\n"), /line 2: "x" is not a number/);
  assert.throws(() => parseStanCsv("a,b\n1,\n"), /line 2: "" is not a number/);
  const a = parseStanCsv("a\n1\n").draws;
  assert.throws(() => joinChains([a, parseStanCsv("a,b\n1,2\n").draws]), /b is not in all of them/);
  assert.throws(() => joinChains([parseStanCsv("a,b\n1,2\n").draws, a]), /b is not in all of them/);
});

test("InferenceData keeps shapes and bits through JSON", () => {
  const data = toInferenceData(draws, { seed: 7 });
  assert.equal(data.posterior.A!.dims, ["chain", "draw", "A_dim_0", "A_dim_1"]);
  assert.equal((data.posterior.A!.data as number[][][][])[0]![1], [
    [1 / 3, 1],
    [2 / 3, 4 / 3],
  ]);
  assert.equal(data.sample_stats.diverging!.data, [
    [false, true, false],
    [false, false, false],
  ]);
  const back = fromInferenceData(JSON.parse(JSON.stringify(data)));
  assert.equal(back.sampler.names, draws.sampler.names);
  for (const [k, name] of draws.names.entries()) {
    const position = back.names.indexOf(name.replace(/\[1\]\.(\w+)$/, ".$1[1]"));
    assert.ok(position >= 0, name);
    for (const chain of [0, 1])
      assert.ok(sameBits(back.chains[chain]![position]!, draws.chains[chain]![k]!), name);
  }
  for (const chain of [0, 1])
    assert.ok(sameBits(back.sampler.chains[chain]![0]!, draws.sampler.chains[chain]![0]!));
  assert.throws(
    () => fromInferenceData({ posterior: { x: [[1, 2]], y: [[1]] } }),
    /y: its chains have 1 draws, those of the variables before it 2/,
  );
  assert.throws(() => fromInferenceData({}), /no group "posterior"/);
  assert.throws(() => fromInferenceData({ posterior: { x: { dims: [], data: [1] } } }), /x: expected data/);
  assert.throws(
    () => fromInferenceData({ posterior: { x: { dims: [], data: [[[1, 2], [3]]] } } }),
    /x\[2\]: expected a number/,
  );
});

test("InferenceData as others write it: bare arrays, xarray's data_vars, statistics that are no numbers", () => {
  const bare = fromInferenceData({
    posterior: { b: [[[1, 2]], [[3, 4]]], mu: [[5], [6]] },
    sample_stats: { diverging: [[true], [false]], warning: [[null], [null]], reason: [["a"], ["b"]] },
  });
  assert.equal(bare.names, ["b[1]", "b[2]", "mu"]);
  assert.equal(bare.chains, [
    [new Float64Array([1]), new Float64Array([2]), new Float64Array([5])],
    [new Float64Array([3]), new Float64Array([4]), new Float64Array([6])],
  ]);
  assert.equal(bare.sampler.names, ["divergent__"]);
  assert.equal(bare.sampler.chains, [[new Float64Array([1])], [new Float64Array([0])]]);
  const variable = { dims: ["chain", "draw"], attrs: {}, data: [[7], [8]] };
  const fromXarray = fromInferenceData({ posterior: { coords: {}, data_vars: { mu: variable } } });
  assert.equal(fromXarray.chains, [[new Float64Array([7])], [new Float64Array([8])]]);
});

function sameBits(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}

test.run();

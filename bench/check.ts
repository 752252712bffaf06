// How long checking takes: 500 programs one after another, and one program of 2,000 lines, right and with a mistake at its end (when
// repairs are searched for too). Prints milliseconds; the goals are 5,000 for the first and 1,000 for the others.
// Run with `node --conditions=logjoint-src --import tsx bench/check.ts`.

import { readdirSync, readFileSync } from "node:fs";
import { check } from "../compiler/index.ts";

const folder = new URL("../test/compiler/1-check/programs/", import.meta.url);
const programs = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));

function milliseconds(what: string, run: () => void): void {
  const start = performance.now();
  run();
  console.log(`${what}: ${Math.round(performance.now() - start)} ms`);
}

/** Densities, loops and local declarations in turn. */
function longProgram(lines: number): string {
  const body = Array.from({ length: Math.floor((lines - 12) / 4) }, (_, i) => [
    `  real x${i} = dot_product(theta, to_vector(y[1:3])) + square(mu) / ${i + 1}.0;`,
    `  for (n in 1:N)`,
    `    y[n] ~ normal(x${i} + theta[n % 3 + 1] * exp(-mu), sigma + ${i});`,
    `  target += normal_lpdf(mu | x${i}, 2) + log_mix(0.5, std_normal_lpdf(mu), -x${i});`,
  ]);
  return [
    "data {",
    "  int<lower=3> N;",
    "  vector[N] y;",
    "}",
    "parameters {",
    "  real mu;",
    "  real<lower=0> sigma;",
    "  vector[3] theta;",
    "}",
    "model {",
    ...body.flat(),
    "}",
    "",
  ].join("\n");
}

const long = longProgram(2000);
milliseconds("500 files", () => {
  for (let i = 0; i < 500; i++) check(programs[i % programs.length]!, { fileName: `${i}.stan` });
});
milliseconds("one program of 2,000 lines", () => void check(long, { fileName: "long.stan" }));
milliseconds("the same, pedantic", () => void check(long, { fileName: "long.stan", pedantic: true }));
const broken = [
  ["without its last semicolon", long.replace(/;\n\}\n$/, "\n}\n")],
  ["with a misspelt name", long.replace(/-x(\d+)\);\n\}\n$/, "-xx$1);\n}\n")],
  ["without a bracket", long.replace(/\);\n\}\n$/, ";\n}\n")],
  ["with a word too many", long.replace(/;\n\}\n$/, " again;\n}\n")],
] as const;
for (const [what, text] of broken) milliseconds(what, () => void check(text, { fileName: "long.stan" }));

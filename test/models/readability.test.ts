// How much a person has to read: the lines of the generated module for each line of the model that says something. The figures are
// printed; the aim is at most six, and where it is missed the test says what the lines are spent on.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { goldenFile } from "../support/golden-models.ts";

const test = suite("readability of generated code");

const AIM = 6;
const READ = [
  "radon_grouplevel",
  "hmm_forward",
  "garch_1_1",
  "varying_slopes_lkj",
  "lang_functions",
  "kalman_trend",
  "topic_lda",
  "gp_loops",
  "lang_control_flow",
  "lang_indexing",
];

/** Above the aim, and what the lines are spent on. */
const ABOVE: Readonly<Record<string, { readonly most: number; readonly why: string }>> = {
  lang_indexing: {
    most: 6.42,
    why: "multi-indices of literals: one line for each cell, in the density, in its reverse and in `transform`",
  },
};

/** Lines of the model that hold more than blanks and comments. */
function modelLines(source: string): number {
  const code = source.replace(/\/\*[^]*?\*\//g, "").replace(/\/\/.*/g, "");
  return code.split("\n").filter((line) => line.trim() !== "").length;
}

const linesOf = (text: string): number => text.trimEnd().split("\n").length;

for (const name of READ) {
  const generated = linesOf(readFileSync(goldenFile(name, "model.ts"), "utf8"));
  const written = modelLines(readFileSync(goldenFile(name, "model.model"), "utf8"));
  const ratio = generated / written;
  const figure = `${generated} lines for ${written} of the model: ${ratio.toFixed(2)}`;
  test(`${name}: generated lines per line of model`, () => {
    const { most, why } = ABOVE[name] ?? { most: AIM, why: "" };
    console.log(`    ${name.padEnd(20)} ${figure}${why === "" ? "" : ` (${why})`}`);
    assert.ok(ratio <= most, `${name}: ${figure}, more than ${most}`);
    assert.ok(why === "" || ratio > AIM, `${name} is below ${AIM}: it needs no excuse`);
  });
}

test.run();

// Derived programs are valid MIR like every other, on golden models and on small programs of every form.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check } from "../../../../compiler/1-check/index.ts";
import { lower } from "../../../../compiler/2-lower/index.ts";
import { derivedRoutines } from "../../../../compiler/ir/programs.ts";
import { verifyModel } from "../../../../compiler/ir/verify.ts";
import { parse } from "../../../../grammar/index.ts";
import { goldenFile, goldenModels } from "../../../support/golden-models.ts";
import { programs } from "./programs.ts";

const test = suite("derived programs are valid");

/** Golden models whose increments of the target mix data and parameters, or stand in functions. */
const WITHOUT = new Set([
  "kalman_trend",
  "lang_control_flow",
  "lang_functions",
  "lang_indexing",
  "topic_lda",
]);

function assertValid(name: string, text: string): void {
  const { program } = parse({ name, text });
  const { model } = lower(check(program!).program!, { name, simplex: "ilr", programs: true });
  assert.equal(verifyModel(model!), [], name);
  assert.is(derivedRoutines(model!).length > 0, !WITHOUT.has(name), name);
}

test("small programs", () => programs.forEach(({ name, source }) => assertValid(name, source)));

test("golden models", () => {
  for (const name of goldenModels()) assertValid(name, readFileSync(goldenFile(name, "model.model"), "utf8"));
});

test.run();

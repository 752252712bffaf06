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

function assertValid(name: string, text: string): void {
  const { program } = parse({ name, text });
  const { model } = lower(check(program!).program!, { name, simplex: "ilr", programs: true });
  assert.equal(verifyModel(model!), [], name);
  // All of its likelihood is one call of a user's function, of which nothing is known.
  if (name !== "kalman_trend") assert.ok(derivedRoutines(model!).length > 0, name);
}

test("small programs", () => programs.forEach(({ name, source }) => assertValid(name, source)));

test("golden models", () => {
  for (const name of goldenModels()) assertValid(name, readFileSync(goldenFile(name, "model.model"), "utf8"));
});

test.run();

// What simplification, differentiation and emission for tfjs make of small programs, one feature each: golden/passes/<stage>/*.txt hold the
// source, a line of dashes and the dump. And after every pass the verifier finds nothing wrong, in these programs and in all golden models.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "../../grammar/index.ts";
import { check } from "../../compiler/1-check/index.ts";
import { lower } from "../../compiler/2-lower/index.ts";
import { polish, simplify } from "../../compiler/3-simplify/index.ts";
import { differentiate } from "../../compiler/5-differentiate/index.ts";
import type { Model } from "../../compiler/ir/mir.ts";
import { printGradientModel, printModel } from "../../compiler/ir/print.ts";
import { verifyGradientModel, verifyModel } from "../../compiler/ir/verify.ts";
import { goldenFile, goldenModels } from "../support/golden-models.ts";
import { tensorCode } from "../support/tensor-models.ts";

const test = suite("golden passes");

const folder = new URL("../../golden/passes/", import.meta.url);
const LINE = "----\n";
/** A golden that nobody can take in at a glance says nothing. */
const MOST_LINES = 56;

function lowered(text: string): Model {
  const parsed = parse({ name: "golden.model", text });
  const checked = check(parsed.program!);
  const { model, problems } = lower(checked.program!, { name: "golden", simplex: "ilr" });
  assert.equal(
    problems.map((problem) => problem.message),
    [],
  );
  return model!;
}

const STAGES: Readonly<Record<string, (text: string) => string | Promise<string>>> = {
  simplify: (text) => printModel(simplify(lowered(text))),
  grad: (text) => printGradientModel(polish(differentiate(simplify(lowered(text))))),
  tfjs: (text) => tensorCode(text, "golden.model"),
};

function assertVerified(text: string): void {
  const model = lowered(text);
  assert.equal(verifyModel(model), [], "after lowering");
  const simple = simplify(model);
  assert.equal(verifyModel(simple), [], "after simplification");
  const gradient = differentiate(simple);
  assert.equal(verifyGradientModel(gradient), [], "after differentiation");
  const polished = polish(gradient);
  assert.equal(verifyModel(polished.model), [], "model after polishing");
  assert.equal(verifyGradientModel(polished), [], "gradient after polishing");
}

for (const [stage, dump] of Object.entries(STAGES)) {
  const files = readdirSync(new URL(`${stage}/`, folder)).sort();
  assert.ok(files.length > 0);
  for (const name of files)
    test(`${stage}: ${name}`, async () => {
      const file = new URL(`${stage}/${name}`, folder);
      const [source, rest] = readFileSync(file, "utf8").split(LINE);
      assert.ok(rest !== undefined, "there is no line of dashes after the source");
      assertVerified(source!);
      const made = await dump(source!);
      if (process.env.UPDATE) writeFileSync(file, `${source}${LINE}${made}`);
      else assert.fixture(made, rest!);
      const lines = `${source}${LINE}${made}`.split("\n").length;
      assert.ok(lines <= MOST_LINES, `${lines} lines: a smaller program says more`);
    });
}

for (const name of goldenModels())
  test(`${name}: every pass leaves a valid program`, () => {
    assertVerified(readFileSync(goldenFile(name, "model.model"), "utf8"));
  });

test.run();

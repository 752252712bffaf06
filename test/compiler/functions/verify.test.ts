// The verifier over programs with subprograms, after every pass.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check } from "../../../compiler/1-check/index.ts";
import { lower } from "../../../compiler/2-lower/index.ts";
import { polish, simplify } from "../../../compiler/3-simplify/index.ts";
import { differentiate } from "../../../compiler/5-differentiate/index.ts";
import { verifyGradientModel, verifyModel } from "../../../compiler/ir/verify.ts";
import { parse } from "../../../grammar/index.ts";
import { programs } from "./programs.ts";

const test = suite("functions as values: verifier");

for (const { name, source } of programs)
  test(name, () => {
    const checked = check(parse({ name: "test.model", text: source }).program!);
    const { model, problems } = lower(checked.program!, { name: "test", simplex: "ilr" });
    assert.equal(problems, []);
    assert.equal(verifyModel(model!), [], "lowered");
    const simplified = simplify(model!);
    assert.equal(verifyModel(simplified), [], "simplified");
    const gradient = differentiate(simplified);
    assert.equal(verifyGradientModel(gradient), [], "differentiated");
    assert.equal(verifyGradientModel(polish(gradient)), [], "polished");
  });

test.run();

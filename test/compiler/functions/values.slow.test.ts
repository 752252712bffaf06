// Every name of the library, in every shape that lowering tells apart: compiled, evaluated on data and on parameters, compared with
// computations that share no code with the compiler, gradients with numeric derivatives.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { libraryFunctionNames, type Signature } from "../../../compiler/library/signatures.ts";
import { notAvailable } from "./not-available.ts";
import { signatureText } from "./signature-calls.ts";
import { caseOf } from "./values/cases.ts";
import { mistakes, randomOfCases, type Case, type Level } from "./values/evaluate.ts";
import { shapesOf } from "./values/shapes.ts";

const test = suite("values of every shape");

const isListed = (name: string, signature: Signature): boolean =>
  Object.hasOwn(notAvailable, signatureText(name, signature));

const PART = 12;

for (const name of libraryFunctionNames())
  test(name, async () => {
    const shapes = shapesOf(name).filter((signature) => !isListed(name, signature));
    const wrong: string[] = [];
    for (let start = 0; start < shapes.length; start += PART) {
      const random = randomOfCases();
      const part = shapes.slice(start, start + PART);
      const cases = part.map((signature) => caseOf(name, signature, random));
      const known = cases.filter((one): one is Case => one !== null);
      part.forEach((signature, k) => cases[k] === null && wrong.push(`nothing to compare ${signatureText(name, signature)} with`)); // prettier-ignore
      for (const level of ["data", "parameters"] as const) wrong.push(...(await judged(known, level)));
    }
    assert.equal([...new Set(wrong)], []);
  });

async function judged(cases: readonly Case[], level: Level): Promise<string[]> {
  if (cases.length === 0) return [];
  try {
    return await mistakes(cases, level);
  } catch (error) {
    return [`${cases[0]!.name}, on ${level}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

test.run();

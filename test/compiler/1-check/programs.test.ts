// Programs to refuse and programs to accept, one rule of the language each. `refused.txt` says the class and the line of the one error
// that each program has; `accepted.txt` says what each program is about. The texts are their own cases: a line `## ...` starts one.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check } from "../../../compiler/index.ts";
import { positionOf } from "../../../grammar/index.ts";

const test = suite("programs");

interface Case {
  readonly title: string;
  readonly text: string;
}

function casesOf(file: string): Case[] {
  const content = readFileSync(new URL(file, import.meta.url), "utf8");
  return content
    .split(/^## /m)
    .slice(1)
    .map((part) => ({ title: part.split("\n", 1)[0]!, text: part.slice(part.indexOf("\n") + 1) }));
}

/** `code line` of each error. */
function errorsOf(text: string): string[] {
  return check(text, { fileName: "model.stan" })
    .problems.filter(({ severity }) => severity === "error")
    .map(({ code, span }) => `${code} ${positionOf(span.source, span.start).line}`);
}

const refused = casesOf("refused.txt");
const accepted = casesOf("accepted.txt");

refused.forEach(({ title, text }, index) =>
  test(`refused ${index + 1}: ${title}`, () => {
    assert.equal(errorsOf(text), [title], text);
  }),
);

for (const { title, text } of accepted)
  test(`accepted: ${title}`, () => {
    assert.equal(errorsOf(text), [], text);
  });

test("there are as many as there should be", () => {
  assert.ok(refused.length > 270 && accepted.length > 100);
  assert.ok(new Set(refused.map(({ title }) => title.split(" ")[0])).size > 75);
});

test.run();

// Lines end in LF, CR or CR LF, and a form feed is a blank: errors are counted in the lines that an editor shows.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check } from "../../compiler/index.ts";
import { positionOf } from "../../grammar/index.ts";

const test = suite("grammar/line-ends");

const linesOf = (text: string): number[] =>
  check(text, { fileName: "m.stan" }).problems.map(({ span }) => positionOf(span.source, span.start).line);

for (const [name, end] of [
  ["LF", "\n"],
  ["CR", "\r"],
  ["CR LF", "\r\n"],
] as const)
  test(name, () => {
    const lines = ["model { // comment", "  real x; /* two", "  lines */", "  x = y;", "}", ""];
    assert.equal(linesOf(lines.join(end)), [4]);
    assert.equal(linesOf(["model {", "  real x", "}"].join(end)), [3]);
    assert.equal(linesOf(["model {", "}", "/* open", ""].join(end)), [4]);
  });

test("a form feed", () => {
  assert.equal(linesOf("data {\f int N;\f}\fmodel\f{\f}"), []);
  assert.equal(linesOf("transformed\f data { int N = x; }"), [1]);
});

test.run();

// Where broken JSON is broken, and agreement with JSON.parse on what is JSON at all.

import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { jsonMistake } from "../../cli/json-syntax.ts";

const test = suite("json syntax");

test("mistakes have a place and an expectation", () => {
  const cases: [string, string | null][] = [
    ['{"a": [1, 2.5e-3, null], "b": {}}', null],
    ['{"a": 1,}', 'expected a name in "double quotes" at line 1, column 9, found `}`'],
    ['{"a": 1 "b": 2}', 'expected `,` or `}` at line 1, column 9, found `"`'],
    ["{\n  a: 1\n}", 'expected a name in "double quotes" at line 2, column 3, found `a`'],
    ["[1, 2", "expected `,` or `]` at line 1, column 6, found the end of the file"],
    ["[1, nan]", "expected a value at line 1, column 5, found `nan`"],
    ["[01]", "expected `,` or `]` at line 1, column 3, found `1`"],
    ['{"a"= 1}', "expected `:` at line 1, column 5, found `=`"],
    ["[1] [2]", "expected the end of the file at line 1, column 5, found `[`"],
    ['["a\nb"]', 'expected a string that ends on its line at line 1, column 2, found `"`'],
    ["", "expected a value at line 1, column 1, found the end of the file"],
  ];
  for (const [text, expected] of cases) assert.is(jsonMistake(text), expected, text);
});

test("exactly the texts that JSON.parse refuses have a mistake", () => {
  const pieces = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"',
    "1",
    "-",
    "0",
    ".5",
    "e3",
    "null",
    "tru",
    " ",
    "\n",
    "\\",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join("")),
      ),
      (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        assert.is(jsonMistake(text) === null, isJson, text);
      },
    ),
    { numRuns: 500, seed: 1 },
  );
});

test.run();

// Whatever the text, parsing ends with a program or with problems that lie in the text: garbage, endless nesting, very long chains, and
// two thousand random mutations of valid programs. Mutants that still parse must also survive the formatter.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { format, parse, renderProblem } from "../../grammar/index.ts";
import type { ParseResult } from "../../grammar/index.ts";
import { withoutPlaces } from "./show.ts";

const test = suite("grammar/robustness");

function codesOf(text: string): string[] {
  return check(text).problems.map(({ code }) => code);
}

function check(text: string): ParseResult {
  const { program, problems } = parse({ name: "m", text });
  assert.is(program === null, problems.length > 0);
  for (const problem of problems) {
    const { start, end, source } = problem.span;
    assert.ok(0 <= start && start <= end && end <= source.text.length, `${start}..${end}`);
    assert.ok(renderProblem(problem).length > 0);
  }
  return { program, problems };
}

const model = (text: string) => `model { y = ${text}; }`;

test("200 levels of nesting parse, more is one error with a place", () => {
  const nested = (open: string, close: string, depth: number) =>
    model(`${open.repeat(depth)}a${close.repeat(depth)}`);
  for (const [open, close] of [
    ["(", ")"],
    ["f(", ")"],
    ["{", "}"],
    ["x[", "]"],
    ["-", ""],
    ["a ^ ", ""],
    ["b ? c : ", ""],
    ["", "[1]"],
    ["", "'"],
    ["", ".1"],
  ] as const) {
    assert.equal(codesOf(nested(open, close, 200)), [], open + close);
    assert.equal(codesOf(nested(open, close, 202)), ["nesting-too-deep"], open + close);
  }
  const blocks = (depth: number) => `model ${"{".repeat(depth)}${"}".repeat(depth)}`;
  assert.equal(codesOf(blocks(200)), []);
  assert.equal(codesOf(blocks(300)), ["nesting-too-deep"]);
  assert.equal(codesOf(`data { ${"tuple(".repeat(300)}`), ["nesting-too-deep"]);
});

test("the deepest program allowed formats", () => {
  const text = model(`${"f(1 + ".repeat(200)}a${")".repeat(200)}`);
  assert.ok("text" in format({ name: "m", text }));
});

test("chains of ten thousand terms parse and print", () => {
  for (const operator of ["+", "*", "||", "<", "%/%", ".*"]) {
    const text = model(Array.from({ length: 10_000 }, () => "a").join(operator));
    const { program } = parse({ name: "m", text });
    assert.ok(program !== null, operator);
    const result = format({ name: "m", text });
    if (!("text" in result)) throw new Error(operator);
    assert.is(parse({ name: "m", text: result.text }).problems.length, 0);
  }
  assert.equal(codesOf(model(`f(${"a, ".repeat(10_000)}a)`)), []);
  assert.equal(codesOf(`model { ${"x = 1; ".repeat(10_000)}}`), []);
  assert.equal(codesOf(`model { ${"if (a) b(); else ".repeat(190)} c(); }`), []);
});

test("floods of one character end in an error", () => {
  for (const flood of [
    "(",
    "{",
    "[",
    ")",
    "}",
    "-",
    "!",
    ",",
    ";",
    "'",
    '"',
    "#",
    "/*",
    "<",
    "x ",
    "x;",
    ".1",
    "real ",
    "\0",
    "\u{1f600}",
  ])
    for (const text of [flood.repeat(10_000), `model { ${flood.repeat(5_000)}`, model(flood.repeat(5_000))])
      assert.ok(codesOf(text).length <= 100 + 1, flood);
});

test("random bytes", () => {
  const random = generator(1);
  for (let round = 0; round < 50; round++) {
    const length = Math.floor(random() * 2000);
    codesOf(Array.from({ length }, () => String.fromCharCode(Math.floor(random() * 256))).join(""));
  }
});

test("two thousand mutations", () => {
  const random = generator(20260501);
  const names = [
    "tuple_arrays",
    "operator_chains",
    "truncation_params",
    "profile_blocks",
    "complex_containers",
    "jacobian_statement",
  ];
  const texts = names.map((name) =>
    readFileSync(new URL(`./programs/${name}.model`, import.meta.url), "utf8"),
  );
  const tokens = texts.map((text) => text.match(/\s+|\w+|./g)!);
  const vocabulary = [...new Set(tokens.flat()), ...extra];
  let valid = 0;
  for (let round = 0; round < 2000; round++) {
    const mutant = mutate(tokens[round % tokens.length]!, vocabulary, random).join("");
    const { program } = check(mutant);
    if (program === null) continue;
    valid++;
    const result = format({ name: "m", text: mutant });
    if (!("text" in result)) throw new Error(mutant);
    const again = parse({ name: "m", text: result.text });
    assert.equal(
      withoutPlaces(again.program),
      withoutPlaces(parse({ name: "m", text: mutant }).program),
      mutant,
    );
    assert.equal(format({ name: "m", text: result.text }), result, mutant);
  }
  assert.ok(valid > 100, `${valid} mutants parse`);
});

const extra = [
  "/*",
  "*/",
  "//",
  '"',
  "#",
  "#include x\n",
  "@",
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  "T",
  "else",
  "lower",
  "simplex",
  ".1",
  "1.",
  "\u00e9",
  "\r\n",
];

/** One to three tokens deleted, doubled, exchanged, replaced or put in. */
function mutate(tokens: readonly string[], vocabulary: readonly string[], random: () => number): string[] {
  const result = [...tokens];
  const below = (limit: number) => Math.floor(random() * limit);
  for (let count = 1 + below(3); count > 0; count--) {
    const at = below(result.length);
    const word = vocabulary[below(vocabulary.length)]!;
    const other = below(result.length);
    const kind = below(5);
    if (kind === 0) result.splice(at, 1);
    else if (kind === 1) result.splice(at, 0, result[at]!);
    else if (kind === 2) [result[at], result[other]] = [result[other]!, result[at]!];
    else if (kind === 3) result[at] = word;
    else result.splice(at, 0, word);
  }
  return result;
}

/** Linear congruential generator with the constants of Numerical Recipes; uniform on [0, 1). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

test.run();

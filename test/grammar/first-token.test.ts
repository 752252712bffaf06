// The first syntax error stands on the line of the first token that cannot continue the program: that token is found a second time, by
// Earley's algorithm on the reference grammar, in seeded slips of valid programs.

import { readFileSync, readdirSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse, positionOf } from "../../grammar/index.ts";
import { lex } from "../../grammar/lex.ts";
import { mutant, MUTATION_KINDS } from "../compiler/1-check/mutate.ts";
import { seeded } from "../compiler/1-check/random.ts";
import { firstOffending, readGrammar } from "./ebnf.ts";
import { reference } from "./reference-grammar.ts";
import { kindsOf } from "./terminals.ts";

const test = suite("grammar/first-token");

const checked = new URL("../compiler/1-check/", import.meta.url);
const folders = [new URL("programs/", checked), new URL("./programs/", import.meta.url)];
const texts = [
  ...folders.flatMap((folder) =>
    readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8")),
  ),
  ...readFileSync(new URL("accepted.txt", checked), "utf8").split(/^## .*\n/m),
].filter((text) => text.length > 60 && text.length < 3000 && !text.includes("#include"));

/** Line of the first token that cannot stand there, by the reference grammar; null for a program, undefined for a lexical error. */
function lineByReference(text: string): number | null | undefined {
  const lexed = lex({ name: "m", text });
  if (lexed.problems.length > 0) return undefined;
  const place = firstOffending(reference, "program", lexed.tokens.map(kindsOf));
  if (place === null) return null;
  const { source, start } = lexed.spanAt(lexed.tokens[place]?.startOffset ?? lexed.end, lexed.end);
  return positionOf(source, start).line;
}

test("Earley's algorithm on a small grammar", () => {
  const grammar = readGrammar("sum = term % '+'\nterm = N | '(' sum ')' | '-'* empty? N\nempty = 'e'?");
  const at = (text: string) =>
    firstOffending(
      grammar,
      "sum",
      text.split(" ").map((word) => [word]),
    );
  assert.is(at("N '+' '(' N '+' N ')'"), null);
  assert.is(at("'-' '-' 'e' N"), null);
  assert.is(at("N '+' ')'"), 2);
  assert.is(at("'(' N"), 2);
  assert.is(at("N N"), 1);
});

test("the reference grammar takes every valid program", () => {
  for (const text of texts) assert.is(lineByReference(text), null, text);
});

test("the first error of a thousand slips is on the line of the offending token", () => {
  const random = seeded(11);
  let compared = 0;
  for (let round = 0; round < 1000; round++) {
    const text =
      mutant(random.pick(texts), MUTATION_KINDS[round % MUTATION_KINDS.length]!, random)?.text ?? "";
    const line = lineByReference(text);
    const first = parse({ name: "m", text }).problems[0];
    // What cannot be assigned to parses; the reference grammar, which does not look at shapes, takes it too.
    if (line === undefined || first?.code === "syn-invalid-lvalue") continue;
    compared++;
    const found = first === undefined ? null : positionOf(first.span.source, first.span.start).line;
    assert.is(found, line, `${first?.message ?? "no error"}\n${text}`);
  }
  assert.ok(compared > 800, `${compared} compared`);
});

test.run();

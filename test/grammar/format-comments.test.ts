// Comments at any place of a program outlive formatting: in the same order, none lost, the program the same, and formatting the result
// again changes nothing. Comments and line ends are put before random tokens of valid programs, and into slips that still parse.

import { readFileSync, readdirSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { format, parse } from "../../grammar/index.ts";
import { lex } from "../../grammar/lex.ts";
import { mutant, MUTATION_KINDS } from "../compiler/1-check/mutate.ts";
import { seeded, type Random } from "../compiler/1-check/random.ts";
import { withoutPlaces } from "./show.ts";

const test = suite("grammar/format-comments");

const checked = new URL("../compiler/1-check/", import.meta.url);
const folders = [new URL("programs/", checked), new URL("./programs/", import.meta.url)];
const texts = [
  ...folders.flatMap((folder) =>
    readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8")),
  ),
  ...readFileSync(new URL("accepted.txt", checked), "utf8").split(/^## .*\n/m),
].filter((text) => text.length > 60 && text.length < 4000 && !text.includes("#include"));

const TRIVIA = [
  "// to the end\n",
  "/* between */",
  "/* two\n   lines */",
  "\n\n",
  "\n// of its own\n",
  "\n/* own */\n",
  "/* one */ /* another */",
  "\r\n",
];

/** One to four pieces of trivia, each before a token. */
function scattered(text: string, random: Random): string {
  const { tokens } = lex({ name: "m", text }, { keepIncludes: true });
  const places = Array.from({ length: 1 + random.below(4) }, () => random.pick(tokens).startOffset);
  return places
    .sort((a, b) => b - a)
    .reduce((result, at) => result.slice(0, at) + random.pick(TRIVIA) + result.slice(at), text);
}

/** The comments, whatever happened to the blanks in them. */
function commentsOf(text: string): string[] {
  const { comments } = lex({ name: "m", text }, { keepIncludes: true });
  return comments.map((comment) => comment.text.replace(/\s+/g, " ").trim());
}

/** False if the text does not parse. */
function survives(text: string): boolean {
  const { program } = parse({ name: "m", text });
  if (program === null) return false;
  const once = format({ name: "m", text });
  if (!("text" in once)) throw new Error(text);
  const again = parse({ name: "m", text: once.text });
  assert.equal(withoutPlaces(again.program), withoutPlaces(program), text);
  assert.equal(commentsOf(once.text), commentsOf(text), text);
  assert.equal(format({ name: "m", text: once.text }), once, text);
  assert.not.match(once.text, /[ \t]$/m, text);
  return true;
}

test("comments at random places", () => {
  const random = seeded(3);
  let formatted = 0;
  for (let round = 0; round < 400; round++) {
    const text = scattered(random.pick(texts), random);
    if (survives(text)) formatted++;
    const slip = mutant(text, MUTATION_KINDS[round % MUTATION_KINDS.length]!, random);
    if (slip !== null && survives(slip.text)) formatted++;
  }
  assert.ok(formatted > 380, `${formatted} programs`);
});

test.run();

// How good the messages are, in numbers: of single slips in valid programs, how many are named by the first message, and how many
// carry a fix that makes the program compile again. A fix counts as right if it brings back what was there; that share is held up
// too, so that a fix that merely compiles cannot stand in for one that helps.

import { readFileSync, readdirSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check } from "../../../compiler/1-check/index.ts";
import { parse } from "../../../grammar/index.ts";
import { applied, errorsOf, judge } from "./judge.ts";
import { mutant, MUTATION_KINDS, tokensOf, type Mutant } from "./mutate.ts";
import { seeded, type Random } from "./random.ts";

const test = suite("mutations");

const programs = new URL("./programs/", import.meta.url);
const goldens = new URL("../../../golden/models/", import.meta.url);
const texts = [
  ...readdirSync(programs).map((name) => new URL(name, programs)),
  ...readdirSync(goldens).map((name) => new URL(`${name}/model.model`, goldens)),
]
  .sort((a, b) => (a.href < b.href ? -1 : 1))
  .map((url) => readFileSync(url, "utf8"));

/** The kinds take turns; `times` mutants, valid ones among them. */
function* mutants(times: number, random: Random): Generator<{ text: string; mutation: Mutant }> {
  for (let round = 0; round < times;) {
    const text = random.pick(texts);
    const mutation = mutant(text, MUTATION_KINDS[round % MUTATION_KINDS.length]!, random);
    if (mutation === null) continue;
    round++;
    yield { text, mutation };
  }
}

test("the programs are valid", () => {
  assert.ok(texts.length > 20);
  for (const text of texts) assert.equal(errorsOf(text), [], text);
});

test("five thousand slips: named, and repaired", () => {
  const tally = { invalid: 0, named: 0, fixed: 0, restored: 0 };
  for (const { text, mutation } of mutants(5000, seeded(20260501))) {
    const verdict = judge(mutation);
    if (verdict === null) continue;
    tally.invalid++;
    if (verdict.named) tally.named++;
    if (verdict.fixed !== "first") continue;
    tally.fixed++;
    if (words(applied(mutation.text, verdict.first)!) === words(text)) tally.restored++;
  }
  const share = (count: number) => count / tally.invalid;
  const percent = (count: number) => `${(100 * share(count)).toFixed(1)} %`;
  const shown = `${tally.invalid} invalid programs: ${percent(tally.named)} named, ${percent(tally.fixed)} fixed, ${percent(tally.restored)} as before`;
  console.log(shown);
  assert.ok(tally.invalid > 4500, shown);
  assert.ok(share(tally.named) >= 0.95, `named: ${shown}`);
  assert.ok(share(tally.fixed) >= 0.65, `fixed: ${shown}`);
  assert.ok(share(tally.restored) >= 0.6, `restored: ${shown}`);
});

function words(text: string): string {
  return tokensOf(text)
    .map((token) => token.text)
    .join(" ");
}

test("twenty thousand mutants, one to four slips each: no throw, no hang, no flood of messages or of memory", () => {
  const random = seeded(7);
  let [slowest, heap, round] = [0, 0, 0];
  for (const { mutation } of mutants(20_000, random)) {
    let { text } = mutation;
    for (let more = random.below(4); more > 0; more--)
      text = mutant(text, random.pick(MUTATION_KINDS), random)?.text ?? text;
    const start = performance.now();
    const { program, problems } = parse({ name: "m.stan", text });
    const count = program === null ? problems.length : check(program, { pedantic: true }).problems.length;
    slowest = Math.max(slowest, performance.now() - start);
    if (round++ % 100 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed);
    assert.ok(program !== null || problems.length > 0, text);
    assert.ok(count < 300, `${count} problems: ${text}`);
  }
  console.log(`slowest mutant ${slowest.toFixed(0)} ms, heap at most ${(heap / 2 ** 20).toFixed(0)} MiB`);
  assert.ok(slowest < 5000, `${slowest} ms for one program`);
  assert.ok(heap < 500 * 2 ** 20, `${heap} bytes of heap`);
});

test.run();

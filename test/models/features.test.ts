// Every feature of sections 1 to 3 of the language stands in a program that is executed and compared with reference values, on the path of the
// gradient where it can. The programs: those under golden/models and golden/programs, and the language programs among the reference values.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check } from "../../compiler/1-check/index.ts";
import { parse, type Source } from "../../grammar/index.ts";
import { goldenFile, goldenModels } from "../support/golden-models.ts";
import { goldenPrograms, includeFor, programFile } from "../support/golden-programs.ts";
import { FEATURES } from "./features/index.ts";
import { type Occurrences, occurrencesIn } from "./features/occurrences.ts";

const test = suite("features of the language");

interface Executed {
  readonly name: string;
  readonly found: Occurrences;
}

function executed(
  name: string,
  text: string,
  include: ((name: string) => Source | null) | null = null,
): Executed {
  const parsed = parse({ name, text }, include === null ? {} : { include });
  if (parsed.program === null) throw new Error(`${name}: ${parsed.problems[0]?.message}`);
  const { program, problems } = check(parsed.program);
  if (program === null) throw new Error(`${name}: ${problems[0]?.message}`);
  return { name, found: occurrencesIn(program) };
}

function languagePrograms(): Executed[] {
  const packed = readFileSync(new URL("oracle.json.gz", import.meta.url));
  const programs = JSON.parse(gunzipSync(packed).toString()) as Record<string, { program: string }>;
  return Object.entries(programs)
    .filter(([name]) => name.startsWith("language/"))
    .map(([name, { program }]) => executed(name, program));
}

const programs: readonly Executed[] = [
  ...goldenModels().map((name) => executed(name, readFileSync(goldenFile(name, "model.model"), "utf8"))),
  ...languagePrograms(),
  ...goldenPrograms().map((name) =>
    executed(`programs/${name}`, readFileSync(programFile(name, "program.model"), "utf8"), includeFor(name)),
  ),
];

/** The features of each program. */
const held = new Map(programs.map((p) => [p, new Set(FEATURES.filter((feature) => feature.isIn(p.found)))]));

const missing = (among: readonly Executed[]): string[] =>
  FEATURES.filter((feature) => !among.some((p) => held.get(p)!.has(feature))).map(
    ({ section, name, least }) => `${section}: ${name} (${least})`,
  );

test("every feature stands in an executed program", () => {
  const names = FEATURES.map(({ section, name }) => `${section}: ${name}`);
  assert.equal(
    names.filter((name, i) => names.indexOf(name) !== i),
    [],
    "each feature once",
  );
  console.log(`    ${FEATURES.length} features, ${programs.length} programs`);
  assert.equal(missing(programs), []);
});

test("without a program the features that it alone has are missed", () => {
  let unique = 0;
  for (const program of programs) {
    const own = [...held.get(program)!].filter(
      (feature) => !programs.some((p) => p !== program && held.get(p)!.has(feature)),
    );
    unique += own.length;
    const left = missing(programs.filter((p) => p !== program));
    assert.equal(
      left,
      own.map(({ section, name, least }) => `${section}: ${name} (${least})`),
      program.name,
    );
  }
  assert.ok(unique > 20, `${unique} features stand in one program only`);
  const without = missing(programs.filter(({ name }) => name !== "language/unit_vectors"));
  assert.equal(
    without.filter((name) => name.includes("unit_vector")),
    ["2.3 constraints and transforms: parameter: array of unit_vector (active)"],
  );
});

test("what does not reach the target is not active", () => {
  const text = (body: string): string => `parameters { vector[3] v; real x; } model { ${body} }`;
  const has = (name: string, body: string): boolean =>
    FEATURES.find((f) => f.name === name)!.isIn(executed("p", text(body)).found);
  assert.ok(has("read vector[a:b]", "target += sum(v[1:2]);"));
  assert.not.ok(has("read vector[a:b]", "vector[2] unused = v[1:2]; target += x;"));
  assert.ok(has("while", "real y = x; int n = 0; while (n < 3) { y += x; n += 1; } target += y;"));
  assert.not.ok(has("while", "int n = 0; while (n < 3) n += 1; target += x;"));
  assert.ok(has("if decided by parameters", "if (x > 0) target += x;"));
  assert.not.ok(has("if decided by parameters", "if (3 > 2) target += x;"));
});

test.run();

// Every name of the language is documented with a formula and its source, or with the word that the formula is the definition; and the pages
// under docs/reference/ are what the catalogue says today (rewritten like what stands in golden/).

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { documentationGroups, documentationOf } from "../../compiler/library/documentation.ts";
import { libraryFunctionNames, signaturesOf } from "../../compiler/library/signatures.ts";
import { specialFunctionNames } from "../../compiler/library/special-functions.ts";
import { unfounded } from "../../docs/generator/entries.ts";
import { referencePages, undocumented } from "../../docs/generator/reference.ts";
import { scalarFunctions } from "../../runtime/library.ts";

const test = suite("documentation");
const folder = new URL("../../docs/reference/", import.meta.url);

test("every name of the language has an entry", () => {
  assert.equal(undocumented(), []);
});

test("every descriptor has a formula and a source", () => {
  assert.equal(unfounded(), []);
});

const language = new Set([...libraryFunctionNames(), ...specialFunctionNames()]);
const tabled = documentationGroups.flatMap(([, names]) => names);

test("the tables document functions of the language, with a formula and a sentence, each once", () => {
  assert.equal(
    tabled.filter((name) => !language.has(name)),
    [],
  );
  assert.is(new Set(tabled).size, tabled.length);
  for (const name of tabled) {
    const { summary, formula, source } = documentationOf(name)!;
    assert.ok(summary.endsWith(".") && formula !== "" && source !== "", name);
  }
});

test("arguments are as many as the longest form takes", () => {
  const wrong = tabled.filter((name) => {
    const args = documentationOf(name)!.args.split(", ").filter(Boolean);
    const counts = signaturesOf(name).map((signature) => signature.args.length);
    return !args.includes("...") && counts.length > 0 && Math.max(...counts) !== args.length;
  });
  assert.equal(wrong, []);
});

test("what a descriptor documents is not documented twice", () => {
  assert.equal(
    tabled.filter((name) => Object.hasOwn(scalarFunctions, name)),
    [],
  );
});

const pages = referencePages();

for (const [name, text] of pages)
  test(`docs/reference/${name} is what the catalogue says`, () => {
    const file = new URL(name, folder);
    if (process.env.UPDATE) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    }
    assert.fixture(text, readFileSync(file, "utf8"));
  });

test("there are no other pages", () => {
  assert.equal(readdirSync(folder).sort(), [...pages.keys()].sort());
});

test("links between pages and headings lead somewhere", () => {
  const anchors = new Map([...pages].map(([name, text]) => [name, new Set(headings(text))]));
  for (const [name, text] of pages)
    for (const [, file, heading] of text.matchAll(/\]\(([\w-]+\.md)?#([\w-]+)\)/g))
      assert.ok(anchors.get(file ?? name)?.has(heading!), `${name} links to ${file ?? name}#${heading}`);
});

const headings = (text: string): string[] =>
  [...text.matchAll(/^## (.*)$/gm)].map(
    ([, title]) =>
    title!.toLowerCase().replace(/[^\w\- ]/g, "").replaceAll(" ", "-"), // prettier-ignore
  );

test.run();

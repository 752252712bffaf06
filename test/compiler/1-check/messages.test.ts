// Every message as a golden: `golden/errors/<code>.txt` holds a program, a line `----`, and the problems as the user sees them. The code of
// the file must be among them. UPDATE=1 rewrites what is below the line; read the difference before committing it.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check as checkText } from "../../../compiler/index.ts";
import { check } from "../../../compiler/1-check/index.ts";
import { parse, renderProblem, type Problem } from "../../../grammar/index.ts";

const test = suite("messages");

const folder = new URL("../../../golden/errors/", import.meta.url);
const SEPARATOR = "----\n";

/** What a program's owner is told. The only file that it can include is itself. */
function problemsOf(file: string, text: string): readonly Problem[] {
  return checkText(text, {
    fileName: "model.stan",
    pedantic: file.startsWith("pedantic-"),
    include: (name) => (name === "model.stan" ? { name, text } : null),
  }).problems;
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".txt")))
  test(file, () => {
    const url = new URL(file, folder);
    const content = readFileSync(url, "utf8");
    const at = content.indexOf(`\n${SEPARATOR}`) + 1;
    const source = content.slice(0, at);
    const problems = problemsOf(file, source);
    const shown = problems.map(renderProblem).join("\n");
    if (process.env.UPDATE === "1") writeFileSync(url, source + SEPARATOR + shown);
    else assert.is(content.slice(at + SEPARATOR.length), shown);
    assert.ok(
      problems.some(({ code }) => `${code}.txt` === file),
      `no problem of ${file}: ${shown}`,
    );
  });

/** Needs an option that no program text can set. */
const WITHOUT_GOLDEN = ["id-model-name"];

test("each code has its golden", () => {
  const semantic = textsIn("../../../compiler/diagnostics/").matchAll(
    /\b(?:error|warning|scope)\(\s*"([a-z-]+)"/g,
  );
  const syntactic = textsIn("../../../grammar/").matchAll(
    /"((?:syn|lex)-[a-z-]+|include-not-found|include-recursive|nesting-[a-z-]+)"/g,
  );
  const codes = [...semantic, ...syntactic].map((match) => match[1]!);
  assert.ok(codes.length > 100);
  const goldens = new Set(readdirSync(folder));
  const missing = [...new Set(codes)].filter(
    (code) => !goldens.has(`${code}.txt`) && !WITHOUT_GOLDEN.includes(code),
  );
  assert.equal(missing, []);
});

function textsIn(path: string): string {
  const files = new URL(path, import.meta.url);
  const names = readdirSync(files).filter((name) => name.endsWith(".ts"));
  return names.map((name) => readFileSync(new URL(name, files), "utf8")).join("\n");
}

test("a name equal to the model's", () => {
  const { program } = parse({ name: "eight.stan", text: "data { real eight_model; }" });
  assert.equal(
    check(program!, { modelName: "eight_model" }).problems.map(({ code }) => code),
    ["id-model-name"],
  );
});

test.run();

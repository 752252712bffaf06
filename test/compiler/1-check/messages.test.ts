// Every message of the checker as a golden: `golden/errors/<code>.txt` holds a program, a line `----`, and the problems as shown. The
// code of the file must be among them. UPDATE=1 rewrites what is below the line; read the difference before committing it.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse, renderProblem, type Problem } from "../../../grammar/index.ts";
import { check } from "../../../compiler/1-check/index.ts";

const test = suite("messages");

const folder = new URL("../../../golden/errors/", import.meta.url);
const SEPARATOR = "----\n";

/** What the checker says about a program; null if it does not parse, so that the file belongs to the grammar's test. */
function problemsOf(file: string, text: string): readonly Problem[] | null {
  const { program, problems } = parse({ name: "model.stan", text });
  if (program !== null) return check(program, { pedantic: file.startsWith("pedantic-") }).problems;
  const shown = problems.map(renderProblem).join("\n");
  assert.ok(
    problems.some(({ code }) => `${code}.txt` === file),
    `${file} should parse: ${shown}`,
  );
  return null;
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".txt")))
  test(file, () => {
    const url = new URL(file, folder);
    const content = readFileSync(url, "utf8");
    const at = content.indexOf(`\n${SEPARATOR}`) + 1;
    const source = content.slice(0, at);
    const problems = problemsOf(file, source);
    if (problems === null) return;
    const shown = problems.map(renderProblem).join("\n");
    if (process.env.UPDATE === "1") writeFileSync(url, source + SEPARATOR + shown);
    else assert.is(content.slice(at + SEPARATOR.length), shown);
    assert.ok(
      problems.some(({ code }) => `${code}.txt` === file),
      `no problem of ${file}: ${shown}`,
    );
  });

/** Codes that no program text can produce here: one needs an option, the other is the parser's before it is the checker's. */
const WITHOUT_GOLDEN = ["id-model-name", "syn-invalid-lvalue"];

test("each code has its golden", () => {
  const diagnostics = new URL("../../../compiler/diagnostics/", import.meta.url);
  const text = readdirSync(diagnostics)
    .map((name) => readFileSync(new URL(name, diagnostics), "utf8"))
    .join("\n");
  const codes = [...text.matchAll(/\b(?:error|warning|scope)\(\s*"([a-z-]+)"/g)].map((match) => match[1]!);
  assert.ok(codes.length > 70);
  const goldens = new Set(readdirSync(folder));
  const missing = [...new Set(codes)].filter(
    (code) => !goldens.has(`${code}.txt`) && !WITHOUT_GOLDEN.includes(code),
  );
  assert.equal(missing, []);
});

test("a name equal to the model's", () => {
  const { program } = parse({ name: "eight.stan", text: "data { real eight_model; }" });
  assert.equal(
    check(program!, { modelName: "eight_model" }).problems.map(({ code }) => code),
    ["id-model-name"],
  );
});

test.run();

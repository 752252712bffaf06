// `#include`: where files are found, that their tokens are spliced in anywhere, and that places lie in the right file.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse, renderProblem, textOf } from "../../grammar/index.ts";
import type { Source } from "../../grammar/index.ts";
import { withoutPlaces } from "./show.ts";

const test = suite("grammar/include");

function parseWith(files: Record<string, string>, includePaths?: readonly string[]) {
  const include = (name: string): Source | null =>
    Object.hasOwn(files, name) ? { name, text: files[name]! } : null;
  const options = includePaths === undefined ? { include } : { include, includePaths };
  return parse({ name: "main.model", text: files["main.model"]! }, options);
}

test("tokens are spliced in, between and inside declarations", () => {
  const { program, problems } = parseWith({
    "main.model": 'data {\n  int N; #include "a.txt"\n #include <b.txt>\n N] x; }\nmodel { #include c.txt\n}',
    "a.txt": "real a; // in a",
    "b.txt": "vector[",
    "c.txt": "#include d.txt\nf(2);",
    "d.txt": "f(1);",
  });
  assert.equal(problems, []);
  const plain = parse({
    name: "m",
    text: "data { int N; real a; vector[N] x; } model { f(1); f(2); }",
  });
  assert.equal(withoutPlaces(program), withoutPlaces(plain.program));
  const [, a, x] = program!.blocks[0]!.body;
  assert.is(a!.span.source.name, "a.txt");
  assert.is(textOf(a!.span), "real a;");
  assert.is(a!.span.source.includedFrom?.source.name, "main.model");
  assert.is(x!.span.source.name, "b.txt");
  assert.is(x!.kind === "declaration" && textOf(x.declarators[0]!.name.span), "x");
  assert.is(program!.blocks[1]!.body[0]!.span.source.name, "d.txt");
  assert.is(textOf(program!.blocks[0]!.span).startsWith("data {"), true);
  assert.is(textOf(program!.blocks[0]!.span).endsWith("x; }"), true);
  assert.equal(
    program!.comments.map(({ text }) => text),
    ["// in a"],
  );
});

test("the search path is tried in order", () => {
  const { program } = parseWith(
    { "main.model": "model {\n#include x.txt\n}", "b/x.txt": "f(1);", "c/x.txt": "f(2);" },
    ["a", "b/", "c"],
  );
  assert.is(program!.blocks[0]!.body[0]!.span.source.name, "b/x.txt");
});

test("a file that is not there", () => {
  const { program, problems } = parseWith({ "main.model": "model {\n#include x.txt\n}" }, ["a", "b"]);
  assert.is(program, null);
  assert.equal(
    problems.map(({ code, hint }) => [code, hint]),
    [["include-not-found", "These folders were searched: a, b."]],
  );
});

test("files that include each other", () => {
  const { problems } = parseWith({
    "main.model": "model {\n#include a\n}",
    a: "#include b",
    b: "#include a",
  });
  assert.equal(
    problems.map(({ code, span }) => [code, span.source.name]),
    [["include-recursive", "b"]],
  );
});

test("function files are taken once, others as often as they are named", () => {
  const { program, problems } = parseWith({
    "main.model":
      "functions {\n#include f.stanfunctions\n#include f.stanfunctions\n}\nmodel {\n#include s\n#include s\n}",
    "f.stanfunctions": "void f();",
    s: "f();",
  });
  assert.equal(problems, []);
  assert.is(program!.functions.length, 1);
  assert.is(program!.blocks[0]!.body.length, 2);
});

test("errors in included files show the way there", () => {
  const { problems } = parseWith({
    "main.model": "model {\n  #include a.txt\n  y = ;\n}",
    "a.txt": "\n#include b.txt",
    "b.txt": "x = ;\nz = 2;",
  });
  assert.equal(
    problems.map(({ span }) => span.source.name),
    ["b.txt", "main.model"],
  );
  assert.match(
    renderProblem(problems[0]!),
    /^Error in 'b.txt', line 1, column 4 \[syn-expression\],\n {2}included from 'a.txt', line 2, column 0,\n {2}included from 'main.model', line 2, column 2\n/,
  );
});

test.run();

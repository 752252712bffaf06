// The formatter: the layout of a program that holds every construct, and for all programs at hand that formatting twice is formatting
// once, that the tree stays the same and that no comment is lost.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { format, parse, printExpression } from "../../grammar/index.ts";
import type { Comment, Expr } from "../../grammar/index.ts";
import { expressionOf, withoutPlaces } from "./show.ts";

const test = suite("grammar/format");

const programs = new URL("./programs/", import.meta.url);
const golden = new URL("../../golden/models/", import.meta.url);

function formatted(text: string, name = "test.model"): string {
  const result = format({ name, text });
  if ("text" in result) return result.text;
  throw new Error(result.problems.map(({ message }) => message).join("\n"));
}

function statement(text: string): string {
  return formatted(`model {\n${text}\n}\n`)
    .split("\n")
    .slice(1, -2)
    .map((line) => line.slice(2))
    .join("\n");
}

/** Includes are left out: the formatter keeps them, a parse of the text alone cannot follow them. */
function treeOf(text: string) {
  const { program, problems } = parse({ name: "m", text: text.replace(/#include.*/g, "") });
  if (program === null) throw new Error(problems[0]!.message);
  return program;
}

function words(comments: readonly Comment[]): string[] {
  return comments.map(({ text }) => text.replace(/\s+/g, " "));
}

function checkLaws(name: string, text: string): void {
  const once = formatted(text);
  assert.is(formatted(once), once, `${name}: formatting twice`);
  assert.equal(withoutPlaces(treeOf(once)), withoutPlaces(treeOf(text)), name);
  assert.equal(words(treeOf(once).comments), words(treeOf(text).comments), name);
  assert.is(formatted(text.replace(/\r?\n/g, "\r\n")), once, `${name}: CR LF`);
}

test("programs of the tests", () => {
  const names = readdirSync(programs).filter((name) => name.endsWith(".model"));
  assert.ok(names.length > 5);
  for (const name of names) checkLaws(name, readFileSync(new URL(name, programs), "utf8"));
});

test("golden models", () => {
  for (const name of existsSync(golden) ? readdirSync(golden) : []) {
    const path = new URL(`${name}/model.model`, golden);
    if (existsSync(path)) checkLaws(name, readFileSync(path, "utf8"));
  }
});

test("the layout of everything", () => {
  const read = (name: string) => readFileSync(new URL(name, programs), "utf8");
  assert.is(formatted(read("layout.model")), read("layout.formatted.model"));
});

const lines: readonly (readonly [source: string, printed: string])[] = [
  ["x=-a'^2 .*b%/%c;", "x = -a' ^ 2 .* b %/% c;"],
  ["x[ ,1 : N,i+1:]=y;", "x[:, 1:N, i + 1 :] = y;"],
  ["x[]=y[:b];", "x[:] = y[:b];"],
  ["x=a?b:c?d:e;", "x = a ? b : c ? d : e;"],
  ["x = ( a,) ; y=(a , b).1;", "x = (a,);\ny = (a, b).1;"],
  ["x={ 1,2 };y=[1, 2]';", "x = {1, 2};\ny = [1, 2]';"],
  ["x=f( )+g_lpdf(y|a , b)+h_lpdf(y);", "x = f() + g_lpdf(y | a, b) + h_lpdf(y | );"],
  ["x=1_000+.5+1.e3+3i;", "x = 1_000 + .5 + 1.e3 + 3i;"],
  ["x=!(a&&b)||-c<d;", "x = !(a && b) || -c < d;"],
  ["y[1]~normal(0,1)T[,b];", "y[1] ~ normal(0, 1) T[, b];"],
  ["target+=x;jacobian+=y;", "target += x;\njacobian += y;"],
  ['print("a b",x);reject( x );fatal_error("");', 'print("a b", x);\nreject(x);\nfatal_error("");'],
  ["array[ 2 ,N]tuple(int,vector[3])x,y=f();", "array[2, N] tuple(int, vector[3]) x, y = f();"],
  ["if(a)b();else if(c){d();}else e();", "if (a)\n  b();\nelse if (c) {\n  d();\n} else\n  e();"],
  [
    "for(i in 1:N){}while(1)break;for(v in xs);",
    "for (i in 1:N) {}\nwhile (1)\n  break;\nfor (v in xs)\n  ;",
  ],
  ['profile("p"){{continue;}}', 'profile("p") {\n  {\n    continue;\n  }\n}'],
  ["a(); // one\n\n\n\n// two\nb();", "a(); // one\n\n// two\nb();"],
  ["return x;return;", "return x;\nreturn;"],
  ["x = a // why\n  + b;", "x = a // why\n  + b;"],
];

for (const [source, printed] of lines)
  test(`statement: ${source}`, () => {
    assert.is(statement(source), printed);
    checkLaws(source, `model {\n${source}\n}\n`);
  });

test("long lines break at their outermost operator or list", () => {
  const term = (name: string) => name.repeat(24);
  assert.is(
    statement(`x = ${term("a")} * ${term("b")} + ${term("c")} - ${term("d")};`),
    `x = ${term("a")} * ${term("b")}\n  + ${term("c")}\n  - ${term("d")};`,
  );
  assert.is(
    statement(`y ~ f(${term("a")}, ${term("b")}, ${term("c")});`),
    `y ~ f(\n  ${term("a")},\n  ${term("b")},\n  ${term("c")}\n);`,
  );
});

test("files of functions, empty files, files that do not parse", () => {
  assert.is(
    formatted("// f\nreal f(data  real x){return x;}\n\n\nvoid g( );", "a.stanfunctions"),
    "// f\nreal f(data real x) {\n  return x;\n}\n\nvoid g();\n",
  );
  assert.is(formatted(""), "");
  assert.is(formatted("  // only\n"), "// only\n");
  const wrong = format({ name: "m", text: "model { x = ; }" });
  assert.ok("problems" in wrong && wrong.problems.length === 1);
});

test("include directives stay where they are", () => {
  assert.is(
    formatted('functions {\n#include "f.stanfunctions"\n}\ndata { int N; #include <d>\n}\n'),
    'functions {\n  #include "f.stanfunctions"\n}\ndata {\n  int N;\n  #include <d>\n}\n',
  );
});

test("expressions made by hand get the parentheses they need", () => {
  const [a, b] = [expressionOf("a + b"), expressionOf("-c")];
  const { span } = a;
  const made = (shape: object) => ({ ...shape, span }) as Expr;
  const binary = (operator: string, left: Expr, right: Expr) =>
    made({ kind: "binary", operator, left, right });
  assert.is(printExpression(binary("*", a, a)), "(a + b) * (a + b)");
  assert.is(printExpression(binary("-", a, a)), "a + b - (a + b)");
  assert.is(printExpression(binary("^", b, b)), "(-c) ^ -c");
  assert.is(printExpression(made({ kind: "transpose", operand: b })), "(-c)'");
  assert.is(printExpression(made({ kind: "prefix", operator: "-", operand: a })), "-(a + b)");
  assert.is(printExpression(made({ kind: "projection", base: a, slot: 2 })), "(a + b).2");
});

test.run();

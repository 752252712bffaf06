// One mistake, one message, at the line where the mistake is: the cases in which following errors or an outer construct could
// come first instead.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse, positionOf } from "../../../grammar/index.ts";
import { check } from "../../../compiler/1-check/index.ts";

const test = suite("first error");

/** `code line` of each error. */
function errorsOf(lines: readonly string[]): string[] {
  const { program } = parse({ name: "model.stan", text: lines.join("\n") });
  assert.ok(program, "does not parse");
  const { program: typed, problems } = check(program);
  const errors = problems.filter(({ severity }) => severity === "error");
  assert.is(typed === null, errors.length > 0);
  return errors.map(({ code, span }) => `${code} ${positionOf(span.source, span.start).line}`);
}

const cases: readonly (readonly [what: string, errors: string, lines: readonly string[]])[] = [
  [
    "an argument before its call",
    "id-undeclared 3",
    ["model {", "  target += nosuch(1,", "    missing);", "}"],
  ],
  [
    "operands from the left",
    "id-undeclared 2,id-undeclared 3",
    ["model {", "  real x = missing", "    + absent;", "}"],
  ],
  [
    "a wrong body before the missing return",
    "ctl-continue 3",
    ["functions {", "  real f(int n) {", "    continue;", "  }", "}"],
  ],
  [
    "a wrong body before a missing definition",
    "id-undeclared 4",
    ["functions {", "  real later(real x);", "  real f(real x) {", "    return nosuch(x);", "  }", "}"],
  ],
  [
    "signatures before bodies",
    "fn-redeclared 5,id-undeclared 3",
    [
      "functions {",
      "  real f(real x) {",
      "    return nope;",
      "  }",
      "  real f(real y) {",
      "    return 1;",
      "  }",
      "}",
    ],
  ],
  [
    "a definition that asks for data where its declaration does not",
    "fn-redeclared 3",
    ["functions {", "  real f(real x);", "  real f(data real x) {", "    return x;", "  }", "}"],
  ],
  [
    "uses of a wrongly typed variable",
    "type-int-expected 1",
    ["data { vector[1.5] v; }", "model { target += v; }"],
  ],
  [
    "a broken initial value silences its uses by type only",
    "id-undeclared 2",
    ["model {", "  real x = nope;", "  real y = x;", "}"],
  ],
  [
    "the part of a tuple that does not fit",
    "assign-type 4",
    ["model {", "  int a;", "  int b;", "  (a, b) = (1, 2.5);", "}"],
  ],
  ["a function name among targets", "assign-function 2", ["functions { void f() {", "  f = 1;", "} }"]],
  [
    "a variable that hides a user function",
    "fn-not-a-function 4",
    ["functions { real g() { return 1; } }", "data { real g; }", "model {", "  target += g();", "}"],
  ],
  [
    "both branches as functions",
    "ternary 3",
    ["functions { real g(real x) { return x; } }", "model {", "  real y = 1 ? g : g;", "}"],
  ],
  ["a real bound of a discrete distribution", "trunc-no-cdf 1", ["model { 3 ~ poisson(2) T[0.5, ]; }"]],
  ["a cdf after ~", "tilde-cdf 1", ["model { 3.0 ~ normal_lccdf(0, 1); }"]],
  ["a random size", "decl-size-not-data 1", ["parameters { vector[binomial_rng(3, 0.5)] x; }"]],
  [
    "locals are parameters by level",
    "fn-ill-typed-args 3",
    ["model {", "  vector[2] v = [1, 2]';", "  real q = quantile(v, 0.5);", "}"],
  ],
  [
    "data stays data",
    "",
    ["transformed data {", "  vector[2] v = [1, 2]';", "  real q = quantile(v, 0.5);", "}"],
  ],
  [
    "the last given argument when one is missing",
    "fn-ill-typed-args 3",
    [
      "functions { vector f(real t, vector y, real k) { return k * y; } }",
      "model { array[1] vector[1] y = ode_rk45(f, [1]', 0,",
      "    {1.0}); }",
    ],
  ],
];

for (const [what, errors, lines] of cases)
  test(what, () => {
    assert.equal(errorsOf(lines).join(","), errors);
  });

test("problems of an included file stand where it is included", () => {
  const included = "real y = nope;\n";
  const text = 'transformed data {\n  real x = missing;\n  #include "part.stan"\n  real z = absent;\n}\n';
  const { program, problems } = parse(
    { name: "model.stan", text },
    { include: (name) => ({ name, text: included }) },
  );
  assert.equal(problems, []);
  const names = check(program!).problems.map(({ span }) => span.source.text.slice(span.start, span.end));
  assert.equal(names, ["missing", "nope", "absent"]);
});

test.run();

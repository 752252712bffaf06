// What later stages rely on: every expression of a checked program carries type and level, names are bound, calls are resolved,
// and depth or length of a program does not break the checker.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "../../../grammar/index.ts";
import { check } from "../../../compiler/1-check/index.ts";
import { showType } from "../../../compiler/diagnostics/show-type.ts";
import type { Level, TypedExpr, TypedProgram } from "../../../compiler/ir/typed-ast.ts";

const test = suite("typed tree");

function typed(text: string): TypedProgram {
  const { program, problems } = parse({ name: "model.stan", text });
  assert.is(problems.length, 0, problems[0]?.message ?? "");
  const checked = check(program!);
  const errors = checked.problems.filter(({ severity }) => severity === "error");
  assert.equal(
    errors.map(({ message }) => message),
    [],
  );
  return checked.program!;
}

const EXPRESSIONS = new Set([
  "intLiteral",
  "realLiteral",
  "imaginaryLiteral",
  "variable",
  "binary",
  "prefix",
  "transpose",
  "ternary",
  "call",
  "index",
  "projection",
  "array",
  "rowVector",
  "tuple",
  "parenthesized",
]);

/** Every expression node below a part of the tree; indices, types and print items are walked like anything else. */
function expressionsIn(root: unknown): TypedExpr[] {
  const found: TypedExpr[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (Array.isArray(node)) return node.forEach(visit);
    const { kind } = node as { kind?: string };
    // "tuple" and "array" are kinds of types too: only nodes with elements are expressions.
    const isExpr =
      kind !== undefined &&
      EXPRESSIONS.has(kind) &&
      !(["tuple", "array"].includes(kind) && !("elements" in node));
    if (isExpr) found.push(node as TypedExpr);
    for (const [key, value] of Object.entries(node))
      if (!["span", "source", "symbol", "call", "level"].includes(key) && !(isExpr && key === "type"))
        visit(value);
  };
  visit(root);
  return found;
}

const everything = `
functions {
  real scaled_lpdf(vector y, real s);
  real scaled_lpdf(vector y, real s) { return normal_lupdf(y | 0, s); }
  vector system(real t, vector y, data real k) { return -k * y; }
  real part(array[] real x, int a, int b, real mu) { return normal_lpdf(x | mu, 1); }
  void note(real x) { print("x = ", x, [x, 2 * x]); }
}
data {
  int<lower=1> N;
  array[N] real<lower=0, upper=N + 1.5> x;
  tuple(int, vector[N]) pair;
}
transformed data {
  array[2, N] real grid = rep_array(1.0, 2, N);
  complex z = 3i + N;
  note(x[1]);
}
parameters {
  real<offset=mean(x), multiplier=sd(x)> mu;
  vector<lower=0>[N] s;
  tuple(real, vector[2]) t;
}
transformed parameters {
  array[N] vector[2] path = ode_rk45(system, t.2, 0, x, 0.5);
  matrix[2, 2] A = [[mu, 1], [0, mu]];
}
model {
  s ~ scaled(2.0);
  x[2:N] ~ normal(mu, 1) T[0, N];
  target += reduce_sum(part, x, 1, mu) + A[1, 2] - (mu > 0 ? mu : -mu);
  for (v in path) {
    real first = v[1];
    target += first ^ 2;
  }
}
generated quantities {
  (real_part, flag) = (mu * 1.0, N);
  real y = normal_rng(mu, 1);
}
`.replace("  (real_part, flag)", "  real real_part;\n  int flag;\n  (real_part, flag)");

test("each expression has a type and a level; variables have symbols, calls their meaning", () => {
  const program = typed(everything);
  const expressions = expressionsIn([program.functions, program.blocks]);
  const { program: untyped } = parse({ name: "model.stan", text: everything });
  assert.is(expressions.length, expressionsIn([untyped!.functions, untyped!.blocks]).length);
  assert.ok(expressions.length > 100);
  for (const expr of expressions) {
    assert.ok(expr.type, `${expr.kind} without type`);
    assert.ok(expr.level, `${expr.kind} without level`);
    assert.not.equal(showType(expr.type), "void");
    if (expr.kind === "variable") assert.ok(expr.symbol ?? expr.call, `${expr.name.text} is not bound`);
    if (expr.kind === "call") assert.ok(expr.call, `${expr.callee.text} is not resolved`);
  }
});

test("statements that call are resolved, and truncations know their cumulative functions", () => {
  const program = typed(everything);
  const calls = [...program.calls].map(
    ([{ kind }, call]) =>
      `${kind} ${call.kind === "user" ? call.definition.name.text : call.kind === "library" ? call.name : ""} ${call.kind !== "target" && call.propto}`,
  );
  assert.equal(calls, ["callStatement note false", "tilde scaled_lpdf true", "tilde normal_lpdf true"]);
  const [bounds] = [...program.truncations.values()];
  assert.is(bounds?.lower?.kind === "library" && bounds.lower.name, "normal_lcdf");
  assert.is(bounds?.upper?.kind === "library" && bounds.upper.name, "normal_lcdf");
});

test("a call of a declared function points to the definition with the body", () => {
  const program = typed(everything);
  const call = [...program.calls.values()].find(
    (c) => c.kind === "user" && c.definition.name.text === "scaled_lpdf",
  );
  assert.ok(
    call?.kind === "user" && call.definition.body !== null && program.functions.includes(call.definition),
  );
});

/** The level of the initial value of the variable `probe`. */
function levelOf(text: string): Level {
  for (const { body } of typed(text).blocks)
    for (const statement of body)
      if (statement.kind === "declaration" && statement.declarators[0]!.name.text === "probe")
        return statement.declarators[0]!.initial!.level;
  throw new Error("no probe");
}

test("levels", () => {
  assert.is(levelOf("data { real x; } transformed data { real probe = 2 * x; }"), "data");
  assert.is(levelOf("parameters { real x; } transformed parameters { real probe = 2 * x; }"), "autodiff");
  assert.is(levelOf("parameters { real x; } generated quantities { real probe = 2 * x; }"), "data");
  assert.is(levelOf("parameters { vector[2] x; } model { int probe = size(x); }"), "data");
  assert.is(levelOf("model { real a = 1; real probe = a; }"), "autodiff");
  assert.equal(levelOf("parameters { real x; } model { tuple(int, real, real) probe = (1, 2.0, x); }"), [
    "data",
    "data",
    "autodiff",
  ]);
  assert.is(
    levelOf(
      "parameters { tuple(real, int) t; } model { int probe = 1; }".replace("(real, int)", "(real, real)"),
    ),
    "data",
  );
});

test("a sum of 20,000 terms", () => {
  const program = typed(`transformed data { real x = ${Array(20000).fill("1.0").join(" + ")}; }`);
  let depth = 0;
  const statement = program.blocks[0]!.body[0]!;
  let expr = statement.kind === "declaration" ? statement.declarators[0]!.initial! : null;
  for (; expr?.kind === "binary"; expr = expr.left) depth++;
  assert.is(depth, 19999);
});

test("several errors in one run, in the order of the text, and one for each mistake", () => {
  const text =
    "data { real N; }\nmodel {\n  real a = nope + 1;\n  a = also_nope * a;\n  vector[N] v;\n  real b = v[1] + a;\n}\n";
  const { problems } = check(parse({ name: "model.stan", text }).program!);
  assert.equal(
    problems.map(({ code, span }) => `${code} ${text.slice(0, span.start).split("\n").length}`),
    ["id-undeclared 3", "id-undeclared 4", "type-int-expected 5"],
  );
});

test("variables may shadow functions, and library functions stay callable", () => {
  typed(
    "data { real beta; real sum; } transformed data { real y = beta(beta, 1) + sum; vector[2] v = [1, 2]'; real z = sum(v); }",
  );
});

test.run();

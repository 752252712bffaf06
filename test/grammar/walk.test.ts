// Walking and rebuilding: every expression is met once, in order, and trees of any length are walked without a deep stack.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  childStatements,
  mapStatement,
  programStatements,
  rewriteExpression,
  statementExpressions,
  walkExpression,
  walkStatement,
} from "../../grammar/index.ts";
import type { Expr, Program, Statement } from "../../grammar/index.ts";
import { expressionOf, mustParse, showExpression, statementsOf, withoutPlaces } from "./show.ts";

const test = suite("grammar/walk");

function variablesIn(program: Program): string[] {
  const names: string[] = [];
  for (const top of programStatements(program))
    walkStatement(top, (statement) => {
      for (const expression of statementExpressions(statement))
        walkExpression(expression, (inner) => {
          if (inner.kind === "variable") names.push(inner.name.text);
        });
    });
  return names;
}

test("every variable in order, types and bounds included", () => {
  const program = mustParse(`functions { real f(real u) { return a; } }
    data { array[b] vector<lower=c, upper=d>[e] x; }
    model {
      (g, h[i].1) = j ? k : {l, [m]}';
      if (n) { o ~ p(q) T[r, s]; } else target += t;
      for (v in w:x) y(z[A:B, :C]);
      print("no", D); while (E) return F;
    }`);
  assert.is(variablesIn(program).join(""), "abcdeghijklmnoqrstwxzABCDEF");
});

test("a visit may skip what is inside", () => {
  const seen: string[] = [];
  walkExpression(expressionOf("a + f(b) * c"), (inner) => {
    if (inner.kind === "variable") seen.push(inner.name.text);
    return inner.kind !== "call";
  });
  assert.equal(seen, ["a", "c"]);
});

test("rewriting sees each node after its children", () => {
  const seen: string[] = [];
  const result = rewriteExpression(expressionOf("a - b - f(c[d], -e)"), (inner) => {
    seen.push(showExpression(inner));
    if (inner.kind !== "variable") return inner;
    return { ...inner, name: { ...inner.name, text: inner.name.text.toUpperCase() } };
  });
  assert.is(showExpression(result), "((A - B) - f(C[D],(-E)))");
  assert.equal(seen, [
    "a",
    "b",
    "(A - B)",
    "c",
    "d",
    "C[D]",
    "e",
    "(-E)",
    "f(C[D],(-E))",
    showExpression(result),
  ]);
});

test("mapping with nothing to change gives the same tree", () => {
  const same = (statement: Statement): Statement =>
    mapStatement(statement, {
      statement: same,
      expression: (expression) => rewriteExpression(expression, (inner) => ({ ...inner })),
    });
  for (const name of ["lang_control_flow", "lang_functions", "tuple_arrays", "truncation_params"]) {
    const program = mustParse(readFileSync(new URL(`./programs/${name}.model`, import.meta.url), "utf8"));
    for (const statement of programStatements(program))
      assert.equal(withoutPlaces(same(statement)), withoutPlaces(statement));
  }
});

test("children of statements", () => {
  const [statement] = statementsOf("model { if (a) { b(); } else c(); }");
  assert.equal(
    childStatements(statement!).map(({ kind }) => kind),
    ["block", "callStatement"],
  );
});

test("sums of ten thousand terms", () => {
  const sum = expressionOf(Array.from({ length: 10_000 }, (_, at) => `a${at}`).join(" + "));
  let count = 0;
  walkExpression(sum, (inner) => void (inner.kind === "variable" && count++));
  assert.is(count, 10_000);
  const copy: Expr = rewriteExpression(sum, (inner) => ({ ...inner }));
  count = 0;
  walkExpression(copy, () => void count++);
  assert.is(count, 19_999);
});

test.run();

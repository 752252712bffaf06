// What is reported for wrong programs: the class and line of every error, that recovery finds later errors without inventing some,
// that messages are plain words, and that the fixes offered do repair the program.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse, positionOf } from "../../grammar/index.ts";
import type { Problem } from "../../grammar/index.ts";

const test = suite("grammar/syntax-errors");

function problemsOf(text: string): readonly Problem[] {
  return parse({ name: "test.model", text }).problems;
}

/** `code line:column` of each problem. */
function summary(text: string): string[] {
  return problemsOf(text).map(({ code, span }) => {
    const { line, column } = positionOf(span.source, span.start);
    return `${code} ${line}:${column}`;
  });
}

/** Applies all fixes, again while errors in one declaration come to light one by one. */
function applyFixes(text: string, rounds = 4): string {
  let fixed = text;
  for (const { fix } of problemsOf(text).toReversed())
    if (fix !== undefined) fixed = fixed.slice(0, fix.span.start) + fix.text + fixed.slice(fix.span.end);
  return fixed === text || rounds === 1 ? fixed : applyFixes(fixed, rounds - 1);
}

/** One mistake each: class, place, program. */
const single: readonly (readonly [expected: string, text: string])[] = [
  // arrays as they were written before 2022
  ["syn-old-array-syntax 1:13", "data { real x[3]; }"],
  ["syn-old-array-syntax 1:21", "data { int<lower=0> N[3, 2]; }"],
  ["syn-old-array-syntax 1:23", "functions { real f(real[] x) { return 1; } }"],
  ["syn-old-array-syntax 1:16", "functions { real[,] f(int x) { return g(); } }"],
  ["syn-old-array-syntax 1:25", "functions { real f(real x[]) { return 1; } }"],
  ["syn-old-array-syntax 1:10", "data { int[3] x; }"],
  // types
  ["syn-sized-type-in-fn 1:25", "functions { void f(vector[3] x) {} }"],
  ["syn-sized-type-in-fn 1:25", "functions { void f(array[3] real x) {} }"],
  ["syn-constraint-local-or-fn 1:19", "functions { void f(simplex x) {} }"],
  ["syn-constraint-local-or-fn 1:23", "functions { void f(real<lower=0> x) {} }"],
  ["syn-constraint-local-or-fn 1:12", "model { real<lower=0> x; }"],
  ["syn-constraint-local-or-fn 1:14", "model { vector<lower=0>[3] x; }"],
  ["syn-constraint-local-or-fn 1:8", "model { simplex[3] x; }"],
  ["syn-constraint-local-or-fn 2:2", "transformed data { {\n  cov_matrix[3] x; } }"],
  ["syn-type 1:16", "data { array[2] array[3] real x; }"],
  ["syn-type 1:13", "data { array[] real x; }"],
  ["syn-type 1:14", "data { vector x; }"],
  ["syn-type 1:15", "data { matrix[3] x; }"],
  ["syn-type 1:17", "data { tuple(real) x; }"],
  ["syn-type 1:25", "data { tuple(real, real, ) x; }"],
  ["syn-constraint 1:21", "data { real<lower=0, lower=1> x; }"],
  ["syn-constraint 1:21", "data { real<lower=0, offset=1> x; }"],
  ["syn-constraint 1:11", "data { int<offset=1> x; }"],
  ["syn-constraint 1:12", "data { real<0> x; }"],
  ["syn-constraint 1:20", "data { real<lower=a < b> x; }"],
  ["syn-constraint 1:20", "data { real<lower=a ? b : c> x; }"],
  // names
  ["syn-reserved-identifier 1:11", "data { int data; }"],
  ["syn-reserved-identifier 1:15", "data { real a, int b; }"],
  ["syn-reserved-identifier 1:17", "functions { real target() { return 1; } }"],
  ["syn-reserved-identifier 1:13", "model { for (in in 1:3) {} }"],
  ["syn-reserved-identifier 1:8", "model { offset = 3; }"],
  ["syn-declaration 1:11", "data { int ; }"],
  ["syn-declaration 1:13", "data { int x y; }"],
  ["syn-declaration 1:13", "data { int N = 3; }"],
  ["syn-declaration 1:15", "data { real a, ; }"],
  // statements
  ["syn-statement 1:10", "model { x <- 3; }"],
  ["syn-statement 1:15", "model { real x <- 3; }"],
  ["syn-statement 3:2", "model {\n  x = 3\n  y = 4;\n}"],
  ["syn-statement 1:14", "model { x = 3 }"],
  ["syn-statement 1:13", "model { x + 1; }"],
  ["syn-statement 1:10", "model { x == 1; }"],
  ["syn-statement 1:10", "model { x := 1; }"],
  ["syn-statement 1:11", "model { i++; }"],
  ["syn-statement 1:15", "model { double x = 3; }"],
  ["syn-statement 1:15", "model { target = 3; }"],
  ["syn-statement 1:15", "model { target -= 3; }"],
  ["syn-statement 1:14", "model { print(); }"],
  ["syn-statement 1:12", "model { for i in 1:N {} }"],
  ["syn-statement 1:13", "model { for (int i in 1:N) {} }"],
  ["syn-statement 1:15", "model { for (i = 1; i < N; i++) {} }"],
  ["syn-statement 1:14", "model { if (a = b) c(); }"],
  ["syn-statement 1:11", "model { if a c(); }"],
  ["syn-statement 1:8", "model { else c(); }"],
  ["syn-statement 1:25", "model { if (c) { a(); }; else { b(); } }"],
  ["syn-statement 1:16", "model { profile(x) {} }"],
  ["syn-statement 1:8", "model { ) }"],
  ["syn-invalid-lvalue 1:8", "model { f(x) = 3; }"],
  ["syn-invalid-lvalue 1:8", "model { (x) = 3; }"],
  ["syn-invalid-lvalue 1:8", "model { (x, (y)) = 3; }"],
  ["syn-invalid-lvalue 1:14", "model { x + 1 = 3; }"],
  ["syn-tilde-truncation 1:12", "model { y ~ 3; }"],
  ["syn-tilde-truncation 1:18", "model { y ~ normal; }"],
  ["syn-tilde-truncation 1:21", "model { y ~ normal(y | 0); }"],
  ["syn-tilde-truncation 1:25", "model { y ~ normal(0, 1) * 2; }"],
  ["syn-tilde-truncation 1:26", "model { y ~ normal(0, 1) T(0, ); }"],
  ["syn-tilde-truncation 1:28", "model { y ~ normal(0, 1) T[0]; }"],
  // expressions
  ["syn-expression 1:17", "model { x = f(a, ); }"],
  ["syn-expression 1:17", "model { x = [1,2,]; }"],
  ["syn-expression 1:18", "model { x = (a + b; }"],
  ["syn-expression 1:12", "model { x = ; }"],
  ["syn-expression 1:15", "model { x = a ** b; }"],
  ["syn-expression 1:15", "model { x = y %*% z; }"],
  ["syn-expression 1:12", 'model { x = "a"; }'],
  ["syn-expression 1:12", "model { x = lower + 1; }"],
  ["syn-expression 1:14", "model { x = a'[1]; }"],
  ["syn-expression 1:13", "model { x = {}; }"],
  ["syn-expression 1:13", "model { x = (); }"],
  ["syn-expression 1:18", "model { x = a ? b ; }"],
  ["syn-tuple-index 1:13", "model { x = a.1e3; }"],
  ["syn-index 1:15", "model { x = a[1; }"],
  ["syn-fn-application 1:20", "model { x = foo(a, b; }"],
  ["syn-fn-application 1:19", "model { x = f(a, b | c); }"],
  // functions
  ["syn-function 1:12", "functions { f(real x) {} }"],
  ["syn-function 1:19", "functions { real f(x) {} }"],
  ["syn-function 1:21", "functions { real f() }"],
  ["syn-function 1:21", "functions { void f() = 3; }"],
  // blocks
  ["syn-program 1:0", "real x;"],
  ["syn-program 1:0", "paramters { real x; }"],
  ["syn-program 1:0", "transformed\ndata { int x; }"],
  ["syn-program 1:9", "model {} model {}"],
  ["syn-program 1:9", "model {} data {}"],
  ["syn-program 1:9", "model {} }"],
  ["syn-block 1:5", "data int N; }"],
  ["syn-block 1:7", "data { x = 3; }"],
  ["syn-block 1:21", "parameters { real x; x ~ normal(0, 1); }"],
  ["syn-block 4:0", "model {\n for (i in 1:N) {\n  x = 1;\n"],
  ["syn-block 2:0", "data { int N;\nmodel { }"],
  // characters
  ["lex-invalid-char 1:0", "# hello\nmodel {}"],
  ["lex-invalid-char 1:13", "model { real \u03c3; }"],
  ["lex-invalid-char 1:14", "model { x = 3 \u2013 2; }"],
  ["lex-invalid-char 1:0", "\ufeffmodel {}"],
  ["lex-invalid-char 1:14", "model { x = 3 @ 4; }"],
  ["lex-invalid-char 1:14", 'model { print("abc); }'],
  ["lex-unexpected-eof 2:11", "model {} \n/* unclosed"],
];

for (const [expected, text] of single)
  test(`${expected}: ${text}`, () => {
    assert.equal(summary(text), [expected]);
  });

test("several errors, each on its line, and nothing that only follows from another", () => {
  const text = `data {
  int N
  real y[N];
}
parameters {
  real<lower=0 sigma;
  vector[N] theta;
  real mu;
}
model {
  mu <- 3;
  if (N > 2 {
    theta ~ normal(mu sigma);
  } else {
    theta ~ normal(0, 1;
  }
  for (i in 1:N)
    y[i ~ normal(theta[i], sigma);
  target += normal_lpdf(y | mu, );
}
generated quantities {
  real z = ;
  real w = 1;
}
`;
  assert.equal(summary(text), [
    "syn-declaration 3:2",
    "syn-old-array-syntax 3:8",
    "syn-constraint 6:15",
    "syn-statement 11:5",
    "syn-statement 12:12",
    "syn-tilde-truncation 13:22",
    "syn-tilde-truncation 15:23",
    "syn-index 18:8",
    "syn-expression 19:32",
    "syn-expression 22:11",
  ]);
});

test("an error under `if` does not unsettle its `else`", () => {
  assert.equal(summary("model { if (a) x = ; else y = 2; z = 3; }"), ["syn-expression 1:19"]);
  assert.equal(summary("model { if (a x = 1; else y = 2; z = 3; }"), ["syn-statement 1:14"]);
});

test("fixes repair the program", () => {
  const repaired = [
    "data { real x[3]; int<lower=0> N[3, 2]; vector[2] y[3]; }",
    "functions { real f(real[] x, int[,] y, vector[3] z, real[2] w) { return 1; } }",
    "functions { void f(simplex x) {} }",
    "model { x <- 3; }",
    "model { x == 3; }",
    "model { x := 3; }",
    "model {\n  x = 3\n  y = 4;\n}",
    "model { x = f(a, ); y = [1, 2, ]; }",
    "# hello\nmodel {}",
    "paramters { real x; }",
    "transfromed data { int x; }",
    "transformed\ndata { int x; }",
    "model { x = 3 \u2013 2\u00a0; }",
    "\ufeffmodel {}",
    "model { x = a ** b; y = a and b; if (x => 3) f(); }",
    "model { y ~ normal(0, 1) t[0, ]; }",
    "model { for (int i in 1:N) f(i); }",
    "model { if (a = b) f(); }",
  ];
  for (const text of repaired) assert.equal(problemsOf(applyFixes(text)), [], applyFixes(text));
  assert.is(applyFixes("data { int<lower=0> N[3, 2]; }"), "data { array[3, 2] int<lower=0> N; }");
});

test("messages name what was found, in plain words", () => {
  const messageOf = (text: string) => problemsOf(text)[0]!.message;
  assert.is(
    messageOf("model { x = foo(a, b; }"),
    "Expected `,` or `)` to close the `(` opened at column 15, but found `;`.",
  );
  assert.is(
    messageOf("model {\n  f(\n  x;\n}"),
    "Expected `,` or `)` to close the `(` opened at line 2, column 3, but found `;`.",
  );
  assert.is(
    messageOf("model {\n for (i in 1:N) {\n x = 1;\n }\n"),
    "Expected `}` before the end of the file: the `{` of the block `model` at line 1, column 6 is not closed.",
  );
  for (const [, text] of single)
    for (const { message } of problemsOf(text))
      assert.not.match(message, /Token|Expecting|-->|LeftParen|Identifier/);
});

test("at most a hundred errors are shown", () => {
  const text = `model {\n${"x = ;\n".repeat(1000)}}`;
  assert.is(problemsOf(text).length, 100);
});

test.run();

// Every kind of statement, type, function and block.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse, textOf } from "../../grammar/index.ts";
import type { Statement } from "../../grammar/index.ts";
import { mustParse, showExpression, statementsOf, withoutPlaces } from "./show.ts";

const test = suite("grammar/statements");

function only<K extends Statement["kind"]>(text: string, kind: K): Statement & { kind: K } {
  const [statement] = statementsOf(`generated quantities { ${text} }`);
  if (statement?.kind !== kind) throw new Error(`${text} is ${statement?.kind}`);
  return statement as Statement & { kind: K };
}

test("simple statements", () => {
  const kinds = statementsOf(
    'model { ; break; continue; return; f(x); target += 1; jacobian += 2; print("a", b); reject(c); fatal_error(d); }',
  ).map(({ kind }) => kind);
  assert.equal(kinds, [
    "empty",
    "break",
    "continue",
    "return",
    "callStatement",
    "targetIncrement",
    "jacobianIncrement",
    "print",
    "reject",
    "fatalError",
  ]);
});

test("assignment operators", () => {
  for (const operator of ["=", "+=", "-=", "*=", "/=", ".*=", "./="])
    assert.is(only(`x[1].2 ${operator} 3;`, "assignment").operator, operator);
  const { target } = only("(a, b[1], (c, d.2)) = f();", "assignment");
  assert.is(showExpression(target), "tuple(a,b[i1],tuple(c,d.2))");
  assert.is(showExpression(only("(x,) = f();", "assignment").target), "tuple(x)");
});

test("distribution statements and truncation", () => {
  const plain = only("y[1] + 2 ~ normal(0, 1);", "tilde");
  assert.is(showExpression(plain.variate), "(y[i1] + i2)");
  assert.is(plain.truncation, null);
  const bounds = (text: string) => {
    const { truncation } = only(`y ~ std_normal() ${text};`, "tilde");
    return [truncation!.lower, truncation!.upper].map((bound) => bound && showExpression(bound));
  };
  assert.equal(bounds("T[0, 1]"), ["i0", "i1"]);
  assert.equal(bounds("T[0, ]"), ["i0", null]);
  assert.equal(bounds("T[, b]"), [null, "b"]);
  assert.equal(bounds("T[,]"), [null, null]);
  assert.is(only("{1, 2} ~ f();", "tilde").variate.kind, "array");
  assert.is(only("{{x}} ~ f();", "tilde").variate.kind, "array");
});

test("T is an ordinary name elsewhere", () => {
  const [declaration, loop] = statementsOf("model { int T = 1; for (T in 1:T) T ~ T(T) T[T, T]; }");
  assert.is(declaration!.kind === "declaration" && declaration.declarators[0]!.name.text, "T");
  assert.is(
    loop!.kind === "for" && loop.body.kind === "tilde" && loop.body.truncation?.upper?.kind,
    "variable",
  );
});

test("control flow", () => {
  const nested = only("if (a) if (b) x = 1; else y = 2;", "if");
  assert.is(nested.otherwise, null);
  assert.is(nested.then.kind === "if" && nested.then.otherwise?.kind, "assignment");
  const loop = only("for (i in a ? b : c : d) ;", "for");
  assert.is(showExpression(loop.lower), "(a ? b : c)");
  assert.is(only("for (e in xs) int y;", "foreach").body.kind, "declaration");
  assert.is(only("while (1) { break; }", "while").body.kind, "block");
  const profile = only('profile("a b") { x = 1; }', "profile");
  assert.is(profile.name, "a b");
  assert.is(profile.body.length, 1);
  assert.equal(only("{}", "block").body, []);
  assert.is(only("{ {} ; }", "block").body.length, 2);
});

test("print items", () => {
  const { items } = only('print("x = ", x, "");', "print");
  assert.equal(
    items.map((item) => (item.kind === "text" ? `"${item.text}"` : showExpression(item.value))),
    ['"x = "', "x", '""'],
  );
});

test("return with and without a value", () => {
  assert.is(only("return;", "return").value, null);
  assert.is(only("return -x;", "return").value?.kind, "prefix");
});

test("declarations with several names", () => {
  const { type, declarators } = only("array[2, N] real<lower=0, upper=a + b> x, y = 1, z;", "declaration");
  assert.equal(
    declarators.map(({ name, initial }) => [name.text, initial && showExpression(initial)]),
    [
      ["x", null],
      ["y", "i1"],
      ["z", null],
    ],
  );
  if (type.kind !== "array" || type.element.kind !== "basic") throw new Error("shape");
  assert.equal(type.sizes.map(showExpression), ["i2", "N"]);
  const { constraint } = type.element;
  assert.is(constraint.kind === "bounds" && showExpression(constraint.upper!), "(a + b)");
});

test("constraints in either order", () => {
  const constraintOf = (text: string) => {
    const { type } = only(`${text} x;`, "declaration");
    if (type.kind !== "basic") throw new Error("shape");
    const { constraint } = type;
    if (constraint.kind === "none") return "none";
    const values =
      constraint.kind === "bounds"
        ? [constraint.lower, constraint.upper]
        : [constraint.offset, constraint.multiplier];
    return [constraint.kind, ...values.map((value) => value && showExpression(value))].join(" ");
  };
  assert.is(constraintOf("real"), "none");
  assert.is(constraintOf("int<lower=1>"), "bounds i1 ");
  assert.is(constraintOf("int<upper=2, lower=-1>"), "bounds (-i1) i2");
  assert.is(constraintOf("vector<offset=m, multiplier=s>[3]"), "affine m s");
  assert.is(constraintOf("matrix<multiplier=s', offset=m ^ 2>[3, 4]"), "affine (m ^ i2) (s')");
  assert.is(constraintOf("real<multiplier=2>"), "affine  i2");
  assert.is(constraintOf("real<lower=(a > b)>"), "bounds <(a > b)> ");
  assert.is(constraintOf("real<lower=f(a > b, c ? d : e)>"), "bounds f((a > b),(c ? d : e)) ");
});

test("every sized type", () => {
  const types = {
    0: ["int", "real", "complex"],
    1: [
      ...["vector", "row_vector", "complex_vector", "complex_row_vector", "ordered", "positive_ordered"],
      ...[
        "simplex",
        "unit_vector",
        "sum_to_zero_vector",
        "cholesky_factor_corr",
        "corr_matrix",
        "cov_matrix",
      ],
      "cholesky_factor_cov",
    ],
    2: [
      ...["matrix", "complex_matrix", "cholesky_factor_cov", "sum_to_zero_matrix"],
      ...["column_stochastic_matrix", "row_stochastic_matrix"],
    ],
  };
  for (const [count, names] of Object.entries(types))
    for (const name of names) {
      const sizes = ["", "[N]", "[M, N]"][Number(count)];
      const { type } = only(`${name}${sizes} x;`, "declaration");
      assert.is(type.kind === "basic" && type.name, name);
      assert.is(type.kind === "basic" && type.sizes.length, Number(count));
    }
});

test("tuple types", () => {
  const { type } = only("array[2] tuple(array[3] tuple(int, real), vector[2]) x;", "declaration");
  if (type.kind !== "array" || type.element.kind !== "tuple") throw new Error("shape");
  assert.equal(
    type.element.slots.map(({ kind }) => kind),
    ["array", "basic"],
  );
  const single = only("tuple(real,) x;", "declaration").type;
  assert.is(single.kind === "tuple" && single.slots.length, 1);
});

test("function definitions", () => {
  const { functions } = mustParse(`functions {
    void f();
    array[,] tuple(int, array[] real) g(data array[,,] vector x, tuple(real,) T) { return h(x); }
  }`);
  const [forward, defined] = functions;
  assert.is(forward!.body, null);
  assert.is(forward!.result.kind, "void");
  assert.is(defined!.result.kind === "array" && defined!.result.dimensions, 2);
  assert.equal(
    defined!.args.map(({ isData, name, type }) => [isData, name.text, type.kind]),
    [
      [true, "x", "array"],
      [false, "T", "tuple"],
    ],
  );
  assert.is(defined!.body!.length, 1);
});

test("all blocks, in order, words of a name apart by any spaces", () => {
  const { blocks } = mustParse(
    "functions{} data{} transformed \t data{} parameters{} transformed  parameters{} model{} generated quantities{}",
  );
  assert.equal(
    blocks.map(({ name }) => name),
    ["data", "transformed data", "parameters", "transformed parameters", "model", "generated quantities"],
  );
});

test("programs with next to nothing in them", () => {
  for (const text of ["", "\n", "// only\n/* comments */", "data{}", "data { ; }", "model {}"])
    assert.equal(parse({ name: "m", text }).problems, []);
});

test("files of functions", () => {
  const program = mustParse("real f(real x) { return x; }\nvoid g();", { functionsOnly: true });
  assert.is(program.functions.length, 2);
  assert.equal(program.blocks, []);
});

test("comments are kept in order", () => {
  const { comments } = mustParse("// a\ndata { /* b\n */ int N; // c\n}\n");
  assert.equal(
    comments.map(({ text }) => text),
    ["// a", "/* b\n */", "// c"],
  );
  assert.equal(
    comments.map(({ span }) => textOf(span)),
    ["// a", "/* b\n */", "// c"],
  );
});

test("line ends do not change the tree", () => {
  const text = "data {\n  int N; // n\n}\nmodel {\n  for (i in 1:N)\n    f(i);\n}\n";
  const crlf = mustParse(text.replaceAll("\n", "\r\n"));
  assert.equal(withoutPlaces(crlf), withoutPlaces(mustParse(text)));
});

test.run();

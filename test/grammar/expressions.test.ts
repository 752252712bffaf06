// Precedence, associativity, suffixes, literals and index forms, each against the tree written out.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { expressionOf, showExpression } from "./show.ts";

const test = suite("grammar/expressions");

const trees: Readonly<Record<string, readonly (readonly [source: string, tree: string])[]>> = {
  precedence: [
    ["a + b * c - d", "((a + (b * c)) - d)"],
    ["a || b && c", "(a || (b && c))"],
    ["a && b || c", "((a && b) || c)"],
    ["a && b == c", "(a && (b == c))"],
    ["a == b < c", "(a == (b < c))"],
    ["a < b + c", "(a < (b + c))"],
    ["a * b %/% c", "(a * (b %/% c))"],
    ["a %/% b * c", "((a %/% b) * c)"],
    ["a * b \\ c", "(a * (b \\ c))"],
    ["a .* b ./ c % d", "(((a .* b) ./ c) % d)"],
    ["a / b * c", "((a / b) * c)"],
    ["-a * b", "((-a) * b)"],
    ["a \\ -b", "(a \\ (-b))"],
    ["-a ^ b", "(-(a ^ b))"],
    ["a ^ -b * c", "((a ^ (-b)) * c)"],
    ["a ^ -b ^ c", "(a ^ (-(b ^ c)))"],
    ["a ^ b .^ c", "(a ^ (b .^ c))"],
    ["!a == b", "((!a) == b)"],
    ["!-+a", "(!(-(+a)))"],
    ["-a'", "(-(a'))"],
    ["a ^ b'", "(a ^ (b'))"],
    ["a' ^ b", "((a') ^ b)"],
    ["a * b'", "(a * (b'))"],
    ["a''", "((a')')"],
  ],
  associativity: [
    ["a - b - c", "((a - b) - c)"],
    ["a < b < c", "((a < b) < c)"],
    ["a == b != c", "((a == b) != c)"],
    ["a \\ b \\ c", "((a \\ b) \\ c)"],
    ["a ^ b ^ c", "(a ^ (b ^ c))"],
    ["a ? b : c ? d : e", "(a ? b : (c ? d : e))"],
    ["a ? b ? c : d : e", "(a ? (b ? c : d) : e)"],
    ["a || b ? c + d : e", "((a || b) ? (c + d) : e)"],
  ],
  suffixes: [
    ["f(x)[1].2[3]", "f(x)[i1].2[i3]"],
    ["(a, b).1", "tuple(a,b).1"],
    ["(a)[1]", "<a>[i1]"],
    ["(a')[1]", "<(a')>[i1]"],
    ["x[1][2]", "x[i1][i2]"],
    ["x.1", "x.1"],
    ["x.1.2", "x.1.2"],
    ["x.1.*y", "(x.1 .* y)"],
    ["x.12'", "(x.12')"],
    ["[a, b]'", "([a,b]')"],
    ["-x[1] ^ 2", "(-(x[i1] ^ i2))"],
    ["1.5.1", "r1.5.1"],
  ],
  literals: [
    ["1_000", "i1000"],
    ["1_0.2_5", "r10.25"],
    ["1.", "r1"],
    [".5", "r0.5"],
    [".5e1", "r5"],
    ["5e-1", "r0.5"],
    ["1.e2", "r100"],
    ["1_0e1_0", "r100000000000"],
    ["3i", "i3"],
    ["2.5e-3i", "i0.0025"],
    [".5i", "i0.5"],
    ["1.*x", "(r1 * x)"],
    ["1./x", "(r1 / x)"],
    ["2.^x", "(r2 ^ x)"],
    ["v.*w", "(v .* w)"],
    ["a<-b", "(a < (-b))"],
    ["{1, {2}}", "{i1,{i2}}"],
    ["[]", "[]"],
    ["[[1], [2]]", "[[i1],[i2]]"],
    ["(a,)", "tuple(a)"],
    ["(a, (b, c))", "tuple(a,tuple(b,c))"],
    ["((a))", "<<a>>"],
    ["T + T[1]", "(T + T[i1])"],
  ],
  calls: [
    ["f()", "f()"],
    ["f(a, b)", "f(a,b)"],
    ["T(a)", "T(a)"],
    ["normal_lpdf(y | a, b)", "normal_lpdf(y|a,b)"],
    ["std_normal_lpdf(y |)", "std_normal_lpdf(y|)"],
    ["std_normal_lpdf(y)", "std_normal_lpdf(y|)"],
    ["poisson_lupmf(y)", "poisson_lupmf(y|)"],
    ["g_lccdf(y)", "g_lccdf(y|)"],
    ["g_log(y)", "g_log(y)"],
    ["normal_lpdf(y, a)", "normal_lpdf(y,a)"],
    ["f(x | y)", "f(x|y)"],
    ["f(x || y)", "f((x || y))"],
    ["target() + 1", "(target() + i1)"],
  ],
  indices: [
    ["x[]", "x[all]"],
    ["x[:]", "x[all]"],
    ["x[,2]", "x[all,i2]"],
    ["x[,]", "x[all,all]"],
    ["x[1,:]", "x[i1,all]"],
    ["x[a:]", "x[a:]"],
    ["x[:b]", "x[:b]"],
    ["x[a:b, c]", "x[a:b,c]"],
    ["x[a + 1:b - 1]", "x[(a + i1):(b - i1)]"],
    ["x[a ? b : c : d]", "x[(a ? b : c):d]"],
    ["x[y[1]]", "x[y[i1]]"],
    ["x[{1, 2}]", "x[{i1,i2}]"],
  ],
};

for (const [name, cases] of Object.entries(trees))
  for (const [source, tree] of cases)
    test(`${name}: ${source}`, () => assert.is(showExpression(expressionOf(source)), tree));

test("literals keep their text", () => {
  const literal = expressionOf("1_000.50");
  assert.is(literal.kind === "realLiteral" && literal.text, "1_000.50");
});

test("kinds of number literals", () => {
  const kinds = ["1", "1.", ".5", "1e3", "1i"].map((text) => expressionOf(text).kind);
  assert.equal(kinds, ["intLiteral", "realLiteral", "realLiteral", "realLiteral", "imaginaryLiteral"]);
});

test("spans cover the source of each expression", () => {
  const expression = expressionOf("a + f(b)[1]' * c");
  const { source, start, end } = expression.span;
  assert.is(source.text.slice(start, end), "a + f(b)[1]' * c");
  if (expression.kind !== "binary" || expression.right.kind !== "binary") throw new Error("shape");
  const { left } = expression.right;
  assert.is(source.text.slice(left.span.start, left.span.end), "f(b)[1]'");
});

test.run();

// The printer of expressions: readable forms, and the law that what it prints evaluates to the same bits as the tree.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { expressionText } from "../../../compiler/6-emit/expression.ts";
import { claim, type Scope } from "../../../compiler/6-emit/names.ts";
import type { Printing } from "../../../compiler/6-emit/printing.ts";
import { usesIn } from "../../../compiler/6-emit/uses.ts";
import { bool, buffer, int, load, local, num, op, ref, select } from "../../../compiler/ir/build.ts";
import type { Expr, Local } from "../../../compiler/ir/mir.ts";
import { square } from "../../../runtime/abi.ts";

const x = local("x", "real");
const y = local("y", "real");
const n = local("n", "int");
const b = local("b", "bool");
const v = buffer("v", "f64", [int(4)], "bind");
const m = buffer("m", "f64", [int(3), ref(n)], "bind");

function printing(types: boolean): Printing {
  const scope: Scope = { outer: null, label: "", names: new Map(), taken: new Set(), reserved: new Set() };
  for (const object of [x, y, n, b, v, m]) claim(scope, object);
  const round = { types, live: null, read: new Map(), imports: new Set<string>() };
  return {
    round,
    scope,
    random: null,
    stack: "stack",
    frames: "frames",
    refusal: "reject",
    uses: usesIn([]),
  };
}

const print = (e: Expr, types = true): string => expressionText(printing(types), e);
const [X, Y, N, B] = [ref(x), ref(y), ref(n), ref(b)];

const test = suite("6-emit: expressions");

const FORMS: readonly (readonly [Expr, string])[] = [
  [op("add", X, op("mul", Y, num(2))), "x + y * 2"],
  [op("mul", op("add", X, Y), num(2)), "(x + y) * 2"],
  [op("add", X, op("add", Y, num(1))), "x + (y + 1)"],
  [op("add", op("add", X, Y), num(1)), "x + y + 1"],
  [op("sub", X, op("sub", Y, num(1))), "x - (y - 1)"],
  [op("div", X, op("mul", Y, X)), "x / (y * x)"],
  [op("mul", X, op("mul", Y, X)), "x * (y * x)"],
  [op("add", X, op("mul", num(-2), Y)), "x - 2 * y"],
  [op("sub", X, num(-3)), "x + 3"],
  [op("sub", X, op("neg", Y)), "x - -y"],
  [op("neg", op("neg", X)), "-(-x)"],
  [op("neg", op("mul", X, Y)), "-x * y"],
  [op("neg", op("add", X, Y)), "-(x + y)"],
  [op("neg", num(-1)), "-(-1)"],
  [op("mul", num(-0.5), op("square", X)), "-0.5 * x * x"],
  [op("mul", Y, op("square", X)), "y * (x * x)"],
  [op("square", op("div", X, Y)), "square(x / y)"],
  [op("div", num(1), op("square", X)), "1 / (x * x)"],
  [op("sqrt", op("add", X, num(1))), "Math.sqrt(x + 1)"],
  [op("exp", op("neg", X)), "exp(-x)"],
  [op("mul", op("toReal", N), X), "n * x"],
  [op("idiv", op("iadd", N, int(1)), int(2)), "Math.trunc((n + 1) / 2)"],
  [op("imod", N, int(2)), "n % 2"],
  [select(op("lt", X, num(0)), op("neg", X), X), "x < 0 ? -x : x"],
  [op("add", num(1), select(B, X, Y)), "1 + (b ? x : y)"],
  [select(B, X, select(op("not", B), Y, num(0))), "b ? x : !b ? y : 0"],
  [op("or", op("and", B, op("lt", X, Y)), op("not", op("lt", X, Y))), "b && x < y || !(x < y)"],
  [op("and", B, op("or", B, B)), "b && (b || b)"],
  [op("not", op("lt", N, int(3))), "n >= 3"],
  [op("not", op("eq", X, Y)), "x !== y"],
  [op("ne", op("toInt", op("lt", X, Y)), int(0)), "x < y"],
  [op("eq", op("toInt", B), int(0)), "!b"],
  [op("toInt", op("gt", X, Y)), "x > y ? 1 : 0"],
  [load(v, [op("isub", N, int(1))]), "v[n - 1]!"],
  [load(m, [int(2), N]), "m[2 * n + n]!"],
  [load(m, [N, int(1)]), "m[n * n + 1]!"],
  [num(-1.5e-7), "-1.5e-7"],
  [num(0.9189385332046727), "LOG_SQRT_2PI"],
  [num(-Math.PI), "-Math.PI"],
  [num(-Infinity), "-Infinity"],
  [bool(true), "true"],
];

for (const [expr, expected] of FORMS) test(expected, () => assert.is(print(expr), expected));

test("no assertion without types", () => assert.is(print(load(v, [int(0)]), false), "v[0]"));

test("a sum of ten thousand terms", () => {
  let sum: Expr = X;
  for (let i = 0; i < 10000; i++) sum = op("add", sum, Y);
  assert.is(print(sum).length, 1 + 4 * 10000);
});

// ------------------------------------------------------------------------------------------- the text means what the tree means

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, c) => a + c,
  sub: (a, c) => a - c,
  mul: (a, c) => a * c,
  div: (a, c) => a / c,
};

function meaning(e: Expr, values: ReadonlyMap<Local, number>): number | boolean {
  switch (e.kind) {
    case "num":
    case "int":
    case "bool":
      return e.value;
    case "ref":
      return values.get(e.local)!;
    case "select":
      return meaning(meaning(e.condition, values) ? e.then : e.otherwise, values);
    case "op": {
      const args = e.args.map((arg) => meaning(arg, values)) as number[];
      const [a, c] = args as [number, number];
      if (Object.hasOwn(OPERATORS, e.op)) return OPERATORS[e.op]!(a, c);
      if (e.op === "neg") return -a;
      if (e.op === "square") return a * a;
      if (e.op === "lt") return a < c;
      if (e.op === "eq") return a === c;
      if (e.op === "not") return !a;
      if (e.op === "and") return Boolean(a) && Boolean(c);
      if (e.op === "or") return Boolean(a) || Boolean(c);
      throw new Error(e.op);
    }
    default:
      throw new Error(e.kind);
  }
}

/** A small generator of its own: the same trees every time. */
function trees(seed: number): { real: (depth: number) => Expr } {
  let state = seed;
  const next = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * limit);
  };
  const leaf = (): Expr => [X, Y, num(2), num(-0.5), num(-4), int(3), int(-1)][next(7)]!;
  const truth = (depth: number): Expr => {
    if (depth === 0) return op("lt", leaf(), leaf());
    const kind = next(5);
    if (kind < 2) return op(kind === 0 ? "and" : "or", truth(depth - 1), truth(depth - 1));
    if (kind === 2) return op("not", truth(depth - 1));
    return op(kind === 3 ? "lt" : "eq", real(depth - 1), real(depth - 1));
  };
  const real = (depth: number): Expr => {
    if (depth === 0) return leaf();
    const kind = next(10);
    if (kind < 6) return op(["add", "sub", "mul", "div"][next(4)]!, real(depth - 1), real(depth - 1));
    if (kind < 8) return op("neg", real(depth - 1));
    return kind === 8
      ? op("square", real(depth - 1))
      : select(truth(depth - 1), real(depth - 1), real(depth - 1));
  };
  return { real };
}

test("two thousand trees evaluate to the same bits", () => {
  // Powers of two as the only literal factors: there `c * x * x` rounds as `c * (x * x)` does.
  const values = new Map<Local, number>([
    [x, 1.1],
    [y, -0.7],
  ]);
  const { real } = trees(1);
  for (let i = 0; i < 2000; i++) {
    const tree = real(2 + (i % 4));
    const text = print(tree, false);
    const actual = new Function("x", "y", "square", `return ${text};`)(1.1, -0.7, square) as number;
    const expected = meaning(tree, values) as number;
    assert.ok(
      Object.is(actual, expected) || closeSquare(text, actual, expected),
      `${text}: ${actual}, expected ${expected}`,
    );
  }
});

/** 3 x x may round differently from 3 (x x). */
function closeSquare(text: string, actual: number, expected: number): boolean {
  return /[0-9] \* [xy] \* [xy]/.test(text) && Math.abs(actual - expected) <= 1e-12 * Math.abs(expected);
}

test.run();

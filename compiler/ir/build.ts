// Short constructors for MIR, with the local algebra that every pass would otherwise repeat: constants fold and neutral elements
// vanish at construction, so no pass ever sees `x * 1`. Only identities that hold for NaN and infinities too are applied, with one
// exception the semantics decide: 0 times anything is 0 (a zero partial or weight switches a term off).

import type { Buffer, Expr, Lifetime, Local, Scalar, Statement } from "./mir.ts";

export const num = (value: number): Expr => ({ kind: "num", value });
export const int = (value: number): Expr => ({ kind: "int", value });
export const bool = (value: boolean): Expr => ({ kind: "bool", value });
export const ref = (local: Local): Expr => ({ kind: "ref", local });
export const load = (buffer: Buffer, index: readonly Expr[]): Expr => ({ kind: "load", buffer, index });
export const op = (name: string, ...args: readonly Expr[]): Expr => ({ kind: "op", op: name, args });

export const local = (name: string, scalar: Scalar): Local => ({ kind: "local", name, scalar });
export const temporary = (name: string, scalar: Scalar): Local => ({
  kind: "local",
  name,
  scalar,
  isTemporary: true,
});
export const buffer = (
  name: string,
  elem: "f64" | "i32",
  dims: readonly Expr[],
  lifetime: Lifetime,
): Buffer => ({
  kind: "buffer",
  name,
  elem,
  dims,
  lifetime,
});

export const letLocal = (target: Local, value: Expr): Statement => ({ kind: "let", local: target, value });
export const accumulateLocal = (target: Local, value: Expr): Statement => ({
  kind: "accumulate",
  into: { kind: "local", local: target },
  value,
});
export const accumulateCell = (into: Buffer, index: readonly Expr[], value: Expr): Statement => ({
  kind: "accumulate",
  into: { kind: "cell", buffer: into, index },
  value,
});

export const isNumber = (e: Expr, value?: number): boolean =>
  (e.kind === "num" || e.kind === "int") && (value === undefined || e.value === value);

const constant = (e: Expr): number | null => (e.kind === "num" || e.kind === "int" ? e.value : null);

/** Real arithmetic. Integer operands are taken as reals. */
export function add(a: Expr, b: Expr): Expr {
  const x = constant(a);
  const y = constant(b);
  if (x !== null && y !== null) return num(x + y);
  if (x === 0) return b;
  if (y === 0) return a;
  if (b.kind === "op" && b.op === "neg") return sub(a, b.args[0]!);
  if (a.kind === "op" && a.op === "neg") return sub(b, a.args[0]!);
  return op("add", a, b);
}

export function sub(a: Expr, b: Expr): Expr {
  const x = constant(a);
  const y = constant(b);
  if (x !== null && y !== null) return num(x - y);
  if (x === 0) return neg(b);
  if (y === 0) return a;
  if (b.kind === "op" && b.op === "neg") return add(a, b.args[0]!);
  return op("sub", a, b);
}

export function mul(a: Expr, b: Expr): Expr {
  const x = constant(a);
  const y = constant(b);
  if (x !== null && y !== null) return num(x * y);
  if (x === 0 || y === 0) return num(0);
  if (x === 1) return b;
  if (y === 1) return a;
  if (x === -1) return neg(b);
  if (y === -1) return neg(a);
  if (a.kind === "op" && a.op === "neg") return neg(mul(a.args[0]!, b));
  if (b.kind === "op" && b.op === "neg") return neg(mul(a, b.args[0]!));
  return op("mul", a, b);
}

export function div(a: Expr, b: Expr): Expr {
  const x = constant(a);
  const y = constant(b);
  if (x !== null && y !== null) return num(x / y);
  if (x === 0) return num(0);
  if (y === 1) return a;
  if (y === -1) return neg(a);
  if (x !== null && x < 0) return neg(div(num(-x), b));
  if (a.kind === "op" && a.op === "neg") return neg(div(a.args[0]!, b));
  return op("div", a, b);
}

export function neg(a: Expr): Expr {
  const x = constant(a);
  if (x !== null) return num(-x);
  if (a.kind === "op" && a.op === "neg") return a.args[0]!;
  if (a.kind === "op" && a.op === "sub") return op("sub", a.args[1]!, a.args[0]!);
  return op("neg", a);
}

/** Integer arithmetic, for sizes and indices: 32-bit results are guaranteed by the checks around user arithmetic. */
export function iadd(a: Expr, b: Expr): Expr {
  if (a.kind === "int" && b.kind === "int") return int(a.value + b.value);
  if (isNumber(a, 0)) return b;
  if (isNumber(b, 0)) return a;
  if (b.kind === "int" && b.value < 0) return isub(a, int(-b.value));
  if (b.kind === "int" && a.kind === "op" && a.args[1]?.kind === "int") {
    if (a.op === "iadd") return iadd(a.args[0]!, int(a.args[1].value + b.value));
    if (a.op === "isub") return iadd(a.args[0]!, int(b.value - a.args[1].value));
  }
  return op("iadd", a, b);
}

export function isub(a: Expr, b: Expr): Expr {
  if (a.kind === "int" && b.kind === "int") return int(a.value - b.value);
  if (isNumber(b, 0)) return a;
  if (sameExpr(a, b)) return int(0);
  if (b.kind === "int" && a.kind === "op" && a.args[1]?.kind === "int") {
    if (a.op === "iadd") return iadd(a.args[0]!, int(a.args[1].value - b.value));
    if (a.op === "isub") return isub(a.args[0]!, int(a.args[1].value + b.value));
  }
  return op("isub", a, b);
}

export function imul(a: Expr, b: Expr): Expr {
  if (a.kind === "int" && b.kind === "int") return int(a.value * b.value);
  if (isNumber(a, 0) || isNumber(b, 0)) return int(0);
  if (isNumber(a, 1)) return b;
  if (isNumber(b, 1)) return a;
  return op("imul", a, b);
}

export const product = (dims: readonly Expr[]): Expr => dims.reduce(imul, int(1));
export const toReal = (a: Expr): Expr => (a.kind === "int" ? num(a.value) : op("toReal", a));

export function select(condition: Expr, then: Expr, otherwise: Expr): Expr {
  if (condition.kind === "bool") return condition.value ? then : otherwise;
  const first = whereItHolds(condition, then);
  if (sameExpr(first, otherwise)) return first;
  return { kind: "select", condition, then: first, otherwise };
}

/** `e` where the condition holds: if both ask whether one value equals a number, the branch that is then taken; else `e`. */
export function whereItHolds(condition: Expr, e: Expr): Expr {
  if (e.kind !== "select") return e;
  const [known, asked] = [literalTest(condition), literalTest(e.condition)];
  if (known === null || asked === null || !sameExpr(known.of, asked.of)) return e;
  return whereItHolds(condition, known.value === asked.value ? e.then : e.otherwise);
}

/** `value == number` of whole numbers, or null. */
function literalTest(e: Expr): { readonly of: Expr; readonly value: number } | null {
  const [of, value] = e.kind === "op" && e.op === "eq" ? e.args : [];
  return of !== undefined && value?.kind === "int" ? { of, value: value.value } : null;
}

/** Structural equality. */
export function sameExpr(a: Expr, b: Expr): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case "num":
    case "int":
      return b.kind === a.kind && Object.is(a.value, b.value);
    case "bool":
      return b.kind === "bool" && a.value === b.value;
    case "ref":
      return b.kind === "ref" && a.local === b.local;
    case "load":
      return b.kind === "load" && a.buffer === b.buffer && sameExprs(a.index, b.index);
    case "op":
      return b.kind === "op" && a.op === b.op && sameExprs(a.args, b.args);
    case "select":
      return (
        b.kind === "select" &&
        sameExpr(a.condition, b.condition) &&
        sameExpr(a.then, b.then) &&
        sameExpr(a.otherwise, b.otherwise)
      );
  }
}

function sameExprs(a: readonly Expr[], b: readonly Expr[]): boolean {
  return a.length === b.length && a.every((e, i) => sameExpr(e, b[i]!));
}

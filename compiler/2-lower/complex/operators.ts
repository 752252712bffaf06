// Operators on complex numbers and containers. A complex value is a struct of its real and imaginary parts: sums and products of matrices are
// those of the parts, anything else goes number by number, into two arrays at once.

import { int, num, select } from "../../ir/build.ts";
import { minus as minusInt, plus as plusInt, times as timesInt } from "../../ir/linear.ts";
import type { Expr } from "../../ir/mir.ts";
import { internalError } from "../../diagnostics/internal-error.ts";
import { asInt } from "../../library/arithmetic.ts";
import * as arithmetic from "../../library/arithmetic.ts";
import { checkSameSize } from "../checks.ts";
import { emit, type Context } from "../context.ts";
import { divideLeft } from "../functions/solving.ts";
import { eachElement } from "../loops.ts";
import { multiply } from "../products.ts";
import { checkSameShape, elementwise, reusable, transpose } from "../pull-array.ts";
import { contentsOf, newStorage, storeInto } from "../storage.ts";
import {
  arrayRank,
  asComplex,
  complexOf,
  container,
  expectContainer,
  expectScalar,
  isDataValue,
  scalar,
  type Container,
  type Struct,
  type Value,
} from "../value.ts";
import { named, over, power, same, times, type Complex } from "./numbers.ts";

export const imaginary = (value: number): Value =>
  complexOf(scalar(num(0), true), scalar(num(value), true), []);

/** The scalar's two parts. */
export function numberOf(value: Value): Complex {
  const [re, im] = asComplex(value).slots;
  return { re: expectScalar(re!).expr, im: expectScalar(im!).expr };
}

/** `f` of the operands, element by element; scalars meet every element. */
export function mapComplex(
  ctx: Context,
  operands: readonly Value[],
  names: readonly string[],
  f: (numbers: readonly Complex[]) => Complex,
): Value {
  const parts = operands.map(asComplex);
  const isData = operands.every(isDataValue);
  const containers = parts.flatMap(({ slots: [re] }) => (re?.kind === "container" ? [re] : []));
  const like = containers[0];
  const wholes = parts.map((part) =>
    part.slots[0]!.kind === "container" ? null : named(ctx, numberOf(part)),
  );
  if (like === undefined) {
    const { re, im } = f(wholes as readonly Complex[]);
    return complexOf(scalar(re, isData), scalar(im, isData), []);
  }
  checkSameShape(ctx, parts.map(({ slots }) => slots[0]!), names); // prettier-ignore
  const shape = { elem: "real" as const, form: like.form, dims: like.dims };
  const [real, imag] = ["real", "imag"].map((name) => contentsOf(newStorage(ctx, name, shape), isData));
  eachElement(ctx, like, (index) => {
    const numbers = parts.map(({ slots }, k): Complex => {
      const [re, im] = slots as readonly Container[];
      return wholes[k] ?? named(ctx, { re: re!.at(index), im: im!.at(index) });
    });
    const { re, im } = named(ctx, f(numbers));
    emit(ctx, storeInto(real!.at(index), re), storeInto(imag!.at(index), im));
  });
  const outer = like.dims.slice(0, arrayRank(like));
  return complexOf({ ...real!, isFresh: true }, { ...imag!, isFresh: true }, outer);
}

type Operator = "+" | "-";

/** Sums and differences of the parts. */
function byParts(ctx: Context, operator: Operator, a: Value, b: Value, names: readonly string[]): Struct {
  const [x, y] = [asComplex(a), asComplex(b)];
  const combine = operator === "+" ? arithmetic.sum : arithmetic.difference;
  const [re, im] = [0, 1].map((k) =>
    elementwise(ctx, [x.slots[k]!, y.slots[k]!], ([l, r]) => combine(l!, r!), names),
  );
  return complexOf(re!, im!, x.outer.length > 0 ? x.outer : y.outer);
}

/** A product of matrices and vectors from products of their parts. */
function product(ctx: Context, a: Value, b: Value): Value {
  const of = (x: Value, y: Value): Value => multiply(ctx, expectContainer(x), expectContainer(y));
  const combined = (operator: Operator, x: Value, y: Value): Value =>
    elementwise(ctx, [x, y], ([l, r]) => (operator === "+" ? arithmetic.sum : arithmetic.difference)(l!, r!));
  if (a.kind !== "struct") {
    const [re, im] = (b as Struct).slots;
    return complexOf(of(a, re!), of(a, im!), []);
  }
  if (b.kind !== "struct") return complexOf(of(a.slots[0]!, b), of(a.slots[1]!, b), []);
  const [re, im] = a.slots;
  const [u, v] = b.slots;
  return complexOf(combined("-", of(re!, u!), of(im!, v!)), combined("+", of(re!, v!), of(im!, u!)), []);
}

/** A X = B as a system of twice the size: real and imaginary parts below one another. */
function solveLeft(ctx: Context, a: Value, b: Value, names: readonly string[]): Value {
  const [x, y] = [asComplex(a), asComplex(b)];
  const [re, im] = x.slots.map((slot) => reusable(ctx, expectContainer(slot))) as [Container, Container];
  const [u, v] = y.slots.map((slot) => reusable(ctx, expectContainer(slot))) as [Container, Container];
  const n = re.dims[0]!;
  checkSameSize(ctx, n, re.dims[1]!, `the rows of ${names[0]}`, "its columns");
  const side = times2(n);
  const isData = isDataValue(a) && isDataValue(b);
  const block = (
    index: readonly Expr[],
    pick: (isLow: boolean, isRight: boolean, at: readonly Expr[]) => Expr,
  ): Expr =>
    half(n, index[0]!, (isLow, r) => half(n, index[1]!, (isRight, c) => pick(isLow, isRight, [r, c])));
  const matrix = container({
    elem: "real",
    form: "matrix",
    dims: [side, side],
    at: (index) =>
      block(index, (isLow, isRight, at) =>
        isLow === isRight ? re.at(at) : isLow ? im.at(at) : arithmetic.negative(im.at(at)),
      ),
    isData: isDataValue(a),
  });
  const right = container({
    elem: "real",
    form: u.form,
    dims: [side, ...u.dims.slice(1)],
    at: ([r, ...rest]) => half(n, r!, (isLow, i) => (isLow ? v : u).at([i, ...rest])),
    isData: isDataValue(b),
  });
  const solution = expectContainer(divideLeft(ctx, matrix, right));
  const part = (from: Expr): Container =>
    container({
      elem: "real",
      form: u.form,
      dims: u.dims,
      at: ([r, ...rest]) => solution.at([plusInt(from, r!), ...rest]),
      isData,
      isCheap: true,
    });
  return complexOf(part(int(0)), part(n), []);
}

/** B / A from A' and B'. */
export function solveRight(ctx: Context, b: Value, a: Value, names: readonly string[]): Value {
  const turned = (v: Value): Value => mapSlots(asComplex(v), (slot) => transpose(expectContainer(slot)));
  const solved = solveLeft(ctx, turned(a), turned(b), names) as Struct;
  return mapSlots(solved, (slot) => transpose(expectContainer(slot)));
}

const mapSlots = (v: Struct, f: (slot: Value) => Value): Struct => ({ ...v, slots: v.slots.map(f) });
const times2 = (n: Expr): Expr => timesInt(int(2), n);

/** The index in the upper or the lower half. */
function half(n: Expr, index: Expr, pick: (isLow: boolean, at: Expr) => Expr): Expr {
  const isUp = arithmetic.compare("lt", index, n);
  if (isUp.kind === "bool") return pick(!isUp.value, isUp.value ? index : minusInt(index, n));
  return select(isUp, pick(false, index), pick(true, minusInt(index, n)));
}

const isContainer = (v: Value): boolean =>
  v.kind === "container" || (v.kind === "struct" && isContainer(v.slots[0]!));

export function complexBinary(
  ctx: Context,
  operator: string,
  a: Value,
  b: Value,
  names: readonly string[],
): Value {
  const each = (f: (x: Complex, y: Complex) => Complex): Value =>
    mapComplex(ctx, [a, b], names, ([x, y]) => f(x!, y!));
  switch (operator) {
    case "+":
    case "-":
      return byParts(ctx, operator, a, b, names);
    case "*":
      if (isContainer(a) && isContainer(b)) return product(ctx, a, b);
      return each((x, y) => times(ctx, x, y));
    case ".*":
      return each((x, y) => times(ctx, x, y));
    case "/":
      if (isContainer(a) && isContainer(b)) return solveRight(ctx, a, b, names);
      return each((x, y) => over(ctx, x, y));
    case "./":
      return each((x, y) => over(ctx, x, y));
    case "^":
    case ".^":
      return each((x, y) => power(ctx, x, y));
    case "==":
      return scalar(asInt(same(numberOf(a), numberOf(b))), true);
    case "!=":
      return scalar(asInt(arithmetic.not(same(numberOf(a), numberOf(b)))), true);
    default:
      return internalError(`operator ${operator} on complex numbers`);
  }
}

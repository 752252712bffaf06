// Pull arrays made from pull arrays: element-wise operations with broadcasting, transposes, and the one way back to memory,
// `materialise`, for what is read several times, needs a contiguous block, or may alias what is being written.

import { costOf } from "../ir/cost.ts";
import { int, num, select } from "../ir/build.ts";
import { plus, sameInt, times } from "../ir/linear.ts";
import type { Expr } from "../ir/mir.ts";
import { nameFor } from "../ir/naming.ts";
import { scalarType } from "../ir/scalar-type.ts";
import { compare } from "../library/arithmetic.ts";
import { isTrivial } from "../library/formula.ts";
import { checkSameSize } from "./checks.ts";
import { bindLet, emit, type Context } from "./context.ts";
import { eachElementOf } from "./loops.ts";
import { contentsOf, newStorage, storeInto } from "./storage.ts";
import {
  container,
  isDataValue,
  scalar,
  sizeOf,
  storageOrder,
  viewOf,
  type Container,
  type Form,
  type ScalarValue,
  type Value,
} from "./value.ts";

// ------------------------------------------------------------------------------------------------------------ element-wise

/** A scalar that meets every element: computed once if it is more than a sum or product. */
export function broadcast(ctx: Context, value: ScalarValue): Expr {
  const { expr } = value;
  return isTrivial(expr) || costOf(expr) <= 2 ? expr : bindLet(ctx, nameFor(expr), expr);
}

/** `f` of the operands' elements; scalars meet every element, containers must agree in size. */
export function elementwise(
  ctx: Context,
  operands: readonly Value[],
  f: (elements: readonly Expr[]) => Expr,
  names: readonly string[] = [],
): Value {
  const containers = operands.filter((v): v is Container => v.kind === "container");
  const [first] = containers;
  const scalars = operands.filter((v): v is ScalarValue => v.kind === "scalar");
  const isData = operands.every(isDataValue);
  if (first === undefined) return scalar(f(scalars.map((v) => v.expr)), isData);
  checkSameShape(ctx, operands, names);
  const parts = operands.map((v) => (v.kind === "container" ? v : broadcast(ctx, v as ScalarValue)));
  const at = (index: readonly Expr[]): Expr => f(parts.map((p) => (isContainer(p) ? p.at(index) : p)));
  return container({ ...shapeOf(ctx, first, at), ...flattened(parts, containers, f), at, isData });
}

const isContainer = (part: Container | Expr): part is Container => part.kind === "container";

function shapeOf(
  ctx: Context,
  like: Container,
  at: Container["at"],
): Pick<Container, "elem" | "form" | "dims"> {
  const out = ctx.out;
  ctx.out = [];
  const elem = scalarType(at(like.dims.map(() => int(0)))) === "real" ? "real" : "int";
  ctx.out = out;
  return { elem, form: like.form, dims: like.dims };
}

/** The shortcuts of the operands that all of them have. */
function flattened(
  parts: readonly (Container | Expr)[],
  containers: readonly Container[],
  f: (elements: readonly Expr[]) => Expr,
): Partial<Container> {
  const [first] = containers;
  const isLiteral = containers.some((c) => c.isLiteral) ? { isLiteral: true } : {};
  if (containers.length === 1 && first!.unflattened !== undefined) {
    const natural = first!.unflattened;
    const at = (index: readonly Expr[]): Expr =>
      f(parts.map((p) => (isContainer(p) ? natural.at(index) : p)));
    const unflattened = container({
      elem: first!.elem,
      form: natural.form,
      dims: natural.dims,
      at,
      isData: natural.isData,
    });
    return { unflattened, ...isLiteral };
  }
  if (!containers.every((c) => c.flatAt !== undefined)) return isLiteral;
  const flatAt = (position: Expr): Expr => f(parts.map((p) => (isContainer(p) ? p.flatAt!(position) : p)));
  return { flatAt, ...isLiteral };
}

export function checkSameShape(ctx: Context, operands: readonly Value[], names: readonly string[]): void {
  const first = operands.findIndex((v) => v.kind === "container");
  const like = operands[first];
  if (like?.kind !== "container") return;
  operands.forEach((v, k) => {
    if (v.kind !== "container" || k === first) return;
    v.dims.forEach((dim, axis) =>
      checkSameSize(
        ctx,
        like.dims[axis]!,
        dim,
        names[first] ?? "the left side",
        names[k] ?? "the right side",
      ),
    );
  });
}

// ---------------------------------------------------------------------------------------------------------------- reshapes

const transposed: Readonly<Record<Form, Form>> = {
  scalar: "scalar",
  vector: "rowVector",
  rowVector: "vector",
  matrix: "matrix",
};

export function transpose(c: Container): Container {
  if (c.form !== "matrix") return { ...c, form: transposed[c.form] };
  const [rows, columns] = c.dims;
  return container({
    elem: c.elem,
    form: "matrix",
    dims: [columns!, rows!],
    at: ([r, k]) => c.at([k!, r!]),
    isData: c.isData,
    isCheap: c.isCheap,
  });
}

/** Elements of `c` under other indices. */
export function mapIndexed(
  c: Container,
  form: Form,
  dims: readonly Expr[],
  toOwn: (index: readonly Expr[]) => readonly Expr[],
): Container {
  const at = (index: readonly Expr[]): Expr => c.at(toOwn(index));
  const literalMark = c.isLiteral ? { isLiteral: true } : {};
  return container({ elem: c.elem, form, dims, at, isData: c.isData, isCheap: c.isCheap, ...literalMark });
}

/** All elements in storage order (arrays row by row, matrices column by column) as one dimension. */
export function flatten(c: Container, form: Form): Container {
  if (c.dims.length === 1) return { ...c, form };
  const sizes = storageOrder(c.form, c.dims);
  const { flatAt } = c;
  const size = sizeOf(c);
  return container({
    elem: c.elem,
    form,
    dims: [size],
    at: ([i]) => (flatAt === undefined ? c.at(unflatten(c, sizes, i!)) : flatAt(i!)),
    isData: c.isData,
    isCheap: c.isCheap,
    isContiguous: c.isContiguous && flatAt !== undefined,
    unflattened: c,
    ...(flatAt === undefined ? {} : { flatAt }),
    ...(c.isLiteral ? { isLiteral: true } : {}),
  });
}

/** Indices, in the user's order, of the element at a position in storage order. */
export function unflatten(c: Container, sizes: readonly Expr[], position: Expr): readonly Expr[] {
  const index: Expr[] = [];
  let rest = position;
  for (let k = sizes.length - 1; k > 0; k--) {
    index.unshift(remainderOf(rest, sizes[k]!));
    rest = quotientOf(rest, sizes[k]!);
  }
  return storageOrder(c.form, [rest, ...index]);
}

const remainderOf = (a: Expr, b: Expr): Expr =>
  a.kind === "int" && b.kind === "int" && b.value > 0
    ? int(a.value % b.value)
    : { kind: "op", op: "imod", args: [a, b] };
const quotientOf = (a: Expr, b: Expr): Expr =>
  a.kind === "int" && b.kind === "int" && b.value > 0
    ? int(Math.trunc(a.value / b.value))
    : { kind: "op", op: "idiv", args: [a, b] };

/** A container of the given elements; at an index that is no literal, a choice among them. */
export function literal(elements: readonly Expr[], form: Form, isData: boolean): Container {
  const at = ([i]: readonly Expr[]): Expr => {
    if (elements.length === 0) return num(NaN);
    if (i!.kind === "int") return elements[i!.value] ?? elements[0]!;
    return elements
      .slice(0, -1)
      .reduceRight(
        (otherwise, element, k) => select(compare("eq", i!, int(k)), element, otherwise),
        elements[elements.length - 1]!,
      );
  };
  const elem = elements.length > 0 && elements.every((e) => scalarType(e) !== "real") ? "int" : "real";
  return container({
    elem,
    form,
    dims: [int(elements.length)],
    at,
    isData,
    isLiteral: true,
    flatAt: (i) => at([i]),
  });
}

// --------------------------------------------------------------------------------------------------------------- to memory

export function materialise(ctx: Context, c: Container, name = "values"): Container {
  const storage = newStorage(ctx, name, c);
  const contents = contentsOf(storage, c.isData);
  if (c.isContiguous) emit(ctx, { kind: "copy", to: viewOf(contents), from: viewOf(c), count: sizeOf(c) });
  else eachElementOf(ctx, [c], (index) => emit(ctx, storeInto(contents.at(index), c.at(index))));
  return { ...contents, isFresh: true };
}

/** As one block of memory, for kernels. */
export const contiguous = (ctx: Context, c: Container, name?: string): Container =>
  c.isContiguous ? c : materialise(ctx, c, name);

/** Fit to be read several times. */
export const reusable = (ctx: Context, c: Container, name?: string): Container =>
  c.isCheap ? c : materialise(ctx, c, name);

/** A contiguous block under other dimensions of the same storage order. */
export function reshapeBlock(c: Container, form: Form, dims: readonly Expr[]): Container {
  const sizes = storageOrder(form, dims);
  const at = (index: readonly Expr[]): Expr => {
    const order = storageOrder(form, index);
    const position = order.reduce(
      (sum, i, k) => (k === 0 ? i : plus(times(sum, sizes[k]!), i)),
      int(0) as Expr,
    );
    return c.flatAt === undefined ? c.at([position]) : c.flatAt(position);
  };
  return container({
    elem: c.elem,
    form,
    dims,
    at,
    isData: c.isData,
    isCheap: c.isCheap,
    isContiguous: c.isContiguous,
    ...(c.flatAt === undefined ? {} : { flatAt: c.flatAt }),
    ...(c.isLiteral ? { isLiteral: true } : {}),
  });
}

export const sameDims = (a: Container, b: Container): boolean =>
  a.dims.length === b.dims.length && a.dims.every((dim, k) => sameInt(dim, b.dims[k]!));

// Declared variables: sized types to shapes, storage for containers, initial values. A container without a value starts as NaN, unless it
// is certainly assigned before it is read.

import type { Declarator, SizedType, Statement as SyntaxStatement } from "../../grammar/index.ts";
import { int, local, num } from "../ir/build.ts";
import type { Buffer, Expr } from "../ir/mir.ts";
import type { Typed, VariableSymbol } from "../ir/typed-ast.ts";
import { asInt, compare } from "../library/arithmetic.ts";
import { assignContainer, assignVariable } from "./assignments.ts";
import { check, sourceText } from "./checks.ts";
import { emit, notAvailable, temporaryLifetime, type Context } from "./context.ts";
import { isAssignedFirst } from "./definite-assignment.ts";
import { lowerExpr, lowerInt } from "./expressions.ts";
import { provablyNonNegative } from "./facts.ts";
import { frozen } from "./stability.ts";
import { contentsOf, fill, newStorage, type Storage } from "./storage.ts";
import { sameInt } from "../ir/linear.ts";
import { rewriteStatements } from "../ir/rewrite.ts";
import { expectContainer, type Container, type Form } from "./value.ts";
import { declareScalar, read, type Variable } from "./variables.ts";

type Declaration = Extract<SyntaxStatement<Typed>, { readonly kind: "declaration" }>;

export interface SizedShape {
  readonly elem: "int" | "real";
  readonly form: Form;
  /** In the user's order. */
  readonly dims: readonly Expr[];
}

export function lowerDeclaration(ctx: Context, s: Declaration): void {
  for (const declarator of s.declarators) declare(ctx, s.type, declarator, temporaryLifetime(ctx));
}

/** Declares one variable with its storage; `lifetime` is that of outputs at the top of a block. */
export function declare(
  ctx: Context,
  type: SizedType<Typed>,
  declarator: Declarator<Typed>,
  lifetime: Buffer["lifetime"],
): void {
  const symbol = ctx.program.symbols.get(declarator.name)!;
  const { initial } = declarator;
  if (holdsTuple(type) || isComplex(type)) return declareStruct(ctx, type, declarator);
  const shape = shapeOf(ctx, type);
  if (shape.dims.length === 0) {
    const value = initial === null ? null : lowerExpr(ctx, initial);
    if (value !== null && value.kind !== "scalar") return notAvailable("this initial value", initial!.span);
    return declareScalar(ctx, symbol, shape.elem, value?.expr ?? null);
  }
  const value = initial === null ? null : lowerExpr(ctx, initial);
  const storage = newStorage(ctx, symbol.name, shape, lifetime);
  bindStorage(ctx, symbol, storage);
  if (value?.kind === "container" && takeOver(ctx, value, storage)) return;
  const contents = contentsOf(storage, ctx.frame.isData);
  if (value !== null)
    return assignContainer(ctx, contents, expectContainer(value), [symbol.name, sourceText(initial!.span)]);
  if (!isAssignedFirst(ctx, symbol, type))
    fill(ctx, contents, shape.elem === "int" ? int(-2147483648) : num(NaN));
}

/** The value's own buffer becomes the variable's, so nothing is copied; false if its shape is not certainly the same. */
function takeOver(ctx: Context, value: Container, storage: Storage): boolean {
  const first = value.isFresh ? value.at(value.dims.map(() => int(0))) : null;
  if (first?.kind !== "load" || storage.from !== null || value.elem !== storage.elem) return false;
  const { buffer } = first;
  const isSame = (a: Expr, k: number): boolean => sameInt(a, storage.buffer.dims[k]!);
  if (buffer.dims.length !== storage.buffer.dims.length || !buffer.dims.every(isSame)) return false;
  if (!value.dims.every((dim, k) => sameInt(dim, storage.dims[k]!))) return false;
  const replace = (old: Buffer): Buffer | undefined => (old === buffer ? storage.buffer : undefined);
  ctx.out.splice(0, ctx.out.length, ...rewriteStatements(ctx.out, { buffer: replace }));
  return true;
}

export function bindStorage(ctx: Context, symbol: VariableSymbol, storage: Storage): void {
  const isData = symbol.level === "data" || ctx.frame.isData;
  ctx.variables.set(symbol, { kind: "value", value: contentsOf(storage, isData) });
}

export function isComplex(type: SizedType<Typed>): boolean {
  return type.kind === "array"
    ? isComplex(type.element)
    : type.kind === "basic" && type.name.startsWith("complex");
}

/** Tuples: one variable per slot; an array of tuples is a tuple of arrays. */
function declareStruct(ctx: Context, type: SizedType<Typed>, declarator: Declarator<Typed>): void {
  if (isComplex(type)) return notAvailable("a complex variable", declarator.span);
  const symbol = ctx.program.symbols.get(declarator.name)!;
  const value = declarator.initial === null ? null : lowerExpr(ctx, declarator.initial);
  const variable = structVariable(ctx, symbol.name, type, []);
  ctx.variables.set(symbol, variable);
  if (value !== null) assignVariable(ctx, variable, value, [symbol.name, "its initial value"]);
}

function structVariable(
  ctx: Context,
  name: string,
  type: SizedType<Typed>,
  outer: readonly Expr[],
): Variable {
  if (type.kind === "array" && holdsTuple(type)) {
    const sizes = type.sizes.map((size) => sizeOf(ctx, size));
    const inner = structVariable(ctx, name, type.element, [...outer, ...sizes]);
    return { kind: "value", value: read(inner) };
  }
  if (type.kind === "tuple") {
    const slots = type.slots.map((slot, k) => structVariable(ctx, `${name}${k + 1}`, slot, outer));
    if (outer.length === 0) return { kind: "struct", role: "tuple", slots };
    return { kind: "value", value: { kind: "struct", role: "tuple", slots: slots.map(read), outer } };
  }
  if (isComplex(type)) return notAvailable("a complex variable", type.span);
  const own = shapeOf(ctx, type);
  const shape = { ...own, dims: [...outer, ...own.dims] };
  const unset = shape.elem === "int" ? int(-2147483648) : num(NaN);
  if (shape.dims.length === 0) {
    const target = local(name, shape.elem);
    emit(ctx, { kind: "var", local: target, initial: shape.elem === "int" ? unset : null });
    ctx.mutable.add(target);
    return { kind: "mutable", local: target, isData: ctx.frame.isData };
  }
  const contents = contentsOf(newStorage(ctx, name, shape), ctx.frame.isData);
  fill(ctx, contents, unset);
  return { kind: "value", value: contents };
}

const holdsTuple = (type: SizedType<Typed>): boolean =>
  type.kind === "array" ? holdsTuple(type.element) : type.kind === "tuple";

const formOfName = (name: string): Form => {
  if (name === "int" || name === "real") return "scalar";
  if (name === "row_vector") return "rowVector";
  return name.includes("matrix") || name.startsWith("cholesky") ? "matrix" : "vector";
};

/** Evaluates the sizes of a type. */
export function shapeOf(ctx: Context, type: SizedType<Typed>): SizedShape {
  if (type.kind === "tuple") return notAvailable("a tuple variable", type.span);
  if (type.kind === "array") {
    const outer = type.sizes.map((size) => sizeOf(ctx, size));
    const inner = shapeOf(ctx, type.element);
    return { ...inner, dims: [...outer, ...inner.dims] };
  }
  const sizes = type.sizes.map((size) => sizeOf(ctx, size));
  const form = formOfName(type.name);
  const dims = form === "matrix" && sizes.length === 1 ? [sizes[0]!, sizes[0]!] : sizes;
  return { elem: type.name === "int" ? "int" : "real", form, dims };
}

function sizeOf(ctx: Context, e: Parameters<typeof lowerInt>[1]): Expr {
  const size = frozen(ctx, "size", asInt(lowerInt(ctx, e)));
  const isKnown = size.kind === "ref" || provablyNonNegative(ctx.facts, size);
  if (!isKnown)
    check(ctx, compare("ge", size, int(0)), [
      `the size ${sourceText(e.span)} must not be negative, it is `,
      size,
    ]);
  return size;
}

export const declaredSymbol = (ctx: Context, declarator: Declarator<Typed>): VariableSymbol =>
  ctx.program.symbols.get(declarator.name)!;

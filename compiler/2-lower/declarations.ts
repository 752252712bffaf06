// Declared variables: sized types to shapes, storage for containers, initial values. A container without a value starts as NaN, unless it
// is certainly assigned before it is read.

import type { Declarator, SizedType, Statement as SyntaxStatement } from "../../grammar/index.ts";
import { int, local, num } from "../ir/build.ts";
import type { Buffer, Expr } from "../ir/mir.ts";
import type { Typed, TypedExpr, VariableSymbol } from "../ir/typed-ast.ts";
import { asInt, compare } from "../library/arithmetic.ts";
import { assignContainer, assignVariable, settle } from "./assignments.ts";
import { check, sourceText } from "./checks.ts";
import { emit, notAvailable, temporaryLifetime, type Context } from "./context.ts";
import { isAssignedFirst } from "./definite-assignment.ts";
import { lowerExpr, lowerInt } from "./expressions.ts";
import { provablyNonNegative } from "./facts.ts";
import { asIndex } from "./int-ranges.ts";
import { partsOf, type Parts } from "./parts.ts";
import { settledInt } from "./counters.ts";
import { contentsOf, fill, newStorage, type Storage } from "./storage.ts";
import { sameInt } from "../ir/linear.ts";
import { rewriteStatements } from "../ir/rewrite.ts";
import { converted, expectContainer, type Container, type Form } from "./value.ts";
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
  if (isStruct(type)) return declareStruct(ctx, type, declarator, lifetime);
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

export const isStruct = (type: SizedType<Typed>): boolean => holdsTuple(type) || isComplex(type);

export function isComplex(type: SizedType<Typed>): boolean {
  return type.kind === "array"
    ? isComplex(type.element)
    : type.kind === "basic" && type.name.startsWith("complex");
}

/** Tuples and complex numbers: one variable per part. */
function declareStruct(
  ctx: Context,
  type: SizedType<Typed>,
  declarator: Declarator<Typed>,
  lifetime: Buffer["lifetime"],
): void {
  const symbol = ctx.program.symbols.get(declarator.name)!;
  const value = declarator.initial === null ? null : lowerExpr(ctx, declarator.initial);
  const parts = partsOf(ctx, symbol.name, type);
  const isFinal = (ctx.usage.assignments.get(symbol) ?? 0) <= 1 && lifetime !== "output";
  if (value !== null && parts.kind === "struct" && isFinal && parts.own.length === 0) {
    const settled = settle(ctx, converted(value, symbol.type), symbol.name);
    return void ctx.variables.set(symbol, { kind: "value", value: settled });
  }
  const variable = variableOfParts(ctx, parts, lifetime, value === null);
  ctx.variables.set(symbol, variable);
  if (value !== null) assignVariable(ctx, variable, value, [symbol.name, "its initial value"]);
}

function variableOfParts(
  ctx: Context,
  parts: Parts,
  lifetime: Buffer["lifetime"],
  isUnset: boolean,
): Variable {
  if (parts.kind === "struct") {
    const slots = parts.slots.map((slot) => variableOfParts(ctx, slot, lifetime, isUnset));
    const { role, outer } = parts;
    if (slots.every((slot) => slot.kind === "value"))
      return { kind: "value", value: { kind: "struct", role, slots: slots.map(read), outer } };
    return { kind: "struct", role, slots };
  }
  const { shape, homeName } = parts.leaf;
  const unset = shape.elem === "int" ? int(-2147483648) : num(NaN);
  if (shape.dims.length === 0) {
    const target = local(homeName, shape.elem);
    emit(ctx, { kind: "var", local: target, initial: shape.elem === "int" ? unset : null });
    ctx.mutable.add(target);
    return { kind: "mutable", local: target, isData: ctx.frame.isData };
  }
  const contents = contentsOf(newStorage(ctx, homeName, shape, lifetime), ctx.frame.isData);
  if (isUnset) fill(ctx, contents, unset);
  return { kind: "value", value: contents };
}

const holdsTuple = (type: SizedType<Typed>): boolean =>
  type.kind === "array" ? holdsTuple(type.element) : type.kind === "tuple";

const formOfName = (name: string): Form => {
  if (name === "int" || name === "real" || name === "complex") return "scalar";
  if (name.endsWith("row_vector")) return "rowVector";
  return name.includes("matrix") || name.startsWith("cholesky") ? "matrix" : "vector";
};

export const sizesOf = (ctx: Context, { sizes }: { readonly sizes: readonly TypedExpr[] }): readonly Expr[] =>
  sizes.map((size) => sizeOf(ctx, size));

/** Evaluates the sizes of a type; those of complex numbers are the sizes of each of their parts. */
export function shapeOf(ctx: Context, type: SizedType<Typed>): SizedShape {
  if (type.kind === "tuple") return notAvailable("a tuple variable", type.span);
  if (type.kind === "array") {
    const outer = sizesOf(ctx, type);
    const inner = shapeOf(ctx, type.element);
    return { ...inner, dims: [...outer, ...inner.dims] };
  }
  const sizes = sizesOf(ctx, type);
  const form = formOfName(type.name);
  const dims = form === "matrix" && sizes.length === 1 ? [sizes[0]!, sizes[0]!] : sizes;
  return { elem: type.name === "int" ? "int" : "real", form, dims };
}

function sizeOf(ctx: Context, e: Parameters<typeof lowerInt>[1]): Expr {
  const value = asIndex(ctx, true, () => lowerInt(ctx, e));
  const size = settledInt(ctx, "size", asInt(value));
  if (!provablyNonNegative(ctx.facts, size))
    check(ctx, compare("ge", size, int(0)), [
      `the size ${sourceText(e.span)} must not be negative, it is `,
      size,
    ]);
  return size;
}

export const declaredSymbol = (ctx: Context, declarator: Declarator<Typed>): VariableSymbol =>
  ctx.program.symbols.get(declarator.name)!;

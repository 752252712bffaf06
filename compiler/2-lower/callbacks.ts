// A function handed to a solver becomes a subprogram. What the solver varies (time, state) are its parameters; further arguments that
// depend on the model's parameters travel in one block, with which the solver differentiates; data are seen where they lie.

import { buffer, int, load, local, ref } from "../ir/build.ts";
import { plus, times } from "../ir/linear.ts";
import { readBy, writtenBy } from "../ir/effects.ts";
import type { Buffer, Callee, Expr, KernelArg, Statement, SubprogramParam, View } from "../ir/mir.ts";
import { scalarType } from "../ir/scalar-type.ts";
import type { ResolvedCall, TypedExpr } from "../ir/typed-ast.ts";
import { someExpr } from "../ir/walk.ts";
import { asReal } from "../library/arithmetic.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { assignContainer } from "./assignments.ts";
import { libraryCall } from "./calls.ts";
import { sourceText } from "./checks.ts";
import { emit, nested, notAvailable, temporaryLifetime, type Context } from "./context.ts";
import { expandDefinitions } from "./facts.ts";
import { conditionally } from "./frames.ts";
import { contiguous, materialise } from "./pull-array.ts";
import { contentsOf, newStorage, position, storeInto } from "./storage.ts";
import { inlineCall } from "./user-functions.ts";
import {
  asRealContainer,
  container,
  expectContainer,
  expectScalar,
  isDataValue,
  scalar,
  storageOrder,
  viewOf,
  type Container,
  type Form,
  type Value,
} from "./value.ts";

/** What the solver passes first: a number, or a vector of this many. */
export type Leading = { readonly name: string; readonly size: Expr | null; readonly form: Form };

/** What comes back: a number (null), or a block like this. */
export type Returned = { readonly form: Form; readonly size: Expr } | null;

export interface Callback {
  readonly arg: KernelArg;
  /** Further arguments that depend on parameters, one after another in one block of so many cells. */
  readonly theta: KernelArg;
  readonly parameters: Expr;
  readonly isData: boolean;
}

export function lowerCallback(
  ctx: Context,
  fn: TypedExpr,
  leading: readonly Leading[],
  rest: readonly Value[],
  returned: Returned,
): Callback {
  if (ctx.entry !== null) return notAvailable("a solver in a recursive function", fn.span);
  const call = fn.call;
  if (call === undefined || (call.kind !== "user" && call.kind !== "library"))
    return notAvailable("this function as an argument", fn.span);
  const names = namesOf(call);
  const params: SubprogramParam[] = [];
  const values = leading.map(({ name, size, form }, k): Value => {
    const own = names[k] ?? name;
    if (size === null) {
      const target = local(own, "real");
      params.push({ kind: "scalar", local: target });
      return scalar(ref(target), false);
    }
    const target = buffer(own, "f64", [carried(ctx, size)], "argument");
    params.push({ kind: "in", buffer: target, offset: null });
    return contentsOf({ buffer: target, elem: "real", form, dims: target.dims, from: null }, false);
  });
  const { theta, inside } = pack(ctx, rest, names.slice(leading.length));
  const thetaParam = buffer(theta.name, "f64", [carried(ctx, theta.block.size)], "argument");
  params.push({ kind: "in", buffer: thetaParam, offset: null });
  values.push(...inside(thetaParam));
  const result =
    returned === null ? null : buffer("result", "f64", [carried(ctx, returned.size)], "argument");
  if (result !== null) params.push({ kind: "out", buffer: result, offset: null });
  const body = nested(ctx, () =>
    conditionally(ctx, () => {
      const value = callFunction(ctx, call, values, fn);
      if (result === null) return emit(ctx, { kind: "return", value: asReal(expectScalar(value).expr) });
      const form = returned!.form;
      const into = contentsOf({ buffer: result, elem: "real", form, dims: result.dims, from: null }, false);
      const what = `the result of ${fn.span === undefined ? "" : sourceText(fn.span)}`;
      assignContainer(ctx, into, { ...asRealContainer(expectContainer(value)), form }, ["the state", what]);
    }),
  );
  const callee: Callee = {
    kind: "callee",
    name: calledName(call),
    result: returned === null ? "real" : null,
  };
  ctx.subprograms.push({ callee, title: titleOf(call), params, body });
  const captures = capturedBy(body, params);
  return {
    arg: { kind: "callback", callee, captures },
    theta: { kind: "in", view: theta.block.view },
    parameters: theta.block.size,
    isData: rest.every(isDataValue),
  };
}

const calledName = (call: ResolvedCall): string =>
  call.kind === "user" ? call.definition.name.text : call.kind === "target" ? "target" : call.name;

const namesOf = (call: ResolvedCall): readonly string[] =>
  call.kind === "user" ? call.definition.args.map((arg) => arg.name.text) : [];

const titleOf = (call: ResolvedCall): string =>
  call.kind === "user"
    ? `${calledName(call)}(${call.definition.args.map((arg) => arg.name.text).join(", ")})`
    : calledName(call);

/** A function handed over as an argument, called here. */
export function callFunction(
  ctx: Context,
  call: ResolvedCall,
  values: readonly Value[],
  fn: TypedExpr,
): Value {
  if (call.kind === "user") return inlineCall(ctx, call, values, fn.span);
  if (call.kind !== "library") return internalError("a callback that is no function", fn.span);
  const { name, result, propto } = call;
  const texts = values.map((_, k) => `argument ${k + 1}`);
  return libraryCall(ctx, { name, args: values, texts, result, propto, span: fn.span });
}

/** Blocks of the running program that the body reads. */
function capturedBy(body: readonly Statement[], params: readonly SubprogramParam[]): readonly View[] {
  const own = new Set<unknown>(params.flatMap((param) => (param.kind === "scalar" ? [] : [param.buffer])));
  const written = writtenBy(body);
  return [...readBy(body)].flatMap((storage): View[] => {
    if (storage.kind !== "buffer" || storage.lifetime === "bind") return [];
    return own.has(storage) || written.has(storage) ? [] : [{ buffer: storage, index: [] }];
  });
}

// ---------------------------------------------------------------------------------------------------------------- arguments

interface Block {
  readonly view: View;
  readonly size: Expr;
}

interface Packed {
  readonly theta: { readonly name: string; readonly block: Block };
  /** The arguments as the subprogram sees them, given its parameter for the block. */
  readonly inside: (theta: Buffer) => readonly Value[];
}

/** Parts that depend on parameters, with their place in the block. */
interface Part {
  readonly value: Expr | Container;
  readonly offset: Expr;
  readonly name: string;
}

function pack(ctx: Context, rest: readonly Value[], names: readonly string[]): Packed {
  const parts: Part[] = [];
  let size: Expr = int(0);
  const add = (value: Expr | Container, count: Expr, name: string): Expr => {
    const offset = size;
    parts.push({ value, offset, name });
    size = plus(size, count);
    return offset;
  };
  const place = (value: Value, name: string): ((theta: Buffer) => Value) => {
    if (value.kind === "struct") {
      const slots = value.slots.map((slot) => place(slot, name));
      const outer = value.outer.map((dim) => carried(ctx, dim));
      return (theta) => ({ ...value, outer, slots: slots.map((slot) => slot(theta)) });
    }
    if (isDataValue(value)) {
      const seen = carriedValue(ctx, value, name);
      return () => seen;
    }
    if (value.kind === "scalar") {
      const offset = add(asReal(value.expr), int(1), name);
      return (theta) => scalar(load(theta, [offset]), false);
    }
    const dims = value.dims.map((dim) => carried(ctx, dim));
    const offset = add(asRealContainer(value), dims.reduce(times, int(1)), name);
    return (theta) => partOf(theta, offset, value.form, dims);
  };
  const inside = rest.map((value, k) => place(value, names[k] ?? "theta"));
  return {
    theta: { name: parts.length === 1 ? parts[0]!.name : "theta", block: gather(ctx, parts, size) },
    inside: (theta) => inside.map((value) => value(theta)),
  };
}

/** The block itself: the one argument that it consists of, where that is a block already. */
function gather(ctx: Context, parts: readonly Part[], size: Expr): Block {
  const [only] = parts;
  if (parts.length === 1 && only!.value.kind === "container" && only!.value.isContiguous) {
    return { view: viewOf(contiguous(ctx, only!.value)), size };
  }
  const block = contentsOf(newStorage(ctx, "theta", { elem: "real", form: "scalar", dims: [size] }), false);
  const { buffer: into } = viewOf({ ...block, dims: [int(1)] });
  for (const { value, offset } of parts) {
    if (value.kind !== "container") emit(ctx, storeInto(load(into, [offset]), value));
    else assignContainer(ctx, partOf(into, offset, value.form, value.dims), value, ["theta", "theta"]);
  }
  return { view: viewOf(block), size };
}

function partOf(block: Buffer, offset: Expr, form: Form, dims: readonly Expr[]): Container {
  const flatAt = (at: Expr): Expr => load(block, [plus(offset, at)]);
  const order = storageOrder(form, dims);
  return container({
    elem: "real",
    form,
    dims,
    at: (index) => flatAt(position(order, storageOrder(form, index))),
    isData: false,
    isCheap: true,
    isContiguous: true,
    flatAt,
  });
}

/** Whether a subprogram may evaluate the expression itself: it sees what is fixed at bind, and blocks. */
function isSeen(ctx: Context, e: Expr): boolean {
  return !someExpr(e, (node) => {
    if (node.kind === "ref") return !ctx.bindLevel.has(node.local) || ctx.mutable.has(node.local);
    return node.kind === "load" && node.buffer.lifetime !== "bind" && node.buffer.lifetime !== "call";
  });
}

/** A data value as the subprogram sees it: itself, or a cell that the program fills before the call. */
function carried(ctx: Context, e: Expr): Expr {
  if (isSeen(ctx, e)) return e;
  const known = expandDefinitions(ctx.facts, e);
  if (isSeen(ctx, known)) return known;
  const type = scalarType(e);
  const cell = buffer(e.kind === "ref" ? e.local.name : "carried", type === "real" ? "f64" : "i32", [int(1)], temporaryLifetime(ctx)); // prettier-ignore
  const inCell = load(cell, [int(0)]);
  emit(ctx, storeInto(inCell, e));
  return inCell;
}

function carriedValue(ctx: Context, value: Value, name: string): Value {
  if (value.kind === "scalar") return { ...value, expr: carried(ctx, value.expr) };
  if (value.kind === "struct") return internalError("a struct is carried by its slots");
  const dims = value.dims.map((dim) => carried(ctx, dim));
  if (value.isCheap && areElementsSeen(ctx, value)) return { ...value, dims };
  const copy = materialise(ctx, value, name);
  return { ...copy, dims };
}

function areElementsSeen(ctx: Context, c: Container): boolean {
  const index = c.dims.map(() => local("i", "int"));
  let isKnown = false;
  const extra = nested(ctx, () => {
    const element = c.at(index.map(ref));
    for (const i of index) ctx.bindLevel.add(i);
    isKnown = isSeen(ctx, element);
    for (const i of index) ctx.bindLevel.delete(i);
  });
  return isKnown && extra.length === 0;
}

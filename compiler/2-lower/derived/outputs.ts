// Where a derived program puts what it computes for an observation. The variate is lowered once more with its variable standing for a probe,
// a buffer that exists for this purpose only: the cell that the variate reads there is the cell to fill in the output. So every slice,
// segment and transpose that can be read can be filled.

import { buffer, int, load, local, num, ref } from "../../ir/build.ts";
import { readBy } from "../../ir/effects.ts";
import type { Buffer, Declared, Expr, Home, Local, Statement } from "../../ir/mir.ts";
import type { TypedExpr, VariableSymbol } from "../../ir/typed-ast.ts";
import { someExpr, visitExpr } from "../../ir/walk.ts";
import { asInt, asReal } from "../../library/arithmetic.ts";
import { toShape } from "../constraints.ts";
import { emit, nested, type Context, type DensityStatement } from "../context.ts";
import { lowerExpr } from "../expressions.ts";
import { eachElement } from "../loops.ts";
import { cellOf, contentsOf, copyBlock, fill, newStorage, storeInto, type Storage } from "../storage.ts";
import { container, type Container, type Form, type Value, viewOf } from "../value.ts";
import { readSymbol, type Variable } from "../variables.ts";
import { type Blocks, blocked } from "./blocks.ts";
import { rootsOf } from "./dependence.ts";

export interface Output {
  readonly symbol: VariableSymbol;
  readonly name: string;
  readonly elem: "int" | "real";
  readonly form: Form;
  /** In the user's order. */
  readonly dims: readonly Expr[];
  /** Which of the dimensions the output keeps: joint densities have one value per vector. */
  readonly kept: boolean[];
  readonly probe: Buffer;
  readonly home:
    | { readonly kind: "storage"; readonly storage: Storage }
    | { readonly kind: "local"; readonly local: Local };
}

export interface Outputs {
  readonly ctx: Context;
  readonly blocks: Blocks;
  /** Added to the names of the variables in generated code. */
  readonly suffix: string;
  /** Log densities are real; draws are of the variable's own type. */
  readonly elem: "real" | "own";
  readonly found: Map<VariableSymbol, Output>;
  /** Dimensions that joint densities leave out, found on the way: then the program is built once more. */
  readonly kept: Map<VariableSymbol, boolean[]>;
  isSettled: boolean;
  /** Statements that drew (part of) each variable. */
  readonly drawn: Map<VariableSymbol, DensityStatement[]>;
}

/** The output of the one variable that the variate is part of. */
export function outputOf(outputs: Outputs, variate: TypedExpr): Output {
  const { ctx, blocks } = outputs;
  const roots = rootsOf(variate);
  const [symbol] = roots;
  if (symbol === undefined || roots.length > 1)
    return blocked(blocks, variate.span, "the variate is computed from several variables");
  const known = outputs.found.get(symbol);
  if (known !== undefined) return known;
  if (symbol.origin !== "data" && symbol.origin !== "transformed data")
    return blocked(blocks, variate.span, `${symbol.name} is not declared in data or transformed data`);
  const value = readSymbol(ctx, symbol);
  if (value.kind === "struct") return blocked(blocks, variate.span, `${symbol.name} is a tuple or complex`);
  return newOutput(outputs, symbol, value);
}

/** An output in the shape of the variable's value. */
export function newOutput(
  outputs: Outputs,
  symbol: VariableSymbol,
  value: Exclude<Value, { readonly kind: "struct" }>,
): Output {
  const isInt = symbol.type.kind === "int" || (value.kind === "container" && value.elem === "int");
  const elem = outputs.elem === "own" && isInt ? "int" : "real";
  const dims = value.kind === "container" ? value.dims : [];
  const form = value.kind === "container" ? value.form : "scalar";
  const kept = outputs.kept.get(symbol) ?? dims.map(() => true);
  outputs.kept.set(symbol, kept);
  const name = `${symbol.name}${outputs.suffix}`;
  const probe = buffer(symbol.name, isInt ? "i32" : "f64", dims, "output");
  const rest = dims.filter((_, k) => kept[k]);
  const common = { symbol, name: symbol.name, elem, probe, kept } as const;
  if (rest.length === 0) {
    const home = local(name, elem);
    const scalarOutput: Output = { ...common, form, dims, home: { kind: "local", local: home } };
    outputs.ctx.mutable.add(home);
    outputs.found.set(symbol, scalarOutput);
    return scalarOutput;
  }
  const own = { elem, form: kept.every(Boolean) ? form : ("scalar" as const), dims: rest } as const;
  const storage = newStorage(outputs.ctx, name, own, "output");
  const output: Output = { ...common, form, dims, home: { kind: "storage", storage } };
  outputs.found.set(symbol, output);
  return output;
}

/** The output as a variable of the program. */
export function asVariable({ home, elem }: Output): Variable {
  if (home.kind === "local") return { kind: "mutable", local: home.local, isData: true };
  return { kind: "value", value: contentsOf({ ...home.storage, elem }, true) };
}

// -------------------------------------------------------------------------------------------------------------------- cells

/** What the variate reads of the probe. */
export function placeOf(outputs: Outputs, output: Output, variate: TypedExpr): Value {
  const { ctx, blocks } = outputs;
  const { variables } = ctx;
  ctx.variables = new Map(variables);
  ctx.variables.set(output.symbol, { kind: "value", value: probeValue(output) });
  let value: Value | null = null;
  const statements = nested(ctx, () => (value = lowerExpr(ctx, variate)));
  ctx.variables = variables;
  if (readBy(statements).has(output.probe))
    return blocked(blocks, variate.span, `the variate is more than a part of ${output.name}`);
  emit(ctx, ...statements);
  return value!;
}

function probeValue({ probe, form, dims }: Output): Value {
  const elem = probe.elem === "i32" ? "int" : "real";
  if (dims.length === 0) return { kind: "scalar", expr: load(probe, []), isData: true };
  return container({
    elem,
    form,
    dims,
    at: (index) => load(probe, index),
    isData: true,
    isCheap: true,
  });
}

/** The cell of the output that an element of the place stands for, and its indices; null where it is not exactly a cell. */
export function exactCell(
  output: Output,
  element: Expr,
): { readonly cell: Expr; readonly index: readonly Expr[] } | null {
  const inner = element.kind === "op" && element.op === "toReal" ? element.args[0]! : element;
  if (inner.kind !== "load" || inner.buffer !== output.probe) return null;
  return { cell: cellAt(output, inner.index), index: inner.index };
}

/** The one cell that the element is computed from. */
export function cellBehind(output: Output, element: Expr): Expr | null {
  const found: (readonly Expr[])[] = [];
  visitExpr(element, (e) => {
    if (e.kind === "load" && e.buffer === output.probe) found.push(e.index);
  });
  return found.length === 1 ? cellAt(output, found[0]!) : null;
}

function cellAt({ kept, home }: Output, index: readonly Expr[]): Expr {
  if (home.kind === "local") return ref(home.local);
  const rest = index.filter((_, k) => kept[k]);
  return load(home.storage.buffer, cellOf(home.storage, rest));
}

/** The cell of a joint density: dimensions along which the variate extends are left out of the output. */
export function jointCell(outputs: Outputs, output: Output, place: Container): Expr | null {
  const symbols = place.dims.map(() => local("k", "int"));
  let element: Expr | null = null;
  const extra = nested(outputs.ctx, () => (element = place.at(symbols.map(ref))));
  const at = element! as Expr;
  const inner = at.kind === "op" && at.op === "toReal" ? at.args[0]! : at;
  if (inner.kind !== "load" || inner.buffer !== output.probe || extra.length > 0) return null;
  inner.index.forEach((e, k) => {
    const extends_ = someExpr(e, (x) => x.kind === "ref" && symbols.includes(x.local));
    if (!extends_ || !output.kept[k]) return;
    outputs.kept.set(output.symbol, outputs.kept.get(output.symbol)!.map((keep, j) => keep && j !== k)); // prettier-ignore
    outputs.isSettled = false;
  });
  const first = inner.index.map((e) =>
    someExpr(e, (x) => x.kind === "ref" && symbols.includes(x.local)) ? int(0) : e,
  );
  return cellAt(output, first);
}

/** The one cell of an output that keeps no dimension; null until the program is built again so. */
export function wholeCell(outputs: Outputs, output: Output): Expr | null {
  if (output.home.kind === "local") return ref(output.home.local);
  outputs.kept.set(output.symbol, output.kept.map(() => false)); // prettier-ignore
  outputs.isSettled = false;
  return null;
}

// ------------------------------------------------------------------------------------------------------------------ results

/** Statements before the program: outputs start as zeros, or as what was observed. */
export function startOf(ctx: Context, output: Output, from: "zero" | "observed" | "nan"): Statement[] {
  const observed = from === "observed" ? readSymbol(ctx, output.symbol) : null;
  const { home } = output;
  if (home.kind === "local") {
    const initial = observed?.kind === "scalar" ? observed.expr : num(from === "nan" ? NaN : 0);
    return [{ kind: "var", local: home.local, initial }];
  }
  if (from === "nan") return nested(ctx, () => fill(ctx, contentsOf(home.storage, true), num(NaN)));
  if (observed?.kind !== "container") return [];
  const to = contentsOf(home.storage, true);
  const isBlock = observed.isContiguous && observed.elem === output.elem && home.storage.from === null;
  return nested(ctx, () => {
    if (isBlock) copyBlock(ctx, to, viewOf(observed));
    else eachElement(ctx, to, (index) => emit(ctx, storeInto(to.at(index), observed.at(index))));
  });
}

export function declaredOutput(output: Output): Declared {
  const { elem, form, dims, kept } = output;
  const isWhole = kept.every(Boolean);
  const shape = toShape({
    elem,
    form: isWhole ? form : "scalar",
    dims: dims.filter((_, k) => kept[k]),
  });
  const home: Home =
    output.home.kind === "local"
      ? { kind: "local", local: output.home.local }
      : { kind: "buffer", buffer: output.home.storage.buffer };
  return { name: output.name, comment: null, shape, constraint: { kind: "none" }, home };
}

export function setCell(ctx: Context, cell: Expr, value: Expr): void {
  if (cell.kind === "load") return emit(ctx, storeInto(cell, value));
  if (cell.kind !== "ref") return;
  const whole = cell.local.scalar === "int" ? asInt(value) : asReal(value);
  emit(ctx, { kind: "set", local: cell.local, value: whole });
}

export function addToCell(ctx: Context, cell: Expr, value: Expr): void {
  if (cell.kind === "ref")
    emit(ctx, { kind: "accumulate", into: { kind: "local", local: cell.local }, value });
  else if (cell.kind === "load")
    emit(ctx, { kind: "accumulate", into: { kind: "cell", buffer: cell.buffer, index: cell.index }, value });
}

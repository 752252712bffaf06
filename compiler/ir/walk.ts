// Generic traversal of MIR: every pass that rewrites or asks "what does this read and write" goes through these few functions, so a new
// node is added to traversal in one place. Maps keep the identity of what they do not change, so a pass can tell "nothing happened"
// with `===`, and untouched subtrees are shared.

import { assertNever } from "../diagnostics/internal-error.ts";
import type { Buffer, Expr, KernelArg, Local, MessagePart, Place, Statement, View } from "./mir.ts";

// ------------------------------------------------------------------------------------------------------------- expressions

export function childrenOf(e: Expr): readonly Expr[] {
  switch (e.kind) {
    case "num":
    case "int":
    case "bool":
    case "ref":
      return [];
    case "load":
      return e.index;
    case "op":
      return e.args;
    case "select":
      return [e.condition, e.then, e.otherwise];
    default:
      return assertNever(e);
  }
}

/** Before its children. */
export function visitExpr(e: Expr, visit: (e: Expr) => void): void {
  visit(e);
  for (const child of childrenOf(e)) visitExpr(child, visit);
}

export function someExpr(e: Expr, holds: (e: Expr) => boolean): boolean {
  return holds(e) || childrenOf(e).some((child) => someExpr(child, holds));
}

/** Bottom up: `f` sees each node with its children already mapped. */
export function mapExpr(e: Expr, f: (e: Expr) => Expr): Expr {
  return f(mapChildren(e, (child) => mapExpr(child, f)));
}

export function mapChildren(e: Expr, f: (e: Expr) => Expr): Expr {
  switch (e.kind) {
    case "num":
    case "int":
    case "bool":
    case "ref":
      return e;
    case "load": {
      const index = mapAll(e.index, f);
      return index === e.index ? e : { ...e, index };
    }
    case "op": {
      const args = mapAll(e.args, f);
      return args === e.args ? e : { ...e, args };
    }
    case "select": {
      const condition = f(e.condition);
      const then = f(e.then);
      const otherwise = f(e.otherwise);
      const same = condition === e.condition && then === e.then && otherwise === e.otherwise;
      return same ? e : { ...e, condition, then, otherwise };
    }
    default:
      return assertNever(e);
  }
}

function mapAll<T>(items: readonly T[], f: (item: T) => T): readonly T[] {
  let changed = false;
  const mapped = items.map((item) => {
    const next = f(item);
    if (next !== item) changed = true;
    return next;
  });
  return changed ? mapped : items;
}

// -------------------------------------------------------------------------------------------------------------- statements

/** The nested statement lists of a statement. */
export function bodiesOf(s: Statement): readonly (readonly Statement[])[] {
  switch (s.kind) {
    case "each":
    case "for":
    case "loop":
    case "region":
      return [s.body];
    case "if":
      return [s.then, s.otherwise];
    default:
      return [];
  }
}

/** Before what it contains. */
export function visitStatements(statements: readonly Statement[], visit: (s: Statement) => void): void {
  for (const s of statements) {
    visit(s);
    for (const body of bodiesOf(s)) visitStatements(body, visit);
  }
}

/** Whole expressions that stand directly in a statement, its places and views included, its nested bodies not. */
export function expressionsOf(s: Statement): readonly Expr[] {
  switch (s.kind) {
    case "let":
    case "set":
    case "push":
    case "return":
      return [s.value];
    case "var":
      return s.initial === null ? [] : [s.initial];
    case "store":
      return [...s.index, s.value];
    case "accumulate":
      return s.into.kind === "cell" ? [...s.into.index, s.value] : [s.value];
    case "fill":
      return [...s.view.index, s.count, s.value];
    case "copy":
      return [...s.to.index, ...s.from.index, s.count];
    case "each":
      return [s.count];
    case "for":
      return [s.from, s.to];
    case "exitIf":
    case "if":
      return [s.condition];
    case "kernel":
      return s.args.flatMap((arg) =>
        arg.kind === "scalar" ? [arg.value] : viewsOf(arg).flatMap((view) => view.index),
      );
    case "check":
      return [s.condition, ...messageExprs(s.message)];
    case "reject":
    case "print":
      return messageExprs(s.message);
    case "loop":
    case "pop":
    case "region":
      return [];
    default:
      return assertNever(s);
  }
}

/** Blocks that an argument of a kernel brings along. */
export function viewsOf(arg: KernelArg): readonly View[] {
  if (arg.kind === "callback") return arg.captures;
  return arg.kind === "scalar" || arg.kind === "absent" ? [] : [arg.view];
}

function messageExprs(message: readonly MessagePart[]): readonly Expr[] {
  return message.flatMap((part) =>
    typeof part === "string" ? [] : part.kind === "contents" ? [...part.view.index, ...part.dims] : [part],
  );
}

/** Every node of every expression, nested statements included. */
export function visitExprs(statements: readonly Statement[], visit: (e: Expr) => void): void {
  visitStatements(statements, (s) => {
    for (const e of expressionsOf(s)) visitExpr(e, visit);
  });
}

/** Bottom up: `f` sees each statement with its bodies already mapped and may return several statements, or none. */
export function mapStatements(
  statements: readonly Statement[],
  f: (s: Statement) => Statement | readonly Statement[],
): readonly Statement[] {
  let changed = false;
  const mapped: Statement[] = [];
  for (const s of statements) {
    const next = f(mapBodies(s, (body) => mapStatements(body, f)));
    if (next !== s) changed = true;
    if (isStatement(next)) mapped.push(next);
    else mapped.push(...next);
  }
  return changed ? mapped : statements;
}

const isStatement = (s: Statement | readonly Statement[]): s is Statement => !Array.isArray(s);

export function mapBodies(s: Statement, f: (body: readonly Statement[]) => readonly Statement[]): Statement {
  switch (s.kind) {
    case "each":
    case "for":
    case "loop":
    case "region": {
      const body = f(s.body);
      return body === s.body ? s : { ...s, body };
    }
    case "if": {
      const then = f(s.then);
      const otherwise = f(s.otherwise);
      return then === s.then && otherwise === s.otherwise ? s : { ...s, then, otherwise };
    }
    default:
      return s;
  }
}

/** Rewrites every node of every expression, nested statements included. */
export function mapExprs(statements: readonly Statement[], f: (e: Expr) => Expr): readonly Statement[] {
  const whole = (e: Expr): Expr => mapExpr(e, f);
  return mapStatements(statements, (s) => mapDirectExprs(s, whole));
}

/** Rewrites the whole expressions that stand directly in a statement. */
export function mapDirectExprs(s: Statement, f: (e: Expr) => Expr): Statement {
  const unchanged = (next: Statement): Statement => (sameFields(s, next) ? s : next);
  switch (s.kind) {
    case "let":
    case "set":
    case "push":
    case "return":
      return unchanged({ ...s, value: f(s.value) });
    case "var":
      return s.initial === null ? s : unchanged({ ...s, initial: f(s.initial) });
    case "store":
      return unchanged({ ...s, index: mapAll(s.index, f), value: f(s.value) });
    case "accumulate":
      return unchanged({ ...s, into: mapPlace(s.into, f), value: f(s.value) });
    case "fill":
      return unchanged({ ...s, view: mapView(s.view, f), count: f(s.count), value: f(s.value) });
    case "copy":
      return unchanged({ ...s, to: mapView(s.to, f), from: mapView(s.from, f), count: f(s.count) });
    case "each":
      return unchanged({ ...s, count: f(s.count) });
    case "for":
      return unchanged({ ...s, from: f(s.from), to: f(s.to) });
    case "exitIf":
    case "if":
      return unchanged({ ...s, condition: f(s.condition) });
    case "kernel":
      return unchanged({ ...s, args: mapAll(s.args, (arg) => mapKernelArg(arg, f)) });
    case "check":
      return unchanged({
        ...s,
        condition: f(s.condition),
        message: mapAll(s.message, (part) => mapPart(part, f)),
      });
    case "reject":
    case "print":
      return unchanged({ ...s, message: mapAll(s.message, (part) => mapPart(part, f)) });
    case "loop":
    case "pop":
    case "region":
      return s;
    default:
      return assertNever(s);
  }
}

function sameFields(a: Statement, b: Statement): boolean {
  return Object.entries(a).every(([key, value]) => (b as unknown as Record<string, unknown>)[key] === value);
}

function mapView(view: View, f: (e: Expr) => Expr): View {
  const index = mapAll(view.index, f);
  return index === view.index ? view : { ...view, index };
}

function mapPlace(place: Place, f: (e: Expr) => Expr): Place {
  if (place.kind === "local") return place;
  const index = mapAll(place.index, f);
  return index === place.index ? place : { ...place, index };
}

function mapKernelArg(arg: KernelArg, f: (e: Expr) => Expr): KernelArg {
  if (arg.kind === "absent") return arg;
  if (arg.kind === "callback") {
    const captures = mapAll(arg.captures, (view) => mapView(view, f));
    return captures === arg.captures ? arg : { ...arg, captures };
  }
  if (arg.kind === "scalar") {
    const value = f(arg.value);
    return value === arg.value ? arg : { ...arg, value };
  }
  const view = mapView(arg.view, f);
  return view === arg.view ? arg : { ...arg, view };
}

function mapPart(part: MessagePart, f: (e: Expr) => Expr): MessagePart {
  if (typeof part === "string") return part;
  if (part.kind !== "contents") return f(part);
  const view = mapView(part.view, f);
  const dims = mapAll(part.dims, f);
  return view === part.view && dims === part.dims ? part : { ...part, view, dims };
}

// ------------------------------------------------------------------------------------------------------- reads and writes

export interface Access {
  readonly locals: ReadonlySet<Local>;
  readonly buffers: ReadonlySet<Buffer>;
}

/** Locals and buffers that an expression reads. */
export function readsOfExpr(e: Expr): Access {
  const locals = new Set<Local>();
  const buffers = new Set<Buffer>();
  visitExpr(e, (node) => {
    if (node.kind === "ref") locals.add(node.local);
    if (node.kind === "load") buffers.add(node.buffer);
  });
  return { locals, buffers };
}

/** What the statements read, nested ones included; an accumulation counts as a write only. */
export function readsOf(statements: readonly Statement[]): Access {
  const locals = new Set<Local>();
  const buffers = new Set<Buffer>();
  visitExprs(statements, (e) => {
    if (e.kind === "ref") locals.add(e.local);
    if (e.kind === "load") buffers.add(e.buffer);
  });
  visitStatements(statements, (s) => {
    if (s.kind === "copy") buffers.add(s.from.buffer);
    if (s.kind === "kernel")
      for (const arg of s.args)
        if (arg.kind !== "out") for (const view of viewsOf(arg)) buffers.add(view.buffer);
    if (s.kind === "check" || s.kind === "reject" || s.kind === "print")
      for (const part of s.message)
        if (typeof part !== "string" && part.kind === "contents") buffers.add(part.view.buffer);
  });
  return { locals, buffers };
}

/** What the statements declare, set, accumulate into or fill, nested ones included. */
export function writesOf(statements: readonly Statement[]): Access {
  const locals = new Set<Local>();
  const buffers = new Set<Buffer>();
  visitStatements(statements, (s) => {
    switch (s.kind) {
      case "let":
      case "var":
      case "set":
      case "pop":
        locals.add(s.local);
        break;
      case "each":
      case "for":
        locals.add(s.index);
        break;
      case "store":
        buffers.add(s.buffer);
        break;
      case "accumulate":
        if (s.into.kind === "local") locals.add(s.into.local);
        else buffers.add(s.into.buffer);
        break;
      case "fill":
        buffers.add(s.view.buffer);
        break;
      case "copy":
        buffers.add(s.to.buffer);
        break;
      case "kernel":
        if (s.result !== null) locals.add(s.result);
        for (const arg of s.args)
          if (arg.kind === "out" || arg.kind === "inout") buffers.add(arg.view.buffer);
        break;
      default:
    }
  });
  return { locals, buffers };
}

/** Locals that the statements use but do not declare themselves. */
export function freeLocals(statements: readonly Statement[]): ReadonlySet<Local> {
  const declared = new Set<Local>();
  visitStatements(statements, (s) => {
    if (s.kind === "let" || s.kind === "var" || s.kind === "pop") declared.add(s.local);
    if (s.kind === "each" || s.kind === "for") declared.add(s.index);
    if (s.kind === "kernel" && s.result !== null) declared.add(s.result);
  });
  const used = new Set([...readsOf(statements).locals, ...writesOf(statements).locals]);
  return new Set([...used].filter((local) => !declared.has(local)));
}

// What statements read, write and declare: the questions every pass asks. Locals and buffers are both "storage"; a write is a set,
// store, accumulate, fill, copy or kernel output. Everything here is a plain recursion over the nodes of mir.ts.

import type { Buffer, Expr, KernelArg, Local, Statement, View } from "./mir.ts";

export type Storage = Local | Buffer;

/** Calls `visit` on every expression of the statement itself and, when `deep`, of statements inside it; subexpressions included. */
export function forEachExpr(statements: readonly Statement[], visit: (expr: Expr) => void): void {
  for (const statement of statements) forEachOwnExpr(statement, (e) => forEachSubexpression(e, visit));
  for (const statement of statements) for (const body of bodiesOf(statement)) forEachExpr(body, visit);
}

export function forEachSubexpression(root: Expr, visit: (expr: Expr) => void): void {
  const pending = [root];
  while (pending.length > 0) {
    const expr = pending.pop()!;
    visit(expr);
    if (expr.kind === "op") for (const arg of expr.args) pending.push(arg);
    else if (expr.kind === "load") for (const index of expr.index) pending.push(index);
    else if (expr.kind === "select") pending.push(expr.condition, expr.then, expr.otherwise);
  }
}

/** The statement's own expressions, not those of nested bodies. */
export function forEachOwnExpr(s: Statement, visit: (expr: Expr) => void): void {
  switch (s.kind) {
    case "let":
    case "set":
    case "push":
      return visit(s.value);
    case "var":
      return s.initial === null ? undefined : visit(s.initial);
    case "store":
      s.index.forEach(visit);
      return visit(s.value);
    case "accumulate":
      if (s.into.kind === "cell") s.into.index.forEach(visit);
      return visit(s.value);
    case "fill":
      s.view.index.forEach(visit);
      visit(s.count);
      return visit(s.value);
    case "copy":
      s.to.index.forEach(visit);
      s.from.index.forEach(visit);
      return visit(s.count);
    case "each":
      return visit(s.count);
    case "for":
      visit(s.from);
      return visit(s.to);
    case "exitIf":
    case "if":
      return visit(s.condition);
    case "kernel":
      for (const arg of s.args) forEachArgExpr(arg, visit);
      return;
    case "check":
      visit(s.condition);
      return forEachMessageExpr(s, visit);
    case "reject":
    case "print":
      return forEachMessageExpr(s, visit);
    case "loop":
    case "pop":
    case "region":
      return;
  }
}

function forEachArgExpr(arg: KernelArg, visit: (expr: Expr) => void): void {
  if (arg.kind === "scalar") visit(arg.value);
  else if (arg.kind !== "absent") arg.view.index.forEach(visit);
}

function forEachMessageExpr(s: Extract<Statement, { kind: "check" | "reject" | "print" }>, visit: (e: Expr) => void): void {
  for (const part of s.message) {
    if (typeof part === "string") continue;
    if (part.kind === "contents") part.view.index.forEach(visit);
    else visit(part);
  }
}

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

/** The same statement with its nested bodies replaced. */
export function mapBodies(s: Statement, map: (body: readonly Statement[]) => readonly Statement[]): Statement {
  switch (s.kind) {
    case "each":
    case "for":
    case "loop":
    case "region":
      return { ...s, body: map(s.body) };
    case "if":
      return { ...s, then: map(s.then), otherwise: map(s.otherwise) };
    default:
      return s;
  }
}

/** Storage written by the statements, nested ones included; declarations (`let`, `var`) are not writes. */
export function writtenBy(statements: readonly Statement[], into = new Set<Storage>()): Set<Storage> {
  for (const s of statements) {
    for (const storage of ownWrites(s)) into.add(storage);
    for (const body of bodiesOf(s)) writtenBy(body, into);
  }
  return into;
}

export function ownWrites(s: Statement): readonly Storage[] {
  switch (s.kind) {
    case "set":
    case "pop":
      return [s.local];
    case "store":
      return [s.buffer];
    case "accumulate":
      return [s.into.kind === "local" ? s.into.local : s.into.buffer];
    case "fill":
      return [s.view.buffer];
    case "copy":
      return [s.to.buffer];
    case "kernel":
      return s.args.flatMap((arg) => (arg.kind === "out" || arg.kind === "inout" ? [arg.view.buffer] : []));
    default:
      return [];
  }
}

/** Storage read by the statements, nested ones included; the target of `accumulate` is not read by it. */
export function readBy(statements: readonly Statement[], into = new Set<Storage>()): Set<Storage> {
  forEachExpr(statements, (e) => {
    if (e.kind === "ref") into.add(e.local);
    else if (e.kind === "load") into.add(e.buffer);
  });
  forEachView(statements, (view, role) => {
    if (role !== "out") into.add(view.buffer);
  });
  return into;
}

export function forEachView(statements: readonly Statement[], visit: (view: View, role: "in" | "out" | "inout") => void): void {
  for (const s of statements) {
    if (s.kind === "kernel") {
      for (const arg of s.args) if (arg.kind !== "scalar" && arg.kind !== "absent") visit(arg.view, arg.kind);
    } else if (s.kind === "copy") {
      visit(s.from, "in");
      visit(s.to, "out");
    } else if (s.kind === "fill") visit(s.view, "out");
    else if (s.kind === "check" || s.kind === "reject" || s.kind === "print")
      for (const part of s.message) if (typeof part !== "string" && part.kind === "contents") visit(part.view, "in");
    for (const body of bodiesOf(s)) forEachView(body, visit);
  }
}

/** Locals declared anywhere in the statements: lets, vars, loop indices, kernel results, pops. */
export function declaredIn(statements: readonly Statement[], into = new Set<Local>()): Set<Local> {
  for (const s of statements) {
    const own = declaredBy(s);
    if (own !== null) into.add(own);
    for (const body of bodiesOf(s)) declaredIn(body, into);
  }
  return into;
}

export function declaredBy(s: Statement): Local | null {
  switch (s.kind) {
    case "let":
    case "var":
    case "pop":
      return s.local;
    case "each":
    case "for":
      return s.index;
    case "kernel":
      return s.result;
    default:
      return null;
  }
}

/** A rejection, print or random draw: statements that may not be dropped or moved across each other. */
export function hasEffect(statements: readonly Statement[]): boolean {
  return statements.some(
    (s) => s.kind === "check" || s.kind === "reject" || s.kind === "print" || bodiesOf(s).some(hasEffect),
  );
}

// What statements read, write and declare: the questions every pass asks. Locals and buffers are both "storage"; a write is a set,
// store, accumulate, fill, copy or kernel output. Everything here is a plain recursion over the nodes of mir.ts.

import type { Buffer, Local, Statement, View } from "./mir.ts";
import { bodiesOf, viewsOf, visitExprs } from "./walk.ts";

export type Storage = Local | Buffer;

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
  visitExprs(statements, (e) => {
    if (e.kind === "ref") into.add(e.local);
    else if (e.kind === "load") into.add(e.buffer);
  });
  forEachView(statements, (view, role) => {
    if (role !== "out") into.add(view.buffer);
  });
  return into;
}

export function forEachView(
  statements: readonly Statement[],
  visit: (view: View, role: "in" | "out" | "inout") => void,
): void {
  for (const s of statements) {
    if (s.kind === "kernel") {
      for (const arg of s.args)
        for (const view of viewsOf(arg))
          visit(view, arg.kind === "out" || arg.kind === "inout" ? arg.kind : "in");
    } else if (s.kind === "copy") {
      visit(s.from, "in");
      visit(s.to, "out");
    } else if (s.kind === "fill") visit(s.view, "out");
    else if (s.kind === "check" || s.kind === "reject" || s.kind === "print")
      for (const part of s.message)
        if (typeof part !== "string" && part.kind === "contents") visit(part.view, "in");
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

/** A rejection, print or random draw: statements that may not be dropped or moved across each other. A subprogram may do all of that. */
export function hasEffect(statements: readonly Statement[]): boolean {
  return statements.some(
    (s) =>
      s.kind === "check" ||
      s.kind === "reject" ||
      s.kind === "print" ||
      s.kind === "return" ||
      callsSubprogram(s) ||
      bodiesOf(s).some(hasEffect),
  );
}

/** A call of a subprogram, which unlike a routine of the runtime may reject or print and still matter when nobody reads its results. */
export const callsSubprogram = (s: Statement): boolean => s.kind === "kernel" && typeof s.kernel !== "string";

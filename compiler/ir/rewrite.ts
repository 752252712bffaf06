// Rebuilding statements with some expressions, locals or buffers replaced. One recursion over the nodes serves every pass that renames,
// substitutes or clones.

import { internalError } from "../diagnostics/internal-error.ts";
import { select } from "./build.ts";
import type { Buffer, Expr, KernelArg, Local, MessagePart, Place, Statement, View } from "./mir.ts";

export interface Rewriting {
  /** Replacement of a reference to a local; undefined keeps it. Where a local must stay a local (set, accumulate), the result must be a `ref`. */
  readonly ref?: (local: Local) => Expr | undefined;
  readonly buffer?: (buffer: Buffer) => Buffer | undefined;
  /** Replacement of a declared local (let, var, loop index, kernel result). */
  readonly declared?: (local: Local) => Local;
}

export function rewriteExpr(expr: Expr, how: Rewriting): Expr {
  switch (expr.kind) {
    case "ref":
      return how.ref?.(expr.local) ?? expr;
    case "load":
      return {
        ...expr,
        buffer: how.buffer?.(expr.buffer) ?? expr.buffer,
        index: expr.index.map((i) => rewriteExpr(i, how)),
      };
    case "op":
      return { ...expr, args: expr.args.map((arg) => rewriteExpr(arg, how)) };
    case "select":
      return select(
        rewriteExpr(expr.condition, how),
        rewriteExpr(expr.then, how),
        rewriteExpr(expr.otherwise, how),
      );
    default:
      return expr;
  }
}

export function rewriteStatements(statements: readonly Statement[], how: Rewriting): Statement[] {
  return statements.map((s) => rewriteStatement(s, how));
}

export function rewriteStatement(s: Statement, how: Rewriting): Statement {
  const expr = (e: Expr): Expr => rewriteExpr(e, how);
  const body = (b: readonly Statement[]): Statement[] => rewriteStatements(b, how);
  const view = (v: View): View => ({ buffer: how.buffer?.(v.buffer) ?? v.buffer, index: v.index.map(expr) });
  const declared = (local: Local): Local => how.declared?.(local) ?? local;
  switch (s.kind) {
    case "let":
      return { ...s, local: declared(s.local), value: expr(s.value) };
    case "var":
      return { ...s, local: declared(s.local), initial: s.initial === null ? null : expr(s.initial) };
    case "set":
      return { ...s, local: writtenLocal(s.local, how), value: expr(s.value) };
    case "store":
      return { ...s, ...view(s), value: expr(s.value) };
    case "accumulate":
      return { ...s, into: place(s.into, how), value: expr(s.value) };
    case "fill":
      return { ...s, view: view(s.view), count: expr(s.count), value: expr(s.value) };
    case "copy":
      return { ...s, to: view(s.to), from: view(s.from), count: expr(s.count) };
    case "each":
      return { ...s, index: declared(s.index), count: expr(s.count), body: body(s.body) };
    case "for":
      return { ...s, index: declared(s.index), from: expr(s.from), to: expr(s.to), body: body(s.body) };
    case "loop":
    case "region":
      return { ...s, body: body(s.body) };
    case "exitIf":
      return { ...s, condition: expr(s.condition) };
    case "if":
      return { ...s, condition: expr(s.condition), then: body(s.then), otherwise: body(s.otherwise) };
    case "kernel":
      return {
        ...s,
        result: s.result === null ? null : declared(s.result),
        args: s.args.map((arg): KernelArg => {
          if (arg.kind === "absent") return arg;
          if (arg.kind === "callback") return { ...arg, captures: arg.captures.map(view) };
          return arg.kind === "scalar"
            ? { ...arg, value: expr(arg.value) }
            : { ...arg, view: view(arg.view) };
        }),
      };
    case "push":
    case "return":
      return { ...s, value: expr(s.value) };
    case "pop":
      return { ...s, local: declared(s.local) };
    case "check":
      return { ...s, condition: expr(s.condition), message: message(s.message, how) };
    case "reject":
    case "print":
      return { ...s, message: message(s.message, how) };
  }
}

function place(into: Place, how: Rewriting): Place {
  if (into.kind === "local") return { ...into, local: writtenLocal(into.local, how) };
  return {
    ...into,
    buffer: how.buffer?.(into.buffer) ?? into.buffer,
    index: into.index.map((i) => rewriteExpr(i, how)),
  };
}

function writtenLocal(local: Local, how: Rewriting): Local {
  const replaced = how.ref?.(local);
  if (replaced === undefined) return local;
  return replaced.kind === "ref"
    ? replaced.local
    : internalError(`${local.name} is written and cannot become a value`);
}

function message(parts: readonly MessagePart[], how: Rewriting): MessagePart[] {
  return parts.map((part) => {
    if (typeof part === "string") return part;
    if (part.kind !== "contents") return rewriteExpr(part, how);
    return {
      ...part,
      view: {
        buffer: how.buffer?.(part.view.buffer) ?? part.view.buffer,
        index: part.view.index.map((i) => rewriteExpr(i, how)),
      },
      dims: part.dims.map((d) => rewriteExpr(d, how)),
    };
  });
}

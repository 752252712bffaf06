// What a program over tensors mentions of the world outside it: the names that its own must not hide.

import type { Statement } from "../../ir/mir.ts";
import { mentionedBy, mentionedByExpr } from "../mentions.ts";
import type { Named } from "../names.ts";
import type { Argument, Constant, TensorProgram, TensorStatement } from "./program.ts";

export function mentionedByProgram({ body, cells }: TensorProgram): ReadonlySet<Named> {
  const found = new Set<Named>();
  for (const buffer of cells) for (const dim of buffer.dims) mentionedByExpr(dim, found);
  for (const s of body) statement(s, found);
  return found;
}

function statement(s: TensorStatement, found: Set<Named>): void {
  switch (s.kind) {
    case "declare":
    case "assign":
      return argument(s.value, found);
    case "do":
      return argument(s.action, found);
    case "host":
      return void mentionedBy([s.statement], found);
    case "loop":
      mentionedBy([withoutBody(s.loop)], found);
      return s.body.forEach((inner) => statement(inner, found));
    case "if":
      mentionedByExpr(s.condition, found);
      return [...s.then, ...s.otherwise].forEach((inner) => statement(inner, found));
    case "region":
      return s.body.forEach((inner) => statement(inner, found));
  }
}

const withoutBody = (loop: Extract<Statement, { body: readonly Statement[] }>): Statement => ({
  ...loop,
  body: [],
});

function argument(a: Argument, found: Set<Named>): void {
  switch (a.kind) {
    case "host":
      return void mentionedByExpr(a.value, found);
    case "name":
      return void found.add(a.local);
    case "constant":
      return constant(a.constant, found);
    case "tf":
    case "runtime":
    case "elementwise":
      return a.args.forEach((arg) => argument(arg, found));
    case "cells":
      found.add(a.buffer);
      return a.args.forEach((arg) => argument(arg, found));
    case "choice":
      mentionedByExpr(a.condition, found);
      return [a.then, a.otherwise].forEach((side) => argument(side, found));
    case "shape":
      return a.sizes.forEach((size) => void mentionedByExpr(size, found));
    case "buffer":
      return void found.add(a.buffer);
    case "part":
      found.add(a.buffer);
      mentionedByExpr(a.count, found);
      return argument(a.start, found);
    case "text":
  }
}

function constant(c: Constant, found: Set<Named>): void {
  if (c.isBound) found.add(c.local);
  else for (const e of [c.value, ...c.shape]) mentionedByExpr(e, found);
}

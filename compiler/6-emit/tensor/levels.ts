// Which variables hold a number per draw: those that depend on `q`, directly, through an array, or because a choice that depends on it
// decides whether they are set; and variables that change inside a loop that became a dimension. A fixed point, like any such question.

import type { Expr, Model, Statement } from "../../ir/mir.ts";
import { type Storage, writtenBy } from "../../ir/effects.ts";
import { expressionsOf, someExpr, viewsOf } from "../../ir/walk.ts";

export type TensorStorage = ReadonlySet<Storage>;

export const mentionsAny = (e: Expr, storage: ReadonlySet<Storage>): boolean =>
  someExpr(
    e,
    (node) =>
      (node.kind === "ref" && storage.has(node.local)) || (node.kind === "load" && storage.has(node.buffer)),
  );

/** `axes`: the loops that are dimensions, as far as decided. */
export function tensorStorage(
  { q, target }: Pick<Model, "q" | "target">,
  body: readonly Statement[],
  axes: ReadonlySet<Statement>,
): TensorStorage {
  const found = new Set<Storage>([q, target]);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const s of body) spreadFrom(s, found, axes, false);
  }
  return found;
}

/** `isVarying`: whether the statement runs is decided by tensors, or it runs once per element of a dimension. */
function spreadFrom(
  s: Statement,
  found: Set<Storage>,
  axes: ReadonlySet<Statement>,
  isVarying: boolean,
): void {
  const depends = (e: Expr): boolean => mentionsAny(e, found);
  switch (s.kind) {
    case "let":
      if (depends(s.value)) found.add(s.local);
      return;
    case "var":
      if (isVarying || (s.initial !== null && depends(s.initial))) found.add(s.local);
      return;
    case "set":
    case "store":
    case "accumulate":
    case "fill":
    case "copy":
    case "kernel": {
      const read = s.kind === "copy" && found.has(s.from.buffer);
      const handed =
        s.kind === "kernel" &&
        s.args.some((arg) => arg.kind !== "out" && viewsOf(arg).some((view) => found.has(view.buffer)));
      if (!isVarying && !read && !handed && !expressionsOf(s).some(depends)) return;
      for (const storage of writtenBy([s])) found.add(storage);
      if (s.kind === "kernel" && s.result !== null) found.add(s.result);
      return;
    }
    case "if": {
      const varies = isVarying || depends(s.condition);
      for (const inner of [...s.then, ...s.otherwise]) spreadFrom(inner, found, axes, varies);
      return;
    }
    case "each":
    case "for":
    case "loop":
    case "region":
      for (const inner of s.body) spreadFrom(inner, found, axes, isVarying || axes.has(s));
      return;
    default:
  }
}

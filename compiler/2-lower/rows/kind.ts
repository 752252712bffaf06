// How a value depends on the rows of the data, if any subset of the rows were bound in place of all: the question behind minibatches. What is
// not provably made row by row is `mixed`, with the reason that a user will read.

import type { VariableSymbol } from "../../ir/typed-ast.ts";

export type Kind =
  /** The same for every subset. */
  | { readonly kind: "free" }
  /** The number of rows. */
  | { readonly kind: "size" }
  /** The position of the row that the loop is at. */
  | { readonly kind: "index"; readonly loop: VariableSymbol }
  /** Made of the one row that the loop is at. */
  | { readonly kind: "row"; readonly loop: VariableSymbol }
  /** A container with an entry per row (of a matrix: a row per row), each made of its own row. */
  | { readonly kind: "rows" }
  /** A sum over rows of values, each made of its own row. */
  | { readonly kind: "sum" }
  | { readonly kind: "mixed"; readonly why: string };

export const FREE: Kind = { kind: "free" };
export const ROWS: Kind = { kind: "rows" };
export const SUM: Kind = { kind: "sum" };
export const mixed = (why: string): Kind => ({ kind: "mixed", why });

/** Of a function of values that keeps no row apart from others by itself; `text` is what a reason quotes. */
export function together(kinds: readonly Kind[], text: string): Kind {
  // What mixed the rows first says more than what became of it.
  const known = kinds.find(({ kind }) => kind === "mixed");
  if (known !== undefined) return known;
  let loop: VariableSymbol | null = null;
  for (const one of kinds) {
    switch (one.kind) {
      case "free":
        continue;
      case "mixed":
        return one;
      case "size":
        return mixed(`${text} uses the number of rows`);
      case "index":
        return mixed(`${text} uses the position of a row`);
      case "rows":
      case "sum":
        return mixed(`${text} combines all rows`);
      case "row":
        if (loop !== null && loop !== one.loop) return mixed(`${text} combines two rows`);
        loop = one.loop;
    }
  }
  return loop === null ? FREE : { kind: "row", loop };
}

/** What a variable is after an assignment, given what it was before. */
export function joined(before: Kind | undefined, after: Kind, name: string): Kind {
  if (before === undefined || before.kind === "free")
    return before === undefined ? after : fromFree(after, name);
  if (before.kind === "mixed" || sameKind(before, after)) return before;
  if (after.kind === "free" && before.kind === "row") return before;
  return after.kind === "mixed" ? after : mixed(`${name} is assigned in several ways`);
}

function fromFree(after: Kind, name: string): Kind {
  return after.kind === "sum" ? mixed(`${name} is assigned in several ways`) : after;
}

export function sameKind(a: Kind, b: Kind): boolean {
  if (a.kind === "row" || a.kind === "index") return b.kind === a.kind && b.loop === a.loop;
  return a.kind === b.kind;
}

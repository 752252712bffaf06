// Sums as lists of terms.

import type { Expr } from "../ir/mir.ts";

/** The terms of a sum, so that each can be hoisted or scaled on its own. */
export function addends(expr: Expr): { term: Expr; negative: boolean }[] {
  const found: { term: Expr; negative: boolean }[] = [];
  const pending: { term: Expr; negative: boolean }[] = [{ term: expr, negative: false }];
  while (pending.length > 0) {
    const { term, negative } = pending.pop()!;
    if (term.kind === "op" && (term.op === "add" || term.op === "sub"))
      pending.push(
        { term: term.args[1]!, negative: negative !== (term.op === "sub") },
        { term: term.args[0]!, negative },
      );
    else if (term.kind === "op" && term.op === "neg")
      pending.push({ term: term.args[0]!, negative: !negative });
    else found.push({ term, negative });
  }
  return found;
}

// The statements of one block in order, whatever regions stand around them: regions are for comments and are no blocks of their own.

import type { Statement } from "../ir/mir.ts";

export const leavesOf = (body: readonly Statement[]): readonly Statement[] =>
  body.flatMap((s) => (s.kind === "region" ? leavesOf(s.body) : [s]));

/** The block with some of its leaves replaced. */
export function rebuilt(
  body: readonly Statement[],
  changes: ReadonlyMap<Statement, readonly Statement[]>,
): readonly Statement[] {
  if (changes.size === 0) return body;
  return body.flatMap((s): readonly Statement[] => {
    if (s.kind !== "region") return changes.get(s) ?? [s];
    const inside = rebuilt(s.body, changes);
    return inside.length === 0 ? [] : [{ ...s, body: inside }];
  });
}

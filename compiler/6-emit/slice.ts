// The part of a program that computes given values: for a bound like `real<upper = 1 - sum(a)>`, whose value the log density computes on
// its way. Walks backwards and keeps what writes something needed; checks and whatever else has no result is left out.

import type { Statement } from "../ir/mir.ts";
import { bodiesOf, mapBodies, writesOf } from "../ir/walk.ts";
import { mentionedBy } from "./mentions.ts";
import type { Named } from "./names.ts";

/** Statements of `program` that determine `wanted`; `given` is known already. `wanted` grows to all that they need. */
export function sliceFor(
  program: readonly Statement[],
  wanted: Set<Named>,
  given: ReadonlySet<Named>,
): readonly Statement[] {
  let before = -1;
  let slice: readonly Statement[] = [];
  while (before !== wanted.size) {
    before = wanted.size;
    slice = backwards(program, wanted, given);
  }
  return slice;
}

function backwards(
  program: readonly Statement[],
  wanted: Set<Named>,
  given: ReadonlySet<Named>,
): Statement[] {
  const kept: Statement[] = [];
  for (const s of [...program].reverse()) {
    const { locals, buffers } = writesOf([s]);
    const needed = [...locals, ...buffers].some((object) => wanted.has(object) && !given.has(object));
    if (!needed) continue;
    if (s.kind === "region") {
      kept.unshift(...backwards(s.body, wanted, given));
      continue;
    }
    const trimmed =
      bodiesOf(s).length === 0 ? s : mapBodies(s, (body) => body.filter((inner) => inner.kind !== "check"));
    for (const object of mentionedBy([trimmed])) if (!given.has(object)) wanted.add(object);
    kept.unshift(trimmed);
  }
  return kept;
}

// What reverse mode does with adjoints that serve several values, said shorter. An adjoint is taken, set to zero and added to again:
// `a = x; x = 0; ...; x += e` is `...; x = e` where nothing between looks at x. And zeros that nobody reads before the next
// evaluation starts with zeros are not written.

import * as build from "../ir/build.ts";
import { declaredIn, readBy, writtenBy, type Storage } from "../ir/effects.ts";
import type { Buffer, Expr, Statement } from "../ir/mir.ts";
import { accessesOf } from "../ir/sites.ts";
import { mapBodies, someExpr } from "../ir/walk.ts";
import { leavesOf, rebuilt } from "./leaves.ts";
import { sameCellOfIteration } from "./parallel.ts";

/** In every block: zeros that the next addition makes unnecessary. */
export function mergeResets(given: readonly Statement[]): readonly Statement[] {
  const body = given.map((s) => mapBodies(s, s.kind === "region" ? insideOf : mergeResets));
  const leaves = leavesOf(body);
  const changes = new Map<Statement, readonly Statement[]>();
  leaves.forEach((reset, at) => {
    if (!isReset(reset)) return;
    const next = leaves.slice(at + 1).find((s) => touches(s, reset));
    const value = next === undefined ? null : addedToPlace(next, reset);
    if (value === null) return;
    changes.set(reset, []);
    changes.set(next!, [{ ...reset, value }]);
  });
  return rebuilt(body, changes);
}

/** Regions are no blocks: their statements are merged with those around, what stands in their loops by itself. */
const insideOf = (body: readonly Statement[]): readonly Statement[] =>
  body.map((s) => mapBodies(s, s.kind === "region" ? insideOf : mergeResets));

type Reset = Extract<Statement, { kind: "set" | "store" }>;

const isReset = (s: Statement): s is Reset =>
  (s.kind === "set" || s.kind === "store") && build.isNumber(s.value, 0);

const placeOf = (s: Reset): Storage => (s.kind === "set" ? s.local : s.buffer);

/** What `s` adds to exactly that place, or null. */
function addedToPlace(s: Statement, reset: Reset): Expr | null {
  if (s.kind !== "accumulate" || readBy([s]).has(placeOf(reset))) return null;
  if (reset.kind === "set") return s.into.kind === "local" && s.into.local === reset.local ? s.value : null;
  const { into } = s;
  if (into.kind !== "cell" || into.buffer !== reset.buffer || into.index.length !== reset.index.length)
    return null;
  return into.index.every((e, d) => build.sameExpr(e, reset.index[d]!)) ? s.value : null;
}

/** The statement may read or write the place, or change where it is. */
function touches(s: Statement, reset: Reset): boolean {
  if (reset.kind === "set") return readBy([s]).has(reset.local) || writtenBy([s]).has(reset.local);
  const changed = writtenBy([s], new Set<Storage>(declaredIn([s])));
  if (
    reset.index.some((e) =>
      someExpr(e, (x) => (x.kind === "ref" && changed.has(x.local)) || x.kind === "load"),
    )
  )
    return true;
  return accessesTo(s, reset.buffer).some((index) => !isElsewhere(index, reset.index));
}

/** Where the statement touches the array; null for an unknown part of it. */
function accessesTo(s: Statement, buffer: Buffer): readonly (readonly Expr[] | null)[] {
  const { reads, writes } = accessesOf([s]);
  return [...(reads.get(buffer) ?? []), ...(writes.get(buffer) ?? [])].map(({ index }) => index);
}

const isElsewhere = (index: readonly Expr[] | null, place: readonly Expr[]): boolean =>
  index !== null &&
  index.some((e, d) => {
    const other = place[d];
    return e.kind === "int" && other?.kind === "int" && e.value !== other.value;
  });

// -------------------------------------------------------------------------------------------------------------- last zeros

/** Without the zeros at the end of the program. Arrays start at zero in every evaluation, or the zeros stay. */
export function dropLastResets(body: readonly Statement[]): readonly Statement[] {
  const leaves = leavesOf(body);
  const changes = new Map<Statement, readonly Statement[]>();
  const later: Statement[] = [];
  for (const s of [...leaves].reverse()) {
    const isLast =
      onlyResets(s) &&
      clearedBy(s).every((place) => isUnread(place, s, later) && startsAtZero(place, leaves));
    const shorter = isLast ? [] : [withoutLastZeros(s, later, leaves)];
    if (shorter[0] !== s) changes.set(s, shorter);
    if (!isLast) later.push(s);
  }
  return rebuilt(body, changes);
}

/** A loop whose iterations have cells of their own: zeros that the rest of an iteration does not look at. */
function withoutLastZeros(
  s: Statement,
  later: readonly Statement[],
  leaves: readonly Statement[],
): Statement {
  if (s.kind !== "each" && s.kind !== "for") return s;
  const { reads, writes } = accessesOf([s]);
  const isOwn = (buffer: Buffer): boolean =>
    startsAtZero(buffer, leaves) &&
    sameCellOfIteration([...(reads.get(buffer) ?? []), ...(writes.get(buffer) ?? [])], s.index);
  const inside = leavesOf(s.body);
  const changes = new Map<Statement, readonly Statement[]>();
  inside.forEach((inner, at) => {
    if (inner.kind !== "store" || !isReset(inner) || !isOwn(inner.buffer)) return;
    if ([...inside.slice(at + 1), ...later].every((after) => !touches(after, inner))) changes.set(inner, []);
  });
  return changes.size === 0 ? s : { ...s, body: rebuilt(s.body, changes) };
}

/** A statement that does nothing but write zeros. */
function onlyResets(s: Statement): boolean {
  if (s.kind === "each" || s.kind === "for") return s.body.every(onlyResets);
  if (s.kind === "fill") return build.isNumber(s.value, 0);
  return isReset(s);
}

const clearedBy = (s: Statement): readonly Storage[] => [...writtenBy([s])];

function isUnread(place: Storage, s: Statement, later: readonly Statement[]): boolean {
  return later.every((after) =>
    s.kind === "store"
      ? !touches(after, s as Reset)
      : !readBy([after]).has(place) && !writtenBy([after]).has(place),
  );
}

/** The first thing that happens to the array is that it is filled. */
function startsAtZero(place: Storage, leaves: readonly Statement[]): boolean {
  if (place.kind === "local") return true;
  if (place.lifetime !== "call") return false;
  const first = leaves.find((s) => readBy([s]).has(place) || writtenBy([s]).has(place));
  return first?.kind === "fill" && first.view.index.length === 0;
}

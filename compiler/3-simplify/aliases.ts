// `a = x` with a variable x that keeps its value while `a` is used says nothing new: x stands for it. Values saved for the reverse sweep
// are saved where they arise then, before the variable changes.

import * as build from "../ir/build.ts";
import { readBy, writtenBy } from "../ir/effects.ts";
import type { Local, Statement } from "../ir/mir.ts";
import { rewriteStatement } from "../ir/rewrite.ts";
import { bodiesOf, mapBodies, someExpr } from "../ir/walk.ts";
import { leavesOf, rebuilt } from "./leaves.ts";

export function foldAliases(given: readonly Statement[]): readonly Statement[] {
  let body: readonly Statement[] = given.map((s) =>
    mapBodies(s, s.kind === "region" ? insideOf : foldAliases),
  );
  for (const s of leavesOf(body))
    if (s.kind === "let" && s.value.kind === "ref") body = foldOne(body, s, s.value.local);
  return body;
}

const insideOf = (body: readonly Statement[]): readonly Statement[] =>
  body.map((s) => mapBodies(s, s.kind === "region" ? insideOf : foldAliases));

type Let = Extract<Statement, { kind: "let" }>;

function foldOne(body: readonly Statement[], alias: Let, original: Local): readonly Statement[] {
  const leaves = leavesOf(body);
  const start = leaves.indexOf(alias);
  if (start < 0) return body;
  const uses = leaves.slice(start + 1).filter((s) => readBy([s]).has(alias.local));
  const written = leaves.slice(start + 1).find((s) => writtenBy([s]).has(original));
  const end = written === undefined ? Infinity : leaves.indexOf(written);
  const late = uses.filter((s) => leaves.indexOf(s) > end || (s === written && bodiesOf(s).length > 0));
  if (!late.every((s) => isSave(s, leaves))) return body;
  const ref = (local: Local) => (local === alias.local ? build.ref(original) : undefined);
  const changes = new Map<Statement, readonly Statement[]>();
  for (const s of uses) changes.set(s, late.includes(s) ? [] : [rewriteStatement(s, { ref })]);
  changes.set(
    alias,
    late.map((s) => rewriteStatement(s, { ref })),
  );
  return rebuilt(body, changes);
}

/** A value put away: into an array that nothing else in the block touches, at a place that only loops decide. */
function isSave(s: Statement, leaves: readonly Statement[]): boolean {
  if (s.kind !== "store" || s.value.kind !== "ref") return false;
  const others = leaves.filter((other) => other !== s);
  if (others.some((other) => readBy([other]).has(s.buffer) || writtenBy([other]).has(s.buffer))) return false;
  const declared = new Set(leaves.flatMap((leaf) => ("local" in leaf ? [leaf.local] : [])));
  return !s.index.some((e) =>
    someExpr(e, (x) => x.kind === "load" || (x.kind === "ref" && declared.has(x.local))),
  );
}

// ------------------------------------------------------------------------------------------------------------------ early sets

/** `a = e; ...; x = a` as `x = e`, where nothing between looks at x and nothing else at a. */
export function setEarly(given: readonly Statement[]): readonly Statement[] {
  const body = given.map((s) => mapBodies(s, s.kind === "region" ? setEarlyInside : setEarly));
  const leaves = leavesOf(body);
  const changes = new Map<Statement, readonly Statement[]>();
  leaves.forEach((s, at) => {
    if (s.kind !== "set" || s.value.kind !== "ref") return;
    const { local } = s.value;
    const start = leaves.findIndex((other) => other.kind === "let" && other.local === local);
    if (start < 0 || start > at || local.isTemporary !== true) return;
    const uses = leaves.filter((other) => readBy([other]).has(local));
    const between = leaves.slice(start + 1, at);
    if (
      uses.length > 1 ||
      between.some((other) => readBy([other]).has(s.local) || writtenBy([other]).has(s.local))
    )
      return;
    changes.set(leaves[start]!, [{ ...s, value: (leaves[start] as Let).value }]);
    changes.set(s, []);
  });
  return rebuilt(body, changes);
}

const setEarlyInside = (body: readonly Statement[]): readonly Statement[] =>
  body.map((s) => mapBodies(s, s.kind === "region" ? setEarlyInside : setEarly));

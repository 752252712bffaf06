// A dear value inside nested loops that depends on the inner indices only is the same in every turn of the outer loop: it is computed
// once per inner index, into an array, before the outer loop. log(P[j, k]) in a loop over time costs K^2 logarithms then, not T K^2.
// Expects normal form.

import * as build from "../ir/build.ts";
import { opCost } from "../ir/cost.ts";
import { declaredIn, writtenBy, type Storage } from "../ir/effects.ts";
import type { Expr, Local, Statement } from "../ir/mir.ts";
import { arrayOf } from "../ir/naming.ts";
import type { Frame } from "../ir/sites.ts";
import { mapBodies, someExpr, visitExpr } from "../ir/walk.ts";
import { Nests } from "./nests.ts";

type Loop = Extract<Statement, { kind: "each" | "for" }>;
type Let = Extract<Statement, { kind: "let" }>;

/** Below this an array costs more than it saves. */
const DEAR = 8;

export function moveInvariantArrays(body: readonly Statement[]): readonly Statement[] {
  return moveFrom(body, declaredIn(body));
}

function moveFrom(body: readonly Statement[], own: ReadonlySet<Local>): readonly Statement[] {
  const inside = (b: readonly Statement[]): readonly Statement[] => moveFrom(b, own);
  return body.flatMap((s): readonly Statement[] => {
    if (s.kind !== "each" && s.kind !== "for") return [mapBodies(s, inside)];
    const { loop, before } = outOf(s, own);
    return [...before, mapBodies(loop, inside)];
  });
}

interface Moving {
  /** What changes from one turn of the outer loop to the next. */
  readonly varying: ReadonlySet<Storage>;
  /** Names of the whole program: a size that mentions one is not known when data are bound. */
  readonly own: ReadonlySet<Local>;
  /** Names of the inner loops that do not change with the outer one. */
  readonly definitions: Map<Local, Let>;
  readonly nests: Nests;
}

function outOf(outer: Loop, own: ReadonlySet<Local>): { loop: Loop; before: readonly Statement[] } {
  const varying = new Set<Storage>([...writtenBy(outer.body), outer.index, ...declaredIn(outer.body)]);
  const definitions: Moving["definitions"] = new Map();
  const moving: Moving = { varying, own, definitions, nests: new Nests(definitions) };
  const body = walk(outer.body, [], moving);
  return { loop: { ...outer, body }, before: moving.nests.statements };
}

function walk(body: readonly Statement[], inner: readonly Frame[], moving: Moving): readonly Statement[] {
  return body.map((s) => {
    if (s.kind === "let") {
      if (!isInvariant(s.value, inner, moving)) return s;
      const moved = inner.length > 0 && isDear(s.value) ? asArray(s, inner, moving) : null;
      moving.definitions.set(s.local, s);
      return moved ?? s;
    }
    if (s.kind === "region") return mapBodies(s, (b) => walk(b, inner, moving));
    if (s.kind === "each" || s.kind === "for")
      return mapBodies(s, (b) => walk(b, [...inner, { statement: s, branch: 0 }], moving));
    // Under a condition the value may never be needed.
    return s;
  });
}

const isDear = (value: Expr): boolean => value.kind === "op" && opCost(value.op) >= DEAR;

function isInvariant(value: Expr, inner: readonly Frame[], { varying, definitions }: Moving): boolean {
  const indices = new Set(inner.map(({ statement }) => (statement as Loop).index));
  return !someExpr(value, (e) => {
    if (e.kind === "load") return varying.has(e.buffer);
    return e.kind === "ref" && varying.has(e.local) && !indices.has(e.local) && !definitions.has(e.local);
  });
}

function asArray(s: Let, inner: readonly Frame[], moving: Moving): Statement | null {
  const needs = definitionsFor(s, moving);
  const used = inner.filter(({ statement }) =>
    [...needs, s].some((n) => mentions(n.value, (statement as Loop).index)),
  );
  if (used.length === 0) return null;
  const loops = used.map(({ statement }) => statement as Loop);
  const extents = loops.map((l) => (l.kind === "each" ? l.count : build.isub(l.to, l.from)));
  const indices = loops.map((l) =>
    l.kind === "each" ? build.ref(l.index) : build.isub(build.ref(l.index), l.from),
  );
  // Sizes must be known when data are bound.
  if (
    extents.some((e) =>
      someExpr(e, (x) => x.kind === "load" || (x.kind === "ref" && moving.own.has(x.local))),
    )
  )
    return null;
  const array = build.buffer(
    arrayOf(
      s.local.name,
      loops.map((l) => l.index),
    ),
    "f64",
    extents,
    "call",
  );
  moving.nests.add(used, needs, { kind: "store", buffer: array, index: indices, value: s.value });
  return { ...s, value: build.load(array, indices) };
}

function definitionsFor(s: Let, { definitions }: Moving): Let[] {
  const found = new Set<Local>();
  const visit = (value: Expr): void =>
    visitExpr(value, (e) => {
      const definition = e.kind === "ref" ? definitions.get(e.local) : undefined;
      if (definition === undefined || found.has(definition.local)) return;
      visit(definition.value);
      found.add(definition.local);
    });
  visit(s.value);
  return [...found].map((local) => definitions.get(local)!);
}

const mentions = (e: Expr, local: Local): boolean =>
  someExpr(e, (x) => x.kind === "ref" && x.local === local);

// Work that needs data only moves from the log density to `prepareData`, where it runs once per bound model: values, whole arrays,
// checks, and what such statements add to the target (one number, `constant`). Inside loops over data, values that cost more than
// a load become an array computed ahead. Expects normal form.

import * as build from "../ir/build.ts";
import type { Storage } from "../ir/effects.ts";
import { costOf } from "../ir/cost.ts";
import type { Buffer, Expr, Local, Model, Statement } from "../ir/mir.ts";
import { arrayOf, nameFor } from "../ir/naming.ts";
import { rewriteStatement, rewriteStatements } from "../ir/rewrite.ts";
import type { Frame } from "../ir/sites.ts";
import { mapBodies, someExpr, visitExpr, expressionsOf, visitStatements } from "../ir/walk.ts";
import { callsSubprogram, ownWrites } from "../ir/effects.ts";
import { findDataLevel, type DataLevel } from "./data-level.ts";
import { Nests } from "./nests.ts";

/** In multiplications: a division and anything dearer is worth an array of its own. */
const WORTH_AN_ARRAY = 4;

export function hoistToBind(model: Model): Model {
  const level = findDataLevel(model.logJoint, model.target);
  const kept: Hoisting["kept"] = new Map();
  const hoisting: Hoisting = {
    level,
    target: model.target,
    constant: build.local("constant", "real"),
    nests: new Nests(kept),
    kept,
    arrays: new Map(),
    addsConstant: false,
  };
  const rest = hoistBlock(model.logJoint, [], hoisting);
  const body = replaceDearValues(rest, [], hoisting);
  const prepared = hoisting.nests.statements;
  const declared: Statement[] = hoisting.addsConstant
    ? [{ kind: "var", local: hoisting.constant, initial: build.num(0) }]
    : [];
  const start: Statement[] = hoisting.addsConstant
    ? [build.accumulateLocal(model.target, build.ref(hoisting.constant))]
    : [];
  const bound = bindBuffers([...model.prepareData, ...declared, ...prepared], [...start, ...body], level);
  // Functions called back in what moved see the blocks under their new names.
  const subprograms = model.subprograms.map((s) => ({ ...s, body: bound.renamed(s.body) }));
  return { ...model, prepareData: bound.prepareData, logJoint: bound.logJoint, subprograms };
}

export interface Hoisting {
  readonly level: DataLevel;
  readonly target: Local;
  readonly constant: Local;
  readonly nests: Nests;
  /** Data-level names that stay in loops because they depend on the loop: clones of these go where they are needed. */
  readonly kept: Map<Local, Statement & { kind: "let" }>;
  readonly arrays: Map<Local, Buffer>;
  addsConstant: boolean;
}

function hoistBlock(body: readonly Statement[], frames: readonly Frame[], hoisting: Hoisting): Statement[] {
  const out: Statement[] = [];
  for (const original of body) {
    if (tryHoist(original, frames, hoisting)) continue;
    const s = multiplyByReciprocal(original, frames, hoisting, out);
    const inside = hoistInside(s, frames, hoisting);
    if (inside !== null) out.push(inside);
  }
  return out;
}

/** `x / d[n]` with data d: the reciprocals are data too, so each evaluation multiplies. */
function multiplyByReciprocal(
  s: Statement,
  frames: readonly Frame[],
  hoisting: Hoisting,
  out: Statement[],
): Statement {
  if (s.kind !== "let" && s.kind !== "set" && s.kind !== "store" && s.kind !== "accumulate") return s;
  if (s.value.kind !== "op" || s.value.op !== "div") return s;
  const [numerator, divisor] = s.value.args as [Expr, Expr];
  if (divisor.kind !== "ref" || !hoisting.kept.has(divisor.local) || !hoisting.level.isDataPath(frames))
    return s;
  const value = build.div(build.num(1), divisor);
  const inverse: Statement = { kind: "let", local: build.temporary(nameFor(value), "real"), value };
  hoisting.kept.set(inverse.local, inverse);
  out.push(inverse);
  return { ...s, value: build.mul(numerator, build.ref(inverse.local)) };
}

function hoistInside(s: Statement, frames: readonly Frame[], hoisting: Hoisting): Statement | null {
  switch (s.kind) {
    case "region":
    case "each":
    case "for":
    case "loop": {
      const around = s.kind === "region" ? frames : [...frames, { statement: s, branch: 0 }];
      const body = hoistBlock(s.body, around, hoisting);
      return body.length === 0 ? null : { ...s, body };
    }
    case "if": {
      const then = hoistBlock(s.then, [...frames, { statement: s, branch: 0 }], hoisting);
      const otherwise = hoistBlock(s.otherwise, [...frames, { statement: s, branch: 1 }], hoisting);
      return then.length + otherwise.length === 0 ? null : { ...s, then, otherwise };
    }
    default:
      return s;
  }
}

/** True when the statement now stands in `prepareData`. */
function tryHoist(s: Statement, frames: readonly Frame[], hoisting: Hoisting): boolean {
  const { level, nests } = hoisting;
  switch (s.kind) {
    case "let": {
      if (!level.isData(s.local)) return false;
      if (dependsOnLoop(s.value, hoisting, frames)) {
        hoisting.kept.set(s.local, s);
        return false;
      }
      nests.add([], [], s);
      return true;
    }
    case "accumulate":
      if (s.into.kind === "local" && s.into.local === hoisting.target) {
        // A program that reads its target must find there what was added before.
        if (level.accesses.reads.has(hoisting.target)) return false;
        if (!level.isDataExpr(s.value) || !level.isDataPath(frames)) return false;
        hoisting.addsConstant = true;
        nests.add(frames, needed(s, hoisting), build.accumulateLocal(hoisting.constant, s.value));
        return true;
      }
      return moveWhole(s, frames, hoisting);
    case "var":
    case "set":
    case "store":
    case "fill":
    case "copy":
    case "kernel":
      return moveWhole(s, frames, hoisting);
    case "check":
      if (!level.isDataExpr(s.condition) || !level.isDataPath(frames)) return false;
      if (
        s.message.some(
          (part) => typeof part !== "string" && part.kind !== "contents" && !level.isDataExpr(part),
        )
      )
        return false;
      nests.add(frames, needed(s, hoisting), s);
      return true;
    default:
      return false;
  }
}

function moveWhole(s: Statement, frames: readonly Frame[], hoisting: Hoisting): boolean {
  const { level, nests } = hoisting;
  const results: Storage[] = [...ownWrites(s)];
  if (s.kind === "var") results.push(s.local);
  if (s.kind === "kernel" && s.result !== null) results.push(s.result);
  // A subprogram without results is called for its effects.
  if (results.length === 0 && callsSubprogram(s)) return false;
  if (!results.every((storage) => level.isData(storage))) return false;
  if (s.kind === "var" && frames.some((f) => f.statement.kind !== "if")) return false;
  nests.add(s.kind === "var" ? [] : frames, needed(s, hoisting), s);
  return true;
}

/** Refers, directly or through kept names, to the index of a loop around. */
function dependsOnLoop(value: Expr, hoisting: Hoisting, frames: readonly Frame[]): boolean {
  return someExpr(value, (e) => {
    if (e.kind !== "ref") return false;
    if (hoisting.kept.has(e.local)) return true;
    return frames.some(({ statement: f }) => (f.kind === "each" || f.kind === "for") && f.index === e.local);
  });
}

/** Kept names that the statement refers to, in order of definition. */
function needed(s: Statement, hoisting: Hoisting): (Statement & { kind: "let" })[] {
  const found = new Set<Local>();
  const visit = (e: Expr): void =>
    visitExpr(e, (x) => {
      if (x.kind !== "ref" || found.has(x.local)) return;
      const definition = hoisting.kept.get(x.local);
      if (definition === undefined) return;
      visit(definition.value);
      found.add(x.local);
    });
  expressionsOf(s).forEach(visit);
  return [...found].map((local) => hoisting.kept.get(local)!);
}

// ------------------------------------------------------------------------------------- dear values in loops become arrays

/** Kept names that cost more than a load and are used by statements that stay. */
function replaceDearValues(
  body: readonly Statement[],
  frames: readonly Frame[],
  hoisting: Hoisting,
): readonly Statement[] {
  const wanted = usedByTheRest(body, hoisting);
  const walk = (statements: readonly Statement[], around: readonly Frame[]): Statement[] =>
    statements.map((s) => {
      if (s.kind === "let" && wanted.has(s.local)) return asArray(s, around, hoisting) ?? s;
      if (s.kind === "if")
        return {
          ...s,
          then: walk(s.then, [...around, { statement: s, branch: 0 }]),
          otherwise: walk(s.otherwise, [...around, { statement: s, branch: 1 }]),
        };
      const next =
        s.kind === "each" || s.kind === "for" || s.kind === "loop"
          ? [...around, { statement: s, branch: 0 }]
          : around;
      return mapBodies(s, (inner) => walk(inner, next));
    });
  return walk(body, frames);
}

function usedByTheRest(body: readonly Statement[], hoisting: Hoisting): Set<Local> {
  const used = new Set<Local>();
  visitStatements(body, (s) => {
    if (s.kind === "let" && hoisting.kept.has(s.local)) return;
    for (const e of expressionsOf(s))
      visitExpr(e, (x) => {
        if (x.kind === "ref" && hoisting.kept.has(x.local)) used.add(x.local);
      });
  });
  return used;
}

function asArray(
  s: Statement & { kind: "let" },
  frames: readonly Frame[],
  hoisting: Hoisting,
): Statement | null {
  if (s.local.scalar !== "real" || totalCost(s, hoisting) < WORTH_AN_ARRAY) return null;
  const loops = frames.filter(({ statement: f }) => f.kind === "each" || f.kind === "for");
  const needs = needed(s, hoisting);
  const used = loops.filter(({ statement: f }) =>
    [...needs, s].some((n) => mentions(n.value, (f as Extract<Statement, { kind: "each" }>).index)),
  );
  // A rectangle, computed whole: sizes may not depend on the loops, nor the value on a branch around.
  if (used.length === 0 || !hoisting.level.isDataPath(used)) return null;
  const extents = used.map(({ statement: f }) => extent(f as Loop));
  const indices = used.map(({ statement: f }) => position(f as Loop));
  const indicesAround = new Set(loops.map(({ statement: f }) => (f as Loop).index));
  const isKnownAhead = (size: Expr): boolean =>
    !someExpr(size, (e) => e.kind === "ref" && (indicesAround.has(e.local) || hoisting.kept.has(e.local)));
  if (!extents.every(isKnownAhead)) return null;
  const name = arrayOf(
    s.local.name,
    used.map(({ statement: f }) => (f as Loop).index),
  );
  const array = build.buffer(name, "f64", extents, "bind");
  hoisting.nests.add(used, needs, { kind: "store", buffer: array, index: indices, value: s.value });
  return { ...s, value: build.load(array, indices) };
}

type Loop = Extract<Statement, { kind: "each" | "for" }>;
const extent = (loop: Loop): Expr => (loop.kind === "each" ? loop.count : build.isub(loop.to, loop.from));
const position = (loop: Loop): Expr =>
  loop.kind === "each" ? build.ref(loop.index) : build.isub(build.ref(loop.index), loop.from);
const mentions = (e: Expr, local: Local): boolean =>
  someExpr(e, (x) => x.kind === "ref" && x.local === local);

function totalCost(s: Statement & { kind: "let" }, hoisting: Hoisting): number {
  return [...needed(s, hoisting), s].reduce((sum, n) => sum + costOf(n.value), 0);
}

// -------------------------------------------------------------------------------------------------------- buffer lifetimes

/** Buffers whose writes all moved become bind-level. */
function bindBuffers(
  prepareData: readonly Statement[],
  logJoint: readonly Statement[],
  level: DataLevel,
): {
  prepareData: readonly Statement[];
  logJoint: readonly Statement[];
  renamed: (body: readonly Statement[]) => readonly Statement[];
} {
  const renamed = new Map<Buffer, Buffer>();
  const buffer = (b: Buffer): Buffer | undefined => {
    if (b.lifetime !== "call" || !level.isData(b) || !level.accesses.writes.has(b)) return undefined;
    let bound = renamed.get(b);
    if (bound === undefined) renamed.set(b, (bound = { ...b, lifetime: "bind" }));
    return bound;
  };
  return {
    prepareData: prepareData.map((s) => rewriteStatement(s, { buffer })),
    logJoint: rewriteStatements(logJoint, { buffer }),
    renamed: (body) => rewriteStatements(body, { buffer }),
  };
}

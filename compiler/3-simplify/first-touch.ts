// Adjoints are assigned where they are first touched instead of being set to zero and added to (rule R9): `let muAdj = ...` where the first
// contribution arises, and `gradient[j] = ...` for parameters that have exactly one place.

import * as build from "../ir/build.ts";
import { readBy, writtenBy } from "../ir/effects.ts";
import type { Buffer, Expr, GradientModel, Local, Model, Parameter, Statement } from "../ir/mir.ts";
import { minus } from "../ir/linear.ts";
import { elementOf } from "../ir/naming.ts";
import { rewriteStatements } from "../ir/rewrite.ts";
import { accessesOf, type Access } from "../ir/sites.ts";
import { mapBodies, mapStatements, someExpr } from "../ir/walk.ts";

/** `var x = 0` whose first use in its block is `x += e`: the declaration moves there and takes `e`. */
export function declareAtFirstTouch(body: readonly Statement[]): readonly Statement[] {
  let current = body;
  for (const local of zeroVars(body)) current = moveDeclaration(current, local) ?? current;
  return inInnerBlocks(current);
}

/** The same in the bodies of loops and branches; a region is no block of its own. */
function inInnerBlocks(body: readonly Statement[]): readonly Statement[] {
  return body.map((s) => mapBodies(s, s.kind === "region" ? inInnerBlocks : declareAtFirstTouch));
}

function zeroVars(body: readonly Statement[]): Local[] {
  return body.flatMap((s) => {
    if (s.kind === "region") return zeroVars(s.body);
    return s.kind === "var" && s.initial !== null && build.isNumber(s.initial, 0) && s.local.scalar === "real"
      ? [s.local]
      : [];
  });
}

/** Regions are transparent: their statements stand in the same scope. Null if the first touch is not an addition in this block. */
function moveDeclaration(body: readonly Statement[], local: Local): readonly Statement[] | null {
  let state: "before" | "declared" | "done" | "failed" = "before";
  const walk = (statements: readonly Statement[]): Statement[] =>
    statements.flatMap((s): Statement[] => {
      if (state === "failed" || state === "done") return [s];
      if (s.kind === "region") return [{ ...s, body: walk(s.body) }];
      if (state === "before") {
        if (s.kind !== "var" || s.local !== local) return [s];
        state = "declared";
        return [];
      }
      if (
        s.kind === "accumulate" &&
        s.into.kind === "local" &&
        s.into.local === local &&
        !readBy([{ ...s }]).has(local)
      ) {
        state = "done";
        return [{ kind: "var", local, initial: s.value }];
      }
      if (readBy([s]).has(local) || writtenBy([s]).has(local)) state = "failed";
      return [s];
    });
  const moved = walk(body);
  return state === ("done" as typeof state) ? moved : null;
}

/** A `var` that nothing changes is a plain name. */
export function freezeVars(body: readonly Statement[]): readonly Statement[] {
  const written = writtenBy(body);
  return mapStatements(body, (s) =>
    s.kind === "var" && s.initial !== null && !written.has(s.local) ? build.letLocal(s.local, s.initial) : s,
  );
}

/** Elements of `q` are called after their parameter; where a transform stands between them, they are its free value. */
export function nameParameters(body: readonly Statement[], model: Model): readonly Statement[] {
  const { reads } = accessesOf(body);
  const renamed = new Map<Local, Local>();
  for (const access of reads.get(model.q) ?? []) {
    const s = access.statement;
    const owner = model.parameters.find((p) => belongsTo(p, access));
    if (owner === undefined || s.kind !== "let" || s.local.isTemporary !== true) continue;
    const indices = access.frames.flatMap(({ statement: f }) =>
      f.kind === "each" || f.kind === "for" ? [f.index] : [],
    );
    const used = indices.filter((index) => someExpr(s.value, (e) => e.kind === "ref" && e.local === index));
    // An element at a fixed place is not called by the name of the whole.
    if (used.length === 0 && !isScalar(owner)) continue;
    const name = owner.constraint.kind === "none" ? owner.name : `${owner.name}Free`;
    renamed.set(s.local, { ...s.local, name: elementOf(name, used) });
  }
  return rewriteStatements(body, {
    ref: (local) => (renamed.has(local) ? build.ref(renamed.get(local)!) : undefined),
    declared: (local) => renamed.get(local) ?? local,
  });
}

// ---------------------------------------------------------------------------------------------------------------- gradient

export function storeGradientOnce({ model, gradient, body }: GradientModel): readonly Statement[] {
  const accesses = accessesOf(body);
  const touches = [...(accesses.writes.get(gradient) ?? []), ...(accesses.reads.get(gradient) ?? [])].filter(
    (a) => !isWholeFill(a.statement, gradient),
  );
  const owners = new Map<Parameter, Access[]>(model.parameters.map((p) => [p, []]));
  let isElsewhere = false;
  for (const touch of touches) {
    const owner = model.parameters.find((p) => belongsTo(p, touch));
    if (owner !== undefined) owners.get(owner)!.push(touch);
    else isElsewhere = true;
  }
  const stores = new Set<Statement>();
  const zeroed: Parameter[] = [];
  for (const [parameter, list] of owners) {
    const [only] = list;
    // A cell with a computed index is one of an array: the checks on the index keep it there.
    const isAlone = list.length === 1 && (isScalar(parameter) || !isElsewhere);
    if (isAlone && coversParameter(parameter, only!)) stores.add(only!.statement);
    else if (!build.isNumber(parameter.unconstrainedSize, 0)) zeroed.push(parameter);
  }
  const arrays = [...owners.keys()].filter((p) => !isScalar(p));
  const isMost = zeroed.length > 0 && arrays.every((p) => zeroed.includes(p));
  return mapStatements(body, (s) => {
    if (isWholeFill(s, gradient)) return isMost ? s : zeroed.map((p) => zeroCells(gradient, p));
    if (!stores.has(s) || s.kind !== "accumulate" || s.into.kind !== "cell") return s;
    return { kind: "store", buffer: gradient, index: s.into.index, value: s.value };
  });
}

const isScalar = (p: Parameter): boolean => p.shape.array.length === 0 && p.shape.inner.kind === "scalar";

const isWholeFill = (s: Statement, gradient: Buffer): boolean =>
  s.kind === "fill" && s.view.buffer === gradient && s.view.index.length === 0;

const zeroCells = (gradient: Buffer, p: Parameter): Statement =>
  build.isNumber(p.unconstrainedSize, 1)
    ? { kind: "store", buffer: gradient, index: [p.offset], value: build.num(0) }
    : {
        kind: "fill",
        view: { buffer: gradient, index: [p.offset] },
        count: p.unconstrainedSize,
        value: build.num(0),
      };

/** The touched cell is `offset`, or `offset + i` with the index of a loop over the parameter's size. */
function belongsTo(p: Parameter, touch: Access): boolean {
  const at = position(touch);
  if (at === null) return false;
  const beyond = minus(at, p.offset);
  if (beyond.kind === "int") {
    const size = p.unconstrainedSize;
    return beyond.value === 0 || (size.kind === "int" && beyond.value > 0 && beyond.value < size.value);
  }
  return touch.frames.some(({ statement: loop }) => {
    if (loop.kind !== "each" && loop.kind !== "for") return false;
    const extent = loop.kind === "each" ? loop.count : loop.to;
    return build.sameExpr(extent, p.unconstrainedSize) && isOffsetBy(at, p.offset, loop.index);
  });
}

function position(touch: Access): Expr | null {
  const s = touch.statement;
  if (s.kind === "let") return s.value.kind === "load" ? (s.value.index[0] ?? null) : null;
  if (s.kind === "accumulate" && s.into.kind === "cell") return s.into.index[0] ?? null;
  if (s.kind === "store") return s.index[0] ?? null;
  if (s.kind === "kernel")
    for (const arg of s.args)
      if (arg.kind === "inout" && arg.view.buffer.name === "gradient") return arg.view.index[0] ?? null;
  return null;
}

const isOffsetBy = (at: Expr, offset: Expr, index: Local): boolean =>
  build.sameExpr(minus(at, offset), build.ref(index));

function coversParameter(p: Parameter, { statement: s, frames }: Access): boolean {
  if (s.kind !== "accumulate" || s.into.kind !== "cell") return false;
  if (frames.length === 0)
    return build.isNumber(p.unconstrainedSize, 1) && build.sameExpr(s.into.index[0]!, p.offset);
  const [frame] = frames;
  const loop = frame!.statement;
  if (frames.length !== 1 || loop.kind !== "each" || !build.sameExpr(loop.count, p.unconstrainedSize))
    return false;
  return isOffsetBy(s.into.index[0]!, p.offset, loop.index);
}

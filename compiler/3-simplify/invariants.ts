// Loop-invariant code: what does not change from one iteration to the next is computed before the loop. A division by an invariant
// becomes a multiplication by its reciprocal, and an invariant amount that every iteration adds is added once, times the number of
// iterations. Expects normal form; inner loops first, so that a value climbs as far out as it can.

import * as build from "../ir/build.ts";
import { declaredIn, readBy, writtenBy, type Storage } from "../ir/effects.ts";
import type { Expr, Local, Statement } from "../ir/mir.ts";
import { nameFor } from "../ir/naming.ts";
import { bodiesOf, mapBodies, someExpr } from "../ir/walk.ts";

export function moveInvariants(body: readonly Statement[]): readonly Statement[] {
  const out: Statement[] = [];
  for (const statement of body) {
    const inside = mapBodies(statement, moveInvariants);
    if (inside.kind === "each" || inside.kind === "for") out.push(...splitLoop(inside));
    else out.push(inside);
  }
  return out;
}

type Loop = Extract<Statement, { kind: "each" | "for" }>;

interface Moving {
  /** Storage that changes inside the loop: declared or written there, the index included. */
  readonly varying: Set<Storage>;
  readonly before: Statement[];
  readonly after: Statement[];
  readonly loop: Loop;
  readonly reciprocals: Map<Local, Local>;
  /** Sums kept free of an invariant factor, by place and factor. */
  readonly unscaled: { readonly place: Local; readonly factor: Expr; readonly sum: Local }[];
}

function splitLoop(loop: Loop): readonly Statement[] {
  const varying = new Set<Storage>([...declaredIn(loop.body), ...writtenBy(loop.body), loop.index]);
  const moving: Moving = { varying, before: [], after: [], loop, reciprocals: new Map(), unscaled: [] };
  const body = moveFrom(loop.body, moving);
  const rest: Statement[] = body.length === 0 ? [] : [{ ...loop, body }];
  return [...moving.before, ...rest, ...moving.after];
}

/** Only statements that every iteration executes are moved, so branches are left alone. */
function moveFrom(body: readonly Statement[], moving: Moving): Statement[] {
  const kept: Statement[] = [];
  for (const s of body) {
    if (s.kind === "region") {
      const inside = moveFrom(s.body, moving);
      if (inside.length > 0) kept.push({ ...s, body: inside });
    } else if (s.kind === "let" && isInvariant(s.value, moving)) {
      moving.before.push(s);
      moving.varying.delete(s.local);
    } else if (s.kind === "accumulate" && canScale(s, moving)) {
      const total = build.mul(count(moving.loop), s.value);
      moving.after.push({ ...s, value: total });
    } else if (s.kind === "accumulate" && s.into.kind === "local") {
      kept.push(withoutFactor(s, s.into.local, moving));
    } else kept.push(withReciprocal(s, moving));
  }
  return kept;
}

function isInvariant(expr: Expr, { varying }: Moving): boolean {
  return !someExpr(
    expr,
    (e) => (e.kind === "ref" && varying.has(e.local)) || (e.kind === "load" && varying.has(e.buffer)),
  );
}

/** The loop neither reads nor sets the place, so only the sum of what it adds matters. */
function isOnlyAddedTo(place: Local, { body }: Loop): boolean {
  return !readsLocal(body, place) && !setsLocal(body, place) && !declaredIn(body).has(place);
}

const setsLocal = (body: readonly Statement[], local: Local): boolean =>
  body.some(
    (s) => (s.kind === "set" && s.local === local) || bodiesOf(s).some((inner) => setsLocal(inner, local)),
  );

/** An amount that is the same each time, added to a place where only the sum matters; the count must not be negative. */
function canScale(s: Extract<Statement, { kind: "accumulate" }>, moving: Moving): boolean {
  const { loop } = moving;
  if (loop.kind === "each" && loop.count.kind !== "ref" && loop.count.kind !== "int") return false;
  if (s.into.kind !== "local" || !isInvariant(s.value, moving)) return false;
  return isOnlyAddedTo(s.into.local, loop);
}

/**
 * `place += factor * x` with an invariant factor: the loop sums x alone and scales once, after it. (Rule R2: the factor is often an adjoint
 * that could have been known later.)
 */
function withoutFactor(
  s: Extract<Statement, { kind: "accumulate" }>,
  place: Local,
  moving: Moving,
): Statement {
  if (s.value.kind !== "op" || s.value.op !== "mul") return withReciprocal(s, moving);
  const [a, b] = s.value.args as [Expr, Expr];
  const [factor, rest] = isInvariant(a, moving) ? [a, b] : [b, a];
  if (!isInvariant(factor, moving) || factor.kind === "num") return s;
  if (!isOnlyAddedTo(place, moving.loop)) return s;
  let known = moving.unscaled.find((u) => u.place === place && build.sameExpr(u.factor, factor));
  if (known === undefined) {
    known = { place, factor, sum: build.local(`${place.name}Sum`, "real") };
    moving.unscaled.push(known);
    moving.before.push({ kind: "var", local: known.sum, initial: build.num(0) });
    moving.after.push(build.accumulateLocal(place, build.mul(factor, build.ref(known.sum))));
  }
  return build.accumulateLocal(known.sum, rest);
}

const readsLocal = (body: readonly Statement[], local: Local): boolean => readBy(body).has(local);

/** How often the loop runs: never a negative number. */
function count(loop: Loop): Expr {
  if (loop.kind === "each") return build.toReal(loop.count);
  const trips = build.isub(loop.to, loop.from);
  if (trips.kind === "int") return build.num(Math.max(0, trips.value));
  return build.toReal(build.select(build.op("lt", loop.from, loop.to), trips, build.int(0)));
}

/** `x / c` with an invariant name `c` is `x * (1 / c)`, one division per loop instead of one per iteration. */
function withReciprocal(s: Statement, moving: Moving): Statement {
  if (s.kind !== "let" && s.kind !== "set" && s.kind !== "accumulate" && s.kind !== "store") return s;
  const { value } = s;
  if (value.kind !== "op" || value.op !== "div") return s;
  const [numerator, divisor] = value.args as [Expr, Expr];
  if (divisor.kind !== "ref" || moving.varying.has(divisor.local) || isInvariant(numerator, moving)) return s;
  return { ...s, value: build.mul(numerator, build.ref(reciprocal(divisor.local, moving))) };
}

function reciprocal(divisor: Local, moving: Moving): Local {
  const known = moving.reciprocals.get(divisor);
  if (known !== undefined) return known;
  const value = build.div(build.num(1), build.ref(divisor));
  const local = build.temporary(nameFor(value), "real");
  moving.before.push({ kind: "let", local, value });
  moving.reciprocals.set(divisor, local);
  return local;
}

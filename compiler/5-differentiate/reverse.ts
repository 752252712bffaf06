// The reverse sweep: for every statement that carries derivatives, the statements that send the adjoint of what it computed back to what
// it was computed from. A block becomes a forward part and a reverse part; what can be reversed where it stands (in-place.ts) goes
// into the forward part whole.
//
// Expects normal form: every value is one operation over names and constants, so no partial is ever computed from an expression.

import { internalError } from "../diagnostics/internal-error.ts";
import * as build from "../ir/build.ts";
import { declaredBy, type Storage } from "../ir/effects.ts";
import { enlarged, enlargedBy } from "../ir/growing.ts";
import type { Buffer, Expr, Local, Statement } from "../ir/mir.ts";
import { adjointName } from "../ir/naming.ts";
import { rewriteStatements } from "../ir/rewrite.ts";
import type { Frame } from "../ir/sites.ts";
import { deferSeed, type Deferred } from "./deferred.ts";
import { visitStatements } from "../ir/walk.ts";
import { isTerminal } from "./in-place.ts";
import { reverseCopy, reverseFill, reverseKernel } from "./blocks.ts";
import { forwardCall, reverseCall } from "./calls.ts";
import { chosen, contribution, isDifferentiable } from "./partials.ts";
import { closeOver } from "./save.ts";
import { isStacked } from "./saved-views.ts";
import { isWrittenOnce } from "./stability.ts";
import type { Block, Sweep } from "./sweep.ts";

export interface Reversal {
  readonly forward: readonly Statement[];
  readonly reverse: readonly Statement[];
}

export function reverseBlock(body: readonly Statement[], block: Block, sweep: Sweep): Reversal {
  const own = ownStatements(body, block, sweep);
  const gathered = new Set<Local>();
  const declared: Statement[] = [];
  for (const s of own) {
    const local = declaredBy(s);
    if (local === null || s.kind === "each" || s.kind === "for" || !sweep.isActive(local)) continue;
    const reads = sweep.accesses.reads.get(local) ?? [];
    if (s.kind !== "var" && reads.every((read) => own.has(read.statement) && !hasBody(read.statement)))
      gathered.add(local);
    else declared.push({ kind: "var", local: adjointOf(local, sweep) as Local, initial: build.num(0) });
  }
  for (const local of gathered) block.pending.set(local, []);
  const nested = new Map<Statement, readonly Statement[]>();
  const forward = forwardOf(body, block, sweep, nested);
  const reverse = reverseOf(body, block, sweep, nested);
  // Side by side, the adjoints are declared ahead of everything that may add to them.
  return block.inPlace
    ? { forward: [...declared, ...forward], reverse }
    : { forward, reverse: reverse.length === 0 ? [] : [...declared, ...reverse] };
}

const hasBody = (s: Statement): boolean =>
  s.kind === "each" || s.kind === "for" || s.kind === "if" || s.kind === "loop";

/** The statements of the block that its reverse part will treat one by one: not those reversed in place, nor those in nested bodies. */
function ownStatements(
  body: readonly Statement[],
  block: Block,
  sweep: Sweep,
  into = new Set<Statement>(),
): Set<Statement> {
  for (const s of body) {
    if (isTerminal(s, block, sweep)) continue;
    if (s.kind === "region") ownStatements(s.body, block, sweep, into);
    else into.add(s);
  }
  return into;
}

// ----------------------------------------------------------------------------------------------------------------- forward

function forwardOf(
  body: readonly Statement[],
  block: Block,
  sweep: Sweep,
  nested: Map<Statement, readonly Statement[]>,
): Statement[] {
  const out: Statement[] = [];
  for (const s of body) {
    if (isTerminal(s, block, sweep)) {
      out.push(...inPlace(s, block, sweep));
      continue;
    }
    switch (s.kind) {
      case "region":
        out.push({ ...s, body: forwardOf(s.body, block, sweep, nested) });
        break;
      case "each":
      case "for":
        out.push(...(collecting(s, block, sweep) ?? separately(s, block, sweep, nested)));
        break;
      case "loop":
      case "if":
        out.push(...separately(s, block, sweep, nested));
        break;
      default:
        out.push(forwardCall(s, sweep) ?? s, ...grownAdjoint(s, sweep));
    }
  }
  return out;
}

/** An adjoint grows with what it is of, before the reverse sweep adds to it. */
function grownAdjoint(s: Statement, sweep: Sweep): Statement[] {
  const grown = enlargedBy(s);
  if (grown === null || !sweep.isActive(grown.target)) return [];
  return [enlarged(adjointOf(grown.target, sweep) as Buffer, grown.count)];
}

/** The loop reversed with unit seed, its scaling left for the reverse part; null where that cannot be done. */
function collecting(
  s: Extract<Statement, { kind: "each" | "for" }>,
  block: Block,
  sweep: Sweep,
): readonly Statement[] | null {
  const deferred = deferSeed(s, block, sweep, (loop, seeded) => inPlace(loop, block, seeded));
  if (deferred === null) return null;
  sweep.deferred.set(s, deferred);
  return deferred.forward;
}

function inPlace(s: Statement, block: Block, sweep: Sweep): Statement[] {
  const side = (body: readonly Statement[], frames: readonly Frame[]): Statement[] => {
    const root = frames.length === block.frames.length ? block.root : frames;
    const before = sweep.declarations.length;
    const { forward, reverse } = reverseBlock(
      body,
      { inPlace: true, root, frames, pending: new Map() },
      sweep,
    );
    // What only this place needs is declared in it, so that iterations stay independent.
    const declared = root === frames ? sweep.declarations.splice(before) : [];
    return [...declared, ...forward, ...reverse];
  };
  switch (s.kind) {
    case "region":
      return [{ ...s, body: side(s.body, block.frames) }];
    case "each":
    case "for":
      return [{ ...s, body: side(s.body, [...block.frames, { statement: s, branch: 0 }]) }];
    case "if": {
      const then = side(s.then, [...block.frames, { statement: s, branch: 0 }]);
      const otherwise = side(s.otherwise, [...block.frames, { statement: s, branch: 1 }]);
      return [{ ...s, then, otherwise }];
    }
    default:
      return internalError(`${s.kind} cannot be reversed in place`);
  }
}

/** A loop or branch whose reverse runs later: its forward part saves what that needs. */
function separately(
  s: Extract<Statement, { kind: "each" | "for" | "loop" | "if" }>,
  block: Block,
  sweep: Sweep,
  nested: Map<Statement, readonly Statement[]>,
): Statement[] {
  const part = (body: readonly Statement[], branch: number): Reversal => {
    const frames = [...block.frames, { statement: s, branch }];
    const inner: Block = { inPlace: false, root: block.root, frames, pending: new Map() };
    const { forward, reverse } = reverseBlock(body, inner, sweep);
    if (reverse.length === 0) return { forward, reverse };
    const closed = closeOver(body, reverse, inner, sweep);
    return { forward: [...forward, ...closed.saves], reverse: closed.reverse };
  };
  if (s.kind === "if") {
    const then = part(s.then, 0);
    const otherwise = part(s.otherwise, 1);
    if (then.reverse.length + otherwise.reverse.length > 0)
      nested.set(s, [{ ...s, then: then.reverse, otherwise: otherwise.reverse }]);
    return [{ ...s, then: then.forward, otherwise: otherwise.forward }];
  }
  const { forward, reverse } = part(s.body, 0);
  if (reverse.length === 0) return [{ ...s, body: forward }];
  if (s.kind === "loop") return reverseUnknownTrips(s, { forward, reverse }, nested);
  const index = build.local(s.index.name, "int");
  const ref = (local: Local): Expr | undefined => (local === s.index ? build.ref(index) : undefined);
  const body = rewriteStatements(reverse, { ref });
  // What a stack gives back comes in the opposite order, so iterations that use one are ordered.
  const ordered: Extract<Statement, { kind: "each" | "for" }> =
    s.kind === "each" && usesStack(forward, sweep)
      ? { kind: "for", index: s.index, from: build.int(0), to: s.count, down: false, body: s.body }
      : s;
  nested.set(s, [
    ordered.kind === "each" ? { ...ordered, index, body } : { ...ordered, index, down: !ordered.down, body },
  ]);
  return [{ ...ordered, body: forward }];
}

function usesStack(body: readonly Statement[], sweep: Sweep): boolean {
  let found = false;
  visitStatements(body, (s) => {
    if (s.kind === "push" || isStacked(s, sweep)) found = true;
  });
  return found;
}

/** Rule R6: the forward loop counts its iterations; the count travels on the stack, above what the iterations saved. */
function reverseUnknownTrips(
  s: Extract<Statement, { kind: "loop" }>,
  { forward, reverse }: Reversal,
  nested: Map<Statement, readonly Statement[]>,
): Statement[] {
  const trips = build.local("trips", "int");
  const counted: Statement = { kind: "set", local: trips, value: build.iadd(build.ref(trips), build.int(1)) };
  const count = build.local("trips", "int");
  const index = build.local("trip", "int");
  nested.set(s, [
    { kind: "pop", local: count },
    { kind: "for", index, from: build.int(0), to: build.ref(count), down: true, body: reverse },
  ]);
  return [
    { kind: "var", local: trips, initial: build.int(0) },
    { ...s, body: [...forward, counted] },
    { kind: "push", value: build.ref(trips) },
  ];
}

// ----------------------------------------------------------------------------------------------------------------- reverse

function reverseOf(
  body: readonly Statement[],
  block: Block,
  sweep: Sweep,
  nested: ReadonlyMap<Statement, readonly Statement[]>,
): Statement[] {
  const out: Statement[] = [];
  for (let i = body.length - 1; i >= 0; i--) {
    const s = body[i]!;
    if (isTerminal(s, block, sweep)) continue;
    if (s.kind === "region") {
      const inside = reverseOf(s.body, block, sweep, nested);
      if (inside.length > 0) out.push({ ...s, title: `Reverse of ${s.title}`, body: inside });
    } else if (sweep.deferred.has(s)) scaleCollected(sweep.deferred.get(s)!, block, sweep, out);
    else if (hasBody(s)) out.push(...(nested.get(s) ?? []));
    else reverseStatement(s, block, sweep, out);
  }
  return out;
}

function scaleCollected(deferred: Deferred, block: Block, sweep: Sweep, out: Statement[]): void {
  const adjoint = named(build.ref(adjointOf(deferred.sum, sweep) as Local), deferred.sum, out);
  for (const { local, unscaled } of deferred.collected)
    contribute(local, build.mul(adjoint, build.ref(unscaled)), block, sweep, out);
}

function reverseStatement(s: Statement, block: Block, sweep: Sweep, out: Statement[]): void {
  switch (s.kind) {
    case "let": {
      const adjoint = gatheredAdjoint(s.local, block, sweep, out);
      if (adjoint !== null) sendBack(s.value, adjoint, build.ref(s.local), block, sweep, out);
      return;
    }
    case "var":
      if (s.initial !== null && sweep.isActive(s.local))
        sendBack(
          s.initial,
          named(build.ref(adjointOf(s.local, sweep) as Local), s.local, out),
          null,
          block,
          sweep,
          out,
        );
      return;
    case "set": {
      if (!sweep.isActive(s.local)) return;
      const adjoint = adjointOf(s.local, sweep) as Local;
      const taken = named(build.ref(adjoint), s.local, out);
      out.push({ kind: "set", local: adjoint, value: build.num(0) });
      sendBack(s.value, taken, null, block, sweep, out);
      return;
    }
    case "store": {
      if (!sweep.isActive(s.buffer)) return;
      const adjoint = adjointOf(s.buffer, sweep) as Buffer;
      const taken = named(build.load(adjoint, s.index), s.buffer, out);
      if (!isWrittenOnce(s.buffer, sweep.accesses))
        out.push({ kind: "store", buffer: adjoint, index: s.index, value: build.num(0) });
      sendBack(s.value, taken, null, block, sweep, out);
      return;
    }
    case "accumulate": {
      const storage = s.into.kind === "local" ? s.into.local : s.into.buffer;
      if (!sweep.isActive(storage)) return;
      sendBack(s.value, accumulatedAdjoint(s, storage, sweep, out), null, block, sweep, out);
      return;
    }
    case "fill":
      if (sweep.isActive(s.view.buffer))
        reverseFill(s, sweep, out, { send: (local, amount) => contribute(local, amount, block, sweep, out) });
      return;
    case "copy":
      if (sweep.isActive(s.to.buffer)) reverseCopy(s, sweep, out);
      return;
    case "kernel": {
      if (enlargedBy(s) !== null) return;
      const reverse = typeof s.kernel === "string" ? reverseKernel : reverseCall;
      reverse(s, block, sweep, out, {
        adjointOf: (local) => gatheredAdjoint(local, block, sweep, out),
        send: (local, amount) => contribute(local, amount, block, sweep, out),
      });
      return;
    }
    default:
      return;
  }
}

function accumulatedAdjoint(
  s: Extract<Statement, { kind: "accumulate" }>,
  storage: Storage,
  sweep: Sweep,
  out: Statement[],
): Expr {
  if (storage === sweep.target && !sweep.targetIsRead) return build.num(1);
  const adjoint = adjointOf(storage, sweep);
  const value =
    adjoint.kind === "local"
      ? build.ref(adjoint)
      : build.load(adjoint, s.into.kind === "cell" ? s.into.index : []);
  return named(value, storage, out);
}

/** The adjoint of a name when its definition is reached: all its uses have been reversed. Null if nothing depends on it. */
function gatheredAdjoint(local: Local, block: Block, sweep: Sweep, out: Statement[]): Expr | null {
  if (!sweep.isActive(local)) return null;
  const terms = block.pending.get(local);
  if (terms === undefined) return named(build.ref(adjointOf(local, sweep) as Local), local, out);
  if (terms.length === 0) return null;
  const sum = joinChoices(terms).reduce(build.add);
  return sum.kind === "num" || sum.kind === "ref" ? sum : named(sum, local, out);
}

/** Contributions under one condition become one choice: the two branches of `c ? a : b` usually share most of the formula. */
function joinChoices(terms: readonly Expr[]): readonly Expr[] {
  const joined: Expr[] = [];
  for (const term of terms) {
    const choice = asChoice(term);
    const at =
      choice === null
        ? -1
        : joined.findIndex((t) => t.kind === "select" && build.sameExpr(t.condition, choice.condition));
    const other = joined[at];
    if (choice === null || other?.kind !== "select") joined.push(choice ?? term);
    else
      joined[at] = build.select(
        choice.condition,
        build.add(other.then, choice.then),
        build.add(other.otherwise, choice.otherwise),
      );
  }
  return joined;
}

/** A choice between terms, signs and factors inside; null if the term is none. */
function asChoice(term: Expr): Extract<Expr, { kind: "select" }> | null {
  if (term.kind === "select") return term;
  if (term.kind !== "op") return null;
  const [a, b] = term.args as [Expr, Expr];
  const map = (choice: Expr, f: (e: Expr) => Expr): Extract<Expr, { kind: "select" }> | null => {
    const inner = asChoice(choice);
    return inner === null ? null : { ...inner, then: f(inner.then), otherwise: f(inner.otherwise) };
  };
  if (term.op === "neg") return map(a, build.neg);
  if (term.op === "mul") return map(a, (e) => build.mul(e, b)) ?? map(b, (e) => build.mul(a, e));
  return null;
}

function named(value: Expr, of: Storage, out: Statement[]): Expr {
  const local = build.temporary(adjointName(of.name), "real");
  out.push(build.letLocal(local, value));
  return build.ref(local);
}

/** Sends `adjoint` of a value to the names and cells it was computed from. `result` is the value's own name, if it has one. */
function sendBack(
  value: Expr,
  adjoint: Expr,
  result: Expr | null,
  block: Block,
  sweep: Sweep,
  out: Statement[],
): void {
  switch (value.kind) {
    case "ref":
      return contribute(value.local, adjoint, block, sweep, out);
    case "load":
      if (sweep.isActive(value.buffer))
        out.push(build.accumulateCell(adjointOf(value.buffer, sweep) as Buffer, value.index, adjoint));
      return;
    case "select":
      sendBack(value.then, chosen(value.condition, adjoint, true), result, block, sweep, out);
      return sendBack(value.otherwise, chosen(value.condition, adjoint, false), result, block, sweep, out);
    case "op":
      value.args.forEach((arg, k) => {
        if (arg.kind !== "ref" || !sweep.isActive(arg.local) || !isDifferentiable(value.op, k)) return;
        contribute(
          arg.local,
          contribution(value.op, k, value.args, result ?? value, adjoint),
          block,
          sweep,
          out,
        );
      });
      return;
    default:
      return;
  }
}

function contribute(local: Local, amount: Expr, block: Block, sweep: Sweep, out: Statement[]): void {
  if (!sweep.isActive(local) || build.isNumber(amount, 0)) return;
  const terms = block.pending.get(local);
  if (terms !== undefined) terms.push(amount);
  else out.push(build.accumulateLocal(adjointOf(local, sweep) as Local, amount));
}

/** The storage that holds the adjoint; for the parameters that is the gradient itself. */
export function adjointOf(storage: Storage, sweep: Sweep): Local | Buffer {
  const known = sweep.adjoints.get(storage);
  if (known !== undefined) return known;
  const adjoint =
    storage.kind === "local"
      ? build.local(adjointName(storage.name), "real")
      : build.buffer(adjointName(storage.name), "f64", storage.dims, sweep.memory);
  sweep.adjoints.set(storage, adjoint);
  return adjoint;
}

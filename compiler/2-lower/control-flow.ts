// Lists of statements with jumps, branches and loops. A user's `for` counts from 0 (its variable is the index plus one), so subscripts
// come out without a shift.

import type { Statement as SyntaxStatement } from "../../grammar/index.ts";
import { bool, int, local, ref } from "../ir/build.ts";
import { minus } from "../ir/linear.ts";
import type { Expr, Local, Statement } from "../ir/mir.ts";
import type { Typed, TypedStatement } from "../ir/typed-ast.ts";
import { asInt, not, or } from "../library/arithmetic.ts";
import { assumeCondition, forgetAssigned, settledInt } from "./counters.ts";
import { emit, guarded, nested, type Context } from "./context.ts";
import { lowerCondition, lowerExpr, lowerInt } from "./expressions.ts";
import { conditionally, type LoopFrame } from "./frames.ts";
import { fromOne } from "./checks.ts";
import { elementAt, selectFrom } from "./indexing.ts";
import { alwaysJumps, isStructured, jumpsOf, mayJump } from "./jumps.ts";
import { indexLocal, loopOver } from "./loops.ts";
import { materialise, reusable } from "./pull-array.ts";
import { lowerStatement } from "./statements.ts";
import { assignedSymbols, mentionsIn } from "./usage.ts";
import { returnFromCall } from "./user-functions.ts";
import { scalar, type Container, type Value } from "./value.ts";
import { walkStatement } from "../../grammar/index.ts";

type Kind<K extends TypedStatement["kind"]> = Extract<SyntaxStatement<Typed>, { readonly kind: K }>;

/** Lowers a list in order; what follows a jump runs only where the jump was not taken. */
export function lowerStatements(ctx: Context, list: readonly TypedStatement[]): void {
  for (let i = 0; i < list.length; i++) {
    const s = list[i]!;
    if (mayJump(s)) return lowerJumping(ctx, s, list.slice(i + 1));
    lowerStatement(ctx, s);
  }
}

function lowerJumping(ctx: Context, s: TypedStatement, rest: readonly TypedStatement[]): void {
  const outer = ctx.place;
  ctx.place = s.span;
  lowerJump(ctx, s, rest);
  ctx.place = outer;
}

function lowerJump(ctx: Context, s: TypedStatement, rest: readonly TypedStatement[]): void {
  switch (s.kind) {
    case "return":
      return guarded(ctx, s.span, () => returnFromCall(ctx, s.value));
    case "break":
      return setFlag(ctx, ctx.frame.loop?.broken ?? null);
    case "continue":
      return setFlag(ctx, ctx.frame.loop?.skipped ?? null);
    case "block":
    case "profile":
      return lowerStatements(ctx, [...s.body, ...rest]);
    case "if":
      return lowerJumpingIf(ctx, s, rest);
    default:
      lowerStatement(ctx, s);
      return lowerGuarded(ctx, s, rest);
  }
}

function setFlag(ctx: Context, flag: Local | null): void {
  if (flag !== null) emit(ctx, { kind: "set", local: flag, value: bool(true) });
}

/** The rest of a list behind the flags that `s` may have set. */
function lowerGuarded(ctx: Context, s: TypedStatement, rest: readonly TypedStatement[]): void {
  if (rest.length === 0) return;
  const jumps = jumpsOf(s);
  const { loop, inlined } = ctx.frame;
  const flags = [
    jumps.returns ? (inlined?.returned ?? null) : null,
    jumps.breaks ? (loop?.broken ?? null) : null,
    jumps.continues ? (loop?.skipped ?? null) : null,
  ].filter((flag) => flag !== null);
  const left = flags.map((flag): Expr => ref(flag)).reduce(or, bool(false));
  if (left.kind === "bool") return lowerStatements(ctx, rest);
  const then = nested(ctx, () => conditionally(ctx, () => lowerStatements(ctx, rest)));
  if (then.length > 0) emit(ctx, { kind: "if", condition: not(left), then, otherwise: [] });
}

function lowerJumpingIf(ctx: Context, s: Kind<"if">, rest: readonly TypedStatement[]): void {
  const condition = lowerCondition(ctx, s.condition);
  const otherwise = s.otherwise === null ? [] : [s.otherwise];
  if (condition.kind === "bool")
    return lowerStatements(ctx, [...(condition.value ? [s.then] : otherwise), ...rest]);
  const leavesThen = alwaysJumps(s.then);
  const leavesOtherwise = s.otherwise !== null && alwaysJumps(s.otherwise);
  emitIf(
    ctx,
    condition,
    () => lowerStatements(ctx, leavesOtherwise && !leavesThen ? [s.then, ...rest] : [s.then]),
    () => lowerStatements(ctx, leavesThen && !leavesOtherwise ? [...otherwise, ...rest] : otherwise),
  );
  if (!leavesThen && !leavesOtherwise) lowerGuarded(ctx, s, rest);
}

export function lowerIf(ctx: Context, s: Kind<"if">): void {
  const condition = lowerCondition(ctx, s.condition);
  const otherwise = s.otherwise === null ? [] : [s.otherwise];
  if (condition.kind === "bool") return lowerStatements(ctx, condition.value ? [s.then] : otherwise);
  emitIf(ctx, condition, () => lowerStatements(ctx, [s.then]), () => lowerStatements(ctx, otherwise)); // prettier-ignore
}

function emitIf(ctx: Context, condition: Expr, inThen: () => void, inOtherwise: () => void): void {
  const then = nested(ctx, () => conditionally(ctx, inThen));
  const otherwise = nested(ctx, () => conditionally(ctx, inOtherwise));
  if (then.length === 0 && otherwise.length === 0) return;
  if (then.length === 0) emit(ctx, { kind: "if", condition: not(condition), then: otherwise, otherwise: [] });
  else emit(ctx, { kind: "if", condition, then, otherwise });
}

// -------------------------------------------------------------------------------------------------------------------- loops

/** Flags for the jumps in a loop's body, declared where they are needed. */
function loopFrame(ctx: Context, body: TypedStatement): LoopFrame {
  const jumps = jumpsOf(body);
  const broken = jumps.breaks ? flag(ctx, "broken") : null;
  const skipped = jumps.continues && !isStructured([body], "continues") ? local("skipped", "bool") : null;
  return { broken, skipped };
}

export function flag(ctx: Context, name: string): Local {
  const target = local(name, "bool");
  emit(ctx, { kind: "var", local: target, initial: bool(false) });
  ctx.mutable.add(target);
  return target;
}

/** The statements of one iteration. */
function iteration(ctx: Context, loop: LoopFrame, bind: () => void, body: TypedStatement): Statement[] {
  const outer = ctx.frame;
  ctx.frame = { ...outer, loop };
  const statements = nested(ctx, () =>
    conditionally(ctx, () => {
      if (loop.skipped !== null) emit(ctx, { kind: "var", local: loop.skipped, initial: bool(false) });
      bind();
      lowerStatements(ctx, [body]);
    }),
  );
  ctx.frame = outer;
  return statements;
}

/** Whether a jump has ended the loop. */
function ended(ctx: Context, loop: LoopFrame, body: TypedStatement): Expr {
  const returned = jumpsOf(body).returns ? (ctx.frame.inlined?.returned ?? null) : null;
  return [loop.broken, returned].filter((f) => f !== null).map((f): Expr => ref(f)).reduce(or, bool(false)); // prettier-ignore
}

function guardIterations(condition: Expr, body: Statement[]): Statement[] {
  if (condition.kind === "bool" || body.length === 0) return body;
  return [{ kind: "if", condition: not(condition), then: body, otherwise: [] }];
}

export function lowerFor(ctx: Context, s: Kind<"for">): void {
  const from = settledInt(ctx, "first", minus(asInt(lowerInt(ctx, s.lower)), int(1)));
  const to = settledInt(ctx, "last", asInt(lowerInt(ctx, s.upper)));
  const index = indexLocal(ctx, s.variable.text, from, to);
  const loop = loopFrame(ctx, s.body);
  const symbol = ctx.program.symbols.get(s.variable)!;
  const value = fromOne(ref(index));
  const bind = (): void => void ctx.variables.set(symbol, { kind: "value", value: scalar(value, true) });
  forgetAssigned(ctx, s.body);
  const { loops } = ctx;
  ctx.loops = [...loops, { name: s.variable.text, value }];
  const body = guardIterations(ended(ctx, loop, s.body), iteration(ctx, loop, bind, s.body));
  ctx.loops = loops;
  if (body.length > 0) emit(ctx, { kind: "for", index, from, to, down: false, body });
}

export function lowerForeach(ctx: Context, s: Kind<"foreach">): void {
  forgetAssigned(ctx, s.body);
  const container = iterated(ctx, s);
  const loop = loopFrame(ctx, s.body);
  const symbol = ctx.program.symbols.get(s.variable)!;
  const over = (value: () => Value): void => {
    const bind = (): void => {
      const element = value();
      const isScalar = element.kind === "scalar";
      if (!isScalar) return void ctx.variables.set(symbol, { kind: "value", value: element });
      const target = local(s.variable.text, element.expr.kind === "load" && element.expr.buffer.elem === "i32" ? "int" : "real"); // prettier-ignore
      emit(ctx, { kind: "let", local: target, value: element.expr });
      ctx.variables.set(symbol, { kind: "value", value: scalar(ref(target), element.isData) });
    };
    emit(ctx, ...guardIterations(ended(ctx, loop, s.body), iteration(ctx, loop, bind, s.body)));
  };
  if (container.kind === "struct") {
    const size = container.outer[0]!;
    return loopOver(ctx, size, 0, (i) => over(() => structElement(container, i)), { inOrder: true });
  }
  if (container.kind === "scalar") return over(() => container);
  if (container.form === "matrix" && container.dims.length === 2) {
    const columns = container.dims[1]!;
    return loopOver(
      ctx,
      columns,
      1,
      (c) =>
        loopOver(ctx, container.dims[0]!, 0, (r) => over(() => elementAt(elementRow(container, r), c)), { inOrder: true }), // prettier-ignore
      { inOrder: true },
    );
  }
  loopOver(ctx, container.dims[0]!, 0, (i) => over(() => elementAt(container, i)), { inOrder: true });
}

const elementRow = (m: Container, r: Expr): Container => elementAt(m, r) as Container;

function structElement(base: Extract<Value, { readonly kind: "struct" }>, i: Expr): Value {
  const slots = base.slots.map((slot): Value => {
    if (slot.kind === "container") return selectFrom(slot, [{ kind: "single", at: i }]);
    return slot.kind === "struct" ? structElement(slot, i) : slot;
  });
  return { ...base, slots, outer: base.outer.slice(1) };
}

/** What is iterated over, safe from what the body assigns. */
function iterated(ctx: Context, s: Kind<"foreach">): Value {
  const value = lowerExpr(ctx, s.container);
  if (value.kind !== "container") return value;
  let isChanged = false;
  walkStatement(s.body, (inner) => {
    if (inner.kind !== "assignment") return;
    if (assignedSymbols(inner.target).some((symbol) => mentionsIn(s.container, symbol))) isChanged = true;
  });
  return isChanged ? materialise(ctx, value, s.variable.text) : reusable(ctx, value, s.variable.text);
}

export function lowerWhile(ctx: Context, s: Kind<"while">): void {
  forgetAssigned(ctx, s.body);
  const loop = loopFrame(ctx, s.body);
  let entered: Expr = bool(true);
  const statements = nested(ctx, () =>
    conditionally(ctx, () => {
      const condition = lowerCondition(ctx, s.condition);
      entered = condition;
      if (!(condition.kind === "bool" && condition.value))
        emit(ctx, { kind: "exitIf", condition: not(condition) });
    }),
  );
  const body = iteration(ctx, loop, () => assumeCondition(ctx, entered), s.body);
  const end = ended(ctx, loop, s.body);
  const leave: Statement[] = end.kind === "bool" ? [] : [{ kind: "exitIf", condition: end }];
  emit(ctx, { kind: "loop", body: [...statements, ...body, ...leave] });
}

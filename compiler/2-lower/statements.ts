// Statements of the language. Simple statements become a region that quotes their source; loops and branches only hold the regions of
// what is inside them.

import type { PrintItem, Statement as SyntaxStatement } from "../../grammar/index.ts";
import type { MessagePart } from "../ir/mir.ts";
import { accumulateLocal, mul, ref } from "../ir/build.ts";
import type { Typed, TypedStatement } from "../ir/typed-ast.ts";
import { assertNever, internalError } from "../diagnostics/internal-error.ts";
import { lowerAssignment } from "./assignments.ts";
import { lowerResolved } from "./calls.ts";
import { located, sourceText } from "./checks.ts";
import { emit, guarded, nested, notAvailable, type Context } from "./context.ts";
import { lowerFor, lowerForeach, lowerIf, lowerStatements, lowerWhile } from "./control-flow.ts";
import { lowerDeclaration } from "./declarations.ts";
import { lowerExpr } from "./expressions.ts";
import { lowerTargetIncrement, lowerTilde, reductionSum } from "./increments.ts";
import { contiguous } from "./pull-array.ts";
import { storageOrder, viewOf, type Value } from "./value.ts";

export function lowerStatement(ctx: Context, s: TypedStatement): void {
  const outer = ctx.place;
  ctx.place = s.span;
  lowerAny(ctx, s);
  ctx.place = outer;
}

function lowerAny(ctx: Context, s: TypedStatement): void {
  switch (s.kind) {
    case "block":
    case "profile":
      return lowerStatements(ctx, s.body);
    case "if":
      return guarded(ctx, s.span, () => lowerIf(ctx, s));
    case "for":
      return guarded(ctx, s.span, () => lowerFor(ctx, s));
    case "foreach":
      return guarded(ctx, s.span, () => lowerForeach(ctx, s));
    case "while":
      return guarded(ctx, s.span, () => lowerWhile(ctx, s));
    case "empty":
      return;
    default:
      return guarded(ctx, s.span, () => region(ctx, s, () => lowerSimple(ctx, s)));
  }
}

/** What `build` emits, under the statement's source as its title. */
export function region(ctx: Context, s: TypedStatement, build: () => void): void {
  const outer = ctx.place;
  ctx.place = s.span;
  const body = nested(ctx, build);
  ctx.place = outer;
  const title = sourceText(s.span).replace(/;$/, "");
  if (body.length > 0) emit(ctx, { kind: "region", title, span: s.span, body });
}

type Compound = "block" | "profile" | "if" | "for" | "foreach" | "while" | "empty";
type Simple = Exclude<SyntaxStatement<Typed>, { readonly kind: Compound }>;

function lowerSimple(ctx: Context, s: Simple): void {
  switch (s.kind) {
    case "declaration":
      return lowerDeclaration(ctx, s);
    case "assignment":
      return lowerAssignment(ctx, s);
    case "callStatement": {
      const call = ctx.program.calls.get(s);
      if (call === undefined) return notAvailable(`function ${s.callee.text}`, s.span);
      return void lowerResolved(ctx, call, s.args, s.span);
    }
    case "tilde":
      return ctx.derive === null ? lowerTilde(ctx, s) : ctx.derive(s);
    case "targetIncrement":
      return ctx.derive === null ? lowerTargetIncrement(ctx, s.value) : ctx.derive(s);
    case "jacobianIncrement": {
      if (ctx.stage !== "logJoint") return;
      const value = reductionSum(ctx, lowerExpr(ctx, s.value));
      return emit(ctx, accumulateLocal(ctx.target, mul(ref(ctx.jacobianWeight), value)));
    }
    case "print":
      if (ctx.derive !== null) return;
      return emit(ctx, { kind: "print", message: message(ctx, s.items) });
    case "reject":
    case "fatalError":
      return emit(ctx, {
        kind: "reject",
        fatal: s.kind === "fatalError",
        message: located(ctx, message(ctx, s.items)),
      });
    case "break":
    case "continue":
    case "return":
      return internalError("a jump outside its list", s.span);
    default:
      return assertNever(s);
  }
}

function message(ctx: Context, items: readonly PrintItem<Typed>[]): readonly MessagePart[] {
  return items.flatMap((item) =>
    item.kind === "text" ? [item.text] : shown(ctx, lowerExpr(ctx, item.value)),
  );
}

function shown(ctx: Context, value: Value): readonly MessagePart[] {
  switch (value.kind) {
    case "scalar":
      return [value.expr];
    case "container": {
      const stored = contiguous(ctx, value, "shown");
      return [{ kind: "contents", view: viewOf(stored), dims: storageOrder(stored.form, stored.dims) }];
    }
    case "struct":
      return [
        "(",
        ...value.slots.flatMap((slot, k) => (k === 0 ? shown(ctx, slot) : [",", ...shown(ctx, slot)])),
        ")",
      ];
  }
}

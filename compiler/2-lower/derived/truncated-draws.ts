// A draw from a distribution cut to an interval. The normal by its inverse distribution function on the log scale, from whichever tail the
// interval lies in, so that no interval is too far out; every other distribution by drawing until the draw falls inside.

import { bool, int, local, mul, neg, num, op, ref, select, sub } from "../../ir/build.ts";
import { add } from "../../ir/build.ts";
import type { Expr } from "../../ir/mir.ts";
import { and, asReal, compare } from "../../library/arithmetic.ts";
import { callScalar } from "../../library/formula.ts";
import type { LibraryCall } from "../calls.ts";
import { binder, bindLet, emit, nested, type Context } from "../context.ts";
import { generate } from "../generators.ts";
import { expectScalar, type Value } from "../value.ts";

export interface Interval {
  readonly lower: Expr | null;
  readonly upper: Expr | null;
}

/** `call` holds the parameters only. */
export function drawWithin(ctx: Context, family: string, call: LibraryCall, interval: Interval): Expr {
  if (interval.lower === null && interval.upper === null)
    return expectScalar(generate(ctx, family, call)).expr;
  const param = (v: Value): Expr => asReal(expectScalar(v).expr);
  if (family === "std_normal") return drawNormal(ctx, num(0), num(1), interval);
  if (family === "normal") return drawNormal(ctx, param(call.args[0]!), param(call.args[1]!), interval);
  return drawUntilInside(ctx, family, call, interval);
}

/** z with log_Phi(z) = log((1 - u) Phi(a) + u Phi(b)), mirrored where the interval lies above the mean. */
function drawNormal(ctx: Context, mu: Expr, sigma: Expr, { lower, upper }: Interval): Expr {
  const bind = binder(ctx);
  const standard = (x: Expr | null, end: Expr, name: string): Expr =>
    x === null ? end : bindLet(ctx, name, { kind: "op", op: "div", args: [sub(asReal(x), mu), sigma] });
  const low = standard(lower, num(-Infinity), "low");
  const high = standard(upper, num(Infinity), "high");
  const isAbove = lower === null ? bool(false) : compare("gt", low, num(0));
  const a = bindLet(ctx, "a", select(isAbove, neg(high), low));
  const b = bindLet(ctx, "b", select(isAbove, neg(low), high));
  const draw = local("u", "real");
  const args = [num(0), num(1)].map((value) => ({ kind: "scalar" as const, value }));
  emit(ctx, { kind: "kernel", kernel: "uniformRng", result: draw, args });
  const logP = callScalar(
    "log_sum_exp",
    [
      add(callScalar("log_Phi", [a], bind), op("log1p", neg(ref(draw)))),
      add(callScalar("log_Phi", [b], bind), op("log", ref(draw))),
    ].map((term) => bindLet(ctx, "logShare", term)),
    bind,
  );
  const within = bindLet(ctx, "z", callScalar("std_normal_log_qf", [bindLet(ctx, "logP", logP)], bind));
  const z = bindLet(ctx, "z", op("fmax", a, op("fmin", within, b)));
  return bindLet(ctx, "draw", add(mu, mul(sigma, select(isAbove, neg(z), z))));
}

const MOST_TRIES = 100000;

function drawUntilInside(ctx: Context, family: string, call: LibraryCall, { lower, upper }: Interval): Expr {
  const elem = call.result.kind === "int" ? "int" : "real";
  const kept = local("draw", elem);
  const tries = local("tries", "int");
  emit(ctx, { kind: "var", local: kept, initial: elem === "int" ? int(0) : num(0) });
  emit(ctx, { kind: "var", local: tries, initial: int(0) });
  ctx.mutable.add(kept);
  const body = nested(ctx, () => {
    const value = expectScalar(generate(ctx, family, call)).expr;
    emit(ctx, { kind: "set", local: kept, value });
    emit(ctx, { kind: "set", local: tries, value: op("iadd", ref(tries), int(1)) });
    const inside = [
      ...(lower === null ? [] : [compare("ge", ref(kept), lower)]),
      ...(upper === null ? [] : [compare("le", ref(kept), upper)]),
    ].reduce(and);
    emit(ctx, {
      kind: "check",
      condition: compare("lt", ref(tries), int(MOST_TRIES)),
      message: [
        `${family}: none of ${MOST_TRIES} draws lay between `,
        lower ?? "-Infinity",
        " and ",
        upper ?? "Infinity",
        ", so the truncated distribution cannot be drawn from",
      ],
    });
    emit(ctx, { kind: "exitIf", condition: inside });
  });
  emit(ctx, { kind: "loop", body });
  return ref(kept);
}

// Log densities, the same for `~` and for calls of _lpdf and _lpmf: terms of the descriptor's formulas go to a sink. Terms without
// container arguments are computed once and counted as often as there are elements; the others are one fused loop.

import { distributions, type Distribution } from "../../runtime/library.ts";
import { parseFormula } from "../library/formula.ts";
import { evaluateFormula } from "./value-formula.ts";
import type { LibraryCall } from "./calls.ts";
import { notAvailable, type Context } from "./context.ts";
import { elementwiseDensity } from "./density-terms.ts";
import { kernelDensity } from "./kernel-densities.ts";
import { sumSink, targetSink, variableSink, type Sink } from "./sinks.ts";
import { specialDensities } from "./special-densities.ts";
import { isDataValue, scalar, type Value } from "./value.ts";

/** The value of a call of `_lpdf` or `_lpmf`. */
export function densityValue(ctx: Context, family: string, call: LibraryCall): Value {
  const isData = call.args.every(isDataValue);
  if (call.args.every((arg) => arg.kind === "scalar") && !Object.hasOwn(specialDensities, family)) {
    const { sink, total } = sumSink();
    density(ctx, family, call, sink);
    return scalar(total(), isData);
  }
  const { sink, total } = variableSink(ctx, "logDensity");
  density(ctx, family, call, sink);
  return scalar(total, isData);
}

export function densityToTarget(ctx: Context, family: string, call: LibraryCall, isNegative = false): void {
  density(ctx, family, call, targetSink(ctx, isNegative));
}

export function density(ctx: Context, family: string, call: LibraryCall, sink: Sink): void {
  if (Object.hasOwn(specialDensities, family)) return specialDensities[family]!(ctx, call, sink);
  if (!Object.hasOwn(distributions, family)) return notAvailable(`distribution ${family}`, call.span);
  const descriptor = distributions[family]!;
  if (descriptor.via !== undefined) return densityVia(ctx, descriptor, descriptor.via, call, sink);
  if (descriptor.vectorised === "elementwise") elementwiseDensity(ctx, descriptor, call, sink);
  else kernelDensity(ctx, descriptor, call, sink);
}

/** The same density as another distribution's, whose parameters are computed first. */
function densityVia(
  ctx: Context,
  d: Distribution,
  via: NonNullable<Distribution["via"]>,
  call: LibraryCall,
  sink: Sink,
): void {
  const names = Object.keys(d.params);
  const actual = new Map(
    names.map((name, k) => [name, { value: call.args[k + 1]!, text: call.texts[k + 1]! }]),
  );
  const params = via.params.map((text) => evaluateFormula(ctx, parseFormula(text), actual));
  const args = [call.args[0]!, ...params.map((p) => columnOf(p.value))];
  density(
    ctx,
    via.distribution,
    { ...call, args, texts: [call.texts[0]!, ...params.map((p) => p.text)] },
    sink,
  );
}

/** A linear predictor of one row is a row vector of one element or a number; densities take any container. */
const columnOf = (value: Value): Value =>
  value.kind === "container" && value.form === "rowVector" ? { ...value, form: "vector" } : value;

/** Constants are dropped where the call and everything around it say so. */
export const dropsConstants = (ctx: Context, call: LibraryCall): boolean => call.propto && ctx.frame.propto;

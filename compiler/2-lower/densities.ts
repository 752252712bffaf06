// Log densities, the same for `~` and for calls of _lpdf and _lpmf: terms of the descriptor's formulas go to a sink. Terms without
// container arguments are computed once and counted as often as there are elements; the others are one fused loop.

import { distributions, type Distribution } from "../../runtime/library.ts";
import { withBlocks } from "./block-arguments.ts";
import { parametersVia, type Via } from "./value-formula.ts";
import type { LibraryCall } from "./calls.ts";
import { notAvailable, type Context } from "./context.ts";
import { elementwiseDensity } from "./density-terms.ts";
import { formOf } from "./forms.ts";
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
  const form = formOf("lpdf", family, call);
  if (form === null) return notAvailable(`this form of ${family}`, call.span);
  if (form.call !== call) return density(ctx, form.family, form.call, sink);
  const descriptor = distributions[form.family]!;
  if (descriptor.via !== undefined) return densityVia(ctx, descriptor, descriptor.via, call, sink);
  if (descriptor.vectorised === "elementwise") elementwiseDensity(ctx, descriptor, call, sink);
  else kernelDensity(ctx, descriptor, withBlocks(ctx, form.family, call), sink);
}

/** The same density as another distribution's, whose parameters are computed first. */
function densityVia(ctx: Context, d: Distribution, via: Via, call: LibraryCall, sink: Sink): void {
  const params = parametersVia(ctx, d, via, call.args.slice(1), call.texts.slice(1));
  const args = [call.args[0]!, ...params.map((p) => p.value)];
  density(
    ctx,
    via.distribution,
    { ...call, args, texts: [call.texts[0]!, ...params.map((p) => p.text)] },
    sink,
  );
}

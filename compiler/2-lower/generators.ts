// Random draws: one call of the runtime's generator per draw, in order, since each takes its numbers from the stream.

import { distributions } from "../../runtime/library.ts";
import { int, local, ref } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { asInt, asReal } from "../library/arithmetic.ts";
import type { LibraryCall } from "./calls.ts";
import { emit, notAvailable, type Context } from "./context.ts";
import { loopOver } from "./loops.ts";
import { broadcast, checkSameShape } from "./pull-array.ts";
import { contentsOf, newStorage, storeInto } from "./storage.ts";
import { parametersVia } from "./value-formula.ts";
import { generateByKernel } from "./kernel-generators.ts";
import { elementKind, scalar, type ScalarValue, type Value } from "./value.ts";

export function generate(ctx: Context, family: string, call: LibraryCall): Value {
  const d = Object.hasOwn(distributions, family) ? distributions[family]! : null;
  if (d?.via !== undefined) {
    const params = parametersVia(ctx, d, d.via, call.args, call.texts);
    const [args, texts] = [params.map((p) => p.value), params.map((p) => p.text)];
    return generate(ctx, d.via.distribution, { ...call, args, texts });
  }
  if (d?.vectorised !== "elementwise") return generateByKernel(ctx, family, call);
  if (d.rng === undefined) return notAvailable(`function ${call.name}`, call.span);
  const elem = elementKind(call.result);
  const { rng } = d;
  const isInt = Object.values(d.params).map((domain) => domain === "int" || domain === "count" || domain === "positive-int"); // prettier-ignore
  const draw = (args: readonly Expr[]): Expr => {
    const result = local("draw", elem);
    const values = args.map((value, k) => (isInt[k] ? asInt(value) : asReal(value)));
    emit(ctx, {
      kind: "kernel",
      kernel: rng,
      result,
      args: values.map((value) => ({ kind: "scalar", value })),
    });
    return ref(result);
  };
  const containers = call.args.flatMap((v) => (v.kind === "container" ? [v] : []));
  if (containers.length === 0) return scalar(draw(call.args.map((v) => (v as ScalarValue).expr)), true);
  checkSameShape(ctx, call.args, call.texts);
  const parts = call.args.map((v) => (v.kind === "scalar" ? broadcast(ctx, v) : v));
  const size = containers[0]!.dims[0] ?? int(0);
  const result = contentsOf(newStorage(ctx, "draws", { elem, form: "scalar", dims: [size] }), true);
  loopOver(
    ctx,
    size,
    0,
    (i) => {
      const args = parts.map((v) => (v.kind === "container" ? v.at([i]) : (v as Expr)));
      emit(ctx, storeInto(result.at([i]), draw(args)));
    },
    { inOrder: true },
  );
  return { ...result, isFresh: true };
}

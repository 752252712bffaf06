// Random draws: one call of the runtime's generator per draw, in order, since each takes its numbers from the stream.

import { distributions, type Distribution } from "../../runtime/library.ts";
import { int, local, num, ref } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { asInt, asReal } from "../library/arithmetic.ts";
import type { LibraryCall } from "./calls.ts";
import { parseFormula, usesOf } from "../library/formula.ts";
import type { Element } from "./checks.ts";
import { emit, notAvailable, type Context } from "./context.ts";
import { requireTrue } from "./density-terms.ts";
import { checkDomain } from "./domains.ts";
import { loopOver } from "./loops.ts";
import { broadcast, checkSameShape } from "./pull-array.ts";
import { contentsOf, newStorage, storeInto } from "./storage.ts";
import { parametersVia } from "./value-formula.ts";
import { generateByKernel } from "./kernel-generators.ts";
import { elementKind, scalar, type Value } from "./value.ts";

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
  const draw = (args: readonly Expr[], index: readonly Expr[]): Expr => {
    const result = local("draw", elem);
    requireAmongParameters(ctx, { call, d, values: args, index });
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
  checkSameShape(ctx, call.args, call.texts);
  const parts = call.args.map((v) => (v.kind === "scalar" ? broadcast(ctx, v) : v));
  const valuesAt = (index: readonly Expr[]): readonly Expr[] =>
    parts.map((v) => (v.kind === "container" ? v.at(index) : (v as Expr)));
  if (containers.length === 0) {
    const values = valuesAt([]);
    checkParameters(ctx, { call, d, values, index: [] }, false);
    return scalar(draw(values, []), true);
  }
  const fixed = parts.map((v) => (v.kind === "container" ? num(NaN) : (v as Expr)));
  checkParameters(ctx, { call, d, values: fixed, index: [] }, false);
  const size = containers[0]!.dims[0] ?? int(0);
  const result = contentsOf(newStorage(ctx, "draws", { elem, form: "scalar", dims: [size] }), true);
  loopOver(
    ctx,
    size,
    0,
    (i) => {
      const values = valuesAt([i]);
      checkParameters(ctx, { call, d, values, index: [i] }, true);
      emit(ctx, storeInto(result.at([i]), draw(values, [i])));
    },
    { inOrder: true },
  );
  return { ...result, isFresh: true };
}

/** Parameters against their domains: those that are scalars once, the elements of the others as they come. */
interface Arguments {
  readonly call: LibraryCall;
  readonly d: Distribution;
  readonly values: readonly Expr[];
  readonly index: readonly Expr[];
}

function checkParameters(ctx: Context, { call, d, values, index }: Arguments, ofElements: boolean): void {
  Object.entries(d.params).forEach(([, domain], k) => {
    if ((call.args[k]!.kind === "container") !== ofElements) return;
    checkDomain(ctx, { value: values[k]!, text: call.texts[k]!, index: ofElements ? index : [] }, domain, call.name, true); // prettier-ignore
  });
}

/** What must hold among the parameters alone. */
function requireAmongParameters(ctx: Context, { call, d, values, index }: Arguments): void {
  const required = d.requires?.always;
  const variate = Object.keys(d.over)[0]!;
  if (required === undefined || usesOf(parseFormula(required)).has(variate)) return;
  const names = Object.keys(d.params);
  const shown = names.map((name, k): [string, Element] => [
    name,
    { text: call.texts[k]!, index: call.args[k]!.kind === "container" ? index : [] },
  ]);
  const bindings = new Map(names.map((name, k) => [name, values[k]!]));
  requireTrue(ctx, { ...d, name: call.name }, required, bindings, new Map(shown));
}

// Cumulative distribution functions: the formula of one element, multiplied (cdf) or added up (lcdf, lccdf) over containers.

import { distributions } from "../../runtime/library.ts";
import type { Distribution } from "../../runtime/descriptor.ts";
import { local, mul, num, ref } from "../ir/build.ts";
import type { Expr } from "../ir/mir.ts";
import { asReal } from "../library/arithmetic.ts";
import { bindRepeated, bindWhere, instantiate, parseFormula } from "../library/formula.ts";
import type { LibraryCall } from "./calls.ts";
import { binder, emit, notAvailable, type Context } from "./context.ts";
import { requireTrue } from "./density-terms.ts";
import type { Element } from "./checks.ts";
import { checkDomain } from "./domains.ts";
import { formOf } from "./forms.ts";
import { eachElementOf } from "./loops.ts";
import { broadcast, checkSameShape } from "./pull-array.ts";
import { isDataValue, scalar, type ScalarValue, type Value } from "./value.ts";

export function cumulativeValue(
  ctx: Context,
  name: string,
  kind: "cdf" | "lcdf" | "lccdf" | "lcdfUnnorm" | "lccdfUnnorm",
  given: LibraryCall,
): Value {
  const form = formOf("cumulative", name, given);
  if (form === null) return notAvailable(`this form of ${name}`, given.span);
  const { family, call } = form;
  const d = Object.hasOwn(distributions, family) ? distributions[family]! : null;
  const formula = d?.[kind];
  if (d === null || formula === undefined) return notAvailable(`function ${call.name}`, call.span);
  const isData = call.args.every(isDataValue);
  const containers = call.args.flatMap((v) => (v.kind === "container" ? [v] : []));
  checkSameShape(ctx, call.args, call.texts);
  if (containers.length === 0)
    return scalar(one(ctx, d, formula, call, call.args.map((v) => (v as ScalarValue).expr), []), isData); // prettier-ignore
  const total = local(kind, "real");
  const isProduct = kind === "cdf";
  emit(ctx, { kind: "var", local: total, initial: num(isProduct ? 1 : 0) });
  const parts = call.args.map((v) => (v.kind === "scalar" ? broadcast(ctx, v) : v));
  const elements = (index: readonly Expr[]): Expr[] =>
    parts.map((v) => (v.kind === "container" ? v.at(index) : (v as Expr)));
  const style = isProduct ? { inOrder: true } : {};
  eachElementOf(
    ctx,
    containers,
    (index) => {
      const value = one(ctx, d, formula, call, elements(index), index);
      if (isProduct) emit(ctx, { kind: "set", local: total, value: mul(ref(total), value) });
      else emit(ctx, { kind: "accumulate", into: { kind: "local", local: total }, value });
    },
    style,
  );
  return scalar(ref(total), isData);
}

function one(
  ctx: Context,
  d: Distribution,
  text: string,
  call: LibraryCall,
  args: readonly Expr[],
  index: readonly Expr[],
): Expr {
  const names = [Object.keys(d.over)[0]!, ...Object.keys(d.params)];
  const bindings = new Map(names.map((name, k) => [name, args[k]!]));
  const body = parseFormula(text);
  const where = Object.entries(d.where ?? {}).map(
    ([name, formula]) => [name, parseFormula(formula)] as const,
  );
  const bind = binder(ctx);
  bindRepeated(bindings, [...where.map(([, formula]) => formula), body], bind);
  const shown = new Map<string, Element>(
    names.map((name, k) => [
      name,
      { text: call.texts[k]!, index: call.args[k]!.kind === "scalar" ? [] : index },
    ]),
  );
  for (const [name, domain] of Object.entries(d.params))
    checkDomain(ctx, { value: bindings.get(name)!, ...shown.get(name)! }, domain, call.name, true);
  for (const required of [d.requires?.always, d.requires?.cumulative])
    if (required !== undefined) requireTrue(ctx, d, required, bindings, shown);
  bindWhere(bindings, where, bind);
  return asReal(instantiate(body, bindings, bind));
}

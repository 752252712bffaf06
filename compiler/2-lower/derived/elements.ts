// A density of many observations as densities of one each: a scalar, or one vector or matrix of a joint distribution, with the arguments
// that belong to it. What the density is defined by (a linear predictor, a Cholesky factor) is computed once for all.

import type { ArgumentDomain, Distribution } from "../../../runtime/descriptor.ts";
import { distributions } from "../../../runtime/library.ts";
import { int } from "../../ir/build.ts";
import type { Expr } from "../../ir/mir.ts";
import type { LibraryCall } from "../calls.ts";
import { checkSameSize } from "../checks.ts";
import { notAvailable, type Context } from "../context.ts";
import { elementAt, selectFrom } from "../indexing.ts";
import { intParameters, ranks } from "../kernel-densities.ts";
import { eachElementOf, loopOver } from "../loops.ts";
import { applyOperator } from "../operators.ts";
import { checkSameShape, reusable, transpose } from "../pull-array.ts";
import { parametersVia } from "../value-formula.ts";
import { type Container, expectContainer, isDataValue, scalar, type Value } from "../value.ts";

export interface Element {
  readonly family: string;
  /** First the variate. */
  readonly call: LibraryCall;
  /** Beside the variate, in its shape. */
  readonly place: Value;
  /** Only the parameters vary: this density is one of several of the same variate. */
  readonly isShared: boolean;
}

export type Visit = (element: Element) => void;

export function eachDensity(
  ctx: Context,
  family: string,
  call: LibraryCall,
  place: Value,
  visit: Visit,
): void {
  if (family === "categorical_logit_glm") return eachCategory(ctx, call, place, visit);
  if (!Object.hasOwn(distributions, family)) return notAvailable(`distribution ${family}`, call.span);
  const d: Distribution = distributions[family]!;
  if (d.via !== undefined) {
    const params = parametersVia(ctx, d, d.via, call.args.slice(1), call.texts.slice(1));
    const args = [call.args[0]!, ...params.map(({ value }) => stored(ctx, value))];
    const texts = [call.texts[0]!, ...params.map(({ text }) => text)];
    return eachDensity(ctx, d.via.distribution, { ...call, args, texts }, place, visit);
  }
  if (d.vectorised === "elementwise") return eachScalar(ctx, family, call, place, visit);
  eachBlock(ctx, d, call, place, visit);
}

/** A computed parameter is read once per observation. */
const stored = (ctx: Context, value: Value): Value =>
  value.kind === "container" ? reusable(ctx, value, "parameter") : value;

function eachScalar(ctx: Context, family: string, call: LibraryCall, place: Value, visit: Visit): void {
  checkSameShape(ctx, call.args, call.texts);
  const containers = call.args.flatMap((v) => (v.kind === "container" ? [v] : []));
  if (containers.length === 0) return visit({ family, call, place, isShared: false });
  const isShared = place.kind !== "container";
  eachElementOf(
    ctx,
    containers,
    (index) => {
      const at = (v: Value): Value => (v.kind === "container" ? scalar(v.at(index), isDataValue(v)) : v);
      visit({ family, call: { ...call, args: call.args.map(at) }, place: at(place), isShared });
    },
    { inOrder: true },
  );
}

function eachBlock(ctx: Context, d: Distribution, call: LibraryCall, place: Value, visit: Visit): void {
  const domains = [...Object.entries(d.over), ...Object.entries(d.params)] as [string, ArgumentDomain][];
  const ints = intParameters(d);
  const varies = call.args.map((value, k) => {
    const [name, domain] = domains[k]!;
    const rank = ranks[domain] ?? (ints.has(name) ? 1 : 0);
    return value.kind === "container" && value.dims.length > rank;
  });
  const first = varies.indexOf(true);
  if (first < 0) return visit({ family: d.name, call, place, isShared: false });
  const size = (k: number): Expr => expectContainer(call.args[k]!).dims[0]!;
  varies.forEach((isVarying, k) => {
    if (isVarying && k !== first)
      checkSameSize(ctx, size(first), size(k), call.texts[first]!, call.texts[k]!);
  });
  const args = call.args.map((value) => stored(ctx, value));
  loopOver(
    ctx,
    size(first),
    0,
    (i) => {
      const at = (v: Value, k: number): Value => (varies[k] ? elementAt(expectContainer(v), i) : v);
      visit({
        family: d.name,
        call: { ...call, args: args.map(at) },
        place: at(place, 0),
        isShared: !varies[0],
      });
    },
    { inOrder: true },
  );
}

/** Row n of a categorical regression is one category with log-odds alpha + x[n] beta. */
function eachCategory(ctx: Context, call: LibraryCall, place: Value, visit: Visit): void {
  const [y, x, alpha, beta] = call.args as [Container, Container, Container, Container];
  const texts = [call.texts[0]!, `${call.texts[2]!} + ${call.texts[1]!} * ${call.texts[3]!}`];
  loopOver(
    ctx,
    x.dims[0] ?? int(0),
    0,
    (n) => {
      const row = selectFrom(x, [{ kind: "single", at: n }]);
      const odds = expectContainer(applyOperator(ctx, "*", row, beta, texts));
      const eta = applyOperator(ctx, "+", alpha, transpose(odds), texts);
      const one = (v: Value): Value => (v.kind === "container" ? scalar(v.at([n]), true) : v);
      const args = [one(y), stored(ctx, eta)];
      visit({
        family: "categorical_logit",
        call: { ...call, args, texts },
        place: one(place),
        isShared: false,
      });
    },
    { inOrder: true },
  );
}

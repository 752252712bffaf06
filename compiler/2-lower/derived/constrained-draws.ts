// A prior cut to the constraint of its parameter: bounds truncate each element; the elements of an ordered vector are those of independent
// draws, sorted; normal draws with a sum of zero are normal draws without their mean; structured types are drawn whole by a distribution of
// that type. Other pairs of a constraint and a prior are refused.

import type { SizedType } from "../../../grammar/index.ts";
import { div, num, ref, sub } from "../../ir/build.ts";
import type { Expr } from "../../ir/mir.ts";
import { REAL, VECTOR } from "../../ir/type.ts";
import type { Typed, TypedExpr, VariableSymbol } from "../../ir/typed-ast.ts";
import { asReal } from "../../library/arithmetic.ts";
import { lowerBound } from "../bounds.ts";
import { libraryCall, type LibraryCall } from "../calls.ts";
import { innermost, structureOf } from "../constraints.ts";
import { bindLet, emit, type Context, type DensityStatement } from "../context.ts";
import { lowerExpr } from "../expressions.ts";
import { sumElements } from "../functions/reductions.ts";
import { generate } from "../generators.ts";
import { eachElement, eachElementOf } from "../loops.ts";
import { materialise } from "../pull-array.ts";
import { contentsOf, storeInto } from "../storage.ts";
import { arrayRank, container, expectContainer, selectPrefix, sizeOf, type Container } from "../value.ts";
import { blocked } from "./blocks.ts";
import { cutsConstantShare } from "./cut-priors.ts";
import type { Dependence } from "./dependence.ts";
import type { Derivation } from "./derivation.ts";
import { type BoundsAt, drawTerm } from "./draw-term.ts";
import { type Outputs, setCell } from "./outputs.ts";
import type { DensityTerm } from "./terms.ts";
import { drawWithin } from "./truncated-draws.ts";

/** Distributions over values of a structured type. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  simplex: ["dirichlet"],
  cov_matrix: ["wishart", "inv_wishart"],
  corr_matrix: ["lkj_corr"],
  cholesky_factor_corr: ["lkj_corr_cholesky"],
  cholesky_factor_cov: ["wishart_cholesky", "inv_wishart_cholesky"],
};

const nowhere: BoundsAt = () => ({ lower: null, upper: null });

export function drawConstrained(
  outputs: Outputs,
  dependence: Dependence,
  term: DensityTerm,
  s: DensityStatement,
  type: SizedType<Typed>,
): void {
  const { ctx, blocks } = outputs;
  const structure = structureOf(type);
  const draw = (bounds: BoundsAt): void => drawTerm(outputs, dependence, term, s, bounds);
  if (structure === null) {
    refuseUnequalCuts(outputs, dependence, term, s, type);
    return draw(boundsOf(ctx, type));
  }
  if (OWN[structure]?.includes(term.family)) return draw(nowhere);
  const isAlike = [...term.args].every((arg) => arg.type.kind === "real" || arg.type.kind === "int");
  const isVarying = term.args.some((arg) => dependence.of(arg).parameters);
  const refuse = (): never =>
    blocked(blocks, s.span, `a ${structure} cannot be drawn from this distribution`);
  if (!isAlike || term.call.kind === "user" || term.truncation !== null) return refuse();
  switch (structure) {
    case "ordered":
    case "positive_ordered": {
      const lower = structure === "ordered" ? null : num(0);
      if (lower !== null && isVarying) return refuse();
      draw(() => ({ lower, upper: null }));
      return replace(ctx, term.variate, refuse, (x) => expectContainer(libraryCall(ctx, sorting(x, s))));
    }
    case "sum_to_zero_vector":
    case "sum_to_zero_matrix":
      if (isVarying || (term.family !== "normal" && term.family !== "std_normal")) return refuse();
      draw(nowhere);
      return replace(ctx, term.variate, refuse, (x) => withoutMean(ctx, x));
    default:
      return refuse();
  }
}

function refuseUnequalCuts(
  { blocks }: Outputs,
  dependence: Dependence,
  term: DensityTerm,
  s: DensityStatement,
  type: SizedType<Typed>,
): void {
  const { constraint } = innermost(type);
  if (constraint.kind !== "bounds" || term.truncation !== null || term.call.kind === "user") return;
  if (cutsConstantShare(dependence, term, constraint)) return;
  const why = "the bounds of its variate cut off a share that depends on parameters";
  blocked(blocks, s.span, `${why}: say so with a truncation T[lower, upper]`);
}

const sorting = (x: Container, { span }: DensityStatement): LibraryCall => ({
  name: "sort_asc",
  args: [x],
  texts: ["draws"],
  result: VECTOR,
  propto: false,
  span,
});

function withoutMean(ctx: Context, x: Container): Container {
  const total = sumElements(ctx, x, "total", (e) => e);
  const mean = bindLet(ctx, "mean", div(total, asReal(sizeOf(x))));
  return materialise(ctx, { ...x, isContiguous: false, at: (index) => sub(x.at(index), mean) }, "centred");
}

/** The vector that the variate is, or each of an array of them, after a change. */
function replace(
  ctx: Context,
  variate: TypedExpr,
  refuse: () => never,
  change: (x: Container) => Container,
): void {
  const whole = lowerExpr(ctx, variate);
  if (whole.kind !== "container" || !whole.isContiguous || whole.form === "scalar") return refuse();
  const outer = { dims: whole.dims.slice(0, arrayRank(whole)), form: "scalar" } as const;
  eachElement(
    ctx,
    outer,
    (index) => {
      const one = selectPrefix(whole, index);
      const changed = change(one);
      eachElementOf(ctx, [one], (at) => emit(ctx, storeInto(one.at(at), changed.at(at))));
    },
    { inOrder: true },
  );
}

/** The declared bounds at each element. */
export function boundsOf(ctx: Context, type: SizedType<Typed>): BoundsAt {
  const { constraint } = innermost(type);
  if (constraint.kind !== "bounds") return nowhere;
  const at = (e: TypedExpr | null): ((index: readonly Expr[]) => Expr | null) => {
    if (e === null) return () => null;
    const value = lowerBound(ctx, e);
    if (value.kind === "container") return (index) => asReal(value.at(index));
    return () => (value.kind === "scalar" ? asReal(value.expr) : null);
  };
  const [lower, upper] = [at(constraint.lower), at(constraint.upper)];
  return (index) => ({ lower: lower(index), upper: upper(index) });
}

/** A parameter without a prior, uniform on what its constraint leaves; false where that is not bounded. */
export function drawUniform(
  outputs: Outputs,
  { dependence }: Derivation,
  symbol: VariableSymbol,
  type: SizedType<Typed>,
): boolean {
  const { ctx } = outputs;
  const output = outputs.found.get(symbol);
  if (output === undefined) return false;
  const { home } = output;
  const contents = home.kind === "storage" ? contentsOf(home.storage, true) : null;
  const call = { texts: ["", ""], propto: false, span: symbol.declaredAt.span };
  if (structureOf(type) === "simplex" && contents !== null) {
    const [size] = contents.dims.slice(-1);
    const ones = container({ elem: "real", form: "vector", dims: [size!], at: () => num(1), isData: true });
    const outer = { dims: contents.dims.slice(0, -1), form: "scalar" } as const;
    eachElement(ctx, outer, (index) => {
      const drawn = expectContainer(
        generate(ctx, "dirichlet", { ...call, name: "dirichlet_rng", args: [ones], result: VECTOR }),
      );
      eachElement(ctx, drawn, (at) => setCell(ctx, contents.at([...index, ...at]), drawn.at(at)));
    });
    return true;
  }
  const { constraint } = innermost(type);
  if (structureOf(type) !== null || constraint.kind !== "bounds") return false;
  const { lower, upper } = constraint;
  if (lower === null || upper === null) return false;
  if ([lower, upper].some((e) => dependence.of(e).parameters)) return false;
  const bounds = boundsOf(ctx, type);
  const one = (cell: Expr, index: readonly Expr[]): void => {
    const { lower: low, upper: high } = bounds(index);
    const args = [low!, high!].map((expr) => ({ kind: "scalar", expr, isData: true }) as const);
    setCell(ctx, cell, drawWithin(ctx, "uniform", { ...call, name: "uniform_rng", args, result: REAL }, { lower: null, upper: null })); // prettier-ignore
  };
  if (home.kind === "local") one(ref(home.local), []);
  else if (contents !== null) eachElement(ctx, contents, (index) => one(contents.at(index), index), { inOrder: true }); // prettier-ignore
  return true;
}

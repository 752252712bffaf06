// From the unconstrained vector to the parameters: identities are read in place, scalar transforms are formulas (a loop for containers),
// structured ones kernels. Each log Jacobian goes to the target with the Jacobian's weight.

import type { SizedType } from "../../grammar/index.ts";
import { transforms } from "../../runtime/library.ts";
import { accumulateLocal, int, load, local, mul, num, op, ref, select } from "../ir/build.ts";
import { minus, plus, times } from "../ir/linear.ts";
import type { Buffer, Expr, Home, KernelArg } from "../ir/mir.ts";
import type { Typed, TypedExpr, VariableSymbol } from "../ir/typed-ast.ts";
import { asReal, compare } from "../library/arithmetic.ts";
import { bindRepeated, instantiate, parseFormula } from "../library/formula.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { check } from "./checks.ts";
import { innermost, structureOf } from "./constraints.ts";
import { binder, emit, notAvailable, type Context } from "./context.ts";
import { lowerBound } from "./bounds.ts";
import { eachElement } from "./loops.ts";
import { broadcast } from "./pull-array.ts";
import type { Parts, PlacedLeaf } from "./parts.ts";
import { contentsOf, newStorage, position, storeInto } from "./storage.ts";
import { provablyTrue } from "./truth.ts";
import { container, scalar, storageOrder, viewOf, formRank, selectPrefix, type Value } from "./value.ts";

export interface ParameterPlace {
  readonly symbol: VariableSymbol;
  readonly parts: Parts;
  readonly leaves: readonly ParameterPart[];
}

export interface ParameterPart extends PlacedLeaf {
  readonly home: Home;
}

/** Size of a structured value's free vector; `dims` are its own dimensions. */
export function freeSize(name: string, [a, b]: readonly Expr[]): Expr {
  const less = (e: Expr): Expr => minus(e, int(1));
  const half = (e: Expr): Expr => (e.kind === "int" ? int(e.value / 2) : op("idiv", e, int(2)));
  const choose2 = (k: Expr): Expr => half(times(k, less(k)));
  switch (name) {
    case "ordered":
    case "positive_ordered":
    case "unit_vector":
      return a!;
    case "simplex":
    case "sum_to_zero_vector":
      return less(a!);
    case "sum_to_zero_matrix":
      return times(less(a!), less(b!));
    case "column_stochastic_matrix":
      return times(less(a!), b!);
    case "row_stochastic_matrix":
      return times(a!, less(b!));
    case "cholesky_factor_corr":
    case "corr_matrix":
      return choose2(a!);
    case "cov_matrix":
      return plus(a!, choose2(a!));
    case "cholesky_factor_cov":
      return plus(half(times(b!, plus(b!, int(1)))), times(minus(a!, b!), b!));
    default:
      return notAvailable(`the constrained type ${name}`);
  }
}

/** Defines a parameter, or a part of one, in the log density. */
export function constrainPart(ctx: Context, p: ParameterPart, q: Buffer): Value {
  const { type, shape, homeName } = p.leaf;
  const structure = structureOf(type);
  if (structure !== null) return constrainStructure(ctx, p, q, structure);
  const { constraint } = innermost(type);
  if (constraint.kind === "none") return identity(ctx, p, q);
  const rule = constraint.kind === "bounds" ? boundsRule(ctx, p, constraint) : affineRule(ctx, p, constraint);
  if (rule === null) return identity(ctx, p, q);
  if (p.home.kind === "local") {
    const { x, logJacobian } = rule([], load(q, [p.placeAt([])]));
    emit(ctx, { kind: "let", local: p.home.local, value: x });
    addJacobian(ctx, logJacobian);
    return scalar(ref(p.home.local), false);
  }
  const contents = contentsOf(newStorage(ctx, homeName, shape), false);
  eachElement(ctx, contents, (index) => {
    const { x, logJacobian } = rule(index, load(q, [placeOf(p, index)]));
    emit(ctx, storeInto(contents.at(index), x));
    addJacobian(ctx, logJacobian);
  });
  return contents;
}

/** Where the unconstrained number of an element stands. */
function placeOf({ leaf, placeAt }: ParameterPart, index: readonly Expr[]): Expr {
  const { shape, outer } = leaf;
  const inside = position(
    storageOrder(shape.form, shape.dims).slice(outer),
    storageOrder(shape.form, index).slice(outer),
  );
  return plus(placeAt(index.slice(0, outer)), inside);
}

function addJacobian(ctx: Context, logJacobian: Expr): void {
  const term = mul(ref(ctx.jacobianWeight), logJacobian);
  if (!(term.kind === "num" && term.value === 0)) emit(ctx, accumulateLocal(ctx.target, term));
}

/** Containers without a constraint are read straight from the unconstrained vector. */
function identity(ctx: Context, p: ParameterPart, q: Buffer): Value {
  const { shape, outer } = p.leaf;
  if (p.home.kind === "local") {
    emit(ctx, { kind: "let", local: p.home.local, value: load(q, [p.placeAt([])]) });
    return scalar(ref(p.home.local), false);
  }
  if (outer === 0) return contentsOf({ buffer: q, ...shape, from: p.placeAt([]) }, false);
  return container({ ...shape, at: (index) => load(q, [placeOf(p, index)]), isData: false, isCheap: true });
}

// ------------------------------------------------------------------------------------------------------- scalar transforms

type Rule = (index: readonly Expr[], u: Expr) => { readonly x: Expr; readonly logJacobian: Expr };

function formula(
  ctx: Context,
  name: string,
  args: Readonly<Record<string, Expr>>,
  u: Expr,
): ReturnType<Rule> {
  const { constrain, logJacobian } = transforms[name] ?? internalError(`no transform ${name}`);
  const formulas = [parseFormula(constrain!), parseFormula(logJacobian!)] as const;
  const bindings = new Map(Object.entries({ ...args, u }));
  if (name === "lower_upper") bindRepeated(bindings, formulas, binder(ctx));
  const [x, j] = formulas.map((f) => asReal(instantiate(f, bindings, binder(ctx))));
  return { x: x!, logJacobian: j! };
}

/** A bound at each index: one expression for all, or an element of a container. */
type BoundAt = (index: readonly Expr[]) => Expr;

interface EvaluatedBound {
  readonly at: BoundAt;
  /** "never" infinite, "always", or to be seen once data are bound. */
  readonly isInfinite: "never" | "always" | "perhaps";
}

function evaluateBound(ctx: Context, e: TypedExpr): EvaluatedBound {
  const value = lowerBound(ctx, e);
  if (value.kind === "struct") return notAvailable("this bound", e.span);
  if (value.kind === "container") return { at: (index) => asReal(value.at(index.slice(-value.dims.length))), isInfinite: value.isData && value.elem === "real" ? "perhaps" : "never" }; // prettier-ignore
  const expr = broadcast(ctx, { ...value, expr: asReal(value.expr) });
  if (expr.kind === "num")
    return { at: () => expr, isInfinite: Number.isFinite(expr.value) ? "never" : "always" };
  const isInt = expr.kind === "op" && expr.op === "toReal";
  return { at: () => expr, isInfinite: value.isData && !isInt ? "perhaps" : "never" };
}

type Bounds = Extract<SizedType<Typed>, { kind: "basic" }>["constraint"] & { readonly kind: "bounds" };
type Affine = Extract<SizedType<Typed>, { kind: "basic" }>["constraint"] & { readonly kind: "affine" };

/** null: no bound is finite, the transform is the identity. */
function boundsRule(ctx: Context, p: ParameterPart, constraint: Bounds): Rule | null {
  const finite = (e: typeof constraint.lower): EvaluatedBound | null => {
    const bound = e === null ? null : evaluateBound(ctx, e);
    return bound?.isInfinite === "always" ? null : bound;
  };
  const [lower, upper] = [finite(constraint.lower), finite(constraint.upper)];
  if (lower === null && upper === null) return null;
  return (index, u) => {
    const [low, high] = [lower?.at(index) ?? null, upper?.at(index) ?? null];
    if (low !== null && high !== null) checkBelow(ctx, p.leaf.name, low, high);
    const rule = (useLow: boolean, useHigh: boolean): ReturnType<Rule> => {
      if (useLow && useHigh) return formula(ctx, "lower_upper", { lower: low!, upper: high! }, u);
      if (useLow) return formula(ctx, "lower", { lower: low! }, u);
      return useHigh ? formula(ctx, "upper", { upper: high! }, u) : { x: u, logJacobian: num(0) };
    };
    const withHigh = (useLow: boolean): ReturnType<Rule> =>
      upper?.isInfinite === "perhaps"
        ? either(compare("lt", high!, num(Infinity)), rule(useLow, true), rule(useLow, false))
        : rule(useLow, upper !== null);
    return lower?.isInfinite === "perhaps"
      ? either(compare("gt", low!, num(-Infinity)), withHigh(true), withHigh(false))
      : withHigh(lower !== null);
  };
}

const either = (condition: Expr, a: ReturnType<Rule>, b: ReturnType<Rule>): ReturnType<Rule> => ({
  x: select(condition, a.x, b.x),
  logJacobian: select(condition, a.logJacobian, b.logJacobian),
});

function checkBelow(ctx: Context, name: string, low: Expr, high: Expr): void {
  const condition = compare("lt", low, high);
  if (provablyTrue(ctx.facts, condition)) return;
  check(ctx, condition, [`${name}: the lower bound `, low, " must be less than the upper bound ", high]);
}

function affineRule(ctx: Context, p: ParameterPart, constraint: Affine): Rule {
  const offset = constraint.offset === null ? null : evaluateBound(ctx, constraint.offset);
  const multiplier = constraint.multiplier === null ? null : evaluateBound(ctx, constraint.multiplier);
  return (index, u) => {
    const scale = multiplier?.at(index) ?? num(1);
    const isPositive = compare("gt", scale, num(0));
    if (!provablyTrue(ctx.facts, isPositive))
      check(ctx, isPositive, [`${p.leaf.name}: the multiplier must be positive, but it is `, scale]);
    const rule = formula(
      ctx,
      "offset_multiplier",
      { offset: offset?.at(index) ?? num(0), multiplier: scale },
      u,
    );
    return multiplier === null ? { ...rule, logJacobian: num(0) } : rule;
  };
}

// --------------------------------------------------------------------------------------------------- structured transforms

function constrainStructure(ctx: Context, p: ParameterPart, q: Buffer, name: string): Value {
  const key =
    name === "simplex" && ctx.options.simplex === "stick-breaking" ? "simplex_stick_breaking" : name;
  const kernel = transforms[key]?.kernel ?? notAvailable(`the constrained type ${name}`);
  const { shape, outer, homeName } = p.leaf;
  const { dims, form } = shape;
  const arrays = dims.slice(0, dims.length - formRank(form));
  const own = dims.slice(arrays.length);
  const free = freeSize(name, own);
  const contents = contentsOf(newStorage(ctx, homeName, shape), false);
  eachElement(ctx, { dims: arrays, form: "scalar" }, (index) => {
    const element = selectPrefix(contents, index);
    const inside = times(position(arrays.slice(outer), index.slice(outer)), free);
    const from = plus(p.placeAt(index.slice(0, outer)), inside);
    const result = local("logJacobian", "real");
    const sizes = kernel.params.filter((param) => param.role === "int");
    const args: KernelArg[] = [
      { kind: "out", view: viewOf(element) },
      { kind: "in", view: { buffer: q, index: [from] } },
      ...sizes.map((_, k): KernelArg => ({ kind: "scalar", value: own[k]! })),
    ];
    emit(ctx, { kind: "kernel", kernel: kernel.name, result, args });
    addJacobian(ctx, ref(result));
  });
  return contents;
}

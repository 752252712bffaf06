// The library's constraining functions: X_constrain, X_jacobian (the same, its log Jacobian added to the target) and, for the scalar ones,
// X_unconstrain. They use the transforms of parameters, on values instead of the unconstrained vector.

import { transforms } from "../../../runtime/library.ts";
import { accumulateLocal, int, local, mul, ref } from "../../ir/build.ts";
import { minus, plus, times } from "../../ir/linear.ts";
import type { Expr } from "../../ir/mir.ts";
import { asReal, compare } from "../../library/arithmetic.ts";
import { check } from "../checks.ts";
import { bindRepeated, instantiate, parseFormula } from "../../library/formula.ts";
import type { LibraryCall } from "../calls.ts";
import { binder, emit, notAvailable, type Context } from "../context.ts";
import { input, output, scalarArg } from "../kernels.ts";
import { eachElement, eachElementOf } from "../loops.ts";
import { broadcast, contiguous, elementwise } from "../pull-array.ts";
import { contentsOf, newStorage } from "../storage.ts";
import { asRealContainer, expectContainer, formRank, selectPrefix, type Container } from "../value.ts";
import { allData, containerArg, intArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

type Mode = "constrain" | "jacobian" | "unconstrain";

function addJacobian(ctx: Context, logJacobian: Expr): void {
  if (ctx.stage === "logJoint")
    emit(ctx, accumulateLocal(ctx.target, mul(ref(ctx.jacobianWeight), logJacobian)));
}

/** Element-wise transforms by their formulas. */
const scalarRule =
  (name: string, mode: Mode): Rule =>
  (ctx, call) => {
    const transform = transforms[name]!;
    const names = [mode === "unconstrain" ? "x" : "u", ...(transform.args ?? [])];
    const bind = binder(ctx);
    const evaluate = (text: string, elements: readonly Expr[]): Expr => {
      const bindings = new Map(names.map((arg, k) => [arg, asReal(elements[k]!)]));
      const formula = parseFormula(text);
      bindRepeated(bindings, [formula], bind);
      return asReal(instantiate(formula, bindings, bind));
    };
    const formula = mode === "unconstrain" ? transform.unconstrain! : transform.constrain!;
    if (mode === "jacobian")
      eachJacobian(ctx, call, (elements) => evaluate(transform.logJacobian!, elements));
    return elementwise(ctx, call.args, (elements) => evaluate(formula, elements), call.texts);
  };

function eachJacobian(
  ctx: Context,
  call: LibraryCall,
  logJacobian: (elements: readonly Expr[]) => Expr,
): void {
  const parts = call.args.map((v) => (v.kind === "scalar" ? broadcast(ctx, v) : expectContainer(v)));
  const containers = parts.filter((p): p is Container => p.kind === "container");
  const at = (index: readonly Expr[]): readonly Expr[] =>
    parts.map((p) => (p.kind === "container" ? p.at(index) : p));
  if (containers.length === 0) return addJacobian(ctx, logJacobian(at([])));
  eachElementOf(ctx, containers, (index) => addJacobian(ctx, logJacobian(at(index))));
}

/** Dimensions of the result and the kernel's size arguments, from those of the free value and the call's own sizes. */
type Sizes = (
  free: readonly Expr[],
  given: readonly Expr[],
) => { readonly dims: readonly Expr[]; readonly sizes: readonly Expr[] };

const more = (e: Expr): Expr => plus(e, int(1));
const same: Sizes = ([n]) => ({ dims: [n!], sizes: [n!] });
const oneMore: Sizes = ([n]) => ({ dims: [more(n!)], sizes: [more(n!)] });
const square: Sizes = (_, [k]) => ({ dims: [k!, k!], sizes: [k!] });

/** Transforms of whole vectors and matrices, one kernel for each element of an array. */
const blockRule =
  (name: (call: LibraryCall, ctx: Context) => string, mode: Mode, sizesOf: Sizes): Rule =>
  (ctx, call) => {
    const key = name(call, ctx);
    const kernel = transforms[key]?.kernel;
    if (kernel === undefined) return notAvailable(`function ${call.name}`, call.span);
    const free = contiguous(ctx, asRealContainer(containerArg(call, 0)), "free");
    const arrays = free.dims.slice(0, free.dims.length - formRank(free.form));
    const given = call.args.slice(1).map((_, k) => intArg(call, k + 1));
    const { dims, sizes } = sizesOf(free.dims.slice(arrays.length), given);
    checkFreeSize(ctx, key, call, free.dims.at(-1)!, given);
    const form = dims.length === 2 ? ("matrix" as const) : ("vector" as const);
    const shape = { elem: "real" as const, form, dims: [...arrays, ...dims] };
    const result = contentsOf(newStorage(ctx, "constrained", shape), allData(call));
    eachElement(ctx, { dims: arrays, form: "scalar" }, (index) => {
      const logJacobian = local("logJacobian", "real");
      const args = [
        output(selectPrefix(result, index)),
        input(ctx, selectPrefix(free, index)),
        ...sizes.map(scalarArg),
      ];
      emit(ctx, { kind: "kernel", kernel: kernel.name, result: logJacobian, args });
      if (mode === "jacobian") addJacobian(ctx, ref(logJacobian));
    });
    return { ...result, isFresh: true };
  };

/** Numbers below the diagonal of a K x K matrix, with it, and of an M x N factor: as many as the free vector must have. */
function checkFreeSize(
  ctx: Context,
  name: string,
  call: LibraryCall,
  free: Expr,
  given: readonly Expr[],
): void {
  const [rows, columns = rows] = given;
  if (rows === undefined || columns === undefined) return;
  const isCorrelation = name === "corr_matrix" || name === "cholesky_factor_corr";
  const square = times(columns, plus(columns, int(isCorrelation ? -1 : 1)));
  const below = times(times(int(2), minus(rows, columns)), columns);
  check(ctx, compare("ge", rows, columns), [`${call.name}: `, rows, " rows are fewer than ", columns, " columns"]); // prettier-ignore
  check(ctx, compare("eq", times(int(2), free), plus(square, below)), [
    `${call.name}: ${call.texts[0]!} has `,
    free,
    " elements, which is not what a matrix of this size is made of",
  ]);
}

const named = (name: string) => (): string => name;
const simplexName = (_: LibraryCall, ctx: Context): string =>
  ctx.options.simplex === "stick-breaking" ? "simplex_stick_breaking" : "simplex";
const isMatrix = (call: LibraryCall): boolean => containerArg(call, 0).form === "matrix";
const sumToZeroName = (call: LibraryCall): string =>
  isMatrix(call) ? "sum_to_zero_matrix" : "sum_to_zero_vector";
const sumToZeroSizes: Sizes = ([n, m]) =>
  m === undefined
    ? { dims: [more(n!)], sizes: [more(n!)] }
    : { dims: [more(n!), more(m)], sizes: [more(n!), more(m)] };

function family(name: string, mode: Mode): Rule {
  switch (name) {
    case "lower_bound":
      return scalarRule("lower", mode);
    case "upper_bound":
      return scalarRule("upper", mode);
    case "lower_upper_bound":
      return scalarRule("lower_upper", mode);
    case "offset_multiplier":
      return scalarRule("offset_multiplier", mode);
    case "ordered":
    case "positive_ordered":
    case "unit_vector":
      return blockRule(named(name), mode, same);
    case "simplex":
      return blockRule(simplexName, mode, oneMore);
    case "sum_to_zero":
      return blockRule(sumToZeroName, mode, sumToZeroSizes);
    case "stochastic_column":
      return blockRule(named("column_stochastic_matrix"), mode, ([r, c]) => ({
        dims: [more(r!), c!],
        sizes: [more(r!), c!],
      }));
    case "stochastic_row":
      return blockRule(named("row_stochastic_matrix"), mode, ([r, c]) => ({
        dims: [r!, more(c!)],
        sizes: [r!, more(c!)],
      }));
    case "cholesky_factor_cov":
      return blockRule(named(name), mode, (_, [m, n]) => ({ dims: [m!, n!], sizes: [m!, n!] }));
    default:
      return blockRule(named(name), mode, square);
  }
}

const families = [
  "lower_bound", "upper_bound", "lower_upper_bound", "offset_multiplier", "ordered", "positive_ordered", "unit_vector",
  "simplex", "sum_to_zero", "stochastic_column", "stochastic_row", "cholesky_factor_cov", "cholesky_factor_corr",
  "corr_matrix", "cov_matrix",
]; // prettier-ignore

/** The inverses of the others are written out (unconstraining.ts). */
const scalarFamilies = new Set(["lower_bound", "upper_bound", "lower_upper_bound", "offset_multiplier"]);

const modes = ["constrain", "jacobian", "unconstrain"] as const;

export const constraining: Rules = Object.fromEntries(
  families.flatMap((name) =>
    modes
      .filter((mode) => mode !== "unconstrain" || scalarFamilies.has(name))
      .map((mode) => [`${name}_${mode}`, family(name, mode)]),
  ),
);

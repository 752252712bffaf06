// Covariance matrices of Gaussian processes by their formulas. Between one set of points the matrix is symmetric: each pair is computed
// once, and the diagonal is the variance itself, so no distance of zero is differentiated.

import { add, div, int, mul, num, op, sub } from "../../ir/build.ts";
import { ref } from "../../ir/build.ts";
import { plus } from "../../ir/linear.ts";
import type { Expr } from "../../ir/mir.ts";
import { asReal, square } from "../../library/arithmetic.ts";
import type { LibraryCall } from "../calls.ts";
import { checkSameSize } from "../checks.ts";
import { bindLet, emit, nested, once, type Context } from "../context.ts";
import { checkDomain } from "../domains.ts";
import { conditionally } from "../frames.ts";
import { eachElement, indexLocal } from "../loops.ts";
import { sumOver } from "../products.ts";
import { reusable } from "../pull-array.ts";
import { contentsOf, newStorage, storeInto } from "../storage.ts";
import type { Container, Value } from "../value.ts";
import { allData, containerArg, realArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

const exp = (e: Expr): Expr => op("exp", e);

/** Squared distance of two points, coordinates divided by their length scales where there are several. */
type Squared = (i: Expr, j: Expr) => Expr;

interface Points {
  readonly x: Container;
  readonly y: Container;
  readonly isSymmetric: boolean;
  readonly rest: number;
}

function pointsOf(ctx: Context, call: LibraryCall, parameters: number): Points {
  const x = reusable(ctx, containerArg(call, 0));
  const isSymmetric = call.args.length === parameters + 1;
  return {
    x,
    y: isSymmetric ? x : reusable(ctx, containerArg(call, 1)),
    isSymmetric,
    rest: isSymmetric ? 1 : 2,
  };
}

function squaredDistance(ctx: Context, { x, y }: Points, lengths: Container | null): Squared {
  if (x.dims.length === 1) return (i, j) => square(sub(asReal(x.at([i])), asReal(y.at([j]))));
  checkSameSize(ctx, x.dims[1]!, y.dims[1]!, "the points of the left side", "those of the right side");
  if (lengths !== null) checkSameSize(ctx, x.dims[1]!, lengths.dims[0]!, "the points", "the length scales");
  return (i, j) =>
    sumOver(ctx, x.dims[1]!, "squaredDistance", (k) => {
      const difference = sub(asReal(x.at([i, k])), asReal(y.at([j, k])));
      return square(lengths === null ? difference : div(difference, asReal(lengths.at([k]))));
    });
}

/** Fills the matrix from its diagonal and the covariance of two different points. */
function covariance(
  ctx: Context,
  points: Points,
  diagonal: ((i: Expr) => Expr) | null,
  of: (i: Expr, j: Expr) => Expr,
  isData: boolean,
): Value {
  const { x, y, isSymmetric } = points;
  const dims = [x.dims[0]!, y.dims[0]!];
  const result = contentsOf(newStorage(ctx, "covariance", { elem: "real", form: "matrix", dims }), isData);
  if (!isSymmetric || diagonal === null) {
    eachElement(ctx, result, ([i, j]) => emit(ctx, storeInto(result.at([i!, j!]), of(i!, j!))));
    return result;
  }
  const n = dims[0]!;
  const column = indexLocal(ctx, "j", int(0), n);
  const row = indexLocal(ctx, "i", plus(ref(column), int(1)), n);
  const body = nested(ctx, () =>
    conditionally(ctx, () => {
      const [i, j] = [ref(row), ref(column)];
      emit(ctx, storeInto(result.at([j, j]), diagonal(j)));
      const inner = nested(ctx, () => {
        const value = once(ctx, "covariance", of(i, j));
        emit(ctx, storeInto(result.at([i, j]), value), storeInto(result.at([j, i]), value));
      });
      emit(ctx, { kind: "for", index: row, from: plus(j, int(1)), to: n, down: false, body: inner });
    }),
  );
  emit(ctx, { kind: "for", index: column, from: int(0), to: n, down: false, body });
  return result;
}

/** sigma^2 f(distance), with `scaled` the squared distance over the squared length. */
const stationary =
  (f: (variance: Expr, scaled: Expr) => Expr): Rule =>
  (ctx, call) => {
    const points = pointsOf(ctx, call, 2);
    const sigma = once(ctx, "sigma", realArg(call, points.rest));
    checkPositive(ctx, call, sigma, points.rest);
    const length = call.args[points.rest + 1]!;
    const lengths = length.kind === "container" ? reusable(ctx, length) : null;
    if (lengths !== null) checkLengths(ctx, call, lengths, points.rest + 1);
    const scale = lengths === null ? squareOf(ctx, call, points.rest + 1, "squaredLength") : null;
    const distance = squaredDistance(ctx, points, lengths);
    const variance = bindLet(ctx, "variance", square(sigma));
    const of = (i: Expr, j: Expr): Expr => {
      const squared = distance(i, j);
      return f(variance, scale === null ? squared : div(squared, scale));
    };
    return covariance(ctx, points, () => variance, of, allData(call));
  };

function checkPositive(ctx: Context, call: LibraryCall, value: Expr, k: number): void {
  checkDomain(ctx, { value, text: call.texts[k]!, index: [] }, "positive", call.name, false);
}

function checkLengths(ctx: Context, call: LibraryCall, lengths: Container, k: number): void {
  eachElement(
    ctx,
    lengths,
    ([i]) =>
    checkDomain(ctx, { value: asReal(lengths.at([i!])), text: call.texts[k]!, index: [i!] }, "positive", call.name, false), // prettier-ignore
  );
}

function squareOf(ctx: Context, call: LibraryCall, k: number, name: string): Expr {
  const value = once(ctx, call.texts[k]!.replace(/\W/g, "") || "scale", realArg(call, k));
  checkPositive(ctx, call, value, k);
  return bindLet(ctx, name, square(value));
}

const periodic: Rule = (ctx, call) => {
  const points = pointsOf(ctx, call, 3);
  const variance = squareOf(ctx, call, points.rest, "variance");
  const scale = squareOf(ctx, call, points.rest + 1, "squaredLength");
  const frequency = div(num(Math.PI * Math.PI), squareOf(ctx, call, points.rest + 2, "squaredPeriod"));
  const squaredFrequency = bindLet(ctx, "squaredFrequency", frequency);
  const distance = squaredDistance(ctx, points, null);
  const of = (i: Expr, j: Expr): Expr => {
    const sine = op("sine_squared_of_root", mul(squaredFrequency, distance(i, j)));
    return mul(variance, exp(div(mul(num(-2), sine), scale)));
  };
  return covariance(ctx, points, () => variance, of, allData(call));
};

const dotProducts: Rule = (ctx, call) => {
  const points = pointsOf(ctx, call, 1);
  const variance = bindLet(ctx, "variance", square(realArg(call, points.rest)));
  const { x, y } = points;
  const of = (i: Expr, j: Expr): Expr =>
    x.dims.length === 1
      ? add(variance, mul(asReal(x.at([i])), asReal(y.at([j]))))
      : add(
          variance,
          sumOver(ctx, x.dims[1]!, "dot", (k) => mul(asReal(x.at([i, k])), asReal(y.at([j, k])))),
        );
  return covariance(ctx, points, null, of, allData(call));
};

export const covariances: Rules = {
  gp_exp_quad_cov: stationary((variance, scaled) => mul(variance, exp(mul(num(-0.5), scaled)))),
  gp_exponential_cov: stationary((variance, scaled) => mul(variance, op("exp_minus_root", scaled))),
  gp_matern32_cov: stationary((variance, scaled) => mul(variance, op("matern32_of_square", scaled))),
  gp_matern52_cov: stationary((variance, scaled) => mul(variance, op("matern52_of_square", scaled))),
  gp_periodic_cov: periodic,
  gp_dot_prod_cov: dotProducts,
};

// Products and patterns of matrices that need no decomposition.

import { add, mul } from "../../ir/build.ts";
import { sameInt } from "../../ir/linear.ts";
import { compare, asReal } from "../../library/arithmetic.ts";
import { select } from "../../ir/build.ts";
import { checkSameSize } from "../checks.ts";
import { multiply } from "../products.ts";
import { broadcast, reusable, transpose } from "../pull-array.ts";
import type { Context } from "../context.ts";
import type { Expr } from "../../ir/mir.ts";
import { container, expectContainer, expectScalar, scalar, type Container } from "../value.ts";
import { sumElements } from "./reductions.ts";
import { allData, containerArg } from "./arguments.ts";
import type { Rule, Rules } from "./rules.ts";

const crossprod: Rule = (ctx, call) => {
  const m = reusable(ctx, containerArg(call, 0));
  return multiply(ctx, transpose(m), m);
};

const tcrossprod: Rule = (ctx, call) => {
  const m = reusable(ctx, containerArg(call, 0));
  return multiply(ctx, m, transpose(m));
};

/** B' A B; of a vector B a number. */
const quadForm: Rule = (ctx, call) => {
  const [a, b] = [containerArg(call, 0), reusable(ctx, containerArg(call, 1))];
  const right = multiply(ctx, a, b);
  return multiply(ctx, transpose(b), expectContainer(right));
};

const quadFormDiag: Rule = (ctx, call) => {
  const [m, v] = [containerArg(call, 0), reusable(ctx, containerArg(call, 1))];
  checkSameSize(ctx, m.dims[0]!, v.dims[0]!, call.texts[0]!, call.texts[1]!);
  return container({
    elem: "real",
    form: "matrix",
    dims: m.dims,
    at: ([r, c]) => mul(mul(asReal(v.at([r!])), asReal(m.at([r!, c!]))), asReal(v.at([c!]))),
    isData: allData(call),
  });
};

const diagMultiply =
  (side: "pre" | "post"): Rule =>
  (ctx, call) => {
    const [v, m] =
      side === "pre"
        ? [containerArg(call, 0), containerArg(call, 1)]
        : [containerArg(call, 1), containerArg(call, 0)];
    const scale = reusable(ctx, v);
    checkSameSize(ctx, scale.dims[0]!, m.dims[side === "pre" ? 0 : 1]!, "the diagonal", "the matrix");
    return container({
      elem: "real",
      form: "matrix",
      dims: m.dims,
      at: ([r, c]) => mul(asReal(scale.at([side === "pre" ? r! : c!])), asReal(m.at([r!, c!]))),
      isData: allData(call),
    });
  };

const addDiag: Rule = (ctx, call) => {
  const m = containerArg(call, 0);
  const [, d] = call.args;
  const isScalar = d!.kind === "scalar";
  const [rows, columns] = m.dims;
  const length = sameInt(rows!, columns!) ? rows! : select(compare("le", rows!, columns!), rows!, columns!);
  if (!isScalar) checkSameSize(ctx, expectContainer(d!).dims[0]!, length, call.texts[1]!, "the diagonal");
  const value = isScalar
    ? broadcast(ctx, { ...expectScalar(d!), expr: asReal(expectScalar(d!).expr) })
    : null;
  return container({
    elem: "real",
    form: "matrix",
    dims: m.dims,
    at: ([r, c]) => {
      const element = asReal(m.at([r!, c!]));
      const extra = value ?? asReal(expectContainer(d!).at([r!]));
      return select(compare("eq", r!, c!), add(element, extra), element);
    },
    isData: allData(call),
  });
};

/** trace(B' A B) and trace(D B' A B). */
const traceQuadForm =
  (isGeneral: boolean): Rule =>
  (ctx, call) => {
    const [a, b] = (isGeneral ? [1, 2] : [0, 1]).map((k) => reusable(ctx, containerArg(call, k)));
    const right = reusable(ctx, expectContainer(multiply(ctx, a!, b!)));
    if (!isGeneral) return scalar(frobenius(ctx, b!, right), allData(call));
    const inner = expectContainer(multiply(ctx, transpose(b!), right));
    const weights = containerArg(call, 0);
    for (const size of weights.dims) checkSameSize(ctx, size, b!.dims[1]!, call.texts[0]!, `cols of ${call.texts[2]!}`); // prettier-ignore
    return scalar(frobenius(ctx, transpose(reusable(ctx, containerArg(call, 0))), inner), allData(call));
  };

/** Sum of the products of matching elements. */
function frobenius(ctx: Context, a: Container, b: Container): Expr {
  const products = container({
    elem: "real",
    form: b.form,
    dims: b.dims,
    at: (index) => mul(asReal(a.at(index)), asReal(b.at(index))),
    isData: a.isData && b.isData,
  });
  return sumElements(ctx, products, "trace", (e) => e);
}

export const linearAlgebra: Rules = {
  trace_quad_form: traceQuadForm(false),
  trace_gen_quad_form: traceQuadForm(true),
  trace_dot: (ctx, call) => {
    const [a, b] = [reusable(ctx, containerArg(call, 0)), reusable(ctx, containerArg(call, 1))];
    const [left, right] = call.texts;
    checkSameSize(ctx, a.dims[1]!, b.dims[0]!, `cols of ${left!}`, `rows of ${right!}`);
    checkSameSize(ctx, a.dims[0]!, b.dims[1]!, `rows of ${left!}`, `cols of ${right!}`);
    return scalar(frobenius(ctx, transpose(a), b), allData(call));
  },
  crossprod,
  tcrossprod,
  quad_form: quadForm,
  quad_form_sym: quadForm,
  quad_form_diag: quadFormDiag,
  diag_pre_multiply: diagMultiply("pre"),
  diag_post_multiply: diagMultiply("post"),
  add_diag: addDiag,
};

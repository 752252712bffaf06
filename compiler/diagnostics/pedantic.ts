// The warnings of the pedantic mode: what may be meant otherwise, and what to write if it is.

import { positionOf, type Name, type Problem, type Span } from "../../grammar/index.ts";
import type { ArgumentDomain } from "../../runtime/library.ts";
import { alternatives, warning } from "./build.ts";

export function uninitialized(span: Span, name: string): Problem {
  return warning("pedantic-uninitialized", span, `'${name}' may be used here before it has a value.`, {
    hint: "Give it a value where it is declared, or assign it on every path that leads here.",
  });
}

export function unscaledLiteral(span: Span, value: number): Problem {
  return warning(
    "pedantic-unscaled-literal",
    span,
    `The argument ${value} suggests that parameters are not on unit scale.`,
    {
      hint: "Sampling works best when values are of the order of one: consider offset and multiplier, or other units.",
    },
  );
}

export function repeatedVariate(span: Span, variate: string, first: Span): Problem {
  const { line } = positionOf(first.source, first.start);
  return warning(
    "pedantic-repeated-variate",
    span,
    `'${variate}' already has a density, on line ${line}; the two multiply.`,
    {
      hint: "If one of them should replace the other, remove it.",
    },
  );
}

export function nonlinearVariate(span: Span): Problem {
  return warning(
    "pedantic-nonlinear-variate",
    span,
    "This has a density, but it is a nonlinear function of parameters; the density of the parameters then needs a Jacobian.",
    {
      hint: "Add the log absolute derivative of the transform with 'target +=', or give the parameter itself a density.",
    },
  );
}

export function hardBounds(name: Name, lower: number, upper: number): Problem {
  return warning(
    "pedantic-hard-bounds",
    name.span,
    `Parameter '${name.text}' is confined to [${lower}, ${upper}]: values outside are impossible, whatever the data say.`,
    {
      hint: "Unless these are limits of nature, drop the bounds and give the parameter a prior that makes such values unlikely.",
    },
  );
}

export function emptyBounds(name: Name, lower: number, upper: number): Problem {
  return warning(
    "pedantic-empty-bounds",
    name.span,
    `The bounds of parameter '${name.text}' make no sense: the lower bound ${lower} is not below the upper bound ${upper}.`,
    { hint: "Exchange or correct the bounds; no value satisfies them." },
  );
}

export function unusedParameter(name: Name): Problem {
  return warning(
    "pedantic-unused-parameter",
    name.span,
    `Parameter '${name.text}' does not enter the density.`,
    {
      hint: "Use it in the model block, or remove it: its draws would be drawn from no distribution.",
    },
  );
}

export function parameterControlFlow(span: Span, parameters: readonly string[]): Problem {
  const head = { ...span, end: Math.min(span.end, span.start + headLength(span)) };
  return warning(
    "pedantic-parameter-control-flow",
    head,
    `What happens here depends on ${listed(parameters)}.`,
    {
      hint: "The density may jump where the control flow changes, and gradients do not see jumps; consider a mixture or a smooth function.",
    },
  );
}

export function argumentControlFlow(
  span: Span,
  callee: string,
  argument: string,
  parameters: readonly string[],
): Problem {
  return warning(
    "pedantic-argument-control-flow",
    span,
    `The control flow inside '${callee}' depends on its argument '${argument}', which here depends on ${listed(parameters)}.`,
    { hint: "The density may jump where the control flow changes, and gradients do not see jumps." },
  );
}

export function priorCount(name: Name, count: number): Problem {
  return count === 0
    ? warning("pedantic-prior-count", name.span, `Parameter '${name.text}' has no prior.`, {
        hint: "Without one it is uniform over all it may be, which is rarely meant; give it a distribution in the model block.",
      })
    : warning(
        "pedantic-prior-count",
        name.span,
        `Parameter '${name.text}' has ${count} priors; they multiply.`,
        {
          hint: "If only one of them is meant, remove the others.",
        },
      );
}

export function lkjCorr(span: Span): Problem {
  return warning(
    "pedantic-lkj-corr",
    span,
    "'lkj_corr' needs a determinant at every step and is less stable than need be.",
    {
      hint: "Declare a cholesky_factor_corr and give it lkj_corr_cholesky; the correlations are the factor times its transpose.",
    },
  );
}

export function equalGamma(span: Span, name: string, value: number): Problem {
  return warning(
    "pedantic-equal-gamma",
    span,
    `${name}(${value}, ${value}) is not vague: nearly all its mass lies at one end.`,
    {
      hint: "For a scale, a normal, exponential or student_t prior on the standard deviation is easier to choose.",
    },
  );
}

export function uniformBounds(span: Span, name: string, from: string, to: string): Problem {
  return warning(
    "pedantic-uniform-bounds",
    span,
    `'${name}' is uniform from ${from} to ${to}, but not declared with these bounds.`,
    {
      hint: `Declare it with <lower=${from}, upper=${to}>: outside them the density is zero, where sampling fails.`,
    },
  );
}

export function literalOutside(
  span: Span,
  distribution: string,
  what: string,
  domain: ArgumentDomain,
  value: number,
): Problem {
  return warning(
    "pedantic-argument-domain",
    span,
    `In '${distribution}' ${what} must be ${inWords[domain]}, but it is ${value}.`,
    { hint: "The density rejects such a value." },
  );
}

export function parameterOutside(
  span: Span,
  distribution: string,
  what: string,
  domain: ArgumentDomain,
  parameter: string,
): Problem {
  return warning(
    "pedantic-argument-domain",
    span,
    `In '${distribution}' ${what} must be ${inWords[domain]}, but parameter '${parameter}' is not declared so.`,
    { hint: `Declare '${parameter}' ${declared(domain)}, so that no draw has to be rejected.` },
  );
}

const inWords: Readonly<Record<ArgumentDomain, string>> = {
  real: "finite",
  any: "a number",
  positive: "positive",
  "positive-any": "positive",
  nonnegative: "zero or positive",
  "nonnegative-any": "zero or positive",
  unit: "in [0, 1]",
  "open-unit": "in (0, 1)",
  int: "an integer",
  count: "an integer from 0",
  "positive-int": "a positive integer",
  binary: "0 or 1",
  simplex: "a simplex",
  ordered: "ordered",
  "positive-vector": "positive",
  "real-vector": "a vector",
  "real-matrix": "a matrix",
  covariance: "a covariance matrix",
  "cholesky-covariance": "a Cholesky factor of a covariance matrix",
  "cholesky-correlation": "a Cholesky factor of a correlation matrix",
  correlation: "a correlation matrix",
};

function declared(domain: ArgumentDomain): string {
  switch (domain) {
    case "simplex":
    case "ordered":
      return `as ${domain === "simplex" ? "a simplex" : "ordered"}`;
    case "covariance":
      return "as cov_matrix";
    case "correlation":
      return "as corr_matrix";
    case "cholesky-covariance":
      return "as cholesky_factor_cov";
    case "cholesky-correlation":
      return "as cholesky_factor_corr";
    case "unit":
    case "open-unit":
      return "with <lower=0, upper=1>";
    default:
      return "with <lower=0>";
  }
}

function listed(names: readonly string[]): string {
  const quoted = [...new Set(names)].map((name) => `'${name}'`);
  return `parameter${quoted.length === 1 ? "" : "s"} ${alternatives(quoted, "and")}`;
}

/** Of a compound statement only its first line is marked. */
function headLength({ source, start }: Span): number {
  const end = source.text.indexOf("\n", start);
  return (end < 0 ? source.text.length : end) - start;
}

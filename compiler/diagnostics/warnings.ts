// The warnings given without being asked for: legal programs that rarely mean what they say, and what will go away.

import type { Expr, Problem, Span } from "../../grammar/index.ts";
import { insertion, replacement, warning } from "./build.ts";

export function intDivision(span: Span, left: Expr<object>, right: Expr<object>): Problem {
  const [place, text] =
    right.kind === "intLiteral"
      ? [right.span.end, ".0"]
      : left.kind === "intLiteral"
        ? [left.span.end, ".0"]
        : [left.span.end, " * 1.0"];
  return warning("int-division", span, "Dividing two ints drops the remainder: 1 / 2 is 0.", {
    hint: "Make one side real ('* 1.0' or a literal such as 2.0), or write %/% if the whole number is what you want.",
    fix: insertion(span, place, text),
  });
}

export function matrixPower(span: Span): Problem {
  return warning(
    "matrix-power",
    span,
    "'^' raises each element of the matrix to the power; it is not a matrix power.",
    {
      hint: "Write '.^' to say so, or matrix_power(A, n) for A * A * ... * A.",
    },
  );
}

export function chainedComparison(span: Span): Problem {
  return warning(
    "chained-comparison",
    span,
    "Comparisons do not chain: this compares the result (0 or 1) of the first with the third operand.",
    {
      hint: "Write 'a < b && b < c', or put parentheses around the first comparison if that is what you mean.",
    },
  );
}

export function selfAssignment(span: Span, name: string): Problem {
  return warning("self-assignment", span, `'${name}' is assigned to itself.`, {
    hint: "Remove this, or assign what was meant.",
  });
}

export function unreachable(span: Span, after: string): Problem {
  return warning("unreachable-statement", span, `This statement is never reached: it follows '${after}'.`, {
    hint: "Remove it, or move it up.",
  });
}

export function lpInTransformedParameters(span: Span, name: string): Problem {
  return warning(
    "deprecated-lp",
    span,
    `Calling '${name}' in transformed parameters is deprecated and will become an error.`,
    {
      hint: "Call it in the model block, or make it a '_jacobian' function if it adjusts for a change of variables.",
    },
  );
}

export function jacobianOfData(span: Span, name: string): Problem {
  return warning(
    "jacobian-data-only",
    span,
    `All arguments of '${name}' are data, so its Jacobian adjustment is a constant.`,
    {
      hint: "Use the '_constrain' function instead.",
    },
  );
}

export function emptyProgram(span: Span): Problem {
  return warning("empty-program", span, "The program is empty.", {
    hint: "A model usually has at least a parameters and a model block.",
  });
}

export function deprecatedOde(span: Span, name: string): Problem {
  const solver =
    name === "integrate_ode_bdf" ? "ode_bdf" : name === "integrate_ode_adams" ? "ode_adams" : "ode_rk45";
  return warning("deprecated-function", span, `'${name}' is deprecated.`, {
    hint: `Use ${solver}, whose system function takes and returns vectors and any further arguments as they are.`,
  });
}

export function deprecatedLkjCov(span: Span): Problem {
  return warning("deprecated-function", span, "'lkj_cov' is deprecated.", {
    hint: "Give the correlation matrix an lkj_corr prior and the scales priors of their own.",
  });
}

export function redundantDeclaration(span: Span, name: string): Problem {
  return warning(
    "redundant-declaration",
    span,
    `Function '${name}' is already defined: this declaration adds nothing.`,
    {
      hint: "Remove the declaration; functions may be used before they are defined.",
      fix: replacement(span, ""),
    },
  );
}

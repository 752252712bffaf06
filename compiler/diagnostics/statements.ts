// Messages about statements: assignment, loops, return, target, `~`.

import type { Expr, Name, Problem, Span } from "../../grammar/index.ts";
import type { Type } from "../ir/type.ts";
import type { Origin } from "../ir/typed-ast.ts";
import { error, migration, replacement, warning } from "./build.ts";
import { showType } from "./show-type.ts";

export function assignmentType(span: Span, target: Type, value: Type): Problem {
  return error(
    "assign-type",
    span,
    `A value of type ${showType(value)} cannot be assigned to a variable of type ${showType(target)}.`,
    {
      hint: conversionHint(target, value),
    },
  );
}

export function initialValueType(span: Span, name: string, target: Type, value: Type): Problem {
  return error(
    "assign-type",
    span,
    `'${name}' is declared as ${showType(target)} but its value has type ${showType(value)}.`,
    {
      hint: conversionHint(target, value),
    },
  );
}

/** How to get from one type to the other, where there is a usual way. */
export function conversionHint(target: Type, value: Type): string | undefined {
  const conversions: Record<string, Record<string, string>> = {
    int: { real: "A real is never rounded silently: use an int expression, or to_int on data." },
    real: {
      vector: "Take one element with x[i], or reduce it with sum or mean.",
      rowVector: "Take one element with x[i], or reduce it with sum or mean.",
      complex: "Take a part with get_real or get_imag.",
    },
    vector: {
      rowVector: "Transpose the value: write an apostrophe behind it, as in x'.",
      array: "Convert with to_vector.",
      matrix: "Take a column with A[, j], or flatten with to_vector.",
      real: "Fill a vector with rep_vector(x, n).",
      int: "Fill a vector with rep_vector(x, n).",
    },
    rowVector: {
      vector: "Transpose the value: write an apostrophe behind it, as in x'.",
      array: "Convert with to_row_vector.",
    },
    matrix: { array: "Convert with to_matrix.", real: "Fill a matrix with rep_matrix(x, m, n)." },
    array: {
      vector: "Convert with to_array_1d.",
      rowVector: "Convert with to_array_1d.",
      real: "Fill an array with rep_array(x, n).",
      int: "Fill an array with rep_array(x, n).",
    },
  };
  return conversions[target.kind]?.[value.kind];
}

export function compoundAssignment(span: Span, operator: string, target: Type, value: Type): Problem {
  if (operator.startsWith(".") && isScalar(target))
    return error(
      "assign-op-type",
      span,
      `'${operator}' works element by element, but ${showType(target)} has no elements.`,
      { hint: `Write '${operator.slice(1)}'.` },
    );
  return error(
    "assign-op-type",
    span,
    `'${operator}' cannot be used here: ${showType(target)} ${operator.slice(0, -1)} ${showType(value)} does not give ${showType(target)}.`,
    {
      hint:
        target.kind === "array"
          ? "Arrays have no arithmetic: assign element by element, or use a vector."
          : "The result of the operation must have exactly the type of the left side.",
    },
  );
}

function isScalar({ kind }: Type): boolean {
  return kind === "int" || kind === "real" || kind === "complex";
}

export function compoundOnTuple(span: Span): Problem {
  return error("assign-op-type", span, "Only '=' can assign several targets at once.", {
    hint: "Assign each target in its own statement.",
  });
}

export function assignGlobal(span: Span, name: string, origin: Origin): Problem {
  const isInput = origin === "data" || origin === "parameters";
  return error(
    "assign-global",
    span,
    `'${name}' belongs to the ${origin} block and cannot be assigned ${isInput ? "at all" : "in another block"}.`,
    {
      hint: isInput
        ? "Declare a new variable and assign that."
        : `Assign it in the ${origin} block, or declare a new variable here.`,
    },
  );
}

export function assignReadOnly(span: Span, name: string, origin: Origin): Problem {
  return error(
    "assign-readonly",
    span,
    origin === "loop"
      ? `The loop variable '${name}' cannot be assigned.`
      : `The function argument '${name}' cannot be assigned.`,
    { hint: "Copy it to a local variable and assign that." },
  );
}

export function assignFunction(span: Span, name: string): Problem {
  return error("assign-function", span, `'${name}' is a function; only variables can be assigned.`);
}

export function functionAsValue(span: Span, name: string): Problem {
  return error("assign-function", span, `'${name}' is a function and cannot be stored in a variable.`, {
    hint: "Call it, or pass its name to a function that takes one.",
  });
}

export function multiIndexTwice(span: Span): Problem {
  return error(
    "assign-multi-index",
    span,
    "What a range or an array of indices selects cannot be indexed again on the left of an assignment.",
    {
      hint: "Combine the indices into one pair of brackets, or loop over the elements.",
    },
  );
}

export function readsItsTarget(span: Span, name: string): Problem {
  return error("assign-read-write", span, `The left side assigns '${name}' and also reads it in an index.`, {
    hint: "Store the index in a local variable first.",
  });
}

export function duplicateTarget(span: Span, name: string): Problem {
  return error("assign-duplicate-unpack", span, `'${name}' is assigned more than once on this left side.`, {
    hint: "Each target must be a different variable, or a different part of a tuple.",
  });
}

export function unpackSize(span: Span, targets: number, value: Type): Problem {
  return error(
    "assign-type",
    span,
    `The left side has ${targets} targets, but the right side has type ${showType(value)}.`,
  );
}

export function notAssignable(span: Span): Problem {
  return error("syn-invalid-lvalue", span, "This cannot be assigned.", {
    hint: "Write a variable, an element of one, or a part of a tuple.",
  });
}

export function outsideLoop(span: Span, word: "break" | "continue"): Problem {
  return error(
    word === "break" ? "ctl-break" : "ctl-continue",
    span,
    `'${word}' may only be used inside a loop.`,
  );
}

export function foreachContainer(span: Span, found: Type): Problem {
  return error(
    "foreach-type",
    span,
    `'for (x in ...)' goes through an array, vector, row vector or matrix, but this is ${showType(found)}.`,
    {
      hint: found.kind === "int" ? "Write a range: for (i in 1:n)" : undefined,
    },
  );
}

export function returnOutside(span: Span): Problem {
  return error(
    "fn-return-outside",
    span,
    "'return' with a value may only be used in a function that returns something.",
    {
      hint: "Declare the function's result type instead of void, or remove the value.",
    },
  );
}

export function bareReturnOutside(span: Span): Problem {
  return error("fn-return-outside", span, "'return;' without a value may only be used in a void function.", {
    hint: "Give the value to return.",
  });
}

export function returnType(span: Span, name: string, expected: Type, found: Type): Problem {
  return error(
    "fn-return-type",
    span,
    `'${name}' returns ${showType(expected)}, but this value has type ${showType(found)}.`,
    {
      hint: conversionHint(expected, found),
    },
  );
}

export function incrementByFunction(span: Span, what: "target" | "jacobian"): Problem {
  return error(
    "target-pe-function-arg",
    span,
    `'${what} +=' takes numbers or containers of numbers, not a function.`,
    { hint: "Call the function." },
  );
}

/** The language takes any value here, but gives tuples and complex numbers no meaning: such a model checks and cannot be compiled. */
export function incrementByTuple(span: Span, what: "target" | "jacobian", found: Type): Problem {
  return warning(
    "target-pe-type",
    span,
    `'${what} +=' adds real numbers or containers of them; what ${showType(found)} adds is not defined, and the model cannot be compiled.`,
    { hint: "Add its parts: a slot of the tuple, or get_real and get_imag of the complex number." },
  );
}

export function printFunction(expr: Expr<object>): Problem {
  return error("print-function", expr.span, "A function name cannot be printed.", {
    hint: "Print the result of a call.",
  });
}

export function tildeSuffix(span: Span, name: string, stem: string): Problem {
  return error(
    "tilde-suffix",
    span,
    `After '~' a distribution is named without its ending: '${stem}', not '${name}'.`,
    {
      fix: replacement(span, stem),
      hint: `Write '~ ${stem}(...)', or 'target += ${name}(... | ...)'.`,
    },
  );
}

export function tildeCumulative(span: Span, name: string): Problem {
  const stem = name.replace(/_l?c?cdf$/, "");
  const suffix = name.endsWith("ccdf") ? "lccdf" : "lcdf";
  return error(
    "tilde-cdf",
    span,
    `A cumulative distribution function such as '${name}' cannot stand after '~'.`,
    {
      hint: `Write 'target += ${stem}_${suffix}(y | ...)'.`,
    },
  );
}

export function tildeUnknown(
  span: Span,
  name: string,
  nearest: readonly string[],
  isFunction: boolean,
): Problem {
  const [near = null, ...others] = nearest;
  return error("tilde-no-such-dist", span, `There is no distribution named '${name}'.`, {
    hint:
      near !== null
        ? `Did you mean '${near}'?`
        : isFunction
          ? `'${name}' is a function; to use it after '~', define ${name}_lpdf or ${name}_lpmf.`
          : `Check its spelling, or define ${name}_lpdf or ${name}_lpmf in the functions block.`,
    fix: near === null ? undefined : replacement(span, near),
    others: others.map((other) => ({
      fix: replacement(span, other),
      hint: `Did you mean '${other}'?`,
    })),
  });
}

/** A density of the user under the ending that old versions of the language had. */
export function tildeOldDensity(distribution: Name, old: Name, suffix: "lpdf" | "lpmf"): Problem {
  const right = `${distribution.text}_${suffix}`;
  return error(
    "tilde-no-such-dist",
    distribution.span,
    `There is no distribution named '${distribution.text}': a function that ends in '_log' no longer defines one.`,
    { hint: `Rename '${old.text}' to '${right}'.`, fix: migration(old.span, right) },
  );
}

export function truncationWithoutCdf(span: Span, name: string, argTypes: string): Problem {
  return error(
    "trunc-no-cdf",
    span,
    `'${name}' cannot be truncated: there is no ${name}_lcdf and ${name}_lccdf for (${argTypes}).`,
    {
      hint: "Truncation subtracts log probabilities of the bounds, so both functions are needed; define them in the functions block, or drop T[ , ].",
    },
  );
}

export function truncationBound(expr: Expr<object>, found: Type): Problem {
  return error(
    "trunc-bound-type",
    expr.span,
    `A truncation bound must be int or real, but this is ${showType(found)}.`,
  );
}

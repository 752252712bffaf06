// Messages about functions that take functions: solvers, integrators, reduce_sum, Laplace approximations.

import type { Problem, Span } from "../../grammar/index.ts";
import type { ArgumentType, Type } from "../ir/type.ts";
import type { Mismatch } from "../library/resolve.ts";
import { count, error } from "./build.ts";
import { showArguments, showType } from "./show-type.ts";

/** What a function passed as an argument must look like: `(real, vector, ...) => vector`. */
export interface Required {
  readonly args: readonly ArgumentType[];
  readonly result: Type;
}

export function showRequired({ args, result }: Required): string {
  return `(${[...(args.length > 0 ? [showArguments(args)] : []), "..."].join(", ")}) => ${showType(result)}`;
}

export function functionExpected(
  span: Span,
  caller: string,
  required: Required,
  found: Type | null,
): Problem {
  const what = found === null ? "nothing is passed" : `this is ${showType(found)}`;
  return error(
    "fn-ill-typed-args",
    span,
    `The first argument of '${caller}' must be the name of a function ${showRequired(required)}, but ${what}.`,
  );
}

export function wrongFunction(
  span: Span,
  caller: string,
  name: string,
  required: Required,
  found: Type,
): Problem {
  return error(
    "fn-ill-typed-args",
    span,
    `'${caller}' needs a function ${showRequired(required)}, but '${name}' is ${showType(found)}.`,
    {
      hint: "The leading arguments and the result must have exactly these types, and none of them may be marked 'data' unless shown so.",
    },
  );
}

export function functionWithRole(span: Span, caller: string, name: string, ending: string): Problem {
  return error(
    "fn-ill-typed-args",
    span,
    `'${caller}' cannot take '${name}': functions ending in '_${ending}' have a special role.`,
    {
      hint: "Pass a function without such an ending.",
    },
  );
}

/** `offset`: how many arguments of the call stand before those that were compared. */
export function wrongForwarded(
  span: Span,
  caller: string,
  expected: readonly ArgumentType[],
  mismatch: Mismatch,
  offset: number,
  code = "fn-ill-typed-args",
): Problem {
  const shape = `(${showArguments(expected)})`;
  const after = offset > 0 ? ` after the function` : "";
  switch (mismatch.kind) {
    case "count":
      return error(
        code,
        span,
        `'${caller}' takes ${count(expected.length, "argument")}${after}, ${shape}, but here ${mismatch.found === 1 ? "is" : "are"} ${mismatch.found}.`,
        {
          hint: "Arguments that the function takes beyond the required ones are passed on in its order.",
        },
      );
    case "type":
      return error(
        code,
        span,
        `Argument ${mismatch.index + 1 + offset} of '${caller}' must be ${showType(mismatch.expected)}, but this is ${showType(mismatch.found)}.`,
      );
    case "data":
      return error(
        code,
        span,
        `Argument ${mismatch.index + 1 + offset} of '${caller}' must be data: it may not depend on parameters.`,
        {
          hint: "Locals of the model block and function arguments not marked 'data' count as parameters, whatever they hold.",
        },
      );
  }
}

export function sliceNotArray(span: Span, caller: string, found: Type): Problem {
  return error(
    "fn-reduce-sum-slice",
    span,
    `'${caller}' splits its second argument, which must be an array, but this is ${showType(found)}.`,
    {
      hint: found.kind === "vector" || found.kind === "rowVector" ? "Convert with to_array_1d." : undefined,
    },
  );
}

export function sliceElement(span: Span, caller: string, found: Type): Problem {
  return error("fn-reduce-sum-slice", span, `'${caller}' cannot split an array of ${showType(found)}.`, {
    hint: "The elements must be int, real, vector, row_vector or matrix (or arrays of them).",
  });
}

export function laplaceArguments(span: Span, caller: string, shape: string): Problem {
  return error("fn-laplace", span, `'${caller}' is called as ${caller}(${shape}).`);
}

export function laplaceBlockSize(span: Span, caller: string, found: Type | null): Problem {
  const what = found === null ? "it is missing" : `this is ${showType(found)}`;
  return error(
    "fn-laplace",
    span,
    `'${caller}' takes the block size of the Hessian, an int, after the likelihood, but ${what}.`,
  );
}

export function tupleExpected(span: Span, what: string, found: Type): Problem {
  return error("fn-laplace", span, `${what} must be a tuple, but this is ${showType(found)}.`, {
    hint: "Write the arguments between parentheses: (a, b); a single one needs a comma: (a,).",
  });
}

export function laplaceTolerances(
  span: Span,
  caller: string,
  expected: readonly ArgumentType[],
  found: readonly Type[] | null,
): Problem {
  const what = found === null ? "it is missing" : `this is (${found.map(showType).join(", ")})`;
  return error(
    "fn-laplace",
    span,
    `The last argument of '${caller}' must be a tuple (${showArguments(expected)}), but ${what}.`,
    {
      hint: "In order: initial guess, tolerance, steps, solver, line search steps, whether to continue without convergence.",
    },
  );
}

export function laplaceExtraArguments(span: Span, caller: string, extra: number): Problem {
  return error("fn-laplace", span, `'${caller}' has ${count(extra, "argument")} too many.`, {
    hint: caller.includes("_tol") ? undefined : "Tolerances are taken by the '_tol' form.",
  });
}

export function laplaceCallback(
  span: Span,
  caller: string,
  name: string,
  required: Required,
  found: Type,
): Problem {
  return error(
    "fn-laplace",
    span,
    `'${caller}' needs a function ${showRequired(required)} here, but '${name}' is ${showType(found)}.`,
  );
}

export function laplaceForwarded(
  span: Span,
  caller: string,
  name: string,
  expected: readonly ArgumentType[],
  found: readonly Type[],
): Problem {
  return error(
    "fn-laplace",
    span,
    `'${caller}' passes this tuple on to '${name}', which takes (${showArguments(expected)}), but it holds (${found.map(showType).join(", ")}).`,
    {
      hint: "Arguments marked 'data' in the function must be data here.",
    },
  );
}

export function laplaceNeedsData(span: Span, caller: string): Problem {
  return error("fn-laplace", span, `All arguments of '${caller}' must be data.`, {
    hint: "Call it in generated quantities.",
  });
}

export function laplaceHigherOrder(span: Span, name: string, forbidden: string): Problem {
  return error(
    "fn-laplace-derivatives",
    span,
    `'${name}' calls '${forbidden}', which has no second derivatives and cannot be used inside a Laplace approximation.`,
  );
}

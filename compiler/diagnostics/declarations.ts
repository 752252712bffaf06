// Messages about declarations: sizes, constraints, what may be declared where.

import type { Problem, Span } from "../../grammar/index.ts";
import type { Type } from "../ir/type.ts";
import { error } from "./build.ts";
import { showType } from "./show-type.ts";

export function sizeNotData(span: Span, name: string): Problem {
  return error(
    "decl-size-not-data",
    span,
    `The size of a top-level variable cannot depend on '${name}', which is not data.`,
    {
      hint: "Sizes must be known before sampling: use data and transformed data only.",
    },
  );
}

export function sizeFromRng(span: Span, name: string): Problem {
  return error(
    "decl-size-not-data",
    span,
    `The size of a top-level variable cannot be random: '${name}' is called here.`,
    {
      hint: "Draw the number in transformed data, store it in an int and use that as the size.",
    },
  );
}

export function boundType(span: Span, what: string, declared: Type, found: Type): Problem {
  const expected = declared.kind === "int" ? "int" : `a scalar or ${showType(declared)}`;
  return error(
    "decl-bound-type",
    span,
    `${what} of ${showType(declared)} must be ${expected}, but this is ${showType(found)}.`,
  );
}

export function integerParameter(span: Span, name: string, block: string): Problem {
  return error(
    "decl-int-param",
    span,
    `'${name}' contains int, but what is declared in ${block} must be real.`,
    {
      hint: "Gradients need real variables: declare it real, or sum the discrete values out of the model.",
    },
  );
}

export function constrainedComplex(span: Span, found: Type): Problem {
  return error(
    "decl-complex-transform",
    span,
    `${showType(found)} cannot have a constraint: complex numbers are not ordered.`,
    {
      hint: "Constrain the real and imaginary parts as two real variables, then combine them with to_complex.",
    },
  );
}

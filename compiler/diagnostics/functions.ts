// Messages about definitions of functions.

import type { Name, Problem, Span } from "../../grammar/index.ts";
import type { Type } from "../ir/type.ts";
import { error, replacement } from "./build.ts";
import { showType, showTypes } from "./show-type.ts";

export function redefinesLibrary(span: Span, name: string, args: readonly Type[]): Problem {
  return error("fn-builtin-redefined", span, `The library already has ${name}(${showTypes(args)}).`, {
    hint: "Choose another name, or other argument types (which overloads it).",
  });
}

export function redeclared(span: Span, name: string, args: readonly Type[], line: number): Problem {
  return error(
    "fn-redeclared",
    span,
    `Function ${name}(${showTypes(args)}) already exists, on line ${line}.`,
    {
      hint: "Remove one of them, or give them different argument types; 'data' alone makes no difference.",
    },
  );
}

export function overloadByReturn(span: Span, name: string, line: number): Problem {
  return error(
    "fn-overload-return-only",
    span,
    `Function '${name}' exists with the same argument types but another result, on line ${line}.`,
    {
      hint: "Overloads must differ in their argument types: a call is chosen by its arguments.",
    },
  );
}

export function overloadsLibraryByReturn(span: Span, name: string, result: Type): Problem {
  return error(
    "fn-overload-return-only",
    span,
    `The library has '${name}' with the same argument types, returning ${showType(result)}.`,
    { hint: "Choose another name, or other argument types: a call is chosen by its arguments." },
  );
}

export function notDefined(span: Span, name: string): Problem {
  return error("fn-declared-not-defined", span, `Function '${name}' is declared but never defined.`, {
    hint: "Give it a body with exactly these argument types, or remove the declaration.",
  });
}

export function unnormalizedDefinition(name: Name): Problem {
  const plain = name.text.replace(/_lup(d|m)f$/, "_lp$1f");
  return error(
    "fn-invalid-lupdf-def",
    name.span,
    `'${name.text}' cannot be defined: that ending is only for calls.`,
    {
      hint: `Define '${plain}'; it can then be called as '${name.text}' too.`,
      fix: replacement(name.span, plain),
    },
  );
}

export function probabilityResult(span: Span, name: string, found: Type): Problem {
  return error(
    "fn-prob-return-not-real",
    span,
    `'${name}' has the name of a probability function and must return real, not ${showType(found)}.`,
  );
}

export function densityFirstArgument(span: Span, name: string, found: Type | null): Problem {
  const what = found === null ? "it has no arguments" : `it is ${showType(found)}`;
  return error(
    "fn-lpdf-first-arg",
    span,
    `The first argument of density '${name}' must be real or a container of reals, but ${what}.`,
    {
      hint: "The first argument is the variate; for integers name the function '_lpmf'.",
    },
  );
}

export function massFirstArgument(span: Span, name: string, found: Type | null): Problem {
  const what = found === null ? "it has no arguments" : `it is ${showType(found)}`;
  return error(
    "fn-lpmf-first-arg",
    span,
    `The first argument of mass function '${name}' must be int or a container of ints, but ${what}.`,
    {
      hint: "The first argument is the variate; for reals name the function '_lpdf'.",
    },
  );
}

export function duplicateArgument(name: Name): Problem {
  return error("fn-dup-arg-names", name.span, `Two arguments are named '${name.text}'.`, {
    hint: "Give each argument its own name.",
  });
}

export function missingReturn(span: Span, name: string): Problem {
  return error("fn-missing-return", span, `Function '${name}' can end without returning a value.`, {
    hint: "Every path must end in 'return' (or 'reject'): add one as the last statement.",
  });
}

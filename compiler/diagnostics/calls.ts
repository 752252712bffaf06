// Messages about calls: what does not fit, and where a function may not be called.

import { textOf, type Name, type Problem, type Span } from "../../grammar/index.ts";
import type { ArgumentType, Type } from "../ir/type.ts";
import type { Misfit, Mismatch } from "../library/resolve.ts";
import { count, error, migration, replacement, type Repair } from "./build.ts";
import { firstComma, type OldCall } from "./migration.ts";
import { showArguments, showType, showTypes } from "./show-type.ts";

/** A candidate as the messages list it. */
export interface Candidate {
  readonly args: readonly ArgumentType[];
  readonly result: Type;
}

export function badArguments(
  span: Span,
  name: string,
  found: readonly Type[],
  closest: readonly Misfit<Candidate>[],
  total: number,
): Problem {
  const lines = [`'${name}' cannot be called with (${showTypes(found)}).`];
  if (total === 1) lines.push(...only(closest[0]!));
  else if (closest.every(({ mismatch }) => mismatch.kind === "count"))
    lines.push(wrongCount(closest, found.length));
  else lines.push(...several(closest, total));
  return error("fn-ill-typed-args", span, lines.join("\n"), { hint: argumentHint(closest, found) });
}

function only({ candidate, mismatch }: Misfit<Candidate>): string[] {
  return [`It takes ${showSignature(candidate)}:`, `  ${explain(mismatch)}`];
}

function wrongCount(closest: readonly Misfit<Candidate>[], found: number): string {
  const counts = [...new Set(closest.map(({ candidate }) => candidate.args.length))].sort((a, b) => a - b);
  return `It takes ${counts.join(" or ")} argument${counts.at(-1) === 1 ? "" : "s"}, but here ${found === 1 ? "is" : "are"} ${found}: ${showSignature(closest[0]!.candidate)}`;
}

function several(closest: readonly Misfit<Candidate>[], total: number): string[] {
  const shown = closest.filter(({ mismatch }) => mismatch.kind !== "count");
  const heading = shown.length < total ? `The closest of ${total} forms:` : "It takes one of:";
  return [
    heading,
    ...shown.map(({ candidate, mismatch }) => `  ${showSignature(candidate)}\n    ${explain(mismatch)}`),
  ];
}

function showSignature({ args, result }: Candidate): string {
  return result.kind === "void"
    ? `(${showArguments(args)})`
    : `(${showArguments(args)}) => ${showType(result)}`;
}

export function explain(mismatch: Mismatch): string {
  switch (mismatch.kind) {
    case "count":
      return `it takes ${count(mismatch.expected, "argument")}, but here ${mismatch.found === 1 ? "is" : "are"} ${mismatch.found}.`;
    case "type":
      return `argument ${mismatch.index + 1} must be ${showType(mismatch.expected)}, but is ${showType(mismatch.found)}.`;
    case "data":
      return `argument ${mismatch.index + 1} must be data: it may not depend on parameters.`;
  }
}

function argumentHint(closest: readonly Misfit<Candidate>[], found: readonly Type[]): string | undefined {
  const mismatch = closest[0]?.mismatch;
  if (mismatch?.kind === "data")
    return "Locals of the model block and function arguments not marked 'data' count as parameters, whatever they hold.";
  if (mismatch?.kind !== "type") return undefined;
  const given = found[mismatch.index]!;
  if (mismatch.expected.kind === "function")
    return "The function passed must have exactly these argument types and this result.";
  if (mismatch.expected.kind === "vector" && given.kind === "array") return "Convert with to_vector.";
  if (mismatch.expected.kind === "int" && given.kind === "real")
    return "A real is never rounded silently: pass an int.";
  return undefined;
}

export function ambiguousCall(
  span: Span,
  name: string,
  found: readonly Type[],
  candidates: readonly Candidate[],
): Problem {
  const lines = candidates.slice(0, 5).map((candidate) => `  ${showSignature(candidate)}`);
  return error(
    "fn-ambiguous-promotion",
    span,
    `The call of '${name}' with (${showTypes(found)}) fits several forms equally well:\n${lines.join("\n")}`,
    { hint: "Convert the arguments so that one form fits exactly, for example by writing 1.0 for 1." },
  );
}

export function notAFunction(span: Span, name: string): Problem {
  return error("fn-not-a-function", span, `'${name}' is a variable and cannot be called.`, {
    hint: "Index it with brackets, or check the name of the function.",
  });
}

export function valueExpected(span: Span, name: string): Problem {
  return error(
    "fn-expected-returning-void-given",
    span,
    `'${name}' returns nothing and cannot be used as a value.`,
    {
      hint: `Call it as a statement of its own: ${name}(...);`,
    },
  );
}

export function effectExpected(span: Span, name: string): Problem {
  return error("fn-expected-void-returning-given", span, `The result of '${name}' is not used.`, {
    hint: "Assign the result to a variable, or add it to target; only void functions can be called as statements.",
  });
}

export function wrongDensitySuffix(name: Name, right: string): Problem {
  return error(
    "fn-no-such-dist-suffix",
    name.span,
    `There is no function '${name.text}'; the distribution has '${right}'.`,
    {
      hint: right.endsWith("pmf")
        ? "Distributions of integers end in _lpmf."
        : "Distributions of reals end in _lpdf.",
      fix: replacement(name.span, right),
    },
  );
}

export function missingDensitySuffix(name: Name, stem: string, suffix: string): Problem {
  return error("fn-no-such-dist-suffix", name.span, `Distribution '${stem}' has no '_${suffix}' function.`, {
    hint: `The library does not have ${name.text}; define it in the functions block if you need it.`,
  });
}

export function distributionCalled(name: Name, right: string): Problem {
  return error("id-undeclared", name.span, `'${name.text}' is a distribution, not a function.`, {
    hint: `Write 'y ~ ${name.text}(...)', or call '${right}(y | ...)'.`,
    fix: replacement(name.span, right),
  });
}

export function removedDensity({ callee: name, args }: OldCall, right: string): Problem {
  const comma = firstComma(args);
  const between = comma && { ...name.span, start: name.span.end, end: comma.start };
  const fix =
    comma === null || between === null
      ? migration(name.span, right)
      : migration({ ...name.span, end: comma.end }, `${right}${textOf(between)} |`);
  return error("id-undeclared", name.span, `Function '${name.text}' was removed from the language.`, {
    hint: `Write ${right}(y | ...) instead; '_log' is now '_lpdf' or '_lpmf', '_cdf_log' is '_lcdf', '_ccdf_log' is '_lccdf'.`,
    fix,
  });
}

export function barRequired(span: Span, name: string, comma: Span | null): Problem {
  return error("cond-bar-required", span, `The first argument of '${name}' must be followed by '|'.`, {
    hint: `Write ${name}(y | ...).`,
    fix: comma === null ? undefined : migration(comma, " |"),
  });
}

export function barNotAllowed(span: Span, name: string): Problem {
  return error(
    "cond-bar-not-allowed",
    span,
    `'${name}' is not a density or cdf, so its arguments are separated by commas, not '|'.`,
  );
}

function scope(code: string, span: Span, message: string, repair: Repair): Problem {
  return error(code, span, message, repair);
}

export function targetNotHere(span: Span, what: string): Problem {
  return scope(
    "scope-target",
    span,
    `${what} may only be used in the model block and in functions whose name ends in '_lp'.`,
    {
      hint: "Move it to the model block, or rename the function so that it ends in '_lp'.",
    },
  );
}

export function targetReadNotHere(span: Span): Problem {
  return scope(
    "scope-target",
    span,
    "target() may only be used in the model and transformed parameters blocks and in functions whose name ends in '_lp'.",
    { hint: "Move it there, or pass the value on." },
  );
}

export function jacobianNotHere(span: Span, what: string): Problem {
  const isCall = what !== "'jacobian +='";
  return scope(
    "scope-jacobian",
    span,
    `${what} may only be used in transformed parameters and in functions whose name ends in '_jacobian'.`,
    {
      hint: isCall
        ? "Move the call there; if no adjustment is meant, the library's functions have a form that ends in '_constrain'."
        : "Move it to transformed parameters; in the model block write 'target +='.",
    },
  );
}

export function rngNotHere(span: Span, name: string): Problem {
  return scope(
    "scope-rng",
    span,
    `Random number functions such as '${name}' may only be called in transformed data, generated quantities and functions whose name ends in '_rng'.`,
    { hint: "Move the call to one of these, or rename the function so that it ends in '_rng'." },
  );
}

export function unnormalizedNotHere(name: Name, span: Span): Problem {
  const plain = name.text.replace(/_lup(d|m)f$/, "_lp$1f");
  return scope(
    "scope-lupdf",
    span,
    `'${name.text}' drops constants and may only be called in the model block and in '_lpdf' and '_lpmf' functions.`,
    { hint: `Use ${plain} here.`, fix: replacement(name.span, plain) },
  );
}

// Arguments of distributions: literals of an odd size, values and parameters that the distribution cannot take. What each argument may
// be comes from the library's descriptors; a parameter's declared constraint must imply it.

import type { Problem } from "../../../grammar/index.ts";
import { distributions, type ArgumentDomain, type Distribution } from "../../../runtime/library.ts";
import * as say from "../../diagnostics/pedantic.ts";
import type { TypedExpr } from "../../ir/typed-ast.ts";
import { formFor } from "../../library/distribution-forms.ts";
import type { Density } from "./densities.ts";
import { contains, rangeOf, satisfies, variateDomain } from "./domains.ts";
import type { Facts } from "./facts.ts";
import { literalBounds, type Parameter } from "./parameters.ts";

export function argumentWarnings(facts: Facts): Problem[] {
  return facts.densities.flatMap((density) => [
    ...literalWarnings(facts, density),
    ...(density.isUser ? [] : [...domainWarnings(facts, density), ...ownWarnings(facts, density)]),
  ]);
}

/** A number far from one suggests that the parameters are not on unit scale. */
function literalWarnings({ constants }: Facts, density: Density): Problem[] {
  const domains = domainsOf(density);
  return density.args.flatMap((arg, i) => {
    const value = constants(arg);
    if (value === null || value === 0 || counts.has(domains[i] ?? "real")) return [];
    const size = Math.abs(value);
    return size < 0.1 || size > 10 ? [say.unscaledLiteral(arg.span, value)] : [];
  });
}

/** Counts have no scale. */
const counts: ReadonlySet<ArgumentDomain> = new Set(["int", "count", "positive-int", "binary"]);

function domainsOf(density: Density): readonly ArgumentDomain[] {
  const descriptor = density.isUser ? null : descriptorOf(density);
  return descriptor === null ? [] : Object.values(descriptor.params);
}

/** Of the form with as many arguments. */
function descriptorOf({ name, args }: Density): Distribution | null {
  const family = formFor("lpdf", name, args.length + 1)?.family ?? name;
  return Object.hasOwn(distributions, family) ? distributions[family]! : null;
}

function domainWarnings(facts: Facts, density: Density): Problem[] {
  const descriptor = descriptorOf(density);
  if (descriptor === null) return [];
  const names = Object.keys(descriptor.params);
  const variate = variateDomain(descriptor);
  const checks: [expr: TypedExpr, what: string, domain: ArgumentDomain][] = density.args.flatMap((arg, i) =>
    names[i] === undefined ? [] : [[arg, `argument '${names[i]}'`, descriptor.params[names[i]!]!]],
  );
  if (variate !== null) checks.unshift([density.variate, "the variate", variate]);
  return checks.flatMap(([expr, what, domain]) => domainWarning(facts, density, expr, what, domain));
}

function domainWarning(
  { constants, parameters }: Facts,
  { name }: Density,
  expr: TypedExpr,
  what: string,
  domain: ArgumentDomain,
): Problem[] {
  const value = constants(expr);
  const range = rangeOf(domain);
  if (value !== null && range !== null && !contains(range, value))
    return [say.literalOutside(expr.span, name, what, domain, value)];
  const parameter = parameterOf(expr, parameters);
  if (parameter === null || parameter.type === null || satisfies(parameter.type, domain, constants))
    return [];
  return [say.parameterOutside(expr.span, name, what, domain, parameter.name.text)];
}

/** The parameter that an expression is, or is an element of. */
export function parameterOf(expr: TypedExpr, parameters: Facts["parameters"]): Parameter | null {
  if (expr.kind === "parenthesized") return parameterOf(expr.inner, parameters);
  if (expr.kind === "index") return parameterOf(expr.base, parameters);
  return (expr.kind === "variable" && expr.symbol && parameters.get(expr.symbol)) || null;
}

/** What is known about single distributions. */
function ownWarnings(facts: Facts, density: Density): Problem[] {
  const { name, args, span } = density;
  if (name === "lkj_corr") return [say.lkjCorr(span)];
  if (name === "uniform") return uniformWarnings(facts, density);
  if (name !== "gamma" && name !== "inv_gamma") return [];
  const [shape, rate] = args.map(facts.constants);
  return shape !== null && shape !== undefined && shape === rate && shape < 1
    ? [say.equalGamma(span, name, shape)]
    : [];
}

function uniformWarnings({ parameters, constants }: Facts, { variate, args, span }: Density): Problem[] {
  const parameter = parameterOf(variate, parameters);
  const [from, to] = args;
  if (parameter?.type == null || from === undefined || to === undefined) return [];
  const { constraint } = parameter.type;
  const [lower, upper] = literalBounds(constraint, constants);
  const matches = (arg: TypedExpr, bound: number | null, written: TypedExpr | null) =>
    written !== null && (bound === null ? textOf(arg) === textOf(written) : constants(arg) === bound);
  const isMatched =
    constraint.kind === "bounds" &&
    matches(from, lower, constraint.lower) &&
    matches(to, upper, constraint.upper);
  return isMatched ? [] : [say.uniformBounds(span, parameter.name.text, textOf(from), textOf(to))];
}

function textOf({ span: { source, start, end } }: TypedExpr): string {
  return source.text.slice(start, end).replace(/\s+/g, "");
}

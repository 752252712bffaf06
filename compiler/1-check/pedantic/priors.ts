// Which statements are priors: a factor graph of the density. Each term added to the target is a factor over the parameters and the
// data it depends on; a prior of a parameter is a factor that is connected to the data through that parameter only. Data that only
// parametrise a distribution (`mu ~ normal(mu0, s0)`) do not make it a likelihood: observations stand on the left.

import type { Problem } from "../../../grammar/index.ts";
import { statementExpressions, walkExpression } from "../../../grammar/index.ts";
import * as say from "../../diagnostics/pedantic.ts";
import type { TypedExpr, TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";
import { suffixOf } from "../names.ts";
import { parameterOf } from "./arguments.ts";
import { addends, type Density } from "./densities.ts";
import type { Facts } from "./facts.ts";

interface Factor {
  readonly parameters: ReadonlySet<VariableSymbol>;
  /** Holds observations. */
  readonly isObserved: boolean;
  /** The parameter on the left, if the factor is a density of one. */
  readonly variate: VariableSymbol | null;
}

/** Parameters that the target does not depend on. */
export function unusedWarnings(facts: Facts): Problem[] {
  const used = new Set<VariableSymbol>();
  for (const { statement, block } of facts.flow.statements) {
    if (block === "generated quantities" || !reachesTarget(facts, statement)) continue;
    const direct = [...(facts.flow.conditions.get(statement) ?? [])];
    for (const expr of statementExpressions(statement))
      walkExpression(expr, (part) => {
        if (part.symbol !== undefined) direct.push(part.symbol);
      });
    for (const symbol of facts.flow.sourcesOf(direct)) used.add(symbol);
  }
  return [...facts.parameters.values()]
    .filter(({ symbol }) => !used.has(symbol))
    .map(({ name }) => say.unusedParameter(name));
}

/** Changes the target, or may end the evaluation. */
function reachesTarget({ program }: Facts, statement: TypedStatement): boolean {
  if (["tilde", "targetIncrement", "jacobianIncrement", "reject"].includes(statement.kind)) return true;
  const call = program.calls.get(statement);
  if (statement.kind === "callStatement" && call?.kind === "user")
    return ["lp", "jacobian"].includes(suffixOf(call.definition.name.text) ?? "");
  let found = false;
  for (const expr of statementExpressions(statement))
    walkExpression(expr, (part) => {
      if (part.kind === "call") found ||= ["lp", "jacobian"].includes(suffixOf(part.callee.text) ?? "");
    });
  return found;
}

/** The same parameter on the left of two statements that both run. */
export function repeatedWarnings(facts: Facts): Problem[] {
  const seen: { text: string; density: Density }[] = [];
  return facts.densities.flatMap((density) => {
    const { variate, isAdditive, block } = density;
    const parameter = parameterOf(variate, facts.parameters);
    if (!isAdditive || block === "functions" || parameter === null) return [];
    const { source, start, end } = variate.span;
    const text = source.text.slice(start, end).replace(/\s+/g, "");
    const twin = seen.find((other) => other.text === text && !isAlternative(facts, other.density, density));
    seen.push({ text, density });
    return twin === undefined ? [] : [say.repeatedVariate(density.span, text, twin.density.span)];
  });
}

/** Under different branches of one `if`: at most one of the two runs. */
function isAlternative({ flow }: Facts, first: Density, second: Density): boolean {
  const inside = (outer: TypedStatement | null, { statement }: Density) =>
    outer !== null &&
    outer.span.source === statement.span.source &&
    outer.span.start <= statement.span.start &&
    statement.span.end <= outer.span.end;
  return flow.statements.some(
    ({ statement }) =>
      statement.kind === "if" && inside(statement.then, first) && inside(statement.otherwise, second),
  );
}

/** Parameters without a prior, or with several. */
export function priorWarnings(facts: Facts): Problem[] {
  const graph = graphOf(factorsOf(facts));
  return [...facts.parameters.values()].flatMap(({ name, symbol }) => {
    if (!graph.has(symbol)) return [];
    const count = countPriors(symbol, graph);
    return count === 1 ? [] : [say.priorCount(name, count)];
  });
}

/** The factors of each parameter. */
type Graph = ReadonlyMap<VariableSymbol, readonly Factor[]>;

function graphOf(factors: readonly Factor[]): Graph {
  const graph = new Map<VariableSymbol, Factor[]>();
  for (const factor of factors)
    for (const symbol of factor.parameters) {
      const joined = graph.get(symbol);
      if (joined === undefined) graph.set(symbol, [factor]);
      else joined.push(factor);
    }
  return graph;
}

/** Densities of different elements of one parameter make up one prior; the density of another parameter is none of this one. */
function countPriors(parameter: VariableSymbol, graph: Graph): number {
  const priors = graph
    .get(parameter)!
    .filter(({ variate }) => variate === null || variate === parameter)
    .filter((factor) => isPrior(parameter, factor, graph));
  const own = priors.filter(({ variate }) => variate === parameter).length;
  return priors.length - Math.max(0, own - 1);
}

/** Without the parameter, no observation can be reached from the factor. */
function isPrior(parameter: VariableSymbol, factor: Factor, graph: Graph): boolean {
  const passed = new Set<VariableSymbol>([parameter]);
  const waiting = [factor];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.isObserved) return false;
    for (const symbol of next.parameters) {
      if (passed.has(symbol)) continue;
      passed.add(symbol);
      waiting.push(...graph.get(symbol)!);
    }
  }
  return true;
}

function factorsOf(facts: Facts): Factor[] {
  return facts.flow.statements.flatMap(({ statement, block }) => {
    if (block === "generated quantities" || block === "transformed data") return [];
    const around = [...(facts.flow.conditions.get(statement) ?? [])];
    switch (statement.kind) {
      case "tilde":
        return [factorOf(facts, statement.variate, statement.args, around)];
      case "targetIncrement":
        return addends(statement.value).map((term) => termFactor(facts, term, around));
      case "callStatement":
        return reachesTarget(facts, statement) ? [factorOf(facts, null, statement.args, around)] : [];
      default:
        return [];
    }
  });
}

/** Densities by the place of their call, per list, so that a long model is not searched for each of its terms. */
const byPlace = new WeakMap<Facts["densities"], ReadonlyMap<TypedExpr["span"], Density>>();

function densityAt({ densities }: Facts, term: TypedExpr): Density | undefined {
  let places = byPlace.get(densities);
  if (places === undefined) {
    places = new Map(densities.map((density) => [density.span, density]));
    byPlace.set(densities, places);
  }
  return places.get(term.span);
}

function termFactor(facts: Facts, term: TypedExpr, around: readonly VariableSymbol[]): Factor {
  const density = densityAt(facts, term);
  return density === undefined
    ? factorOf(facts, null, [term], around)
    : factorOf(facts, density.variate, density.args, around);
}

/** `variate` is null for a term that is no density: then all data in it are observations. */
function factorOf(
  { flow, parameters }: Facts,
  variate: TypedExpr | null,
  args: readonly TypedExpr[],
  around: readonly VariableSymbol[],
): Factor {
  const sources = new Set([
    ...flow.sourcesOf(around),
    ...[...args, ...(variate === null ? [] : [variate])].flatMap((expr) => [...flow.sources(expr)]),
  ]);
  const observing = variate === null ? sources : flow.sources(variate);
  // `1 ~ bernoulli(p)`: what no parameter can change has been observed.
  const isFixed = variate !== null && ![...observing].some((symbol) => parameters.has(symbol));
  return {
    parameters: new Set([...sources].filter((symbol) => parameters.has(symbol))),
    isObserved: isFixed || [...observing].some(isObservation),
    variate: (variate && parameterOf(variate, parameters)?.symbol) ?? null,
  };
}

/** Data other than single integers, which are sizes and indices far more often than observations. */
function isObservation({ origin, type }: VariableSymbol): boolean {
  return (origin === "data" || origin === "transformed data") && type.kind !== "int";
}

// Which part of the target a statement is: the densities of observations (likelihood), of parameters (prior), or neither for certain. A
// density is judged by its variate, anything else by the probability functions inside it and by what it depends on.

import type { Truncation } from "../../../grammar/index.ts";
import type { ResolvedCall, Typed, TypedExpr, VariableSymbol } from "../../ir/typed-ast.ts";
import { sourceText } from "../checks.ts";
import type { Context, DensityStatement } from "../context.ts";
import { type Dependence, loopVariablesIn, mentionsData, type Observed, type Summary } from "./dependence.ts";

export type Part = "likelihood" | "prior" | "unclear";

interface Common {
  readonly part: Part;
  readonly isNegative: boolean;
  /** Why the part is unclear. */
  readonly why: string;
}

/** `variate ~ family(args)`, or the same as a call of its log density. */
export interface DensityTerm extends Common {
  readonly kind: "density";
  /** The call, where it is one. */
  readonly expression: TypedExpr | null;
  readonly variate: TypedExpr;
  readonly args: readonly TypedExpr[];
  readonly family: string;
  readonly call: Extract<ResolvedCall, { readonly kind: "library" | "user" }>;
  readonly truncation: Truncation<Typed> | null;
}

export interface ValueTerm extends Common {
  readonly kind: "value";
  readonly value: TypedExpr;
  /** The one observation whose density this is, if it is of one. */
  readonly observation: TypedExpr | null;
  /** The observations whose densities are in it. */
  readonly variates: readonly TypedExpr[];
  /** Depends on nothing. */
  readonly isConstant: boolean;
}

export type Term = DensityTerm | ValueTerm;

const MIXED = "it mixes data and parameters, so it may belong to the prior or to the likelihood";
const LITERAL = "its variate is neither data nor a parameter";

export function termsOf(ctx: Context, dependence: Dependence, s: DensityStatement): readonly Term[] {
  const loops = dependence.loopsAround.get(s) ?? new Set();
  if (s.kind === "targetIncrement") return settled(addends(dependence, loops, s.value, false));
  const call = ctx.program.calls.get(s);
  const truncation = s.truncation?.lower || s.truncation?.upper ? s.truncation : null;
  if (call?.kind !== "library" && call?.kind !== "user")
    return [
      {
        kind: "value",
        value: s.variate,
        observation: null,
        variates: [],
        isConstant: false,
        isNegative: false,
        part: "unclear",
        why: MIXED,
      },
    ];
  const variate = s.variate;
  const judged = judgeVariate(dependence, variate, s.args);
  return [{ kind: "density", expression: null, variate, args: s.args, family: s.distribution.text, call, truncation, isNegative: false, ...judged }]; // prettier-ignore
}

/** The addends of a sum, as they go to the target one by one. */
function addends(
  dependence: Dependence,
  loops: ReadonlySet<VariableSymbol>,
  e: TypedExpr,
  isNegative: boolean,
): readonly Term[] {
  const next = (part: TypedExpr, flips: boolean): readonly Term[] =>
    addends(dependence, loops, part, flips ? !isNegative : isNegative);
  const isReal = ({ type }: TypedExpr): boolean => type.kind === "real" || type.kind === "int";
  if (e.kind === "parenthesized") return next(e.inner, false);
  if (e.kind === "prefix" && e.operator === "-") return next(e.operand, true);
  if (e.kind === "binary" && (e.operator === "+" || e.operator === "-") && isReal(e.left) && isReal(e.right))
    return [...next(e.left, false), ...next(e.right, e.operator === "-")];
  if (e.kind === "call" && (e.call?.kind === "library" || e.call?.kind === "user")) {
    const family = /^(.*)_(lpdf|lpmf|lupdf|lupmf)$/.exec(e.callee.text)?.[1];
    if (family !== undefined) {
      const [variate, ...args] = e.args as readonly [TypedExpr, ...TypedExpr[]];
      const judged = judgeVariate(dependence, variate, args);
      return [{ kind: "density", expression: e, variate, args, family, call: e.call, truncation: null, isNegative, ...judged }]; // prettier-ignore
    }
  }
  const summary = dependence.of(e);
  const observation = commonObservation(summary.observed, loops);
  const isConstant = !summary.parameters && !summary.data;
  const variates = summary.observed.map(({ variate }) => variate);
  return [{ kind: "value", value: e, observation, variates, isConstant, isNegative, ...judgeValue(summary) }];
}

function judgeVariate(
  dependence: Dependence,
  variate: TypedExpr,
  args: readonly TypedExpr[],
): Pick<Common, "part" | "why"> {
  const { parameters, data } = dependence.of(variate);
  const hasData = data || mentionsData(variate);
  if (hasData) return parameters ? { part: "unclear", why: MIXED } : { part: "likelihood", why: "" };
  if (parameters) return { part: "prior", why: "" };
  const isConstant = args.every((arg) => !dependence.of(arg).parameters);
  return isConstant ? { part: "prior", why: "" } : { part: "unclear", why: LITERAL };
}

function judgeValue({
  parameters,
  data,
  chosen,
  observed,
  unobserved,
}: Summary): Pick<Common, "part" | "why"> {
  if (observed.length > 0)
    return unobserved ? { part: "unclear", why: MIXED } : { part: "likelihood", why: "" };
  if (unobserved || !parameters || !(data || chosen)) return { part: "prior", why: "" };
  return { part: "unclear", why: MIXED };
}

/** The variate that all of them share: the same text, about the same iteration of every loop. */
function commonObservation(
  observed: readonly Observed[],
  loops: ReadonlySet<VariableSymbol>,
): TypedExpr | null {
  const [first] = observed;
  if (first === undefined) return null;
  const text = sourceText(first.variate.span);
  const agree = observed.every(
    ({ variate, isFresh }) =>
      isFresh &&
      sourceText(variate.span) === text &&
      loopVariablesIn(variate).every((symbol) => loops.has(symbol)),
  );
  return agree ? first.variate : null;
}

/** What stands in one sum with the density of an observation, and is no density of a parameter, belongs to that observation. */
function settled(terms: readonly Term[]): readonly Term[] {
  const observations = terms.flatMap((term) =>
    term.part !== "likelihood" ? [] : [term.kind === "density" ? term.variate : term.observation],
  );
  if (observations.length === 0) return terms;
  const first = observations[0] ?? null;
  const variates = terms.flatMap((term) =>
    term.part !== "likelihood" ? [] : term.kind === "density" ? [term.variate] : term.variates,
  );
  const text = (e: TypedExpr | null): string | null => (e === null ? null : sourceText(e.span));
  const observation = observations.every((e) => text(e) === text(first)) ? first : null;
  return terms.map((term): Term => {
    if (term.part === "likelihood" || (term.kind === "value" && term.isConstant)) return term;
    if (term.kind === "density")
      return term.why === LITERAL
        ? { ...asValue(term), part: "likelihood", why: "", observation, variates }
        : term;
    return { ...term, part: "likelihood", why: "", observation, variates };
  });
}

function asValue(term: DensityTerm): ValueTerm {
  return { kind: "value", value: term.expression ?? term.variate, observation: null, variates: [], isConstant: false, isNegative: term.isNegative, part: term.part, why: term.why }; // prettier-ignore
}

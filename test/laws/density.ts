// A distribution's functions at a point, as the compiler promises to read the descriptor: what rejects, what gives -Infinity, else the
// sum of the formulas' terms with its gradient.

import type { ArgumentDomain, Distribution } from "../../runtime/descriptor.ts";
import { evaluate, seeded, withShared, type Dual } from "./formula.ts";

export type Kind = "lpdf" | "lpmf" | "cdf" | "lcdf" | "lccdf" | "lcdfUnnorm" | "lccdfUnnorm";
export type Outcome = "reject" | Dual;

const INT_DOMAINS = new Set<string>(["int", "count", "positive-int", "binary"]);

const inDomain: Partial<Record<ArgumentDomain, (x: number) => boolean>> = {
  real: (x) => Number.isFinite(x),
  any: (x) => !Number.isNaN(x),
  positive: (x) => x > 0 && x < Infinity,
  "positive-any": (x) => x > 0,
  nonnegative: (x) => x >= 0 && x < Infinity,
  "nonnegative-any": (x) => x >= 0,
  unit: (x) => x >= 0 && x <= 1,
  "open-unit": (x) => x > 0 && x < 1,
  int: (x) => Number.isInteger(x),
  count: (x) => Number.isInteger(x) && x >= 0,
  "positive-int": (x) => Number.isInteger(x) && x > 0,
  binary: (x) => x === 0 || x === 1,
};

export const isIntDomain = (d: Distribution, name: string): boolean =>
  INT_DOMAINS.has(({ ...d.over, ...d.params } as Record<string, string>)[name]!);

/** Names of all arguments, the variate first. */
export const argumentsOf = (d: Distribution): string[] => [...Object.keys(d.over), ...Object.keys(d.params)];

export function at(distribution: Distribution, kind: Kind, point: readonly number[]): Outcome {
  const names = argumentsOf(distribution);
  const args = Object.fromEntries(names.map((name, k) => [name, point[k]!]));
  const types = { ...distribution.over, ...distribution.params } as Record<string, ArgumentDomain>;
  const ints = new Set(names.filter((name) => INT_DOMAINS.has(types[name]!)));
  const scope = seeded(args, ints);
  if (Number.isNaN(point[0])) return "reject";
  for (const [name, domain] of Object.entries(distribution.params)) {
    if (!inDomain[domain]!(args[name]!)) return "reject";
  }
  const isDensity = kind === "lpdf" || kind === "lpmf";
  const { always, density, cumulative } = distribution.requires ?? {};
  const holds = (text: string | undefined): boolean =>
    text === undefined || evaluate(text, scope).value !== 0;
  if (!holds(always) || !holds(isDensity ? density : cumulative)) return "reject";
  if (isDensity && !holds(distribution.support)) {
    if (distribution.outside === "reject") return "reject";
    return { value: -Infinity, slopes: names.map(() => 0), isInt: false };
  }
  const shared = withShared(scope, distribution.where);
  const terms = isDensity
    ? distribution.logDensity!
    : [distribution[kind as Exclude<Kind, "lpdf" | "lpmf">]!];
  const parts = terms.map((term) => evaluate(term, shared));
  return {
    value: parts.reduce((sum, part) => sum + part.value, 0),
    slopes: names.map((_, k) => parts.reduce((sum, part) => sum + part.slopes[k]!, 0)),
    isInt: false,
  };
}

// What to write instead of functions that older versions of the language had: the most useful thing to tell the owner of an old model.

import { textOf, type Expr, type Located, type Name, type Span } from "../../grammar/index.ts";
import { migration, type Repair } from "./build.ts";

/** A call as far as its rewriting needs it. */
export interface OldCall {
  readonly callee: Name;
  readonly args: readonly Expr<Located>[];
  readonly span: Span;
}

const renamed: Record<string, string> = {
  multiply_log: "lmultiply",
  binomial_coefficient_log: "lchoose",
  cov_exp_quad: "gp_exp_quad_cov",
  fabs: "abs",
  logical_not: "logical_negation",
  integrate_ode_cvode: "integrate_ode_bdf",
  raise_exception: "reject",
  stan_print: "print",
};

/** How to say it in words, and what to put in the place of the name alone. */
const rewritten: Record<string, { readonly hint: string; readonly name: string }> = {
  get_lp: { hint: "Write target() instead of get_lp().", name: "target" },
  increment_log_prob: {
    hint: "Write 'target += expression;' instead of increment_log_prob(expression).",
    name: "target += ",
  },
};

/** What replaces a removed function; null if the name never was one. */
export function migrationOf(call: OldCall): Repair | null {
  const name = call.callee.text;
  if (name === "if_else") return conditional(call);
  const old = Object.hasOwn(rewritten, name) ? rewritten[name]! : null;
  if (old !== null) return { hint: old.hint, fix: migration(call.callee.span, old.name) };
  if (!Object.hasOwn(renamed, name)) return null;
  const put = renamed[name]!;
  return { hint: `Write ${put} instead of ${name}.`, fix: migration(call.callee.span, put) };
}

/** `if_else(c, a, b)` */
function conditional({ args, span }: OldCall): Repair {
  const hint = "Write the conditional operator 'condition ? a : b' instead of if_else(condition, a, b).";
  if (args.length !== 3) return { hint };
  const [condition, then, otherwise] = args.map((arg) => textOf(arg.span));
  return { hint, fix: migration(span, `(${condition} ? ${then} : ${otherwise})`) };
}

/** Old density and cdf endings: `normal_log`, `normal_cdf_log`, `normal_ccdf_log`; null if nothing of the new name exists. */
export function renamedDensity(name: string, exists: (name: string) => boolean): string | null {
  const candidates: string[] = [];
  if (name.endsWith("_ccdf_log")) candidates.push(name.replace(/_ccdf_log$/, "_lccdf"));
  else if (name.endsWith("_cdf_log")) candidates.push(name.replace(/_cdf_log$/, "_lcdf"));
  else if (name.endsWith("_log"))
    candidates.push(name.replace(/_log$/, "_lpdf"), name.replace(/_log$/, "_lpmf"));
  return candidates.find(exists) ?? null;
}

/** The comma between the first two arguments, where they stand in one file. */
export function firstComma(args: readonly { readonly span: Span }[]): Span | null {
  const [first, second] = args;
  if (first === undefined || second === undefined || first.span.source !== second.span.source) return null;
  const { source, end } = first.span;
  const offset = source.text.slice(end, second.span.start).indexOf(",");
  return offset < 0 ? null : { source, start: end + offset, end: end + offset + 1 };
}

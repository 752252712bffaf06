// What to write instead of functions that older versions of the language had: the most useful thing to tell the owner of an old model.

export interface Migration {
  readonly hint: string;
  /** Present where the new name takes the same arguments. */
  readonly rename?: string;
}

const renamed: Record<string, string> = {
  multiply_log: "lmultiply",
  binomial_coefficient_log: "lchoose",
  cov_exp_quad: "gp_exp_quad_cov",
  fabs: "abs",
  logical_not: "logical_negation",
  integrate_ode_cvode: "integrate_ode_bdf",
};

const rewritten: Record<string, string> = {
  get_lp: "Write target() instead of get_lp().",
  increment_log_prob: "Write 'target += expression;' instead of increment_log_prob(expression).",
  if_else: "Write the conditional operator 'condition ? a : b' instead of if_else(condition, a, b).",
  stan_print: "Write print(...).",
  raise_exception: "Write reject(...).",
};

/** What replaces a removed function; null if the name never was one. */
export function migrationHint(name: string): Migration | null {
  if (Object.hasOwn(rewritten, name)) return { hint: rewritten[name]! };
  if (Object.hasOwn(renamed, name))
    return { hint: `Write ${renamed[name]} instead of ${name}.`, rename: renamed[name]! };
  return null;
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

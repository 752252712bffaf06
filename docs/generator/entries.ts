// One entry of the reference for each distribution, function and transform, from what the catalogue says about it.

import type { ArgumentDomain, Distribution, ScalarFunction, Transform } from "../../runtime/descriptor.ts";
import { documentationOf } from "../../compiler/library/documentation.ts";
import { libraryFunctionNames } from "../../compiler/library/signatures.ts";
import { specialFunctionNames } from "../../compiler/library/special-functions.ts";
import { distributions, scalarFunctions, transforms } from "../../runtime/library.ts";
import { formulaText, letter, namesIn, sumText, whereText } from "./formula-text.ts";
import { specialSignature } from "./listing.ts";
import { isLifted, signatureLines } from "./signature-text.ts";

const DOMAINS: Readonly<Record<ArgumentDomain, string>> = {
  real: "finite real",
  any: "real, not NaN",
  positive: "positive, finite",
  "positive-any": "positive",
  nonnegative: "not negative, finite",
  "nonnegative-any": "not negative",
  unit: "between 0 and 1",
  "open-unit": "between 0 and 1, neither of them",
  int: "int",
  count: "int, not negative",
  "positive-int": "int, at least 1",
  binary: "0 or 1",
  simplex: "simplex",
  ordered: "ordered vector",
  "positive-vector": "vector of positive numbers",
  "real-vector": "vector of finite numbers",
  "real-matrix": "matrix",
  covariance: "symmetric positive definite matrix",
  "cholesky-covariance": "lower triangular matrix, positive diagonal",
  "cholesky-correlation": "Cholesky factor of a correlation matrix",
  correlation: "correlation matrix",
};

const KINDS = ["lpdf", "lpmf", "cdf", "lcdf", "lccdf", "rng"] as const;
const names = new Set(libraryFunctionNames());

/** Forms of a distribution that the language does not name: chosen by the number of arguments. */
export const isForm = (family: string): boolean => !KINDS.some((kind) => names.has(`${family}_${kind}`));

/** Between backquotes: stars and underscores mean themselves. */
const formula = (text: string): string => `\`${text}\``;
const code = (lines: readonly string[]): string => ["```text", ...lines, "```"].join("\n");
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
const cell = (text: string): string => text.replace(/\|/g, "\\|");

/** A heading, and what stands under it, a blank line apart. */
const entry = (title: string, parts: readonly (string | null)[]): string =>
  [`## ${title}`, ...parts.filter((part): part is string => part !== null && part !== "")].join("\n\n");

const bullets = (rows: readonly (readonly [label: string, text: string] | null)[]): string =>
  rows.flatMap((row) => (row === null ? [] : [`- **${row[0]}**: ${row[1]}`])).join("\n");

// ------------------------------------------------------------------------------------------------------------- distributions

export function distributionEntry(name: string, d: Distribution): string {
  const variate = Object.keys(d.over)[0]!;
  const params = Object.keys(d.params);
  const own = KINDS.filter((kind) => names.has(`${name}_${kind}`));
  const call = (kind: string): string =>
    kind === "rng"
      ? `${name}_rng(${rngArguments(d)})`
      : `${name}_${kind}(${variate}${params.length > 0 ? ` | ${params.join(", ")}` : ""})`;
  return entry(isForm(name) ? `${name.replaceAll("_", " ")} (a form of ${name.split("_")[0]})` : name, [
    d.doc.summary,
    code([`${variate} ~ ${name.split("_varying")[0]}(${params.join(", ")})`]),
    table(["argument", "values"], argumentRows(d)),
    bullets([
      ["log density", formula(densityText(d))],
      d.cdf === undefined
        ? null
        : ["distribution function", formula(`${formulaText(d.cdf)}${whereText(d.where)}`)],
      supportRow(d),
      own.length === 0 ? null : ["functions", own.map((kind) => `\`${call(kind)}\``).join(", ")],
      d.vectorised === "elementwise"
        ? [
            "containers",
            "every argument may be a vector, row vector or array; log densities are added up, a draw is an array",
          ]
        : null,
      ["source", d.doc.reference],
    ]),
    d.vectorised === "kernel" ? code(own.flatMap((kind) => signatureLines(`${name}_${kind}`))) : null,
  ]);
}

const rngArguments = (d: Distribution): string => {
  const params = Object.keys(d.params);
  if (/^lkj_corr/.test(d.name)) return ["K", ...params].join(", ");
  return (/multinomial/.test(d.name) ? [...params, "N"] : params).join(", ");
};

const signed = (name: string): string => (letter(name) === name ? name : `${name} (${letter(name)})`);

function argumentRows(d: Distribution): string[][] {
  const isElementwise = d.vectorised === "elementwise";
  const [name, domain] = Object.entries(d.over as Readonly<Record<string, ArgumentDomain>>)[0]!;
  const variate = [name, isElementwise ? (domain as string) : DOMAINS[domain]];
  return [variate, ...Object.entries(d.params).map(([param, of]) => [signed(param), DOMAINS[of]])];
}

function densityText(d: Distribution): string {
  if (d.doc.formula !== undefined) return d.doc.formula;
  return d.logDensity === undefined ? "" : `${sumText(d.logDensity)}${whereText(d.where)}`;
}

function supportRow(d: Distribution): readonly [string, string] | null {
  const outside =
    d.outside === "reject" ? "elsewhere the point is rejected" : "elsewhere the log density is −∞";
  const support = d.support === undefined ? null : `${formula(formulaText(d.support))}; ${outside}`;
  const required = Object.values(d.requires ?? {}).map(
    (text) => `${formula(formulaText(text))}, otherwise the point is rejected`,
  );
  const all = [...(support === null ? [] : [support]), ...required];
  return all.length === 0 ? null : ["support", all.join("; ")];
}

// ------------------------------------------------------------------------------------------------------- scalar functions

export function scalarEntry(name: string, f: ScalarFunction): string {
  const args = Object.keys(f.args);
  const ints = args.filter((arg) => f.args[arg] === "int");
  const lifted = isLifted(name)
    ? `element by element: every argument a scalar or a container (array, vector, row vector, matrix, arrays of them), containers of one shape${ints.length > 0 ? `; ${ints.join(" and ")} int` : ""}`
    : null;
  return entry(name, [
    f.doc.summary,
    code([`${name}(${args.join(", ")}) = ${scalarFormula(f)}`]),
    bullets([derivativeRow(f), lifted === null ? null : ["arguments", lifted], ["source", f.doc.reference]]),
    lifted === null && args.length > 0 ? code(signatureLines(name)) : null,
  ]);
}

const scalarFormula = (f: ScalarFunction): string =>
  f.doc.formula ?? (f.formula === undefined ? "" : `${formulaText(f.formula)}${whereText(f.where)}`);

function derivativeRow(f: ScalarFunction): readonly [string, string] | null {
  const reals = Object.keys(f.args).filter((arg) => f.args[arg] === "real");
  if (reals.length === 0 || f.result === "int") return null;
  if (f.formula !== undefined) return ["derivative", "of the formula"];
  const partials = Object.entries(f.partials ?? {});
  if (partials.length === 0) return ["derivative", "0"];
  const shown = partials.map(([arg, text]) => partialText(arg, text)).join("; ");
  const value = /\bresult\b/.test(shown) ? ", result the value" : "";
  return ["derivative", formula(`${shown}${value}${whereText(f.where)}`)];
}

/** Derivatives that only the catalogue names are routines. */
function partialText(arg: string, text: string): string {
  const isRoutine = namesIn(text).some((name) => Object.hasOwn(scalarFunctions, name) && !names.has(name));
  return `∂/∂${letter(arg)} ${isRoutine ? "by a routine of its own" : `= ${formulaText(text)}`}`;
}

// ------------------------------------------------------------------------------------------------------- other functions

const special = new Set(specialFunctionNames());

/** The transforms behind families of constraining functions that have other names. */
const TRANSFORMS: Readonly<Record<string, string>> = {
  lower_bound: "lower",
  upper_bound: "upper",
  lower_upper_bound: "lower_upper",
  sum_to_zero: "sum_to_zero_vector",
  stochastic_column: "column_stochastic_matrix",
  stochastic_row: "row_stochastic_matrix",
};

function transformLink(name: string): string | null {
  const family = /^(.*)_(?:constrain|jacobian|unconstrain)$/.exec(name)?.[1];
  if (family === undefined) return null;
  const transform = TRANSFORMS[family] ?? family;
  return `Formulas: [${transform}](transforms.md#${transform}).`;
}

export function functionEntry(name: string): string {
  const doc = documentationOf(name)!;
  return entry(name, [
    doc.summary,
    transformLink(name),
    code([`${name}(${doc.args})`, / = /.test(doc.formula) ? doc.formula : `= ${doc.formula}`]),
    bullets([["source", doc.source ?? "none: the formula is the definition"]]),
    code(special.has(name) ? [specialSignature(name)] : signatureLines(name)),
  ]);
}

export function transformEntry(name: string, t: Transform): string {
  const formulas =
    t.doc.formula ??
    [
      `x = ${formulaText(t.constrain!)}`,
      `log |J| = ${formulaText(t.logJacobian!)}`,
      `u = ${formulaText(t.unconstrain!)}`,
    ].join("; ");
  return entry(name, [t.doc.summary, code([formulas]), bullets([["source", t.doc.reference]])]);
}

/** Names of the language that a distribution's entry covers. */
export const functionsOf = (family: string): string[] =>
  KINDS.map((kind) => `${family}_${kind}`).filter((name) => names.has(name));

/** What an entry must say: the names of those that have no formula, or no source and are no definition. */
export function unfounded(): string[] {
  const silent = (doc: { readonly reference: string }, text: string): boolean =>
    text === "" || doc.reference === "";
  return [
    ...Object.entries(distributions).flatMap(([name, d]) => (silent(d.doc, densityText(d)) ? [name] : [])),
    ...Object.entries(scalarFunctions).flatMap(([name, f]) =>
      names.has(name) && silent(f.doc, scalarFormula(f)) ? [name] : [],
    ),
    ...Object.entries(transforms).flatMap(([name, t]) =>
      silent(t.doc, t.doc.formula ?? t.constrain ?? "") ? [name] : [],
    ),
  ];
}

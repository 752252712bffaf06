// The layouts of a model's variables as constructor calls: `real({ lower: 0 })`, `array(J, simplex(K))`. A bound that depends on
// parameters becomes a function of the values declared before it.

import { internalError } from "../diagnostics/internal-error.ts";
import type { Bound, Declared, Expr, Shape, Statement } from "../ir/mir.ts";
import { boundText } from "./data-checks.ts";
import { allocation } from "./allocation.ts";
import { expressionText } from "./expression.ts";
import { mentionedBy, mentionedByExpr } from "./mentions.ts";
import { claim, type Named, nameBlock, openScope } from "./names.ts";
import { nameRead, type Printing, type RuntimeSymbol, use } from "./printing.ts";
import { sliceFor } from "./slice.ts";
import { comparedLocals, indented, statementLines } from "./statement.ts";
import { memberBinding, propertyKey } from "./text.ts";

export interface LayoutContext {
  readonly p: Printing;
  /** What `bind` defines before the layouts. */
  readonly bindLevel: ReadonlySet<Named>;
  /** Where parameters and other variables live, with the name of the variable. */
  readonly homes: ReadonlyMap<Named, string>;
  /** The program that computes bounds which are neither. */
  readonly logJoint: readonly Statement[];
}

/** Members of an object literal: `mu: real()`. */
export function layoutTexts(context: LayoutContext, declared: readonly Declared[]): string[] {
  return declared.map((d) => `${propertyKey(d.name)}: ${layoutText(context, d)}`);
}

function layoutText(context: LayoutContext, declared: Declared): string {
  const { p } = context;
  const { shape, constraint } = declared;
  const element =
    constraint.kind === "structured" ? structured(p, constraint.name, shape) : plain(context, declared);
  if (shape.array.length === 0) return element;
  const sizes = shape.array.map((size) => expressionText(p, size));
  return `${use(p, "array")}(${sizes.length === 1 ? sizes[0] : `[${sizes.join(", ")}]`}, ${element})`;
}

function plain(context: LayoutContext, declared: Declared): string {
  const { p } = context;
  const { scalar, inner } = declared.shape;
  const bounds = boundsText(context, declared);
  const rest = bounds === "" ? [] : [bounds];
  const text = (e: Expr): string => expressionText(p, e);
  switch (inner.kind) {
    case "scalar":
      return `${use(p, scalar)}(${rest.join("")})`;
    case "matrix":
      return `${use(p, "matrix")}(${[text(inner.rows), text(inner.columns), ...rest].join(", ")})`;
    default:
      return `${use(p, inner.kind)}(${[text(inner.size), ...rest].join(", ")})`;
  }
}

function boundsText(context: LayoutContext, { name, constraint }: Declared): string {
  const member = (key: string, bound: Bound | null): string[] =>
    bound === null ? [] : [`${key}: ${dependentBound(context, bound, `${key} of ${name}`)}`];
  const members =
    constraint.kind === "bounds"
      ? [...member("lower", constraint.lower), ...member("upper", constraint.upper)]
      : constraint.kind === "affine"
        ? [...member("offset", constraint.offset), ...member("multiplier", constraint.multiplier)]
        : [];
  return members.length === 0 ? "" : `{ ${members.join(", ")} }`;
}

const CONSTRUCTORS: Readonly<Record<string, RuntimeSymbol>> = {
  simplex: "simplex",
  simplex_stick_breaking: "simplexStickBreaking",
  ordered: "ordered",
  positive_ordered: "positiveOrdered",
  unit_vector: "unitVector",
  sum_to_zero_vector: "sumToZeroVector",
  sum_to_zero_matrix: "sumToZeroMatrix",
  cholesky_factor_corr: "choleskyFactorCorr",
  cholesky_factor_cov: "choleskyFactorCov",
  corr_matrix: "corrMatrix",
  cov_matrix: "covMatrix",
  column_stochastic_matrix: "columnStochasticMatrix",
  row_stochastic_matrix: "rowStochasticMatrix",
};
const SQUARE = new Set(["cholesky_factor_corr", "corr_matrix", "cov_matrix"]);

function structured(p: Printing, name: string, { inner }: Shape): string {
  if (!Object.hasOwn(CONSTRUCTORS, name)) return internalError(`no layout for the structured type ${name}`);
  if (inner.kind === "scalar") return internalError(`a scalar cannot be a ${name}`);
  const sizes =
    inner.kind !== "matrix" ? [inner.size] : SQUARE.has(name) ? [inner.rows] : [inner.rows, inner.columns];
  return `${use(p, CONSTRUCTORS[name]!)}(${sizes.map((size) => expressionText(p, size)).join(", ")})`;
}

/** The bound itself where `bind` knows it, else a function of the variables it depends on. */
function dependentBound(context: LayoutContext, bound: Bound, label: string): string {
  const { p, bindLevel, homes } = context;
  const wanted = bound.kind === "scalar" ? mentionedByExpr(bound.value) : new Set<Named>([bound.buffer]);
  if ([...wanted].every((object) => bindLevel.has(object))) return boundText(p, bound);
  const given = new Set<Named>([...bindLevel, ...homes.keys()]);
  const statements = sliceFor(context.logJoint, wanted, given);
  mentionedBy(statements, wanted);
  const outside = [...wanted].filter((object) => bindLevel.has(object));
  const scope = openScope(p.scope, label, outside);
  const inner: Printing = { ...p, scope, compared: comparedLocals(statements) };
  const members = [...wanted].flatMap((object) => {
    const name = homes.get(object);
    return name === undefined ? [] : [memberBinding(name, claim(scope, object))];
  });
  const memory = [...wanted].flatMap((object) =>
    given.has(object) || object.kind !== "buffer"
      ? []
      : [`const ${claim(scope, object)} = ${allocation(inner, object)};`],
  );
  nameBlock(scope, statements);
  const head = `({ ${members.join(", ")} }) =>`;
  if (statements.length === 0) return `${head} ${boundText(inner, bound)}`;
  const lines = [...memory, ...statementLines(inner, statements), `return ${boundText(inner, bound)};`];
  return [`${head} {`, ...indented(lines), "}"].join("\n");
}

/** One member of an object literal that carries the object's value. */
export function memberValue(p: Printing, name: string, object: Named): string {
  return memberBinding(name, nameRead(p, object));
}

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
import { indented, statementLines } from "./statement.ts";
import { usesIn } from "./uses.ts";
import { propertyKey } from "./text.ts";
import { nestedMembers, type Tree, userVariables } from "./variables.ts";

export interface LayoutContext {
  readonly p: Printing;
  /** What `bind` defines before the layouts. */
  readonly bindLevel: ReadonlySet<Named>;
  /** Variables by where they live. */
  readonly homes: ReadonlyMap<Named, Declared>;
  /** The program that computes bounds which are neither. */
  readonly logJoint: readonly Statement[];
}

/** Members of an object literal: `mu: real()`. */
export function layoutTexts(context: LayoutContext, declared: readonly Declared[]): string[] {
  return userVariables(declared).map(({ name, tree }) => `${propertyKey(name)}: ${treeText(context, tree)}`);
}

function treeText(context: LayoutContext, tree: Tree): string {
  const { p } = context;
  if (tree.kind === "tuple") {
    const slots = tree.slots.map((slot) => treeText(context, slot.tree));
    return inArray(p, tree.array, `${use(p, "tuple")}(${slots.join(", ")})`);
  }
  const { shape, constraint } = tree.kind === "leaf" ? tree.declared : tree.real;
  const array = shape.array.slice(tree.outer);
  if (tree.kind === "complex") return inArray(p, array, complexText(p, shape.inner));
  const element =
    constraint.kind === "structured" ? structured(p, constraint.name, shape) : plain(context, tree.declared);
  return inArray(p, array, element);
}

function inArray(p: Printing, array: readonly Expr[], element: string): string {
  if (array.length === 0) return element;
  const sizes = array.map((size) => expressionText(p, size));
  return `${use(p, "array")}(${sizes.length === 1 ? sizes[0] : `[${sizes.join(", ")}]`}, ${element})`;
}

function complexText(p: Printing, inner: Shape["inner"]): string {
  const text = (e: Expr): string => expressionText(p, e);
  switch (inner.kind) {
    case "scalar":
      return `${use(p, "complex")}()`;
    case "vector":
      return `${use(p, "complexVector")}(${text(inner.size)})`;
    case "rowVector":
      return `${use(p, "complexRowVector")}(${text(inner.size)})`;
    case "matrix":
      return `${use(p, "complexMatrix")}(${text(inner.rows)}, ${text(inner.columns)})`;
  }
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
  const own = bound.kind === "computed" ? bound.body : [];
  const wanted =
    bound.kind === "scalar" ? mentionedByExpr(bound.value) : mentionedBy(own, new Set<Named>([bound.buffer]));
  const isKnown = own.length === 0 && [...wanted].every((object) => bindLevel.has(object));
  if (isKnown) return boundText(p, bound);
  const given = new Set<Named>([...bindLevel, ...homes.keys()]);
  const computed = new Set<Named>(
    own.length === 0 ? wanted : [...wanted].filter((object) => given.has(object)),
  );
  const statements = [...sliceFor(context.logJoint, computed, given), ...own];
  for (const object of computed) wanted.add(object);
  mentionedBy(statements, wanted);
  const outside = [...wanted].filter((object) => bindLevel.has(object));
  const scope = openScope(p.scope, label, outside);
  const inner: Printing = { ...p, scope, uses: usesIn(statements) };
  const members = [...wanted].flatMap((object) => {
    const declared = homes.get(object);
    return declared === undefined ? [] : [{ declared, text: claim(scope, object) }];
  });
  const memory = [...wanted].flatMap((object) =>
    given.has(object) || object.kind !== "buffer"
      ? []
      : [`const ${claim(scope, object)} = ${allocation(inner, object)};`],
  );
  nameBlock(scope, statements);
  const head = `({ ${nestedMembers(members).join(", ")} }) =>`;
  if (statements.length === 0) return `${head} ${boundText(inner, bound)}`;
  const lines = [...memory, ...statementLines(inner, statements), `return ${boundText(inner, bound)};`];
  return [`${head} {`, ...indented(lines), "}"].join("\n");
}

/** Members of an object literal that carry the values of the homes. */
export function memberValues(
  p: Printing,
  declared: readonly Declared[],
  homeOf: (d: Declared) => Named,
): string[] {
  return [...nestedMembers(declared.map((d) => ({ declared: d, text: nameRead(p, homeOf(d)) })))];
}

// Section 1: which operator binds before which, and the forms of indices.

import type { BinaryOperator } from "../../../grammar/index.ts";
import type { TypedExpr } from "../../../compiler/ir/typed-ast.ts";
import { bare, type Feature, section } from "./feature.ts";

const s17 = section("1.7 precedence");
const LEVEL: Readonly<Record<BinaryOperator, number>> = {
  "||": 2,
  "&&": 3,
  "==": 4,
  "!=": 4,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  "+": 6,
  "-": 6,
  "*": 7,
  "/": 7,
  "%": 7,
  ".*": 7,
  "./": 7,
  "%/%": 8,
  "\\": 8,
  "^": 10,
  ".^": 10,
};
function levelOf(e: TypedExpr): number {
  if (e.kind === "ternary") return 1;
  if (e.kind === "binary") return LEVEL[e.operator];
  return e.kind === "prefix" ? 9 : e.kind === "transpose" ? 11 : 12;
}
const isOneOf = (e: TypedExpr, level: number): boolean => levelOf(e) === level;
/** Integer operators carry no derivative. */
const needed = (level: number): "active" | "useful" => (level <= 5 ? "useful" : "active");
/** An operator of one level directly inside one that binds less tightly, without parentheses. */
const row = (name: string, level: number, least = needed(level)): Feature =>
  s17.expression(
    name,
    ({ expression: e, parent }) =>
      parent !== null && isOneOf(e, level) && levelOf(parent) < level && levelOf(parent) <= 11,
    least,
  );
const leftToRight = (name: string, level: number, least = needed(level)): Feature =>
  s17.expression(
    name,
    ({ expression: e }) => e.kind === "binary" && isOneOf(e, level) && isOneOf(e.left, level),
    least,
  );
const PRECEDENCE: readonly Feature[] = [
  s17.expression(
    "c ? a : d ? b : e",
    ({ expression: e }) => e.kind === "ternary" && e.otherwise.kind === "ternary",
  ),
  row("|| in ?:", 2),
  row("&& in ||", 3),
  row("== in &&", 4),
  row("< in &&", 5),
  s17.expression(
    "< in ==",
    ({ expression: e, parent }) => isOneOf(e, 5) && parent !== null && isOneOf(parent, 4),
    "useful",
  ),
  row("+ in <", 6, "useful"),
  row("* in +", 7),
  row("%/% in *", 8, "useful"),
  s17.expression(
    "\\ in + or *",
    ({ expression: e, parent }) =>
      e.kind === "binary" && e.operator === "\\" && parent !== null && levelOf(parent) < 8,
  ),
  row("- in *", 9),
  s17.expression(
    "^ in -",
    ({ expression: e, parent }) => isOneOf(e, 10) && parent !== null && isOneOf(parent, 9),
  ),
  s17.expression(
    "- in the exponent",
    ({ expression: e }) => e.kind === "binary" && isOneOf(e, 10) && e.right.kind === "prefix",
  ),
  s17.expression(
    "' in -",
    ({ expression: e, parent }) => isOneOf(e, 11) && parent !== null && isOneOf(parent, 9),
  ),
  s17.expression(
    "' in *",
    ({ expression: e, parent }) => isOneOf(e, 11) && parent !== null && isOneOf(parent, 7),
  ),
  s17.expression(
    "' in ^",
    ({ expression: e, parent }) => isOneOf(e, 11) && parent !== null && isOneOf(parent, 10),
  ),
  s17.expression(
    "! in ==",
    ({ expression: e, parent }) =>
      e.kind === "prefix" && e.operator === "!" && parent !== null && isOneOf(parent, 4),
    "useful",
  ),
  s17.expression(
    "parentheses against precedence",
    ({ expression: e, parent }) =>
      e.kind === "parenthesized" && parent !== null && levelOf(parent) > levelOf(bare(e)),
  ),
  leftToRight("|| from left to right", 2),
  leftToRight("&& from left to right", 3),
  leftToRight("== from left to right", 4),
  leftToRight("< from left to right", 5),
  leftToRight("+ and - from left to right", 6),
  leftToRight("* and / from left to right", 7),
  leftToRight("%/% and \\ from left to right", 8, "useful"),
  s17.expression(
    "^ from right to left",
    ({ expression: e }) => e.kind === "binary" && isOneOf(e, 10) && isOneOf(e.right, 10),
  ),
  s17.expression(
    "prefix of a prefix",
    ({ expression: e }) => e.kind === "prefix" && e.operand.kind === "prefix",
    "useful",
  ),
  s17.expression("' of a '", ({ expression: e }) => e.kind === "transpose" && e.operand.kind === "transpose"),
  s17.expression(
    "suffixes in a row: f(x)[i]",
    ({ expression: e }) => e.kind === "index" && e.base.kind === "call",
  ),
  s17.expression(
    "suffixes in a row: x.1[i]",
    ({ expression: e }) => e.kind === "index" && e.base.kind === "projection",
  ),
  s17.expression(
    "suffixes in a row: x[i].1",
    ({ expression: e }) => e.kind === "projection" && e.base.kind === "index",
  ),
  s17.expression(
    "slot of a tuple expression: (a, b).1",
    ({ expression: e }) =>
      e.kind === "projection" &&
      e.base.kind !== "variable" &&
      e.base.kind !== "index" &&
      e.base.kind !== "projection",
  ),
  s17.expression("array literal", ({ expression: e }) => e.kind === "array"),
  s17.expression(
    "row vector literal",
    ({ expression: e }) => e.kind === "rowVector" && e.type.kind === "rowVector",
  ),
  s17.expression(
    "empty row vector literal",
    ({ expression: e }) => e.kind === "rowVector" && e.elements.length === 0,
    "useful",
  ),
  s17.expression("matrix literal", ({ expression: e }) => e.kind === "rowVector" && e.type.kind === "matrix"),
  s17.expression("tuple literal", ({ expression: e }) => e.kind === "tuple"),
  s17.expression(
    "tuple literal of one",
    ({ expression: e }) => e.kind === "tuple" && e.elements.length === 1,
  ),
  s17.expression("call with a bar", ({ expression: e }) => e.kind === "call" && e.bar && e.args.length > 1),
  s17.expression(
    "call with a bar and nothing behind",
    ({ expression: e }) => e.kind === "call" && e.bar && e.args.length === 1,
  ),
];

// ----------------------------------------------------------------------------------------------------------------- index forms

const s18 = section("1.8 indexing");
type IndexKind = "all" | "single" | "multi" | "a:b" | "a:" | ":b";
function kindsOf(e: TypedExpr): readonly IndexKind[] {
  if (e.kind !== "index") return [];
  return e.indices.map((i): IndexKind => {
    if (i.kind === "all") return "all";
    if (i.kind === "single") return i.value.type.kind === "int" ? "single" : "multi";
    return i.lower === null ? ":b" : i.upper === null ? "a:" : "a:b";
  });
}
const KINDS: readonly IndexKind[] = ["all", "single", "multi", "a:b", "a:", ":b"];
const indexOf = (container: string, kinds: string, write: boolean): Feature =>
  s18.expression(
    `${write ? "write" : "read"} ${container}[${kinds}]`,
    ({ expression: e, isTarget }) =>
      e.kind === "index" &&
      isTarget === write &&
      e.base.type.kind === container &&
      kindsOf(e).join() === kinds,
  );
const CONTAINERS: readonly (readonly [string, boolean])[] = [
  ["array", false],
  ["array", true],
  ["vector", false],
  ["vector", true],
  ["rowVector", false],
  ["rowVector", true],
];
const isMulti = (kind: IndexKind): boolean => kind !== "single";
const matrixIndex = (name: string, first: boolean | null, second: boolean | null, write: boolean): Feature =>
  s18.expression(`${write ? "write" : "read"} matrix[${name}]`, ({ expression: e, isTarget }) => {
    if (e.kind !== "index" || isTarget !== write || e.base.type.kind !== "matrix") return false;
    const kinds = kindsOf(e).map(isMulti);
    return (
      kinds[0] === first && (second === null ? kinds.length === 1 : kinds.length === 2 && kinds[1] === second)
    );
  });
const INDEXING: readonly Feature[] = [
  ...CONTAINERS.flatMap(([container, write]) => KINDS.map((kind) => indexOf(container, kind, write))),
  ...[false, true].flatMap((write) => [
    matrixIndex("row", false, null, write),
    matrixIndex("rows", true, null, write),
    matrixIndex("row, column", false, false, write),
    matrixIndex("row, columns", false, true, write),
    matrixIndex("rows, column", true, false, write),
    matrixIndex("rows, columns", true, true, write),
  ]),
  s18.expression(
    "empty index: x[]",
    ({ expression: e }) =>
      e.kind === "index" && /\[\s*\]$/.test(e.span.source.text.slice(e.span.start, e.span.end)),
  ),
  s18.expression(
    "empty slot: x[, j]",
    ({ expression: e }) =>
      e.kind === "index" &&
      /\[\s*,/.test(e.span.source.text.slice(e.span.start, e.span.end)) &&
      kindsOf(e)[0] === "all",
  ),
  s18.expression("index of an index", ({ expression: e }) => e.kind === "index" && e.base.kind === "index"),
  s18.expression(
    "index of a slice",
    ({ expression: e }) => e.kind === "index" && e.base.kind === "index" && kindsOf(e.base).some(isMulti),
  ),
  s18.expression(
    "several dimensions of an array",
    ({ expression: e }) => e.kind === "index" && e.base.type.kind === "array" && e.indices.length > 1,
  ),
  s18.expression(
    "array and matrix in one bracket",
    ({ expression: e }) =>
      e.kind === "index" &&
      e.base.type.kind === "array" &&
      e.base.type.element.kind === "matrix" &&
      e.indices.length > 1,
  ),
  s18.expression(
    "range that is empty because it ends before it starts",
    ({ expression: e }) =>
      e.kind === "index" &&
      e.indices.some(
        (i) =>
          i.kind === "range" &&
          i.lower?.kind === "intLiteral" &&
          i.upper?.kind === "intLiteral" &&
          i.upper.value < i.lower.value,
      ),
    "useful",
  ),
  s18.expression(
    "choice inside an index",
    ({ expression: e }) =>
      e.kind === "index" && e.indices.some((i) => i.kind === "single" && bare(i.value).kind === "ternary"),
  ),
  s18.expression(
    "multi-index with a literal that repeats",
    ({ expression: e }) =>
      e.kind === "index" &&
      e.indices.some((i) => {
        if (i.kind !== "single" || i.value.kind !== "array") return false;
        const values = i.value.elements.map((x) => (x.kind === "intLiteral" ? x.value : NaN));
        return new Set(values).size < values.length;
      }),
  ),
  ...["complexVector", "complexRowVector", "complexMatrix"].map((kind) =>
    s18.expression(
      `index of ${kind}`,
      ({ expression: e }) => e.kind === "index" && e.base.type.kind === kind,
    ),
  ),
];

export const EXPRESSIONS: readonly Feature[] = [...PRECEDENCE, ...INDEXING];

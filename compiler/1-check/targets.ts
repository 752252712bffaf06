// What the left side of an assignment writes and reads. Indices are ignored when asking whether two targets overlap, because
// whether they do is not known before the program runs.

import type { Expr } from "../../grammar/index.ts";
import type { TypedExpr } from "../ir/typed-ast.ts";

/** A written place: variable, then the tuple slots below it. `[]` after arrays of tuples is not told apart. */
type Place = readonly (string | number)[];

/** Name of a variable that two of the targets write, null if all are distinct. */
export function overlappingTargets(target: TypedExpr): string | null {
  const places = leaves(target).map(placeOf);
  for (let i = 0; i < places.length; i++)
    for (let j = 0; j < i; j++)
      if (isPrefix(places[i]!, places[j]!) || isPrefix(places[j]!, places[i]!)) return String(places[i]![0]);
  return null;
}

function leaves(target: TypedExpr): TypedExpr[] {
  return target.kind === "tuple" ? target.elements.flatMap(leaves) : [target];
}

function placeOf(target: TypedExpr): Place {
  switch (target.kind) {
    case "variable":
      return [target.name.text];
    case "index":
      return placeOf(target.base);
    case "projection":
      return [...placeOf(target.base), target.slot];
    default:
      return [];
  }
}

function isPrefix(a: Place, b: Place): boolean {
  return a.length <= b.length && a.every((part, i) => part === b[i]);
}

/** Name of a written variable that an index of the same left side reads, null if there is none. */
export function variablesReadInIndices(target: TypedExpr): string | null {
  const written = new Set(leaves(target).map((leaf) => String(placeOf(leaf)[0])));
  const read = new Set<string>();
  for (const leaf of leaves(target)) collectFromIndices(leaf, read);
  return [...read].find((name) => written.has(name)) ?? null;
}

function collectFromIndices(target: TypedExpr, names: Set<string>): void {
  for (let at = target; at.kind === "index" || at.kind === "projection"; at = at.base)
    if (at.kind === "index") for (const index of at.indices) collectNames(index, names);
}

/** Names of all variables mentioned in a part of the tree. */
export function collectNames(root: unknown, names: Set<string>): void {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (typeof node !== "object" || node === null) continue;
    if (Array.isArray(node)) stack.push(...node);
    else {
      const expr = node as Partial<Expr<object>>;
      if (expr.kind === "variable") names.add(expr.name!.text);
      else for (const key of childKeys) if (key in node) stack.push((node as Record<string, unknown>)[key]);
    }
  }
}

/** Where expressions keep expressions. */
const childKeys = [
  "left",
  "right",
  "operand",
  "condition",
  "then",
  "otherwise",
  "args",
  "base",
  "indices",
  "elements",
  "inner",
  "value",
  "lower",
  "upper",
];

/** The value is the very place that is written: `x[i] = x[i]`. */
export function isSameTarget(target: TypedExpr, value: TypedExpr): boolean {
  while (value.kind === "parenthesized") value = value.inner;
  if (target.kind === "tuple" && value.kind === "tuple")
    return (
      target.elements.length === value.elements.length &&
      target.elements.every((element, i) => isSameTarget(element, (value as typeof target).elements[i]!))
    );
  return ["variable", "index", "projection"].includes(target.kind) && isSameExpr(target, value);
}

/** The same expression but for its place in the text. */
function isSameExpr(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSameExpr(item, b[i]));
  if ((a as { kind?: string }).kind !== (b as { kind?: string }).kind) return false;
  return [...childKeys, "name", "text", "slot", "operator", "callee"].every((key) =>
    isSameExpr((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

// What every maker of statements shares: reporting to the coverage table, and assignments with the other wording that a twin uses.

import { chance, type Expression, fresh, type Generator, pick, type Type, type Variable } from "./scope.ts";
import { line, type Node } from "./tree.ts";

/** The nodes of one statement; null where it cannot stand. */
export type Make = (g: Generator) => readonly Node[] | null;

export const cover = (g: Generator, kind: string, active: boolean, size?: number): void =>
  g.cover(kind, active, g.places, size);

/** Bent where it might grow: what a loop feeds back stays bounded. */
export function bent(g: Generator, e: Expression): Expression {
  return chance(g, 0.5) || g.places.length > 1
    ? { ...e, text: pick(g, [`tanh(${e.text})`, `sin(${e.text})`, `(0.7 * tanh(${e.text}))`]) }
    : e;
}

/** The twin computes the whole value before any of it is stored. */
export function assign(
  g: Generator,
  kind: string,
  v: Variable,
  place: string,
  e: Expression,
  size?: number,
  held = "real",
): readonly Node[] {
  cover(g, kind, e.active || v.active, size);
  v.active ||= e.active;
  return [line(`${place} = ${e.text};`, heldFirst(g, held, place, e.text))];
}

export function heldFirst(g: Generator, type: string, place: string, value: string): string {
  const name = fresh(g, "held");
  return `{ ${type} ${name} = ${value}; ${place} = ${name}; }`;
}

/** `x += e`; its twin is `x = x + e`. */
export function compound(place: string, operator: string, e: Expression): Node {
  return line(`${place} ${operator} ${e.text};`, `${place} = ${place} ${operator.slice(0, -1)} (${e.text});`);
}

export const mutable = (g: Generator, ...kinds: readonly Type["kind"][]): Variable[] =>
  g.variables.filter((v) => v.mutable && kinds.includes(v.type.kind));

/** What is assigned may not be read in an index of it. */
export function withoutOwnInts(g: Generator, v: Variable): Generator {
  const [root] = v.name.split(".", 1);
  return v.isSlot === true
    ? { ...g, variables: g.variables.filter((w) => w.type.kind !== "int" || !w.name.startsWith(`${root}.`)) }
    : g;
}

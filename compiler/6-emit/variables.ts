// The user's variables from their homes: a tuple or a complex number has several, which belong together in the interfaces, in layouts, and
// as nested members where values are handed in and out.

import { internalError } from "../diagnostics/internal-error.ts";
import type { Declared, Expr, PartStep } from "../ir/mir.ts";
import { memberBinding, propertyKey } from "./text.ts";

export type Tree =
  | { readonly kind: "leaf"; readonly declared: Declared; readonly outer: number }
  | {
      readonly kind: "tuple";
      readonly array: readonly Expr[];
      readonly slots: readonly { readonly key: string; readonly tree: Tree }[];
    }
  /** The parts share their shape. */
  | { readonly kind: "complex"; readonly real: Declared; readonly imag: Declared; readonly outer: number };

export interface UserVariable {
  readonly name: string;
  readonly comment: string | null;
  readonly tree: Tree;
}

/** The variables in the order of their first home. */
export function userVariables(declared: readonly Declared[]): readonly UserVariable[] {
  const groups = grouped(declared, (d) => d.part?.variable ?? d.name);
  return groups.map(([name, homes]) => ({ name, comment: homes[0]!.comment, tree: treeOf(homes, 0, 0) }));
}

const stepOf = (d: Declared, depth: number): PartStep | undefined => d.part?.steps[depth];

function treeOf(homes: readonly Declared[], depth: number, outer: number): Tree {
  const [first] = homes;
  const step = stepOf(first!, depth);
  if (step === undefined) return { kind: "leaf", declared: first!, outer };
  if (step.key === "real" || step.key === "imag") {
    const part = (key: string): Declared =>
      homes.find((d) => stepOf(d, depth)?.key === key) ?? internalError(`${first!.name} has no ${key} part`);
    return { kind: "complex", real: part("real"), imag: part("imag"), outer };
  }
  const reach = outer + step.array.length;
  const slots = grouped(homes, (d) => stepOf(d, depth)!.key);
  return {
    kind: "tuple",
    array: step.array,
    slots: slots.map(([key, inside]) => ({ key, tree: treeOf(inside, depth + 1, reach) })),
  };
}

/** Members of an object literal or of a destructuring pattern, each with its text: `mu, z: { real: re, imag: im }`. */
export function nestedMembers(
  entries: readonly { readonly declared: Declared; readonly text: string }[],
): readonly string[] {
  const groups = grouped(entries, ({ declared }) => declared.part?.variable ?? declared.name);
  return groups.map(([name, members]) => memberOf(name, members, 0));
}

function memberOf(
  name: string,
  members: readonly { readonly declared: Declared; readonly text: string }[],
  depth: number,
): string {
  const [first] = members;
  if (stepOf(first!.declared, depth) === undefined) return memberBinding(name, first!.text);
  const slots = grouped(members, ({ declared }) => stepOf(declared, depth)!.key);
  return `${propertyKey(name)}: { ${slots.map(([slot, inside]) => memberOf(slot, inside, depth + 1)).join(", ")} }`;
}

function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly [string, readonly Item[]])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups];
}

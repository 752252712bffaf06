// The interfaces `Data` and `Parameters`: what users of the generated module see. Each member carries the model's own comment and what its
// constraint says.

import type { Bound, Declared, Shape } from "../ir/mir.ts";
import { expressionText } from "./expression.ts";
import { commentPrinting, type Printing } from "./printing.ts";
import { commentText } from "./text.ts";
import type { Tree, UserVariable } from "./variables.ts";

export interface Member {
  readonly name: string;
  readonly type: string;
  /** One line without comment marks; null for none. */
  readonly doc: string | null;
}

export function dataMember(p: Printing, variable: UserVariable, useType: (name: string) => string): Member {
  return { name: variable.name, type: dataType(variable.tree, useType), doc: docText(p, variable, null) };
}

export function parameterMember(
  p: Printing,
  variable: UserVariable,
  isTransformed: boolean,
  useType: (name: string) => string,
): Member {
  const note = isTransformed ? "transformed" : null;
  return { name: variable.name, type: valueType(variable.tree, useType), doc: docText(p, variable, note) };
}

function dimensions({ array, inner }: Shape): number {
  return array.length + { scalar: 0, vector: 1, rowVector: 1, matrix: 2 }[inner.kind];
}

function dataType(tree: Tree, useType: (name: string) => string): string {
  const container = (count: number): string =>
    count === 0 ? "number" : useType(count === 1 ? "Vector" : count === 2 ? "Matrix" : "Nested");
  switch (tree.kind) {
    case "leaf":
      return container(dimensions(tree.declared.shape) - tree.outer);
    case "complex":
      return container(dimensions(tree.real.shape) - tree.outer + 1);
    case "tuple": {
      const slots = tree.slots.map(({ key, tree: slot }) => `${key}: ${dataType(slot, useType)}`);
      return tree.array.reduce((inner) => `ArrayLike<${inner}>`, `{ ${slots.join("; ")} }`);
    }
  }
}

/** As `constrain` returns it: the innermost dimension is a typed array. */
function valueType(tree: Tree, useType: (name: string) => string): string {
  switch (tree.kind) {
    case "leaf": {
      const count = dimensions(tree.declared.shape) - tree.outer;
      return count === 0 ? "number" : `Float64Array${"[]".repeat(count - 1)}`;
    }
    case "complex":
      return `${useType("Complex")}${"[]".repeat(dimensions(tree.real.shape) - tree.outer)}`;
    case "tuple": {
      const slots = tree.slots.map(({ key, tree: slot }) => `${key}: ${valueType(slot, useType)}`);
      return `{ ${slots.join("; ")} }${"[]".repeat(tree.array.length)}`;
    }
  }
}

function docText(p: Printing, { comment: text, tree }: UserVariable, note: string | null): string | null {
  const comment = text === null ? "" : commentText(text);
  const constraint = tree.kind === "leaf" ? constraintNote(p, tree.declared) : null;
  const notes = [note, constraint].filter((part) => part !== null).join(", ");
  if (comment === "" || notes === "") return comment + notes || null;
  return `${comment}${/[.;:!?]$/.test(comment) ? "" : ";"} ${notes}`;
}

function constraintNote(p: Printing, { shape, constraint }: Declared): string | null {
  const each = dimensions(shape) > 0 ? "each " : "";
  switch (constraint.kind) {
    case "bounds": {
      const lower = boundNote(p, constraint.lower);
      const upper = boundNote(p, constraint.upper);
      if (lower !== null && upper !== null) return `${each}from ${lower} to ${upper}`;
      if (lower !== null) return `${each}>= ${lower}`;
      return upper === null ? null : `${each}<= ${upper}`;
    }
    case "structured": {
      const name = constraint.name === "simplex_stick_breaking" ? "simplex" : constraint.name;
      return shape.array.length > 0 ? `each a ${name}` : name;
    }
    default:
      return null;
  }
}

function boundNote(p: Printing, bound: Bound | null): string | null {
  if (bound === null) return null;
  if (bound.kind === "computed") return null;
  if (bound.kind === "container") return bound.buffer.name;
  return commentText(expressionText(commentPrinting(p), bound.value));
}

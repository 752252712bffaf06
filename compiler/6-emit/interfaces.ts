// The interfaces `Data` and `Parameters`: what users of the generated module see. Each member carries the model's own comment and what its
// constraint says.

import type { Bound, Declared, Shape } from "../ir/mir.ts";
import { expressionText } from "./expression.ts";
import { commentPrinting, type Printing } from "./printing.ts";
import { commentText } from "./text.ts";

export interface Member {
  readonly name: string;
  readonly type: string;
  /** One line without comment marks; null for none. */
  readonly doc: string | null;
}

export function dataMember(p: Printing, declared: Declared, useType: (name: string) => string): Member {
  return { name: declared.name, type: dataType(declared.shape, useType), doc: docText(p, declared, null) };
}

export function parameterMember(p: Printing, declared: Declared, isTransformed: boolean): Member {
  const note = isTransformed ? "transformed" : null;
  return { name: declared.name, type: valueType(declared.shape), doc: docText(p, declared, note) };
}

function dimensions({ array, inner }: Shape): number {
  return array.length + { scalar: 0, vector: 1, rowVector: 1, matrix: 2 }[inner.kind];
}

function dataType(shape: Shape, useType: (name: string) => string): string {
  const count = dimensions(shape);
  return count === 0 ? "number" : useType(count === 1 ? "Vector" : count === 2 ? "Matrix" : "Nested");
}

/** As `constrain` returns it: the innermost dimension is a typed array. */
function valueType(shape: Shape): string {
  const count = dimensions(shape);
  return count === 0 ? "number" : `Float64Array${"[]".repeat(count - 1)}`;
}

function docText(p: Printing, declared: Declared, note: string | null): string | null {
  const comment = declared.comment === null ? "" : commentText(declared.comment);
  const constraint = constraintNote(p, declared);
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
  if (bound.kind === "container") return bound.buffer.name;
  return commentText(expressionText(commentPrinting(p), bound.value));
}

// Arguments of densities that must be a simplex or a correlation matrix: what is not declared so is checked where it is used, once for each
// element of an array, as a declaration of the type would be.

import type { ArgumentDomain } from "../../runtime/descriptor.ts";
import { sameInt } from "../ir/linear.ts";
import { nameOf } from "./checks.ts";
import type { Context } from "./context.ts";
import { eachElement } from "./loops.ts";
import { contiguous } from "./pull-array.ts";
import { requireStructure } from "./structures.ts";
import { arrayRank, selectPrefix, viewOf, type Container } from "./value.ts";

interface Structure {
  readonly name: string;
  /** Declared types that are such a structure. */
  readonly impliedBy: readonly string[];
}

const SIMPLEX: Structure = { name: "simplex", impliedBy: ["simplex", "simplex_stick_breaking"] };
const ROWS: Structure = { name: "row_stochastic_matrix", impliedBy: ["row_stochastic_matrix"] };
const CORRELATION: Structure = { name: "corr_matrix", impliedBy: ["corr_matrix"] };

const byDomain: Partial<Record<ArgumentDomain, Structure>> = { simplex: SIMPLEX, correlation: CORRELATION };

export function checkStructured(ctx: Context, value: Container, domain: ArgumentDomain, text: string): void {
  const structure = byDomain[domain];
  if (structure !== undefined) checkAs(ctx, value, structure, text);
}

export const checkSimplex = (ctx: Context, value: Container, text: string): void =>
  checkAs(ctx, value, SIMPLEX, text);

/** Every row of a matrix a simplex. */
export const checkRows = (ctx: Context, value: Container, text: string): void =>
  checkAs(ctx, value, ROWS, text);

function checkAs(ctx: Context, value: Container, structure: Structure, text: string): void {
  if (isDeclared(ctx, value, structure)) return;
  const stored = contiguous(ctx, value);
  const outer = { dims: stored.dims.slice(0, arrayRank(stored)), form: "scalar" as const };
  eachElement(ctx, outer, (index) =>
    requireStructure(ctx, nameOf({ text, index }), structure.name, selectPrefix(stored, index)),
  );
}

/** The value is a variable of the type, or an element of an array of it. */
function isDeclared(ctx: Context, value: Container, { impliedBy }: Structure): boolean {
  if (!value.isContiguous) return false;
  const { buffer } = viewOf(value);
  const declared = ctx.facts.structures.get(buffer);
  const last = [buffer.dims.at(-1), value.dims.at(-1)];
  const isWhole = last.every((size) => size !== undefined) && sameInt(last[0]!, last[1]!);
  return declared !== undefined && impliedBy.includes(declared) && isWhole;
}

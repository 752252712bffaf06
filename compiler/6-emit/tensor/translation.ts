// The state of translating one density, and the questions every part of it asks: what level an expression is at, where we are.

import type { Storage } from "../../ir/effects.ts";
import type { Expr, Local, Model } from "../../ir/mir.ts";
import type { Statement } from "../../ir/mir.ts";
import { mapExpr, visitStatements } from "../../ir/walk.ts";
import { mentionsAny, type TensorStorage } from "./levels.ts";
import type { Axis, Constant, TensorStatement } from "./program.ts";
import { type Place, refusal } from "./refusal.ts";

export interface Translation {
  readonly model: Model;
  /** Dimensions of every tensor besides the draws'. */
  readonly depth: number;
  readonly axisLoops: ReadonlySet<Statement>;
  /** Grows where data that cannot move become tensors in place. */
  readonly tensors: TensorStorage & { add(storage: Storage): unknown };
  /** What was known before the density: may stand in constants that are made when data are bound. */
  readonly boundLevel: ReadonlySet<Storage>;
  /** Variables that are set after their declaration. */
  readonly changing: ReadonlySet<Storage>;
  /** Names inside dimensions that are data: their definitions stand in their places. */
  readonly definitions: Map<Local, Expr>;
  /** What names of tensors were declared as. */
  readonly values: Map<Local, Expr>;
  readonly axesOf: Map<Local, ReadonlySet<number>>;
  /** How many dimensions were around the declaration. */
  readonly declaredAt: Map<Local, number>;
  readonly constants: Constant[];
  readonly functions: Set<string>;
  readonly valid: Local;
  hasChecks: boolean;
}

/** Where a statement stands. */
export interface At {
  readonly axes: readonly Axis[];
  /** A truth tensor: the draws and elements for which the statement happens. */
  readonly guard: Guard | null;
  readonly out: TensorStatement[];
  readonly place: Place | null;
}

export interface Guard {
  readonly local: Local;
  readonly axes: ReadonlySet<number>;
}

/** With the definitions of names that have no variable of their own. */
export const resolved = (t: Translation, e: Expr): Expr =>
  mapExpr(e, (node) => (node.kind === "ref" ? (t.definitions.get(node.local) ?? node) : node));

/** host: one number for all draws and elements; element: data that vary along dimensions; draw: a number per draw. */
export type Level = "host" | "element" | "draw";

export function levelOf(t: Translation, at: At, e: Expr): Level {
  if (mentionsAny(e, t.tensors)) return "draw";
  return at.axes.some(({ index }) => mentionsAny(e, new Set([index]))) ? "element" : "host";
}

export function refuse(at: At, what: string): never {
  throw refusal(what, at.place);
}

/** For statements in no line of the program: the place of the first one inside that has one. */
export function refuseAround(at: At, body: readonly Statement[], what: string): never {
  let { place } = at;
  visitStatements(body, (s) => {
    if (s.kind === "region" && place === null) place = { title: s.title, span: s.span };
  });
  throw refusal(what, place);
}

export const NO_AXES: ReadonlySet<number> = new Set();

export const unionOf = (...sets: readonly ReadonlySet<number>[]): ReadonlySet<number> =>
  new Set(sets.flatMap((set) => [...set]));

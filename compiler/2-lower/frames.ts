// What surrounds the statements being lowered: the function they were inlined from, the loops whose jumps they may take, and the level
// of what they declare.

import type { Local, Statement } from "../ir/mir.ts";
import type { Type } from "../ir/type.ts";
import type { Variable } from "./variables.ts";
import type { FunctionDefinition, Span } from "../../grammar/index.ts";
import type { Typed } from "../ir/typed-ast.ts";
import type { Context } from "./context.ts";
import type { LoosePlace } from "./results.ts";
import type { Storage } from "./storage.ts";
import type { Value } from "./value.ts";

export interface Frame {
  /** Reals declared here do not depend on parameters by type. */
  readonly isData: boolean;
  /** `~` and `_lupdf` drop constants here. */
  readonly propto: boolean;
  readonly inlined: Inlined | null;
  /** The innermost loop of the user's. */
  readonly loop: LoopFrame | null;
}

/** One inlined call. */
export interface Inlined {
  readonly definition: FunctionDefinition<Typed>;
  /** Of what it returns. */
  readonly type: Type;
  readonly caller: Inlined | null;
  /** Where it is called; null in functions that run as such. */
  readonly calledIn: Span | null;
  readonly level: number;
  /** `ctx.depth` at the call: a return at this depth ends the body, so its value needs no variable. */
  readonly depth: number;
  /** Set where a loop or a later statement must know that the function has returned. */
  readonly returned: Local | null;
  /** Returns differ in size. */
  readonly isLoose: boolean;
  result: Result;
}

export type Result =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "variable"; readonly local: Local; readonly isData: boolean }
  | { readonly kind: "storage"; readonly storage: Storage; readonly isData: boolean }
  /** Values of any size; what it declares stands before the body. */
  | { readonly kind: "loose"; readonly place: LoosePlace; readonly declarations: readonly Statement[] }
  /** A tuple or complex number; its parts are declared before the body. */
  | { readonly kind: "place"; readonly variable: Variable; readonly declarations: readonly Statement[] };

export interface LoopFrame {
  readonly broken: Local | null;
  readonly skipped: Local | null;
}

/** Builds statements that do not run exactly once. */
export function conditionally(ctx: Context, build: () => void): void {
  ctx.depth++;
  build();
  ctx.depth--;
}

/** The frame of a block of the program. */
export const topFrame = (isData: boolean): Frame => ({ isData, propto: true, inlined: null, loop: null });

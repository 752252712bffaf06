// What has no form over tensors is refused with the statement that asks for it: half a density would be worse than none.

import type { Span } from "../../../grammar/index.ts";

/** Thrown by translation, caught by `emitTensor`. */
export interface Refusal {
  readonly kind: "refusal";
  readonly what: string;
  readonly place: Place | null;
}

/** The source statement that is being translated. */
export interface Place {
  readonly title: string;
  readonly span: Span | null;
}

export function refusal(what: string, place: Place | null): Refusal {
  return { kind: "refusal", what, place };
}

export const isRefusal = (cause: unknown): cause is Refusal =>
  typeof cause === "object" && cause !== null && "kind" in cause && cause.kind === "refusal";

// How generated code says no to a point. `throw reject("...")` throws one preallocated object, which is far cheaper than a new Error;
// `defineModel` catches it and turns it into -Infinity. `abort` is for what no other point could mend.

import { DataError } from "./data/data-error.ts";

/** An error, so that one that nobody turns into -Infinity, because it happens while data are prepared, still says its reason. */
export class Rejection extends DataError {
  constructor() {
    super("");
    // Made once, long before it is thrown: where that was tells nothing.
    Object.defineProperty(this, "stack", { get: () => `${this.name}: ${this.message}` });
  }
  get reason(): string {
    return this.message;
  }
}

/** The only object thrown by rejections; its reason is that of the last one. */
export const REJECTION = new Rejection();

export function reject(reason: string): Rejection {
  REJECTION.message = reason;
  return REJECTION;
}

/** The model stopped for a reason of its own: `fatal_error`, or a failed check where no point can be rejected. */
export class ModelError extends Error {
  override readonly name = "ModelError";
}

export function abort(reason: string): ModelError {
  return new ModelError(reason);
}

/** A failed check of transformed data: the data are at fault. */
export function refuseData(reason: string): DataError {
  return new DataError(reason);
}

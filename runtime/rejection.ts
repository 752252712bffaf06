// How generated code says no to a point. `throw reject("...")` throws one preallocated object, which is far cheaper than a new Error;
// `defineModel` catches it and turns it into -Infinity. `abort` is for what no other point could mend.

import { DataError } from "./data/data-error.ts";

export interface Rejection {
  reason: string;
}

/** The only object thrown by rejections; its reason is that of the last one. */
export const REJECTION: Rejection = { reason: "" };

export function reject(reason: string): Rejection {
  REJECTION.reason = reason;
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

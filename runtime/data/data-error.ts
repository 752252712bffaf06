// The one error for data, initial values and draws that do not fit a model. Its message is written for the person who has to
// mend the file: variable and index (from 1, as in the model), what was expected, what was found, and what to do.

export class DataError extends Error {
  override readonly name = "DataError";
}

/** How a value of a data file reads in a message: short, and with the quotes that tell "3" from 3. */
export function describeValue(value: unknown): string {
  if (typeof value === "string")
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}...` : value)}`;
  if (value === undefined) return "missing";
  if (value === null || typeof value !== "object") return String(value);
  if (isArrayLike(value)) return value.length === 0 ? "an empty array" : `an array of ${value.length}`;
  return "an object";
}

/** Arrays and typed arrays; not strings, not `{ values, dims }`. */
export function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

// Small services of generated code over flat storage: copying blocks without views, and showing values in messages.

type Cells = Float64Array | Int32Array;

/** Copies `count` cells as if all at once: the blocks may overlap. Allocates nothing. */
export function copy(to: Cells, toOffset: number, from: Cells, fromOffset: number, count: number): void {
  if (to === from && fromOffset < toOffset) {
    for (let i = count - 1; i >= 0; i--) to[toOffset + i] = from[fromOffset + i]!;
    return;
  }
  for (let i = 0; i < count; i++) to[toOffset + i] = from[fromOffset + i]!;
}

/** The array, or one of at least `count` cells that starts like it and goes on with zeros; the size at least doubles. */
export function enlarged<Array extends Cells>(array: Array, count: number): Array;
export function enlarged(array: Cells, count: number): Cells {
  if (array.length >= count) return array;
  const size = Math.max(count, 2 * array.length);
  const larger = array instanceof Int32Array ? new Int32Array(size) : new Float64Array(size);
  larger.set(array);
  return larger;
}

/** Sets all cells of the arrays to zero. */
export function clear(...arrays: readonly Cells[]): void {
  for (const array of arrays) array.fill(0);
}

/** The value of a cell, which is zero afterwards: an adjoint is taken once. */
export function take(cells: Cells, index: number): number {
  const value = cells[index]!;
  cells[index] = 0;
  return value;
}

/** `[1,2,3]`, nested by `dims` (row-major): a container inside a message of `print` or `reject`. */
export function show(values: Cells, offset: number, dims: readonly number[]): string {
  const [size, ...rest] = dims;
  if (size === undefined) return String(values[offset]);
  const stride = rest.reduce((a, b) => a * b, 1);
  return `[${Array.from({ length: size }, (_, i) => show(values, offset + i * stride, rest)).join(",")}]`;
}

/** What the model prints goes where messages go (standard error in Node), never among results. */
export function print(message: string): void {
  console.warn(message);
}

// Working memory of the matrix transforms, so that no evaluation allocates: one array that grows to the largest matrix seen. A transform
// finishes before another one starts, so one array serves all bound models. It is created on first use to keep the import free of effects.

let memory: Float64Array | null = null;

/** At least `length` numbers, with whatever the last user left in them. */
export function scratch(length: number): Float64Array {
  if (memory === null || memory.length < length) memory = new Float64Array(2 * length + 16);
  return memory;
}

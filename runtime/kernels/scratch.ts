// Memory for intermediate matrices of one kernel call, so that evaluating a model allocates nothing. A kernel asks for as many numbered
// pieces as it needs and must not keep them; kernels that call kernels use other numbers. Contents are whatever was there before.

const pieces: Float64Array[] = [];

export function scratch(piece: number, size: number): Float64Array {
  const present = pieces[piece];
  if (present !== undefined && present.length >= size) return present;
  const grown = new Float64Array(size + (size >> 2));
  pieces[piece] = grown;
  return grown;
}

/** The same, zeroed over `size`. */
export function clearScratch(piece: number, size: number): Float64Array {
  return scratch(piece, size).fill(0, 0, size);
}

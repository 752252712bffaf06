// A parameter whose value the density never uses has no adjoint: generated code passes null, and only the Jacobian's part remains.

let zeros: Float64Array | null = null;

/** The adjoint itself, or zeros in its place: at least `length` of them. Nobody may write to the result. */
export function orZeros(adjoint: Float64Array | null, length: number): Float64Array {
  if (adjoint !== null) return adjoint;
  if (zeros === null || zeros.length < length) zeros = new Float64Array(2 * length + 16);
  return zeros;
}

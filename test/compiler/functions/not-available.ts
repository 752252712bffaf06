// Signatures that the checker accepts and lowering refuses, with the reason. One that has become available must leave this list, and none
// may be refused without standing in it. golden/signatures.txt shows it to readers.

const complexSpectrum =
  "needs the eigenvalues of a general or complex matrix, which the runtime does not compute";
const complexSvd = "the runtime decomposes real matrices only";
const laplace = "there is no Laplace approximation that could take options";
const wiener =
  "the density is there for five arguments and for six, with varying drift; its distribution functions are not";

const wienerForms = (t: string): string[] =>
  [5, 6, 8, 9].map((count) => `(${Array.from({ length: count }, (_, i) => (count % 3 === 0 && i === count - 1 ? "real" : t)).join(", ")}) -> real`); // prettier-ignore

const withReason = (reason: string, signatures: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(signatures.map((signature) => [signature, reason]));

export const notAvailable: Readonly<Record<string, string>> = {
  ...withReason(
    complexSpectrum,
    ["matrix", "complex_matrix"].flatMap((type) => [
      `eigenvalues(${type}) -> complex_vector`,
      `eigenvectors(${type}) -> complex_matrix`,
      `eigendecompose(${type}) -> tuple(complex_matrix, complex_vector)`,
      `complex_schur_decompose(${type}) -> tuple(complex_matrix, complex_matrix)`,
      `complex_schur_decompose_t(${type}) -> complex_matrix`,
      `complex_schur_decompose_u(${type}) -> complex_matrix`,
    ]),
  ),
  ...withReason(complexSvd, [
    "eigenvalues_sym(complex_matrix) -> complex_vector",
    "eigenvectors_sym(complex_matrix) -> complex_matrix",
    "eigendecompose_sym(complex_matrix) -> tuple(complex_matrix, complex_vector)",
    "svd(complex_matrix) -> tuple(complex_matrix, vector, complex_matrix)",
    "svd_U(complex_matrix) -> complex_matrix",
    "svd_V(complex_matrix) -> complex_matrix",
    "singular_values(complex_matrix) -> vector",
  ]),
  ...withReason(
    laplace,
    ["int", "vector"].map(
      (type) => `generate_laplace_options(${type}) -> tuple(vector, real, int, int, int, int)`,
    ),
  ),
  ...withReason(
    wiener,
    ["real", "vector"].flatMap((type) => [
      ...wienerForms(type).flatMap((form) => [`wiener_lcdf_unnorm${form}`, `wiener_lccdf_unnorm${form}`]),
      ...longWienerForms(type).map((form) => `wiener_lpdf${form}`),
    ]),
  ),
};

/** Seven arguments (a precision after six), eight, and eight with a precision. */
function longWienerForms(t: string): string[] {
  return [7, 8, 9].map(
    (count) =>
      `(${Array.from({ length: count }, (_, i) => (count !== 8 && i === count - 1 ? "real" : t)).join(", ")}) -> real`,
  );
}

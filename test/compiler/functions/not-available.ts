// Signatures that the checker accepts and lowering refuses, with the reason. One that has become available must leave this list, and none
// may be refused without standing in it. golden/signatures.txt shows it to readers.

const laplace = "there is no Laplace approximation that could take options";

export const notAvailable: Readonly<Record<string, string>> = {
  "generate_laplace_options(int) -> tuple(vector, real, int, int, int, int)": laplace,
  "generate_laplace_options(vector) -> tuple(vector, real, int, int, int, int)": laplace,
};

// Dense linear algebra over column-major Float64Arrays with explicit offsets: the kernels that generated code and the catalogue call.

export * from "./cholesky.ts";
export * from "./complex-eigen.ts";
export * from "./complex-schur.ts";
export * from "./complex-svd.ts";
export * from "./lu.ts";
export * from "./matrix-exponential.ts";
export * from "./products.ts";
export * from "./qr.ts";
export * from "./qr-full-adjoint.ts";
export * from "./svd.ts";
export * from "./symmetric-eigen.ts";
export * from "./triangular.ts";

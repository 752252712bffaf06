// Documentation of linear algebra, complex numbers and Fourier transforms.

import { documented, type Row } from "./documentation-notation.ts";

const GVL = "Golub and Van Loan, Matrix Computations (2013)";
const COOLEY =
  "Cooley and Tukey, An algorithm for the machine calculation of complex Fourier series, Math. Comp. 19 (1965)";
const GILES = "gradient: Giles, Collected matrix derivative results for forward and reverse mode AD (2008)";
const DLMF_COMPLEX = "DLMF 1.9(i)";

const products: readonly Row[] = [
  ["crossprod", "A", "A' A.", "A′ A"],
  ["tcrossprod", "A", "A A'.", "A A′"],
  [
    "multiply_lower_tri_self_transpose",
    "L",
    "L L' of the lower triangle of L; what is above is not read.",
    "L L′",
  ],
  ["diag_pre_multiply", "d, A", "Rows times the elements of d.", "diag(d) A"],
  ["diag_post_multiply", "A, d", "Columns times the elements of d.", "A diag(d)"],
  ["diag_matrix", "d", "The matrix with diagonal d.", "y_ij = dᵢ if i = j, otherwise 0"],
  ["add_diag", "A, d", "A with d added to its diagonal.", "A + diag(d)"],
  ["quad_form", "A, B", "Quadratic form; of a vector a number.", "B′ A B"],
  ["quad_form_sym", "A, B", "Quadratic form of a symmetric A: the result is symmetric.", "B′ A B"],
  ["quad_form_diag", "A, d", "A with rows and columns times the elements of d.", "diag(d) A diag(d)"],
  ["trace", "A", "Sum of the diagonal.", "Σᵢ A_ii"],
  ["trace_dot", "A, B", "Trace of a product.", "tr(A B)"],
  ["trace_quad_form", "A, B", "Trace of a quadratic form.", "tr(B′ A B)"],
  ["trace_gen_quad_form", "D, A, B", "Trace of a generalised quadratic form.", "tr(D B′ A B)"],
  [
    "symmetrize_from_lower_tri",
    "A",
    "The symmetric matrix with the lower triangle of A.",
    "y_ij = A_ij if i ≥ j, otherwise A_ji",
  ],
  ["matrix_power", "A, n", "A times itself, n times.", "Aⁿ, A⁰ = I", `${GVL}, section 9.2.5`],
];

const solutions: readonly Row[] = [
  [
    "inverse",
    "A",
    "Inverse of a square matrix; rejects a singular one.",
    "A⁻¹",
    `${GVL}, section 3.4; ${GILES}, section 2.2.3`,
  ],
  [
    "inverse_spd",
    "A",
    "Inverse of a symmetric positive definite matrix.",
    "A⁻¹",
    `${GVL}, section 4.2; ${GILES}, section 2.2.3`,
  ],
  [
    "generalized_inverse",
    "A",
    "Moore-Penrose inverse of a matrix of full rank.",
    "A⁺ = (A′ A)⁻¹ A′, or A′ (A A′)⁻¹",
    `${GVL}, section 5.5.2`,
  ],
  ["chol2inv", "L", "Inverse of L L' for a Cholesky factor L.", "(L L′)⁻¹", `${GVL}, section 4.2`],
  ["determinant", "A", "Determinant.", "det A", `${GVL}, section 3.2; ${GILES}, section 2.2.4`],
  [
    "log_determinant",
    "A",
    "Logarithm of the absolute value of the determinant.",
    "log |det A|",
    `${GVL}, section 3.2; ${GILES}, section 2.2.4`,
  ],
  [
    "log_determinant_spd",
    "A",
    "Logarithm of the determinant of a symmetric positive definite matrix.",
    "log det A = 2 Σ log Lᵢᵢ, A = L L′",
    `${GVL}, section 4.2`,
  ],
  ["mdivide_left", "A, B", "The operator A \\ B.", "A⁻¹ B", `${GVL}, section 3.4; ${GILES}, section 2.3.1`],
  ["mdivide_left_spd", "A, B", "A \\ B for a symmetric positive definite A.", "A⁻¹ B", `${GVL}, section 4.2`],
  [
    "mdivide_left_tri_low",
    "A, B",
    "A \\ B for the lower triangle of A; what is above is not read.",
    "A⁻¹ B",
    `${GVL}, section 3.1`,
  ],
  ["mdivide_right", "B, A", "The operator B / A.", "B A⁻¹", `${GVL}, section 3.4`],
  ["mdivide_right_spd", "B, A", "B / A for a symmetric positive definite A.", "B A⁻¹", `${GVL}, section 4.2`],
  ["mdivide_right_tri_low", "B, A", "B / A for the lower triangle of A.", "B A⁻¹", `${GVL}, section 3.1`],
  [
    "matrix_exp",
    "A",
    "Matrix exponential.",
    "Σₖ Aᵏ / k!",
    "Higham, The scaling and squaring method for the matrix exponential revisited, SIAM J. Matrix Anal. Appl. 26 (2005)",
  ],
  [
    "matrix_exp_multiply",
    "A, B",
    "Matrix exponential times a matrix.",
    "exp(A) B",
    "Higham, The scaling and squaring method for the matrix exponential revisited, SIAM J. Matrix Anal. Appl. 26 (2005)",
  ],
  [
    "scale_matrix_exp_multiply",
    "t, A, B",
    "Matrix exponential of t A times a matrix.",
    "exp(t A) B",
    "Higham, The scaling and squaring method for the matrix exponential revisited, SIAM J. Matrix Anal. Appl. 26 (2005)",
  ],
];

const decompositions: readonly Row[] = [
  [
    "cholesky_decompose",
    "A",
    "Cholesky factor of a symmetric positive definite matrix: lower triangular, positive diagonal.",
    "L L′ = A",
    `${GVL}, section 4.2; gradient: Murray, Differentiation of the Cholesky decomposition (2016), section 3`,
  ],
  [
    "qr_Q",
    "A",
    "The M × M orthogonal factor of the QR decomposition; the diagonal of R is not negative.",
    "A = Q R",
    `${GVL}, section 5.2`,
  ],
  [
    "qr_R",
    "A",
    "The M × N triangular factor of the QR decomposition; its diagonal is not negative.",
    "A = Q R",
    `${GVL}, section 5.2`,
  ],
  ["qr_thin_Q", "A", "The first min(M, N) columns of qr_Q.", "A = Q R", `${GVL}, section 5.2.7`],
  ["qr_thin_R", "A", "The first min(M, N) rows of qr_R.", "A = Q R", `${GVL}, section 5.2.7`],
  ["qr", "A", "Both factors of the QR decomposition: (Q, R).", "A = Q R", `${GVL}, section 5.2`],
  ["qr_thin", "A", "Both factors of the thin QR decomposition: (Q, R).", "A = Q R", `${GVL}, section 5.2.7`],
  [
    "eigenvalues_sym",
    "A",
    "Eigenvalues of a symmetric matrix (complex: Hermitian), smallest first.",
    "A v = λ v",
    `${GVL}, section 8.3; ${GILES}, section 3.1`,
  ],
  [
    "eigenvectors_sym",
    "A",
    "Orthonormal eigenvectors of a symmetric matrix (complex: Hermitian) in the columns, in the order of eigenvalues_sym.",
    "A V = V diag(λ)",
    `${GVL}, section 8.3; ${GILES}, section 3.1`,
  ],
  [
    "eigendecompose_sym",
    "A",
    "Eigenvectors and eigenvalues of a symmetric matrix (complex: Hermitian): (V, λ).",
    "A = V diag(λ) V′",
    `${GVL}, section 8.3; ${GILES}, section 3.1`,
  ],
  ["eigenvalues", "A", "Eigenvalues of a square matrix, complex.", "A v = λ v", `${GVL}, section 7.5`],
  [
    "eigenvectors",
    "A",
    "Eigenvectors of a square matrix in the columns, of norm one.",
    "A V = V diag(λ)",
    `${GVL}, section 7.6`,
  ],
  [
    "eigendecompose",
    "A",
    "Eigenvectors and eigenvalues of a square matrix: (V, λ).",
    "A V = V diag(λ)",
    `${GVL}, section 7.6`,
  ],
  ["singular_values", "A", "Singular values, largest first.", "A = U diag(s) V*", `${GVL}, section 8.6`],
  ["svd_U", "A", "Left singular vectors in the columns.", "A = U diag(s) V*", `${GVL}, section 8.6`],
  ["svd_V", "A", "Right singular vectors in the columns.", "A = U diag(s) V*", `${GVL}, section 8.6`],
  [
    "svd",
    "A",
    "The thin singular value decomposition: (U, s, V).",
    "A = U diag(s) V*",
    `${GVL}, section 8.6`,
  ],
  [
    "complex_schur_decompose",
    "A",
    "Schur decomposition: a unitary and an upper triangular matrix, (U, T).",
    "A = U T U*",
    `${GVL}, section 7.1.3`,
  ],
  [
    "complex_schur_decompose_u",
    "A",
    "The unitary factor of the Schur decomposition.",
    "A = U T U*",
    `${GVL}, section 7.1.3`,
  ],
  [
    "complex_schur_decompose_t",
    "A",
    "The triangular factor of the Schur decomposition.",
    "A = U T U*",
    `${GVL}, section 7.1.3`,
  ],
];

const SAAD = "Saad, Iterative Methods for Sparse Linear Systems (2003), section 3.4";
const sparse: readonly Row[] = [
  [
    "csr_extract",
    "A",
    "Compressed rows of a matrix: nonzero values, their columns, where each row starts: (w, v, u).",
    "w = values, A[i, v[k]] = w[k] for u[i] ≤ k < u[i + 1]",
    SAAD,
  ],
  ["csr_extract_w", "A", "The nonzero values, row by row.", "w of csr_extract", SAAD],
  ["csr_extract_v", "A", "The columns of the nonzero values.", "v of csr_extract", SAAD],
  ["csr_extract_u", "A", "Where each row starts, and the end.", "u of csr_extract", SAAD],
  [
    "csr_matrix_times_vector",
    "m, n, w, v, u, b",
    "An m × n matrix in compressed rows times a vector.",
    "yᵢ = Σ_{k = u[i]}^{u[i+1] − 1} w[k] b[v[k]]",
    SAAD,
  ],
  [
    "csr_to_dense_matrix",
    "m, n, w, v, u",
    "The matrix that compressed rows stand for.",
    "A[i, v[k]] = w[k] for u[i] ≤ k < u[i + 1], otherwise 0",
    SAAD,
  ],
];

const complex: readonly Row[] = [
  [
    "to_complex",
    "re, im",
    "A complex number from its parts; of containers, element by element.",
    "re + i im",
    DLMF_COMPLEX,
  ],
  ["get_real", "z", "Real part.", "Re z", DLMF_COMPLEX],
  ["get_imag", "z", "Imaginary part.", "Im z", DLMF_COMPLEX],
  ["conj", "z", "Complex conjugate.", "Re z − i Im z", DLMF_COMPLEX],
  ["arg", "z", "Phase.", "atan2(Im z, Re z)", DLMF_COMPLEX],
  ["norm", "z", "Squared absolute value.", "(Re z)² + (Im z)²", DLMF_COMPLEX],
  [
    "proj",
    "z",
    "Projection onto the Riemann sphere: z, and ∞ for every infinite number.",
    "z, or ∞ + i 0 with the sign of Im z",
    "ISO/IEC 9899:2018, section 7.3.9.5",
  ],
  [
    "polar",
    "r, theta",
    "A complex number by its absolute value and phase.",
    "r (cos θ + i sin θ)",
    DLMF_COMPLEX,
  ],
  ["fft", "z", "Discrete Fourier transform.", "yⱼ = Σₖ zₖ exp(−2πi (j − 1) (k − 1) / n)", COOLEY],
  ["inv_fft", "z", "Inverse of fft.", "yⱼ = (1/n) Σₖ zₖ exp(2πi (j − 1) (k − 1) / n)", COOLEY],
  [
    "fft2",
    "Z",
    "Discrete Fourier transform of rows and columns.",
    "fft of every row, then of every column",
    COOLEY,
  ],
  ["inv_fft2", "Z", "Inverse of fft2.", "inv_fft of every row, then of every column", COOLEY],
];

export const matrixDocumentation = documented([
  ...products,
  ...solutions,
  ...decompositions,
  ...sparse,
  ...complex,
]);

// Documentation of operators and of functions over vectors, matrices and arrays that need no linear algebra.

import { documented, type Row } from "./documentation-notation.ts";

const IEEE = "IEEE 754-2019, section 5.11";
const KNUTH = "Knuth, The Art of Computer Programming 3 (1998), section 5.2";
const LOG_SUM_EXP =
  "Blanchard, Higham and Higham, Accurately computing the log-sum-exp and softmax functions, IMA J. Numer. Anal. 41 (2021)";

const operators: readonly Row[] = [
  ["minus", "x", "The operator -x.", "−x, of every element"],
  ["plus", "x", "The operator +x.", "x"],
  ["add", "x, y", "The operator x + y.", "x + y, element by element; a scalar is added to every element"],
  ["subtract", "x, y", "The operator x - y.", "x − y, element by element; a scalar stands for every element"],
  [
    "multiply",
    "x, y",
    "The operator x * y: products of scalars, of matrices and vectors, of a scalar and every element.",
    "(x y)_ij = Σₖ x_ik y_kj",
    "Golub and Van Loan, Matrix Computations (2013), section 1.1",
  ],
  [
    "divide",
    "x, y",
    "The operator x / y: every element by a scalar, a scalar by every element; of ints, without the remainder.",
    "x / y; of ints trunc(x / y)",
  ],
  ["elt_multiply", "x, y", "The operator x .* y.", "xᵢ yᵢ"],
  ["elt_divide", "x, y", "The operator x ./ y.", "xᵢ / yᵢ"],
  ["transpose", "x", "The operator x'.", "x′_ij = x_ji; complex numbers are not conjugated"],
  ["logical_negation", "x", "The operator !x.", "1 if x = 0, otherwise 0"],
  ["logical_and", "x, y", "The operator x && y.", "1 if x ≠ 0 and y ≠ 0, otherwise 0"],
  ["logical_or", "x, y", "The operator x || y.", "1 if x ≠ 0 or y ≠ 0, otherwise 0"],
  ["logical_lt", "x, y", "The operator x < y.", "1 if x < y, otherwise 0; 0 with a NaN", IEEE],
  ["logical_lte", "x, y", "The operator x <= y.", "1 if x ≤ y, otherwise 0; 0 with a NaN", IEEE],
  ["logical_gt", "x, y", "The operator x > y.", "1 if x > y, otherwise 0; 0 with a NaN", IEEE],
  ["logical_gte", "x, y", "The operator x >= y.", "1 if x ≥ y, otherwise 0; 0 with a NaN", IEEE],
  ["logical_eq", "x, y", "The operator x == y.", "1 if x = y, otherwise 0; 0 with a NaN", IEEE],
  ["logical_neq", "x, y", "The operator x != y.", "1 if x ≠ y, otherwise 0; 1 with a NaN", IEEE],
  ["modulus", "x, y", "The operator x % y.", "x − y trunc(x / y); division by zero rejects"],
  ["square", "x", "x times itself.", "x²"],
  [
    "sqrt",
    "x",
    "Square root; of a complex number the one with a real part that is not negative.",
    "√x, NaN for x < 0",
    "DLMF 4.2.26, 1.10.15",
  ],
];

const reductions: readonly Row[] = [
  ["sum", "x", "Sum of all elements; 0 of none.", "Σᵢ xᵢ"],
  ["prod", "x", "Product of all elements; 1 of none.", "Πᵢ xᵢ"],
  [
    "min",
    "x, y",
    "The smallest element, or the smaller of two ints; of no real element ∞, of no int a rejection.",
    "minᵢ xᵢ; the derivative goes to the first smallest element",
  ],
  [
    "max",
    "x, y",
    "The largest element, or the larger of two ints; of no real element −∞, of no int a rejection.",
    "maxᵢ xᵢ; the derivative goes to the first largest element",
  ],
  ["mean", "x", "Mean of all elements; rejects if there are none.", "(1/n) Σᵢ xᵢ"],
  ["variance", "x", "Sample variance; 0 of one element.", "Σᵢ (xᵢ − x̄)² / (n − 1)"],
  ["sd", "x", "Sample standard deviation; 0 of one element.", "√(Σᵢ (xᵢ − x̄)² / (n − 1))"],
  [
    "quantile",
    "x, p",
    "Sample quantiles of data at one probability or at several.",
    "x₍ₖ₎ + (h − k) (x₍ₖ₊₁₎ − x₍ₖ₎) with h = 1 + (n − 1) p, k = ⌊h⌋",
    "Hyndman and Fan, Sample quantiles in statistical packages, American Statistician 50 (1996), definition 7",
  ],
  ["norm1", "x", "Sum of absolute values.", "Σᵢ |xᵢ|"],
  ["norm2", "x", "Euclidean norm.", "√(Σᵢ xᵢ²)"],
  ["dot_product", "x, y", "Inner product; of complex vectors the first is conjugated.", "Σᵢ conj(xᵢ) yᵢ"],
  ["dot_self", "x", "Inner product with itself.", "Σᵢ |xᵢ|²"],
  ["distance", "x, y", "Euclidean distance.", "√(Σᵢ (xᵢ − yᵢ)²)"],
  ["cumulative_sum", "x", "Running sums.", "yᵢ = x₁ + ⋯ + xᵢ"],
  [
    "softmax",
    "x",
    "Positive numbers that sum to one, in the proportions of exp(x); of an array, of each of its vectors.",
    "yᵢ = exp(xᵢ) / Σₖ exp(xₖ)",
    LOG_SUM_EXP,
  ],
  [
    "log_softmax",
    "x",
    "Logarithm of softmax, without underflow; of an array, of each of its vectors.",
    "yᵢ = xᵢ − log Σₖ exp(xₖ)",
    LOG_SUM_EXP,
  ],
  ["columns_dot_product", "x, y", "Inner products of matching columns.", "zⱼ = Σᵢ conj(x_ij) y_ij"],
  ["rows_dot_product", "x, y", "Inner products of matching rows.", "zᵢ = Σⱼ conj(x_ij) y_ij"],
  ["columns_dot_self", "x", "Inner products of columns with themselves.", "zⱼ = Σᵢ |x_ij|²"],
  ["rows_dot_self", "x", "Inner products of rows with themselves.", "zᵢ = Σⱼ |x_ij|²"],
];

const ordering: readonly Row[] = [
  ["sort_asc", "x", "The elements, smallest first.", "y₁ ≤ y₂ ≤ ⋯ ≤ yₙ", KNUTH],
  ["sort_desc", "x", "The elements, largest first.", "y₁ ≥ y₂ ≥ ⋯ ≥ yₙ", KNUTH],
  [
    "sort_indices_asc",
    "x",
    "The indices of the elements in ascending order.",
    "x[k₁] ≤ x[k₂] ≤ ⋯ ≤ x[kₙ]",
    KNUTH,
  ],
  [
    "sort_indices_desc",
    "x",
    "The indices of the elements in descending order.",
    "x[k₁] ≥ x[k₂] ≥ ⋯ ≥ x[kₙ]",
    KNUTH,
  ],
  ["rank", "x, i", "How many elements are smaller than element i.", "#{k : xₖ < xᵢ}"],
];

const sizes: readonly Row[] = [
  [
    "size",
    "x",
    "Number of elements of the outermost array, of a vector, or of a matrix; 1 of a scalar.",
    "n; of a matrix rows × columns",
  ],
  ["num_elements", "x", "Number of scalars, over all indices.", "product of dims(x)"],
  ["dims", "x", "Sizes of all indices, outermost first.", "{n₁, n₂, …}"],
  ["rows", "x", "Number of rows; of a row vector 1.", "M of an M × N matrix"],
  ["cols", "x", "Number of columns; of a vector 1.", "N of an M × N matrix"],
];

const construction: readonly Row[] = [
  ["rep_array", "x, k, m, n", "An array of one to three levels with x in every place.", "y[i, j, l] = x"],
  ["rep_vector rep_row_vector", "x, n", "n times x.", "yᵢ = x"],
  [
    "rep_matrix",
    "x, m, n",
    "x in every place; a vector in every column, a row vector in every row.",
    "y_ij = x, xᵢ or xⱼ",
  ],
  ["zeros_array zeros_int_array zeros_vector zeros_row_vector", "n", "n zeros.", "yᵢ = 0"],
  ["ones_array ones_int_array ones_vector ones_row_vector", "n", "n ones.", "yᵢ = 1"],
  ["uniform_simplex", "n", "The simplex of n equal numbers.", "yᵢ = 1 / n"],
  [
    "one_hot_array one_hot_int_array one_hot_vector one_hot_row_vector",
    "n, k",
    "Zeros with a one at place k.",
    "yᵢ = 1 if i = k, otherwise 0",
  ],
  [
    "linspaced_array linspaced_vector linspaced_row_vector",
    "n, lower, upper",
    "n equally spaced numbers from lower to upper; of one, upper.",
    "yᵢ = lower + (i − 1) (upper − lower) / (n − 1)",
  ],
  [
    "linspaced_int_array",
    "n, lower, upper",
    "n equally spaced integers; upper is lowered until the steps are whole.",
    "yᵢ = lower + (i − 1) step",
  ],
  ["identity_matrix", "k", "The k × k identity matrix.", "y_ij = 1 if i = j, otherwise 0"],
];

const parts: readonly Row[] = [
  ["head", "x, n", "The first n elements.", "x[1:n]"],
  ["tail", "x, n", "The last n elements.", "x[size − n + 1 : size]"],
  ["segment", "x, i, n", "n elements from place i.", "x[i : i + n − 1]"],
  ["reverse", "x", "The elements in reverse.", "yᵢ = x_{n + 1 − i}"],
  ["append_array", "x, y", "The elements of x, then those of y.", "{x₁, …, x_m, y₁, …, yₙ}"],
  ["append_row", "x, y", "x above y.", "[x; y]"],
  ["append_col", "x, y", "x beside y.", "[x, y]"],
  [
    "block",
    "x, i, j, m, n",
    "The m × n block whose first element is x[i, j].",
    "x[i : i + m − 1, j : j + n − 1]",
  ],
  ["sub_row", "x, i, j, n", "n elements of row i from column j.", "x[i, j : j + n − 1]"],
  ["sub_col", "x, i, j, n", "n elements of column j from row i.", "x[i : i + n − 1, j]"],
  ["row", "x, i", "Row i.", "x[i]"],
  ["col", "x, j", "Column j.", "x[, j]"],
  ["diagonal", "x", "The diagonal.", "yᵢ = x_ii"],
  [
    "to_vector to_row_vector",
    "x",
    "All elements in one vector: matrices column by column.",
    "y_{i + (j − 1) M} = x_ij",
  ],
  [
    "to_matrix",
    "x, m, n, by_columns",
    "A matrix of the elements, filled column by column unless by_columns is 0; without sizes, a vector is a column.",
    "y_ij = x_{i + (j − 1) m}, or x_{(i − 1) n + j}",
  ],
  [
    "to_array_1d",
    "x",
    "All elements in one array: matrices column by column, arrays last index first.",
    "y_{i + (j − 1) M} = x_ij",
  ],
  ["to_array_2d", "x", "The rows of a matrix as arrays.", "y[i, j] = x_ij"],
];

export const containerDocumentation = documented([
  ...operators,
  ...reductions,
  ...ordering,
  ...sizes,
  ...construction,
  ...parts,
]);

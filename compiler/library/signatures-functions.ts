// Overloads of the functions that are neither distributions nor constraints, in the notation of signatures-notation.ts:
// names that share their overloads stand together. Depth limits (7, 8, 9) are those of the reference table.

const UNARY = "0-7: i^ -> r^; 0-7: {r|v|rv|m}^ -> =1";

const BINARY =
  "{i|r} {i|r} -> r; 1-8: {i|r} {i|r}^ -> r^; 1-8: {i|r}^ {i|r} -> r^; 1-8: i^ i^ -> r^; 1-8: r^ r^ -> r^;" +
  "0-7: {i|r} {v|rv|m}^ -> =2; 0-7: {v|rv|m}^ {i|r} -> =1; 0-7: v^ v^ -> v^; 0-7: rv^ rv^ -> rv^; 0-7: m^ m^ -> m^";

const BINARY_REAL =
  "r r -> r; 1-8: r r^ -> r^; 1-8: r^ r -> r^; 1-8: r^ r^ -> r^;" +
  "0-7: r {v|rv|m}^ -> =2; 0-7: {v|rv|m}^ r -> =1; 0-7: v^ v^ -> v^; 0-7: rv^ rv^ -> rv^; 0-7: m^ m^ -> m^";

const BINARY_COMPLEX =
  "z z -> z; 1-8: z z^ -> z^; 1-8: z^ z -> z^; 1-8: z^ z^ -> z^;" +
  "0-7: z {zv|zrv|zm}^ -> =2; 0-7: {zv|zrv|zm}^ z -> =1; 0-7: zv^ zv^ -> zv^; 0-7: zrv^ zrv^ -> zrv^; 0-7: zm^ zm^ -> zm^";

const INT_REAL =
  "i r -> r; 1-8: i r^ -> r^; 0-7: i {v|rv|m}^ -> =2;" +
  "1-7: i^ r -> r^; 1-8: i^ r^ -> r^; 0-7: i[]^ {v|rv}^ -> =2; 0-7: i[][]^ m^ -> =2";

const REAL_INT =
  "r i -> r; 1-8: r^ i -> r^; 0-7: {v|rv|m}^ i -> =1;" +
  "1-7: r i^ -> r^; 1-8: r^ i^ -> r^; 0-7: {v|rv}^ i[]^ -> =1; 0-7: m^ i[][]^ -> =1";

const INT_INT = "i i -> i; 1-7: i i^ -> i^; 1-7: i^ i -> i^; 1-7: i^ i^ -> i^";

const ADDITIVE =
  "i i -> i; r r -> r; r {v|rv|m} -> =2; {v|rv|m} r -> =1; v v -> v; rv rv -> rv; m m -> m;" +
  "z z -> z; z {zv|zrv|zm} -> =2; {zv|zrv|zm} z -> =1; zv zv -> zv; zrv zrv -> zrv; zm zm -> zm";

const GP_KERNEL = "{r[]|v[]} r r -> m; v[] r r[] -> m; r[] r[] r r -> m; v[] v[] r {r|r[]} -> m";

const ODE = "<r,r[],r[],!r[],!i[]=>r[]>";
const ALGEBRA = "<v,v,!r[],!i[]=>v>";
const INTEGRAND = "<r,r,r[],!r[],!i[]=>r>";
const OLD_ODE = `${ODE} r[] r r[] r[] !r[] !i[] -> r[][]`;
const OLD_ALGEBRA = `${ALGEBRA} v v !r[] !i[]`;
const OLD_INTEGRAL = `${INTEGRAND} r r r[] !r[] !i[]`;

const scalar: readonly (readonly [names: string, notation: string])[] = [
  ["e pi sqrt2 machine_precision negative_infinity positive_infinity not_a_number", "-> r"],
  [
    "Phi Phi_approx cbrt ceil digamma erf erfc exp2 expm1 floor inv inv_Phi inv_cloglog inv_erfc inv_logit inv_sqrt " +
      "inv_square lambert_w0 lambert_wm1 lgamma log1m log1m_exp log1m_inv_logit log1p log1p_exp log_inv_logit logit round " +
      "square std_normal_log_qf std_normal_qf tgamma trigamma trunc",
    UNARY,
  ],
  ["acos acosh asin asinh atan atanh cos cosh exp log sin sinh sqrt tan tanh", `${UNARY}; z -> z`],
  ["log10", `-> r; ${UNARY}; z -> z`],
  ["log2", `-> r; ${UNARY}`],
  ["abs", "0-7: {i|r|v|rv|m}^ -> =1; 0-7: z^ -> r^; 0-7: zv^ -> v^; 0-7: zrv^ -> rv^; 0-7: zm^ -> m^"],
  ["minus", "0-7: ANY^ -> =1"],
  ["plus", "{i|r|v|z|rv|m} -> =1"],
  ["is_inf is_nan", "r -> i"],
  ["int_step", "{i|r} -> i"],
  ["step", "r -> r"],
  ["logical_negation", "i -> i"],
  ["logical_and logical_or modulus", "i i -> i"],
  ["logical_lt logical_lte logical_gt logical_gte", "{i|r} {i|r} -> i"],
  ["logical_eq logical_neq", "{i|r} {i|r} -> i; z {r|z} -> i"],
  [
    "atan2 beta fdim fmax fmin fmod hypot lbeta lchoose lmultiply log_diff_exp log_falling_factorial log_inv_logit_diff " +
      "log_modified_bessel_first_kind log_rising_factorial",
    BINARY,
  ],
  ["gamma_p gamma_q owens_t", BINARY_REAL],
  ["pow", `${BINARY}; ${BINARY_COMPLEX}`],
  ["log_sum_exp", `${BINARY}; {v|rv|m|r[]} -> r`],
  [
    "bessel_first_kind bessel_second_kind binary_log_loss lmgamma modified_bessel_first_kind modified_bessel_second_kind",
    INT_REAL,
  ],
  ["ldexp", REAL_INT],
  ["falling_factorial rising_factorial", `${INT_INT}; ${REAL_INT}`],
  ["choose", INT_INT],
  ["inc_beta inv_inc_beta", "r r r -> r"],
  ["hypergeometric_1F0", "r r -> r"],
  ["hypergeometric_2F1", "r r r r -> r"],
  ["hypergeometric_3F2 hypergeometric_pFq", "VECLIKE VECLIKE r -> r"],
  ["squared_distance", "r r -> r; {v|rv} {v|rv} -> r"],
  ["student_t_qf", "REALS REALS REALS REALS -> v*"],
  ["log_mix", "r r r -> r; VECLIKE {v|rv|r[]|v[]|rv[]} -> r"],
  [
    "fma",
    "r r r -> r; {r|v} {r|v} v -> v; {r|v} v r -> v; v r r -> v; {r|rv} {r|rv} rv -> rv; {r|rv} rv r -> rv;" +
      "rv r r -> rv; {r|m} {r|m} m -> m; {r|m} m r -> m; m r r -> m",
  ],
];

const containers: readonly (readonly [names: string, notation: string])[] = [
  ["sum prod", "{m|v|rv|r[]} -> r; {zm|zv|zrv|z[]} -> z; i[] -> i"],
  ["min max", "i i -> i; {m|v|rv|r[]} -> r; i[] -> i"],
  ["mean sd variance", "{m|v|rv|r[]} -> r"],
  ["quantile", "!VECLIKE !r -> r; !VECLIKE !r[] -> r[]"],
  ["norm1 norm2", "VECLIKE -> r"],
  ["dot_product", "r[] r[] -> r; {v|rv} {v|rv} -> r; z[] z[] -> z; {zv|zrv} {zv|zrv} -> z"],
  ["dot_self", "{v|rv} -> r; {zv|zrv} -> z"],
  ["distance", "{v|rv} {v|rv} -> r"],
  ["rank", "{v|rv|i[]|r[]} i -> i"],
  ["sort_asc sort_desc", "{v|rv|i[]|r[]} -> =1"],
  ["sort_indices_asc sort_indices_desc", "{v|rv|i[]|r[]} -> i[]"],
  ["size", "0-7: ANY^ -> i"],
  ["num_elements", "{v|rv|m|zv|zrv|zm} -> i; 1-9: ANY^ -> i"],
  ["dims", "{i|r|v|z|rv|m} -> i[]; 1-8: ANY^ -> i[]"],
  ["rows cols", "{m|v|rv|zm|zv|zrv} -> i"],
  [
    "rep_array",

    ["i", "r", "v", "z", "rv", "m", "zv", "zrv", "zm"]
      .map((t) => `0-2: ${t}^ i -> ${t}[]^; 0-2: ${t}^ i i -> ${t}[][]^; 0-2: ${t}^ i i i -> ${t}[][][]^`)
      .join(";"),
  ],
  ["rep_vector", "r i -> v; z i -> zv"],
  ["rep_row_vector", "r i -> rv; z i -> zrv"],
  ["rep_matrix", "r i i -> m; {v|rv} i -> m; z i i -> zm; {zv|zrv} i -> zm"],
  ["zeros_array ones_array", "i -> r[]"],
  ["zeros_int_array ones_int_array", "i -> i[]"],
  ["zeros_vector ones_vector uniform_simplex", "i -> v"],
  ["zeros_row_vector ones_row_vector", "i -> rv"],
  ["one_hot_array", "i i -> r[]"],
  ["one_hot_int_array", "i i -> i[]"],
  ["one_hot_vector", "i i -> v"],
  ["one_hot_row_vector", "i i -> rv"],
  ["linspaced_array", "!i !r !r -> r[]"],
  ["linspaced_int_array", "!i !i !i -> i[]"],
  ["linspaced_vector", "!i !r !r -> v"],
  ["linspaced_row_vector", "!i !r !r -> rv"],
  ["identity_matrix", "i -> m"],
  ["head tail", "{v|rv|zv|zrv} i -> =1; 1-3: ANY^ i -> =1"],
  ["segment", "{v|rv|zv|zrv} i i -> =1; 1-3: ANY^ i i -> =1"],
  ["reverse", "{v|rv|zv|zrv} -> =1; 1-7: ANY^ -> =1"],
  [
    "append_array",
    ["i", "r", "v", "z", "rv", "m", "zv", "zrv", "zm"].map((t) => `1-7: ${t}^ ${t}^ -> ${t}^`).join(";"),
  ],
  [
    "append_row",
    "{r|v} v -> v; v r -> v; {m|rv} {m|rv} -> m; {z|zv} zv -> zv; zv z -> zv; {zm|zrv} {zm|zrv} -> zm",
  ],
  [
    "append_col",
    "{r|rv} rv -> rv; rv r -> rv; {m|v} {m|v} -> m; {z|zrv} zrv -> zrv; zrv z -> zrv; {zm|zv} {zm|zv} -> zm",
  ],
  ["block", "{m|zm} i i i i -> =1"],
  ["sub_row", "m i i i -> rv; zm i i i -> zrv"],
  ["sub_col", "m i i i -> v; zm i i i -> zv"],
  ["row", "m i -> rv; zm i -> zrv"],
  ["col", "m i -> v; zm i -> zv"],
  ["diagonal", "m -> v; zm -> zv"],
  ["to_vector", "{m|v|rv|i[]|r[]} -> v; {zm|zv|zrv|z[]} -> zv"],
  ["to_row_vector", "{m|v|rv|i[]|r[]} -> rv; {zm|zv|zrv|z[]} -> zrv"],
  [
    "to_matrix",
    "{m|v|rv|rv[]|i[][]|r[][]} -> m; {m|v|rv|i[]|r[]} i i -> m; {m|v|rv|i[]|r[]} i i i -> m;" +
      "{zm|zv|zrv|z[][]|zrv[]} -> zm; {zm|zv|zrv|z[]} i i -> zm; {zm|zv|zrv|z[]} i i i -> zm",
  ],
  ["to_array_1d", "{m|v|rv} -> r[]; 1-9: r^ -> r[]; {zm|zv|zrv} -> z[]; 1-9: i^ -> i[]"],
  ["to_array_2d", "m -> r[][]; zm -> z[][]"],
  ["to_int", "0-7: !{i|r}^ -> i^"],
  ["cumulative_sum", "{v|rv|zv|zrv|i[]|r[]|z[]} -> =1"],
];

const algebra: readonly (readonly [names: string, notation: string])[] = [
  ["add subtract elt_multiply elt_divide", ADDITIVE],
  [
    "multiply",
    "i i -> i; r r -> r; rv v -> r; {m|r} v -> v; v r -> v; r rv -> rv; rv {m|r} -> rv; {m|r} m -> m; m r -> m; v rv -> m;" +
      "z z -> z; zrv zv -> z; {zm|z} zv -> zv; zv z -> zv; z zrv -> zrv; zrv {zm|z} -> zrv; {zm|z} zm -> zm; zm z -> zm;" +
      "zv zrv -> zm",
  ],
  [
    "divide",
    "i i -> i; r r -> r; r {v|rv|m} -> =2; {v|rv|m} r -> =1; z z -> z; z {zv|zrv|zm} -> =2; {zv|zrv|zm} z -> =1",
  ],
  ["transpose", "v -> rv; rv -> v; m -> m; zv -> zrv; zrv -> zv; zm -> zm"],
  ["columns_dot_product", "m m -> rv; v v -> rv; rv rv -> rv; zm zm -> zrv; zv zv -> zrv; zrv zrv -> zrv"],
  ["rows_dot_product", "m m -> v; v v -> v; rv rv -> v; zm zm -> zv; zv zv -> zv; zrv zrv -> zv"],
  ["columns_dot_self", "{m|v|rv} -> rv; {zm|zv|zrv} -> zrv"],
  ["rows_dot_self", "{m|v|rv} -> v; {zm|zv|zrv} -> zv"],
  [
    "crossprod tcrossprod multiply_lower_tri_self_transpose chol2inv generalized_inverse inverse inverse_spd " +
      "cholesky_decompose matrix_exp qr_Q qr_R qr_thin_Q qr_thin_R",
    "m -> m",
  ],
  ["diag_pre_multiply", "{v|rv} m -> m; {zv|zrv} zm -> zm"],
  ["diag_post_multiply", "m {v|rv} -> m; zm {zv|zrv} -> zm"],
  ["diag_matrix", "v -> m; zv -> zm"],
  ["add_diag", "m {r|v|rv} -> m; zm {z|zv|zrv} -> zm"],
  ["quad_form quad_form_sym", "m v -> r; m m -> m"],
  ["quad_form_diag", "m {v|rv} -> m"],
  ["trace", "m -> r; zm -> z"],
  ["trace_dot", "m m -> r"],
  ["trace_quad_form", "m {m|v} -> r"],
  ["trace_gen_quad_form", "m m m -> r"],
  ["symmetrize_from_lower_tri", "{m|zm} -> =1"],
  ["mdivide_left mdivide_left_spd mdivide_left_tri_low", "m {m|v} -> =2"],
  ["mdivide_right", "{m|rv} m -> =1; {zm|zrv} zm -> =1"],
  ["mdivide_right_spd mdivide_right_tri_low", "{m|rv} m -> =1"],
  ["determinant log_determinant log_determinant_spd", "m -> r"],
  ["matrix_exp_multiply", "m m -> m"],
  ["scale_matrix_exp_multiply", "r m m -> m"],
  ["matrix_power", "m i -> m"],
  ["eigenvalues", "{m|zm} -> zv"],
  ["eigenvectors", "{m|zm} -> zm"],
  ["eigendecompose", "{m|zm} -> (zm,zv)"],
  ["eigenvalues_sym", "m -> v; zm -> zv"],
  ["eigenvectors_sym svd_U svd_V", "{m|zm} -> =1"],
  ["eigendecompose_sym", "m -> (m,v); zm -> (zm,zv)"],
  ["singular_values", "{m|zm} -> v"],
  ["svd", "m -> (m,v,m); zm -> (zm,v,zm)"],
  ["qr qr_thin", "m -> (m,m)"],
  ["complex_schur_decompose", `{m|zm} -> (zm,zm)`],
  ["complex_schur_decompose_t complex_schur_decompose_u", `{m|zm} -> zm`],
  ["softmax log_softmax", "{v|rv|v[]|rv[]} -> =1"],
  ["csr_extract", "m -> (v,i[],i[])"],
  ["csr_extract_u csr_extract_v", "m -> i[]"],
  ["csr_extract_w", "m -> v"],
  ["csr_matrix_times_vector", "i i v i[] i[] v -> v"],
  ["csr_to_dense_matrix", "i i v i[] i[] -> m"],
  ["to_complex", `-> z; r -> z; ${complexOfParts()}`],
  ["get_real get_imag", "0-7: z^ -> r^; 0-7: zv^ -> v^; 0-7: zrv^ -> rv^; 0-7: zm^ -> m^"],
  ["conj", "0-7: {z|zv|zrv|zm}^ -> =1"],
  ["arg norm", "z -> r"],
  ["proj", "z -> z"],
  ["polar", "r r -> z"],
  ["fft inv_fft", "zv -> zv"],
  ["fft2 inv_fft2", "zm -> zm"],
];

const models: readonly (readonly [names: string, notation: string])[] = [
  ["gp_exp_quad_cov gp_exponential_cov gp_matern32_cov gp_matern52_cov", GP_KERNEL],
  ["gp_dot_prod_cov", "{r[]|v[]} r -> m; r[] r[] r -> m; v[] v[] r -> m"],
  ["gp_periodic_cov", "{r[]|v[]} r r r -> m; r[] r[] r r r -> m; v[] v[] r r r -> m"],
  ["hmm_marginal", "m m v -> r"],
  ["hmm_hidden_state_prob", "!m !m !v -> m"],
  ["algebra_solver algebra_solver_newton", `${OLD_ALGEBRA} -> v; ${OLD_ALGEBRA} !r !r !r -> v`],
  ["integrate_1d", `${OLD_INTEGRAL} -> r; ${OLD_INTEGRAL} !r -> r`],
  ["integrate_ode", OLD_ODE],
  [
    "integrate_ode_rk45 integrate_ode_bdf integrate_ode_adams",
    `${OLD_ODE}; ${OLD_ODE.replace("->", "!r !r !r ->")}`,
  ],
  ["map_rect", `${ALGEBRA} v v[] !r[][] !i[][] -> v`],
  ["generate_laplace_options", "{i|v} -> (v,r,i,i,i,i)"],
  ["wiener_lcdf_unnorm wiener_lccdf_unnorm", wienerForms("r") + ";" + wienerForms("v")],
];

/** Real and imaginary parts elementwise: the shapes of BINARY_REAL with complex results. */
function complexOfParts(): string {
  const shapes = [
    ["v", "zv"],
    ["rv", "zrv"],
    ["m", "zm"],
  ];
  return (
    "r r -> z; 1-8: r r^ -> z^; 1-8: r^ r -> z^; 1-8: r^ r^ -> z^;" +
    shapes
      .map(([x, z]) => `0-7: r ${x}^ -> ${z}^; 0-7: ${x}^ r -> ${z}^; 0-7: ${x}^ ${x}^ -> ${z}^`)
      .join(";")
  );
}

/** Five or eight arguments (with variability of drift, bias, non-decision time), each optionally with a precision. */
function wienerForms(t: string): string {
  const five = `${t} ${t} ${t} ${t} ${t}`;
  return `${five} -> r; ${five} !r -> r; ${five} ${t} ${t} ${t} -> r; ${five} ${t} ${t} ${t} !r -> r`;
}

export const functionSignatures = [...scalar, ...containers, ...algebra, ...models];

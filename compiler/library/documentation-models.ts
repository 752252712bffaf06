// Documentation of covariance functions, hidden Markov models, constraining functions, and of functions of functions: solvers, integrals,
// sums in parts, Laplace approximations.

import { documented, type Row } from "./documentation-notation.ts";
import { constraintFamilies } from "./signatures-constraints.ts";

const RW = "Rasmussen and Williams, Gaussian Processes for Machine Learning (2006)";
const RABINER = "Rabiner, A tutorial on hidden Markov models, Proc. IEEE 77 (1989)";

const covariances: readonly Row[] = [
  [
    "gp_exp_quad_cov",
    "x, y, sigma, l",
    "Squared exponential covariances of points x, or of points x and y; l is one length or one per coordinate.",
    "k(r) = σ² exp(−½ r²), r = |(xᵢ − yⱼ) / l|",
    `${RW}, equation 4.9`,
  ],
  [
    "gp_exponential_cov",
    "x, y, sigma, l",
    "Exponential covariances.",
    "k(r) = σ² exp(−r), r = |(xᵢ − yⱼ) / l|",
    `${RW}, equation 4.18`,
  ],
  [
    "gp_matern32_cov",
    "x, y, sigma, l",
    "Matérn covariances of order 3/2.",
    "k(r) = σ² (1 + √3 r) exp(−√3 r), r = |(xᵢ − yⱼ) / l|",
    `${RW}, equation 4.17`,
  ],
  [
    "gp_matern52_cov",
    "x, y, sigma, l",
    "Matérn covariances of order 5/2.",
    "k(r) = σ² (1 + √5 r + (5/3) r²) exp(−√5 r), r = |(xᵢ − yⱼ) / l|",
    `${RW}, equation 4.17`,
  ],
  [
    "gp_periodic_cov",
    "x, y, sigma, l, p",
    "Periodic covariances with period p.",
    "k(d) = σ² exp(−2 sin²(π d / p) / l²), d = |xᵢ − yⱼ|",
    `${RW}, equation 4.31`,
  ],
  [
    "gp_dot_prod_cov",
    "x, y, sigma",
    "Covariances of linear functions.",
    "σ² + xᵢ′ yⱼ",
    `${RW}, section 4.2.2`,
  ],
];

const hidden: readonly Row[] = [
  [
    "hmm_marginal",
    "log_omega, Gamma, rho",
    "Log probability of everything observed: log_omega[k, n] is the log density of observation n in state k.",
    "log Σ_z ρ[z₁] Π Γ[zₙ₋₁, zₙ] Π ω[zₙ, n]",
    `${RABINER}, equations 19 to 21`,
  ],
  [
    "hmm_hidden_state_prob",
    "log_omega, Gamma, rho",
    "Probabilities of the states at each time, given everything observed; of data.",
    "P(zₙ = k | y)",
    `${RABINER}, equation 27`,
  ],
  [
    "hmm_latent_rng",
    "log_omega, Gamma, rho",
    "A draw of the states, given everything observed.",
    "z ~ P(z | y)",
    "Scott, Bayesian methods for hidden Markov models, J. American Statistical Association 97 (2002), section 2.2",
  ],
];

const HAIRER = "Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I (1993)";
const DORMAND =
  "Dormand and Prince, A family of embedded Runge-Kutta formulae, J. Comp. Appl. Math. 6 (1980)";
const CASH =
  "Cash and Karp, A variable order Runge-Kutta method for initial value problems, ACM TOMS 16 (1990)";
const CVODES =
  "Hindmarsh et al., SUNDIALS: suite of nonlinear and differential/algebraic equation solvers, ACM TOMS 31 (2005)";
const ODE = "y(tₖ) with dy/dt = f(t, y, …), y(t₀) = y₀";
const GAUSS = "Piessens et al., QUADPACK (1983), section 2.2";
const TANH_SINH =
  "Takahasi and Mori, Double exponential formulas for numerical integration, Publ. RIMS 9 (1974)";
const KELLEY = "Kelley, Solving Nonlinear Equations with Newton's Method (2003), section 1.2";
const POWELL = "Powell, A hybrid method for nonlinear equations (1970)";

const old = "f, y0, t0, ts, theta, x_r, x_i, rel_tol, abs_tol, max_steps";
const solvers: readonly Row[] = [
  [
    "ode_rk45 ode_rk45_tol",
    "f, y0, t0, ts, rel_tol, abs_tol, max_steps, ...",
    "Solution of an initial value problem that is not stiff.",
    ODE,
    DORMAND,
  ],
  [
    "ode_ckrk ode_ckrk_tol",
    "f, y0, t0, ts, rel_tol, abs_tol, max_steps, ...",
    "Solution of an initial value problem that is not stiff, by the method of Cash and Karp.",
    ODE,
    CASH,
  ],
  [
    "ode_bdf ode_bdf_tol",
    "f, y0, t0, ts, rel_tol, abs_tol, max_steps, ...",
    "Solution of a stiff initial value problem.",
    ODE,
    CVODES,
  ],
  [
    "ode_adams ode_adams_tol",
    "f, y0, t0, ts, rel_tol, abs_tol, max_steps, ...",
    "Solution of an initial value problem by an Adams method.",
    ODE,
    `${HAIRER}, section III.1`,
  ],
  [
    "ode_adjoint_tol_ctl",
    "f, y0, t0, ts, rel_tol_forward, abs_tol_forward, rel_tol_backward, abs_tol_backward, rel_tol_quadrature, abs_tol_quadrature, max_steps, num_steps_between_checkpoints, interpolation, solver_forward, solver_backward, ...",
    "Solution of an initial value problem with many parameters.",
    ODE,
    CVODES,
  ],
  ["integrate_ode", "f, y0, t0, ts, theta, x_r, x_i", "Older form of ode_rk45.", ODE, DORMAND],
  ["integrate_ode_rk45", old, "Older form of ode_rk45.", ODE, DORMAND],
  ["integrate_ode_bdf", old, "Older form of ode_bdf.", ODE, CVODES],
  ["integrate_ode_adams", old, "Older form of ode_adams.", ODE, `${HAIRER}, section III.1`],
  [
    "dae dae_tol",
    "f, y0, dy0, t0, ts, rel_tol, abs_tol, max_steps, ...",
    "Solution of a differential-algebraic system of index one.",
    "f(t, y, dy/dt, …) = 0 at every tₖ",
    "Brenan, Campbell and Petzold, Numerical Solution of Initial-Value Problems in Differential-Algebraic Equations (1996), chapter 5",
  ],
  [
    "solve_newton solve_newton_tol",
    "f, guess, scaling_step, f_tol, max_steps, ...",
    "Root of a system of equations, by Newton's method.",
    "x with f(x, …) = 0; dx = −(∂f/∂x)⁻¹ ∂f/∂θ dθ",
    KELLEY,
  ],
  [
    "solve_powell solve_powell_tol",
    "f, guess, rel_tol, f_tol, max_steps, ...",
    "Root of a system of equations, by Powell's hybrid method.",
    "x with f(x, …) = 0; dx = −(∂f/∂x)⁻¹ ∂f/∂θ dθ",
    POWELL,
  ],
  [
    "algebra_solver",
    "f, guess, theta, x_r, x_i, rel_tol, f_tol, max_steps",
    "Older form of solve_powell.",
    "x with f(x, θ, x_r, x_i) = 0",
    POWELL,
  ],
  [
    "algebra_solver_newton",
    "f, guess, theta, x_r, x_i, rel_tol, f_tol, max_steps",
    "Older form of solve_newton.",
    "x with f(x, θ, x_r, x_i) = 0",
    KELLEY,
  ],
  [
    "integrate_1d_gauss_kronrod integrate_1d_gauss_kronrod_tol",
    "f, a, b, rel_tol, abs_tol, max_depth, ...",
    "Integral over an interval, whose ends may be infinite, by Gauss-Kronrod rules.",
    "∫ₐᵇ f(x, xc, …) dx",
    GAUSS,
  ],
  [
    "integrate_1d_double_exponential integrate_1d_double_exponential_tol",
    "f, a, b, rel_tol, abs_tol, max_refinements, ...",
    "Integral over an interval, whose ends may be infinite, by the double exponential rule.",
    "∫ₐᵇ f(x, xc, …) dx",
    TANH_SINH,
  ],
  [
    "integrate_1d",
    "f, a, b, theta, x_r, x_i, rel_tol",
    "Older form of integrate_1d_double_exponential.",
    "∫ₐᵇ f(x, xc, θ, x_r, x_i) dx",
    TANH_SINH,
  ],
  [
    "reduce_sum reduce_sum_static",
    "f, x, grainsize, ...",
    "Sum of f over slices of x.",
    "f(x, 1, n, …) = Σ over slices of f(slice, start, end, …)",
  ],
  [
    "map_rect",
    "f, phi, theta, x_r, x_i",
    "The results of f for each set of parameters and data, one after the other.",
    "{f(φ, θ₁, x_r₁, x_i₁), f(φ, θ₂, x_r₂, x_i₂), …}",
  ],
];

const LAPLACE =
  "Tierney and Kadane, Accurate approximations for posterior moments and marginal densities, J. American Statistical Association 81 (1986); Margossian et al., Hamiltonian Monte Carlo using an adjoint-differentiated Laplace approximation (2020), algorithm 1";
const MARGINAL =
  "log ∫ p(y | θ) normal(θ | 0, K) dθ ≈ log p(y | θ̂) − ½ θ̂′ K⁻¹ θ̂ − ½ log det(I + K W), W = −∇² log p(y | θ̂)";
const LATENT = "θ ~ normal(θ̂, (K⁻¹ + W)⁻¹), θ̂ the mode of p(y | θ) normal(θ | 0, K)";
const forms = (stem: (tol: string) => string): string => `${stem("")} ${stem("_tol")}`;
const laplace: readonly Row[] = [
  [
    forms((tol) => `laplace_marginal${tol}`),
    "f, f_args, block_size, covariance, covariance_args, tolerances",
    "Laplace approximation of the marginal likelihood of a Gaussian latent variable.",
    MARGINAL,
    LAPLACE,
  ],
  [
    forms((tol) => `laplace_latent${tol}_rng`),
    "f, f_args, block_size, covariance, covariance_args, tolerances",
    "A draw from the Laplace approximation of a Gaussian latent variable.",
    LATENT,
    LAPLACE,
  ],
  [
    forms((tol) => `laplace_latent_solve${tol}`),
    "f, f_args, block_size, covariance, covariance_args, tolerances",
    "Mode and covariance of the Laplace approximation.",
    LATENT,
    LAPLACE,
  ],
  ...(
    [
      ["bernoulli_logit", "y, groups, offset", "Bernoulli observations with logits offset + θ"],
      ["poisson_log", "y, groups, offset", "Poisson observations with log rates offset + θ"],
      [
        "neg_binomial_2_log",
        "y, groups, eta, offset",
        "negative binomial observations with log means offset + θ",
      ],
    ] as const
  ).flatMap(([likelihood, args, what]): Row[] => [
    [
      forms((tol) => `laplace_marginal${tol}_${likelihood}_lpmf`),
      `${args}, block_size, covariance, covariance_args, tolerances`,
      `laplace_marginal for ${what}.`,
      MARGINAL,
      LAPLACE,
    ],
    [
      forms((tol) => `laplace_latent${tol}_${likelihood}_rng`),
      `${args}, block_size, covariance, covariance_args, tolerances`,
      `laplace_latent_rng for ${what}.`,
      LATENT,
      LAPLACE,
    ],
  ]),
  [
    "generate_laplace_options",
    "guess",
    "The default tolerances of the Laplace functions, with an initial guess or its size.",
    "(θ₀, tolerance, steps, solver, line search steps, allow fallthrough)",
    LAPLACE,
  ],
];

const WIENER =
  "Navarro and Fuss, Fast and accurate calculations for first-passage times in Wiener diffusion models, J. Mathematical Psychology 53 (2009); Blurton, Kesselmeier and Gondan, Fast and accurate calculations for cumulative first-passage time distributions, J. Mathematical Psychology 56 (2012)";
const others: readonly Row[] = [
  [
    "wiener_lcdf_unnorm",
    "y, alpha, tau, beta, delta, sv, sw, st0, precision",
    "Log probability that the upper boundary is met first, and before y.",
    "log P(T ≤ y, upper boundary)",
    WIENER,
  ],
  [
    "wiener_lccdf_unnorm",
    "y, alpha, tau, beta, delta, sv, sw, st0, precision",
    "Log probability that the upper boundary is met first, and after y.",
    "log P(T > y, upper boundary)",
    WIENER,
  ],
  [
    "hypergeometric_3F2",
    "a, b, z",
    "Generalised hypergeometric function of three and two parameters.",
    "Σₖ (a₁)ₖ (a₂)ₖ (a₃)ₖ / ((b₁)ₖ (b₂)ₖ) zᵏ / k!",
    "DLMF 16.2.1",
  ],
  [
    "hypergeometric_pFq",
    "a, b, z",
    "Generalised hypergeometric function.",
    "Σₖ Πᵢ (aᵢ)ₖ / Πⱼ (bⱼ)ₖ zᵏ / k!",
    "DLMF 16.2.1",
  ],
  [
    "bernoulli_logit_glm_rng",
    "x, alpha, beta",
    "A draw of bernoulli_logit for each row of x.",
    "yₙ ~ bernoulli_logit(αₙ + xₙ β)",
    "McCullagh and Nelder, Generalized Linear Models (1989), chapter 4",
  ],
];

/** The transforms' own formulas stand with the transforms; these say what the functions do with them. */
const constraining: readonly Row[] = constraintFamilies.flatMap(([family, constrained]): Row[] => [
  [
    `${family}_constrain`,
    "y, ...",
    `${constrained} from unconstrained y, of each element of an array.`,
    `the transform of ${family}`,
    "that of the transform",
  ],
  [
    `${family}_jacobian`,
    "y, ...",
    `${family}_constrain, which also adds its log Jacobian to the target.`,
    `the transform of ${family}; target += log |J|`,
    "that of the transform",
  ],
  [
    `${family}_unconstrain`,
    "x, ...",
    `Inverse of ${family}_constrain; rejects what is none.`,
    `the inverse of the transform of ${family}`,
    "that of the transform",
  ],
]);

export const modelDocumentation = documented([
  ...covariances,
  ...hidden,
  ...solvers,
  ...laplace,
  ...others,
  ...constraining,
]);

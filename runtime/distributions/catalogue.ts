// Every distribution by its name in the language. A plain record of plain literals: importing it runs nothing.

import type { Distribution } from "../descriptor.ts";
import { betaProportion } from "./continuous/beta-proportion.ts";
import { beta } from "./continuous/beta.ts";
import { cauchy } from "./continuous/cauchy.ts";
import { chiSquare } from "./continuous/chi-square.ts";
import { doubleExponential } from "./continuous/double-exponential.ts";
import { expModNormal } from "./continuous/exp-mod-normal.ts";
import { exponential } from "./continuous/exponential.ts";
import { frechet } from "./continuous/frechet.ts";
import { gamma } from "./continuous/gamma.ts";
import { gumbel } from "./continuous/gumbel.ts";
import { invChiSquare } from "./continuous/inv-chi-square.ts";
import { invGamma } from "./continuous/inv-gamma.ts";
import { logistic } from "./continuous/logistic.ts";
import { loglogistic } from "./continuous/loglogistic.ts";
import { lognormal } from "./continuous/lognormal.ts";
import { normal } from "./continuous/normal.ts";
import { paretoType2 } from "./continuous/pareto-type-2.ts";
import { pareto } from "./continuous/pareto.ts";
import { rayleigh } from "./continuous/rayleigh.ts";
import { scaledInvChiSquare } from "./continuous/scaled-inv-chi-square.ts";
import { skewDoubleExponential } from "./continuous/skew-double-exponential.ts";
import { skewNormal } from "./continuous/skew-normal.ts";
import { stdNormal } from "./continuous/std-normal.ts";
import { studentT } from "./continuous/student-t.ts";
import { uniform } from "./continuous/uniform.ts";
import { vonMises } from "./continuous/von-mises.ts";
import { weibull } from "./continuous/weibull.ts";
import { wiener, wienerVarying, wienerVaryingDrift } from "./continuous/wiener.ts";
import { bernoulliLogit } from "./discrete/bernoulli-logit.ts";
import { bernoulli } from "./discrete/bernoulli.ts";
import { betaBinomial } from "./discrete/beta-binomial.ts";
import { betaNegBinomial } from "./discrete/beta-neg-binomial.ts";
import { binomialLogit } from "./discrete/binomial-logit.ts";
import { binomial } from "./discrete/binomial.ts";
import { discreteRange } from "./discrete/discrete-range.ts";
import { hypergeometric } from "./discrete/hypergeometric.ts";
import { negBinomial2Log } from "./discrete/neg-binomial-2-log.ts";
import { negBinomial2 } from "./discrete/neg-binomial-2.ts";
import { negBinomial } from "./discrete/neg-binomial.ts";
import { poissonLog } from "./discrete/poisson-log.ts";
import { poisson } from "./discrete/poisson.ts";
import { yuleSimon } from "./discrete/yule-simon.ts";
import { categorical, categoricalLogit, categoricalLogitGlm } from "./multivariate/categorical.ts";
import { dirichlet } from "./multivariate/dirichlet.ts";
import { gaussianDlmObs } from "./multivariate/gaussian-dlm-obs.ts";
import {
  bernoulliLogitGlm,
  binomialLogitGlm,
  negBinomial2LogGlm,
  normalIdGlm,
  poissonLogGlm,
} from "./multivariate/glm.ts";
import { lkjCov } from "./multivariate/lkj-cov.ts";
import { lkjCorr, lkjCorrCholesky } from "./multivariate/lkj.ts";
import { multiGpCholesky } from "./multivariate/multi-gp-cholesky.ts";
import { multiGp } from "./multivariate/multi-gp.ts";
import { multiNormalCholesky } from "./multivariate/multi-normal-cholesky.ts";
import { multiNormalPrec } from "./multivariate/multi-normal-prec.ts";
import { multiNormal } from "./multivariate/multi-normal.ts";
import { multiStudentTCholesky } from "./multivariate/multi-student-t-cholesky.ts";
import { multiStudentT } from "./multivariate/multi-student-t.ts";
import { dirichletMultinomial, multinomial, multinomialLogit } from "./multivariate/multinomial.ts";
import { orderedLogistic, orderedLogisticGlm } from "./multivariate/ordered-logistic.ts";
import { orderedProbit } from "./multivariate/ordered-probit.ts";
import { invWishartCholesky, wishartCholesky } from "./multivariate/wishart-cholesky.ts";
import { invWishart, wishart } from "./multivariate/wishart.ts";

export const distributions: Readonly<Record<string, Distribution>> = {
  bernoulli,
  bernoulli_logit: bernoulliLogit,
  bernoulli_logit_glm: bernoulliLogitGlm,
  beta,
  beta_binomial: betaBinomial,
  beta_neg_binomial: betaNegBinomial,
  beta_proportion: betaProportion,
  binomial,
  binomial_logit: binomialLogit,
  binomial_logit_glm: binomialLogitGlm,
  categorical,
  categorical_logit: categoricalLogit,
  categorical_logit_glm: categoricalLogitGlm,
  cauchy,
  chi_square: chiSquare,
  dirichlet,
  dirichlet_multinomial: dirichletMultinomial,
  discrete_range: discreteRange,
  double_exponential: doubleExponential,
  exp_mod_normal: expModNormal,
  exponential,
  frechet,
  gamma,
  gaussian_dlm_obs: gaussianDlmObs,
  gumbel,
  hypergeometric,
  inv_chi_square: invChiSquare,
  inv_gamma: invGamma,
  inv_wishart: invWishart,
  inv_wishart_cholesky: invWishartCholesky,
  lkj_corr: lkjCorr,
  lkj_corr_cholesky: lkjCorrCholesky,
  lkj_cov: lkjCov,
  logistic,
  loglogistic,
  lognormal,
  multi_gp: multiGp,
  multi_gp_cholesky: multiGpCholesky,
  multi_normal: multiNormal,
  multi_normal_cholesky: multiNormalCholesky,
  multi_normal_prec: multiNormalPrec,
  multi_student_t: multiStudentT,
  multi_student_t_cholesky: multiStudentTCholesky,
  multinomial,
  multinomial_logit: multinomialLogit,
  neg_binomial: negBinomial,
  neg_binomial_2: negBinomial2,
  neg_binomial_2_log: negBinomial2Log,
  neg_binomial_2_log_glm: negBinomial2LogGlm,
  normal,
  normal_id_glm: normalIdGlm,
  ordered_logistic: orderedLogistic,
  ordered_logistic_glm: orderedLogisticGlm,
  ordered_probit: orderedProbit,
  pareto,
  pareto_type_2: paretoType2,
  poisson,
  poisson_log: poissonLog,
  poisson_log_glm: poissonLogGlm,
  rayleigh,
  scaled_inv_chi_square: scaledInvChiSquare,
  skew_double_exponential: skewDoubleExponential,
  skew_normal: skewNormal,
  std_normal: stdNormal,
  student_t: studentT,
  uniform,
  von_mises: vonMises,
  weibull,
  wiener,
  wiener_varying: wienerVarying,
  wiener_varying_drift: wienerVaryingDrift,
  wishart,
  wishart_cholesky: wishartCholesky,
  yule_simon: yuleSimon,
};

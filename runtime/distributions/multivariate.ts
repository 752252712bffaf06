// Densities that work on whole blocks, and their adjoints, under one door.

export { categoricalLogitGlmDensity, categoricalLogitGlmDensityAdjoint } from "./multivariate/categorical.ts";
export {
  dirichletConstant,
  dirichletConstantAdjoint,
  dirichletDensity,
  dirichletDensityAdjoint,
} from "./multivariate/dirichlet.ts";
export { gaussianDlmObsDensity, gaussianDlmObsDensityAdjoint } from "./multivariate/gaussian-dlm-obs.ts";
export { lkjCovDensity, lkjCovDensityAdjoint } from "./multivariate/lkj-cov.ts";
export {
  lkjConstant,
  lkjConstantAdjoint,
  lkjCorrCholeskyDensity,
  lkjCorrCholeskyDensityAdjoint,
  lkjCorrDensity,
  lkjCorrDensityAdjoint,
} from "./multivariate/lkj.ts";
export { multiGpCholeskyDensity, multiGpCholeskyDensityAdjoint } from "./multivariate/multi-gp-cholesky.ts";
export {
  multiNormalCholeskyConstant,
  multiNormalCholeskyConstantAdjoint,
  multiNormalCholeskyDensity,
  multiNormalCholeskyDensityAdjoint,
} from "./multivariate/multi-normal-cholesky.ts";
export {
  multiNormalPrecConstant,
  multiNormalPrecConstantAdjoint,
  multiNormalPrecDensity,
  multiNormalPrecDensityAdjoint,
} from "./multivariate/multi-normal-prec.ts";
export {
  multiStudentTCholeskyConstant,
  multiStudentTCholeskyConstantAdjoint,
  multiStudentTCholeskyDensity,
  multiStudentTCholeskyDensityAdjoint,
} from "./multivariate/multi-student-t-cholesky.ts";
export {
  dirichletMultinomialMass,
  dirichletMultinomialMassAdjoint,
  multinomialCoefficient,
  multinomialDensity,
  multinomialDensityAdjoint,
  multinomialLogitDensity,
  multinomialLogitDensityAdjoint,
} from "./multivariate/multinomial.ts";
export { orderedLogisticDensity, orderedLogisticDensityAdjoint } from "./multivariate/ordered-logistic.ts";
export { orderedProbitDensity, orderedProbitDensityAdjoint } from "./multivariate/ordered-probit.ts";
export {
  invWishartCholeskyDensity,
  invWishartCholeskyDensityAdjoint,
  wishartCholeskyConstant,
  wishartCholeskyConstantAdjoint,
  wishartCholeskyDensity,
  wishartCholeskyDensityAdjoint,
} from "./multivariate/wishart-cholesky.ts";
export {
  invWishartConstant,
  invWishartConstantAdjoint,
  invWishartDensity,
  invWishartDensityAdjoint,
  wishartConstant,
  wishartConstantAdjoint,
  wishartDensity,
  wishartDensityAdjoint,
} from "./multivariate/wishart.ts";

// Every random number generator of the language under one door, named after Stan's `_rng` functions.

export {
  cauchyRng,
  doubleExponentialRng,
  expModNormalRng,
  exponentialRng,
  frechetRng,
  gumbelRng,
  logisticRng,
  loglogisticRng,
  lognormalRng,
  normalRng,
  paretoRng,
  paretoType2Rng,
  rayleighRng,
  skewDoubleExponentialRng,
  skewNormalRng,
  stdNormalRng,
  uniformRng,
  weibullRng,
} from "./continuous.ts";
export { binomialLogitRng, binomialRng, hypergeometricRng, poissonLogRng, poissonRng } from "./counts.ts";
export {
  bernoulliLogitGlmRng,
  bernoulliLogitRng,
  bernoulliRng,
  betaBinomialRng,
  betaNegBinomialRng,
  categoricalLogitRng,
  categoricalRng,
  discreteRangeRng,
  negBinomial2LogRng,
  negBinomial2Rng,
  negBinomialRng,
  orderedLogisticRng,
  orderedProbitRng,
  yuleSimonRng,
} from "./discrete.ts";
export {
  betaProportionRng,
  betaRng,
  chiSquareRng,
  gammaRng,
  invChiSquareRng,
  invGammaRng,
  scaledInvChiSquareRng,
  studentTRng,
} from "./gamma.ts";
export { hmmLatentRng } from "./hmm-latent.ts";
export {
  dirichletMultinomialRng,
  dirichletRng,
  invWishartCholeskyRng,
  invWishartRng,
  lkjCorrCholeskyRng,
  lkjCorrRng,
  multiNormalCholeskyRng,
  multiNormalRng,
  multiStudentTCholeskyRng,
  multiStudentTRng,
  multinomialLogitRng,
  multinomialRng,
  wishartCholeskyRng,
  wishartRng,
} from "./multivariate.ts";
export { vonMisesRng } from "./von-mises.ts";

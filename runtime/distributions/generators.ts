// Generators of random variates, under one door.

export {
  bernoulliLogitRng,
  bernoulliRng,
  betaBinomialRng,
  betaNegBinomialRng,
  binomialRng,
  discreteRangeRng,
  hypergeometricRng,
  negBinomial2LogRng,
  negBinomial2Rng,
  negBinomialRng,
  poissonLogRng,
  poissonRng,
} from "./rng/counts.ts";
export {
  betaProportionRng,
  betaRng,
  chiSquareRng,
  gammaRng,
  invChiSquareRng,
  invGammaRng,
  scaledInvChiSquareRng,
  studentTRng,
} from "./rng/gamma.ts";
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
  yuleSimonRng,
} from "./rng/location-scale.ts";
export {
  hmmLatentRng,
  invWishartCholeskyRng,
  invWishartRng,
  lkjCorrCholeskyRng,
  lkjCorrRng,
  wishartCholeskyRng,
  wishartRng,
} from "./rng/matrices.ts";
export {
  categoricalLogitRng,
  categoricalRng,
  dirichletMultinomialRng,
  dirichletRng,
  multiNormalCholeskyRng,
  multiStudentTCholeskyRng,
  multinomialLogitRng,
  multinomialRng,
  orderedLogisticRng,
  orderedProbitRng,
} from "./rng/vectors.ts";
export { vonMisesRng } from "./rng/von-mises.ts";

// The special functions under one door; each family lives in its own file with its method and source.

export { lgamma, lgamma1p, stirlingCorrection, tgamma } from "./gamma-function.ts";
export { digamma, digammaDifference, tetragamma, trigamma } from "./digamma.ts";
export { erf, erfc, erfcx } from "./error-function.ts";
export { invErfc, invPhi, stdNormalLogQf } from "./normal-quantile.ts";
export {
  logPhi,
  logPhiDerivative,
  Phi,
  PhiApprox,
  PhiApproxDerivative,
  stdNormalDensity,
} from "./normal-cdf.ts";
export {
  choose,
  fallingFactorial,
  fallingFactorialDx,
  lgammaDifference,
  lmgamma,
  lmgammaDx,
  logFallingFactorial,
  logFallingFactorialDn,
  logFallingFactorialDx,
  logRisingFactorial,
  logRisingFactorialDn,
  logRisingFactorialDx,
  risingFactorial,
  risingFactorialDx,
} from "./gamma-ratio.ts";
export {
  beta,
  binomialCoefficientLog,
  binomialCoefficientLogDk,
  binomialCoefficientLogDn,
  lbeta,
  lbetaDa,
  lbetaDb,
  logMultichoose,
} from "./beta-function.ts";
export {
  gammaP,
  gammaPda,
  gammaPdx,
  gammaQ,
  gammaQda,
  gammaQdx,
  logGammaP,
  logGammaPda,
  logGammaPdx,
  logGammaQ,
  logGammaQda,
  logGammaQdx,
} from "./incomplete-gamma.ts";
export {
  incBeta,
  incBetaDa,
  incBetaDb,
  incBetaDx,
  incBetaXY,
  invIncBeta,
  invIncBetaDa,
  invIncBetaDb,
  invIncBetaDp,
  logIncBeta,
  logIncBetaComplement,
  logIncBetaDa,
  logIncBetaDb,
  logIncBetaDx,
  logIncBetaXY,
  logIncBetaXYDa,
  logIncBetaXYDb,
  logIncBetaXYDx,
} from "./incomplete-beta.ts";
export { lambertW0, lambertW0Dx, lambertWm1, lambertWm1Dx } from "./lambert-w.ts";
export { owensT, owensTDa, owensTDh } from "./owens-t.ts";
export { besselFirstKind, besselFirstKindDx, besselSecondKind, besselSecondKindDx } from "./bessel.ts";
export {
  logModifiedBesselFirstKind,
  logModifiedBesselFirstKindDv,
  logModifiedBesselFirstKindDx,
  modifiedBesselFirstKind,
  modifiedBesselFirstKindDx,
  modifiedBesselSecondKind,
  modifiedBesselSecondKindDx,
} from "./modified-bessel.ts";
export {
  hypergeometric1F0,
  hypergeometric1F0Da,
  hypergeometric1F0Dz,
  hypergeometric2F1,
  hypergeometric2F1Da1,
  hypergeometric2F1Da2,
  hypergeometric2F1Db,
  hypergeometric2F1Dz,
  hypergeometric3F2,
  hypergeometricPFq,
  hypergeometricPFqDParameter,
  hypergeometricPFqDz,
} from "./hypergeometric.ts";
export { expMinusRoot, matern32, matern52, sineSquared } from "./correlation.ts";

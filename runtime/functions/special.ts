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

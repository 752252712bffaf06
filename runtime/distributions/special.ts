// The scalar functions that formulas of distributions call, under one door; each family lives in its own file with its method.

export { logScaledBesselI0, logScaledBesselI0Dx } from "./special/bessel-i0.ts";
export {
  betaBinomialLogCdf,
  betaBinomialLogCdfDa,
  betaBinomialLogCdfDb,
} from "./special/beta-binomial-cdf.ts";
export {
  betaNegBinomialLogCcdf,
  betaNegBinomialLogCcdfDa,
  betaNegBinomialLogCcdfDb,
  betaNegBinomialLogCcdfDr,
  betaNegBinomialLogCdf,
  betaNegBinomialLogCdfDa,
  betaNegBinomialLogCdfDb,
  betaNegBinomialLogCdfDr,
} from "./special/beta-neg-binomial-cdf.ts";
export {
  expModNormalLeft,
  expModNormalLeftDv,
  expModNormalLeftDz,
  logScaledTail,
  logScaledTailDu,
} from "./special/exp-mod-normal.ts";
export { logFirstPassage, logFirstPassageDu, logFirstPassageDw } from "./special/first-passage.ts";
export { multiplyLog1p } from "./special/multiply-log1p.ts";
export { skewNormalLogCdf } from "./special/skew-normal-cdf.ts";
export { studentTLogCdf, studentTLogCdfDnu, studentTLogCdfDz } from "./special/student-t-cdf.ts";
export { studentTQf, studentTQfDnu, studentTQfDp } from "./special/student-t-quantile.ts";
export {
  vonMisesLogCdf,
  vonMisesLogCdfDkappa,
  vonMisesLogCdfDmu,
  vonMisesLogCdfDy,
} from "./special/von-mises-cdf.ts";
export {
  logPassageAfter,
  logPassageAfterD,
  logPassageBefore,
  logPassageBeforeD,
  logVaryingPassage,
  logVaryingPassageD,
} from "./special/wiener-varying.ts";

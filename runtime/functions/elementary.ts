// The elementary functions under one door. Each lives in its own small file; none calls the engine's Math beyond sqrt, abs, floor,
// ceil and trunc, so the same arguments give the same bits in every engine.

export { exp, expm1, exp2 } from "./exp.ts";
export { log, log1p } from "./log.ts";
export { log10, log2, pow } from "./pow.ts";
export { cos, sin, tan } from "./trigonometric.ts";
export { acos, asin, atan, atan2 } from "./inverse-trigonometric.ts";
export { acosh, asinh, atanh, cosh, sinh, tanh } from "./hyperbolic.ts";
export { cbrt, hypot, inv, invSqrt, invSquare, square } from "./roots.ts";
export { fdim, fma, fmax, fmin, fmod, ldexp, round, step } from "./rounding.ts";
export {
  binaryLogLoss,
  invCloglog,
  invLogit,
  lmultiply,
  log1m,
  log1mExp,
  log1mInvLogit,
  log1pExp,
  logDiffExp,
  logInvLogit,
  logInvLogitDiff,
  logMix,
  logSumExp2,
  logit,
} from "./logistic.ts";

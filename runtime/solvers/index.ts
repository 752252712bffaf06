// The solvers and their adjoints under one door.

export { solveAdjoint, solveNewton, solvePowell } from "./algebraic.ts";
export { dae } from "./ode/dae.ts";
export { odeAdams, odeAdjoint, odeBdf, odeCkrk, odeRk45 } from "./ode/solve.ts";
export {
  laplaceCounts,
  laplaceCountsAdjoint,
  laplaceCountsMode,
  laplaceMarginal,
  laplaceMarginalAdjoint,
  laplaceMode,
} from "./laplace/marginal.ts";
export { integrate1d, integrate1dAdjoint } from "./quadrature.ts";

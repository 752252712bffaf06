// The Laplace approximation of a marginal likelihood, log p(y) ~ log p(y | theta) - theta' K^-1 theta / 2 - log |I + K W| / 2 at the mode
// theta, with derivatives by K and by the other arguments of the likelihood, the mode moving with them. Source: Margossian, Vehtari,
// Simpson & Agrawal 2020, Hamiltonian Monte Carlo using an adjoint-differentiated Laplace approximation, NeurIPS 33, section 2.

import { reject } from "../../rejection.ts";
import { luSolve } from "../../linear-algebra/lu.ts";
import { countLikelihood } from "./counts.ts";
import {
  type Likelihood,
  likelihoodOf,
  type LogLikelihood,
  type LogLikelihoodWithDerivatives,
} from "./likelihood.ts";
import { covarianceAt, findMode, type Control, type Mode, type Start } from "./mode.ts";

type Block = Float64Array;

const logMarginal = ({ objective, logDeterminant }: Mode): number => objective - 0.5 * logDeterminant;

/** Derivatives by K (n x n) and by the parameters. */
function slopesAt(mode: Mode, likelihood: Likelihood, K: Block, byK: Block, byParameters: Block): void {
  const n = likelihood.size;
  const { theta, a, W, factors, pivots } = mode;
  const byTheta = new Float64Array(n);
  likelihood.ofTrace(theta, covarianceAt(mode, K, n), byTheta, byParameters);
  luSolve(factors, pivots, byTheta, 0, n, 1);
  const moved = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) moved[i]! += K[i + j * n]! * byTheta[j]!;
  likelihood.addMixed(theta, moved, byParameters);
  const rest = W.slice();
  luSolve(factors, pivots, rest, 0, n, n);
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) {
      const turning = byTheta[i]! * a[j]! + byTheta[j]! * a[i]!;
      byK[i + j * n] = 0.5 * (a[i]! * a[j]! - 0.5 * (rest[i + j * n]! + rest[j + i * n]!) + turning);
    }
}

function requireCovariance(name: string, K: Block, n: number): void {
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++)
      if (!(Math.abs(K[i + j * n]! - K[j + i * n]!) <= 1e-8 * Math.max(1, Math.abs(K[i + j * n]!))))
        throw reject(`${name}: the covariance matrix is not symmetric or not finite at [${i + 1},${j + 1}]`);
}

/** The smallest standard deviation a priori, at most 1. */
function scaleOf(K: Block, n: number): number {
  let smallest = 1;
  for (let i = 0; i < n; i++) if (K[i + i * n]! > 0) smallest = Math.min(smallest, K[i + i * n]!);
  return Math.sqrt(smallest);
}

interface Problem {
  readonly likelihood: Likelihood;
  readonly K: Block;
  readonly mode: Mode;
}

function solveGeneral(
  name: string,
  KBlock: Block,
  KOffset: number,
  start: Block,
  startOffset: number,
  theta: Block,
  thetaOffset: number,
  n: number,
  parameters: number,
  block: number,
  tolerance: number,
  maxSteps: number,
  maxHalvings: number,
  f: LogLikelihood,
  df: LogLikelihoodWithDerivatives,
): Problem {
  if (!(block >= 1))
    throw reject(`${name}: the block size of the Hessian must be at least 1, but it is ${block}`);
  const K = KBlock.slice(KOffset, KOffset + n * n);
  requireCovariance(name, K, n);
  const given = theta.slice(thetaOffset, thetaOffset + parameters);
  const likelihood = likelihoodOf(n, given, Math.min(block, n), scaleOf(K, n), f, df);
  const from = latent(start, startOffset, n);
  return { likelihood, K, mode: solve(name, likelihood, K, from, tolerance, maxSteps, maxHalvings) };
}

function solve(
  name: string,
  likelihood: Likelihood,
  K: Block,
  start: Start,
  tolerance: number,
  maxSteps: number,
  maxHalvings: number,
): Mode {
  const control: Control = { name, tolerance, maxSteps, maxHalvings };
  if (!(tolerance > 0)) throw reject(`${name}: the tolerance must be positive, but it is ${tolerance}`);
  if (!(maxSteps > 0))
    throw reject(`${name}: the largest number of steps must be positive, but it is ${maxSteps}`);
  return findMode(likelihood, K, start, control);
}

/** Of a function of the model. `jacobian`: the derivatives by K, then by its further arguments. */
export function laplaceMarginal(
  jacobian: Block | null,
  jacobianOffset: number,
  K: Block,
  KOffset: number,
  start: Block,
  startOffset: number,
  theta: Block,
  thetaOffset: number,
  n: number,
  parameters: number,
  columns: number,
  block: number,
  tolerance: number,
  maxSteps: number,
  maxHalvings: number,
  f: LogLikelihood,
  df: LogLikelihoodWithDerivatives | null,
): number {
  const problem = solveGeneral("laplace_marginal", K, KOffset, start, startOffset, theta, thetaOffset, n, parameters, block, tolerance, maxSteps, maxHalvings, f, df!); // prettier-ignore
  if (jacobian !== null && columns > 0) {
    const byK = jacobian.subarray(jacobianOffset, jacobianOffset + n * n);
    const byParameters = jacobian.subarray(jacobianOffset + n * n, jacobianOffset + n * n + parameters);
    slopesAt(problem.mode, problem.likelihood, problem.K, byK, byParameters);
  }
  return logMarginal(problem.mode);
}

export function laplaceMarginalAdjoint(
  KAdj: Block | null,
  KAdjOffset: number,
  thetaAdj: Block | null,
  thetaAdjOffset: number,
  resultAdj: number,
  jacobian: Block,
  jacobianOffset: number,
  n: number,
  parameters: number,
): void {
  if (KAdj !== null)
    for (let i = 0; i < n * n; i++) KAdj[KAdjOffset + i]! += resultAdj * jacobian[jacobianOffset + i]!;
  const from = jacobianOffset + n * n;
  if (thetaAdj !== null)
    for (let i = 0; i < parameters; i++) thetaAdj[thetaAdjOffset + i]! += resultAdj * jacobian[from + i]!;
}

/** Mode and covariance of the approximation of theta. */
export function laplaceMode(
  mode: Block,
  modeOffset: number,
  covariance: Block,
  covarianceOffset: number,
  jacobian: Block | null,
  jacobianOffset: number,
  K: Block,
  KOffset: number,
  start: Block,
  startOffset: number,
  theta: Block,
  thetaOffset: number,
  n: number,
  parameters: number,
  columns: number,
  block: number,
  tolerance: number,
  maxSteps: number,
  maxHalvings: number,
  f: LogLikelihood,
  df: LogLikelihoodWithDerivatives | null,
): void {
  void [jacobian, jacobianOffset, columns];
  const problem = solveGeneral("laplace_latent", K, KOffset, start, startOffset, theta, thetaOffset, n, parameters, block, tolerance, maxSteps, maxHalvings, f, df!); // prettier-ignore
  mode.set(problem.mode.theta, modeOffset);
  covariance.set(covarianceAt(problem.mode, problem.K, n), covarianceOffset);
}

function solveCounts(
  name: string,
  KBlock: Block,
  KOffset: number,
  start: Start,
  parameters: Block,
  parametersOffset: number,
  y: Int32Array,
  yOffset: number,
  group: Int32Array,
  groupOffset: number,
  family: number,
  n: number,
  count: number,
  precisions: number,
  tolerance: number,
  maxSteps: number,
  maxHalvings: number,
): Problem {
  const K = KBlock.slice(KOffset, KOffset + n * n);
  requireCovariance(name, K, n);
  const likelihood = countLikelihood(
    family,
    n,
    y.slice(yOffset, yOffset + count),
    group.slice(groupOffset, groupOffset + count),
    parameters.slice(parametersOffset, parametersOffset + n + precisions),
  );
  return { likelihood, K, mode: solve(name, likelihood, K, start, tolerance, maxSteps, maxHalvings) };
}

const latent = (start: Block, offset: number, n: number): Start => ({
  values: start.slice(offset, offset + n),
  isWeights: false,
});

/** Of counts. Leaves K^-1 theta at the mode, where the adjoint starts. */
export function laplaceCounts(
  weights: Block,
  weightsOffset: number,
  K: Block,
  KOffset: number,
  start: Block,
  startOffset: number,
  parameters: Block,
  parametersOffset: number,
  y: Int32Array,
  yOffset: number,
  group: Int32Array,
  groupOffset: number,
  family: number,
  n: number,
  count: number,
  precisions: number,
  tolerance: number,
  maxSteps: number,
  maxHalvings: number,
): number {
  const { mode } = solveCounts("laplace_marginal", K, KOffset, latent(start, startOffset, n), parameters, parametersOffset, y, yOffset, group, groupOffset, family, n, count, precisions, tolerance, maxSteps, maxHalvings); // prettier-ignore
  weights.set(mode.a, weightsOffset);
  return logMarginal(mode);
}

/** From the mode, which one step of the search confirms. */
export function laplaceCountsAdjoint(
  KAdj: Block | null,
  KAdjOffset: number,
  parametersAdj: Block | null,
  parametersAdjOffset: number,
  resultAdj: number,
  K: Block,
  KOffset: number,
  weights: Block,
  weightsOffset: number,
  parameters: Block,
  parametersOffset: number,
  y: Int32Array,
  yOffset: number,
  group: Int32Array,
  groupOffset: number,
  family: number,
  n: number,
  count: number,
  precisions: number,
  tolerance: number,
  maxSteps: number,
  maxHalvings: number,
): void {
  const problem = solveCounts("laplace_marginal", K, KOffset, { values: weights.slice(weightsOffset, weightsOffset + n), isWeights: true }, parameters, parametersOffset, y, yOffset, group, groupOffset, family, n, count, precisions, tolerance, maxSteps, maxHalvings); // prettier-ignore
  const byK = new Float64Array(n * n);
  const byParameters = new Float64Array(n + precisions);
  slopesAt(problem.mode, problem.likelihood, problem.K, byK, byParameters);
  if (KAdj !== null) for (let i = 0; i < n * n; i++) KAdj[KAdjOffset + i]! += resultAdj * byK[i]!;
  if (parametersAdj !== null)
    for (let i = 0; i < n + precisions; i++)
      parametersAdj[parametersAdjOffset + i]! += resultAdj * byParameters[i]!;
}

export function laplaceCountsMode(
  mode: Block,
  modeOffset: number,
  covariance: Block,
  covarianceOffset: number,
  K: Block,
  KOffset: number,
  start: Block,
  startOffset: number,
  parameters: Block,
  parametersOffset: number,
  y: Int32Array,
  yOffset: number,
  group: Int32Array,
  groupOffset: number,
  family: number,
  n: number,
  count: number,
  precisions: number,
  tolerance: number,
  maxSteps: number,
  maxHalvings: number,
): void {
  const problem = solveCounts("laplace_latent", K, KOffset, latent(start, startOffset, n), parameters, parametersOffset, y, yOffset, group, groupOffset, family, n, count, precisions, tolerance, maxSteps, maxHalvings); // prettier-ignore
  mode.set(problem.mode.theta, modeOffset);
  covariance.set(covarianceAt(problem.mode, problem.K, n), covarianceOffset);
}

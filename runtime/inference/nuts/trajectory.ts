// One transition of the No-U-Turn sampler with multinomial weights, as in Stan 2.21 and later (mcmc/hmc/nuts/base_nuts.hpp;
// Betancourt, arXiv:1701.02434, appendix A): same order of random numbers, same stopping criteria, same statistics. All vectors are
// allocated once per chain, one set per depth, and proposals change hands by swapping references: a leapfrog step allocates nothing.

import { exp, log1p } from "../../functions/elementary.ts";
import type { LogDensity } from "../../model.ts";
import type { Random } from "../../random/random.ts";
import type { StartingPoint } from "../initial-point.ts";
import type { Metric } from "./metric.ts";

/** Energy errors above this count as divergences. */
const MAX_ENERGY_ERROR = 1000;

/** A state that may become the next draw. */
interface Proposal {
  q: Float64Array;
  gradient: Float64Array;
  logDensity: number;
  energy: number;
}

/** A point of phase space that moves along one end of the trajectory. */
interface Frontier {
  readonly q: Float64Array;
  readonly gradient: Float64Array;
  readonly p: Float64Array;
  readonly velocity: Float64Array;
  logDensity: number;
}

/** A run of leapfrog states. Its last state is the frontier, so only its first one is kept here. */
interface Subtree {
  readonly firstP: Float64Array;
  readonly firstVelocity: Float64Array;
  /** Sum of the momenta. */
  readonly rho: Float64Array;
  /** log of the sum of weights exp(H0 - H). */
  logWeight: number;
  readonly proposal: Proposal;
}

/** Buffers for merging two subtrees of one depth. */
interface Merge {
  readonly second: Subtree;
  readonly lastP: Float64Array;
  readonly lastVelocity: Float64Array;
}

export interface TransitionStatistics {
  acceptance: number;
  treeDepth: number;
  leapfrogs: number;
  divergent: boolean;
}

/** The moving state of one chain. `transition()` replaces `current` by the next draw. */
export class Trajectory {
  readonly current: Proposal;
  readonly statistics: TransitionStatistics = { acceptance: 0, treeDepth: 0, leapfrogs: 0, divergent: false };
  stepSize = 1;
  private readonly density: LogDensity;
  private readonly metric: Metric;
  private readonly random: Random;
  private readonly maxDepth: number;
  private readonly forward: Frontier;
  private readonly backward: Frontier;
  private readonly subtree: Subtree;
  private readonly merges: Merge[] = [];
  private readonly rho: Float64Array;
  private readonly innerP: Float64Array;
  private readonly innerVelocity: Float64Array;
  private frontier: Frontier;
  private step = 0;
  private startEnergy = 0;
  private acceptanceSum = 0;

  constructor(density: LogDensity, metric: Metric, random: Random, start: StartingPoint, maxDepth: number) {
    const dimension = density.dimension;
    this.density = density;
    this.metric = metric;
    this.random = random;
    this.maxDepth = maxDepth;
    this.current = newProposal(dimension);
    this.current.q.set(start.q);
    this.current.gradient.set(start.gradient);
    this.current.logDensity = start.logDensity;
    this.forward = newFrontier(dimension);
    this.backward = newFrontier(dimension);
    this.frontier = this.forward;
    this.subtree = newSubtree(dimension);
    this.rho = new Float64Array(dimension);
    this.innerP = new Float64Array(dimension);
    this.innerVelocity = new Float64Array(dimension);
  }

  /** Refreshes the momentum, grows a trajectory and moves `current` to the state selected from it. */
  transition(): void {
    this.placeAt(this.forward);
    copyFrontier(this.forward, this.backward);
    copy(this.forward.p, this.rho);
    this.startEnergy = energyOf(this.forward);
    this.current.energy = this.startEnergy;
    this.statistics.divergent = false;
    this.statistics.leapfrogs = 0;
    this.acceptanceSum = 0;
    let depth = 0;
    let logWeight = 0;
    while (depth < this.maxDepth) {
      const isForward = this.random.uniform() > 0.5;
      this.frontier = isForward ? this.forward : this.backward;
      this.step = isForward ? this.stepSize : -this.stepSize;
      copy(this.frontier.p, this.innerP);
      copy(this.frontier.velocity, this.innerVelocity);
      if (!this.build(depth, this.subtree)) break;
      depth++;
      if (this.prefers(this.subtree.logWeight, logWeight)) swap(this.current, this.subtree.proposal);
      logWeight = logAddExp(logWeight, this.subtree.logWeight);
      const other = isForward ? this.backward : this.forward;
      if (!this.mayGrow(other.velocity)) break;
      add(this.rho, this.subtree.rho);
    }
    this.statistics.treeDepth = depth;
    this.statistics.acceptance = this.acceptanceSum / this.statistics.leapfrogs;
  }

  /** Energy error H0 - H of one leapfrog step with a fresh momentum, leaving `current` alone: what a step size is judged by. */
  trialEnergyError(): number {
    this.placeAt(this.forward);
    const before = energyOf(this.forward);
    this.leapfrog(this.forward, this.stepSize);
    const after = energyOf(this.forward);
    return Number.isNaN(after) ? -Infinity : before - after;
  }

  private placeAt(point: Frontier): void {
    copy(this.current.q, point.q);
    copy(this.current.gradient, point.gradient);
    point.logDensity = this.current.logDensity;
    this.metric.drawMomentum(this.random, point.p);
    this.metric.velocity(point.p, point.velocity);
  }

  private leapfrog(point: Frontier, step: number): void {
    const { q, p, gradient, velocity } = point;
    const half = 0.5 * step;
    for (let i = 0; i < p.length; i++) p[i]! += half * gradient[i]!;
    this.metric.velocity(p, velocity);
    for (let i = 0; i < q.length; i++) q[i]! += step * velocity[i]!;
    point.logDensity = this.density.logDensityGradient(q, gradient);
    for (let i = 0; i < p.length; i++) p[i]! += half * gradient[i]!;
    this.metric.velocity(p, velocity);
  }

  /** Adds 2^depth states beyond the frontier to `out`; false if they diverge or turn back, which discards all of them. */
  private build(depth: number, out: Subtree): boolean {
    if (depth === 0) return this.leaf(out);
    if (!this.build(depth - 1, out)) return false;
    const { second, lastP, lastVelocity } = this.mergeAt(depth);
    copy(this.frontier.p, lastP);
    copy(this.frontier.velocity, lastVelocity);
    if (!this.build(depth - 1, second)) return false;
    const logWeight = logAddExp(out.logWeight, second.logWeight);
    if (this.prefers(second.logWeight, logWeight)) swap(out.proposal, second.proposal);
    out.logWeight = logWeight;
    const end = this.frontier.velocity;
    const persists =
      agrees(out.firstVelocity, end, out.rho, second.rho) &&
      agrees(out.firstVelocity, second.firstVelocity, out.rho, second.firstP) &&
      agrees(lastVelocity, end, second.rho, lastP);
    add(out.rho, second.rho);
    return persists;
  }

  private leaf(out: Subtree): boolean {
    const point = this.frontier;
    this.leapfrog(point, this.step);
    this.statistics.leapfrogs++;
    let energy = energyOf(point);
    if (!(energy > -Infinity)) energy = Infinity;
    const gain = this.startEnergy - energy;
    if (-gain > MAX_ENERGY_ERROR) this.statistics.divergent = true;
    this.acceptanceSum += gain > 0 ? 1 : exp(gain);
    out.logWeight = gain;
    copy(point.p, out.firstP);
    copy(point.velocity, out.firstVelocity);
    copy(point.p, out.rho);
    copy(point.q, out.proposal.q);
    copy(point.gradient, out.proposal.gradient);
    out.proposal.logDensity = point.logDensity;
    out.proposal.energy = energy;
    return !this.statistics.divergent;
  }

  /** True with probability min(1, exp(candidate - against)); draws a uniform only when it has to, as Stan does. */
  private prefers(candidate: number, against: number): boolean {
    return candidate > against || this.random.uniform() < exp(candidate - against);
  }

  /** No U-turn over the whole trajectory, nor from either side to the first state across the seam. */
  private mayGrow(outerVelocity: Float64Array): boolean {
    const { rho, firstP, firstVelocity } = this.subtree;
    const end = this.frontier.velocity;
    return (
      agrees(outerVelocity, end, this.rho, rho) &&
      agrees(outerVelocity, firstVelocity, this.rho, firstP) &&
      agrees(this.innerVelocity, end, rho, this.innerP)
    );
  }

  private mergeAt(depth: number): Merge {
    const known = this.merges[depth - 1];
    if (known) return known;
    const dimension = this.density.dimension;
    const merge: Merge = {
      second: newSubtree(dimension),
      lastP: new Float64Array(dimension),
      lastVelocity: new Float64Array(dimension),
    };
    this.merges[depth - 1] = merge;
    return merge;
  }
}

/** Both velocities point along a + b: the stretch with summed momentum a + b has not turned back. */
function agrees(first: Float64Array, last: Float64Array, a: Float64Array, b: Float64Array): boolean {
  let atFirst = 0;
  let atLast = 0;
  for (let i = 0; i < a.length; i++) {
    const rho = a[i]! + b[i]!;
    atFirst += first[i]! * rho;
    atLast += last[i]! * rho;
  }
  return atFirst > 0 && atLast > 0;
}

function energyOf(point: Frontier): number {
  const { p, velocity } = point;
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += p[i]! * velocity[i]!;
  return 0.5 * sum - point.logDensity;
}

function logAddExp(a: number, b: number): number {
  if (a === -Infinity) return b;
  return a > b ? a + log1p(exp(b - a)) : b + log1p(exp(a - b));
}

function copy(from: Float64Array, to: Float64Array): void {
  for (let i = 0; i < from.length; i++) to[i] = from[i]!;
}

function add(to: Float64Array, what: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i]! += what[i]!;
}

function swap(a: Proposal, b: Proposal): void {
  const { q, gradient, logDensity, energy } = a;
  a.q = b.q;
  a.gradient = b.gradient;
  a.logDensity = b.logDensity;
  a.energy = b.energy;
  b.q = q;
  b.gradient = gradient;
  b.logDensity = logDensity;
  b.energy = energy;
}

function copyFrontier(from: Frontier, to: Frontier): void {
  copy(from.q, to.q);
  copy(from.gradient, to.gradient);
  copy(from.p, to.p);
  copy(from.velocity, to.velocity);
  to.logDensity = from.logDensity;
}

function newProposal(dimension: number): Proposal {
  return { q: new Float64Array(dimension), gradient: new Float64Array(dimension), logDensity: 0, energy: 0 };
}

function newFrontier(dimension: number): Frontier {
  return {
    q: new Float64Array(dimension),
    gradient: new Float64Array(dimension),
    p: new Float64Array(dimension),
    velocity: new Float64Array(dimension),
    logDensity: 0,
  };
}

function newSubtree(dimension: number): Subtree {
  return {
    firstP: new Float64Array(dimension),
    firstVelocity: new Float64Array(dimension),
    rho: new Float64Array(dimension),
    logWeight: 0,
    proposal: newProposal(dimension),
  };
}

// Stochastic gradients of the ELBO from antithetic pairs of draws (eps and -eps): terms of odd order cancel exactly. A pair with
// a non-finite log density or gradient is drawn again, counted, and reported.

import type { LogDensity } from "../../model.ts";
import type { Random } from "../../random/random.ts";
import type { Estimator, Family } from "./family.ts";

export interface GradientSampler {
  /** Pairs drawn again so far because the model gave nothing finite there. */
  readonly rejected: number;
  /** Pairs used so far. */
  readonly used: number;
  /** Writes the gradient averaged over `pairs` pairs; false if ten times as many draws in a row were unusable. */
  average(parameters: Float64Array, pairs: number, estimator: Estimator, out: Float64Array): boolean;
  /** The estimator with the smaller variance at `parameters`, measured on `pairs` pairs. */
  quieter(parameters: Float64Array, pairs: number): Estimator;
}

const MOST_REJECTIONS = 10;

/** Gradients of `family`'s ELBO under `density`. */
export function createGradientSampler(density: LogDensity, family: Family, random: Random): GradientSampler {
  const pair = createPair(density, family, random);
  let rejected = 0;
  let used = 0;
  const drawPair = (parameters: Float64Array): boolean => {
    const isUsable = pair.draw(parameters);
    if (isUsable) used++;
    else rejected++;
    return isUsable;
  };
  return {
    get rejected() {
      return rejected;
    },
    get used() {
      return used;
    },
    average(parameters, pairs, estimator, out) {
      out.fill(0);
      let left = MOST_REJECTIONS * pairs;
      for (let k = 0; k < pairs;) {
        if (drawPair(parameters)) {
          pair.addGradients(parameters, estimator, out);
          k++;
        } else if (--left === 0) return false;
      }
      for (let i = 0; i < out.length; i++) out[i]! /= 2 * pairs;
      return true;
    },
    quieter(parameters, pairs) {
      const closed = createSpread(family.size);
      const path = createSpread(family.size);
      const one = new Float64Array(family.size);
      for (let k = 0; k < pairs; k++) {
        if (!drawPair(parameters)) continue;
        pair.addGradients(parameters, "closed-form", one.fill(0));
        closed.add(one);
        pair.addGradients(parameters, "path-derivative", one.fill(0));
        path.add(one);
      }
      return closed.total() < path.total() ? "closed-form" : "path-derivative";
    },
  };
}

interface Pair {
  /** Draws eps and -eps and evaluates the model at both; false if something is not finite. */
  draw(parameters: Float64Array): boolean;
  addGradients(parameters: Float64Array, estimator: Estimator, out: Float64Array): void;
}

function createPair(density: LogDensity, family: Family, random: Random): Pair {
  const n = family.dimension;
  const newDraw = () => ({
    eps: new Float64Array(n),
    theta: new Float64Array(n),
    gradient: new Float64Array(n),
  });
  const first = newDraw();
  const second = newDraw();
  const both = [first, second];
  return {
    draw(parameters) {
      for (let i = 0; i < n; i++) {
        first.eps[i] = random.normal();
        second.eps[i] = -first.eps[i]!;
      }
      return both.every(({ eps, theta, gradient }) => {
        family.draw(parameters, eps, theta);
        return (
          Number.isFinite(density.logDensityGradient(theta, gradient)) && gradient.every(Number.isFinite)
        );
      });
    },
    addGradients(parameters, estimator, out) {
      for (const { eps, gradient } of both) family.addGradient(parameters, eps, gradient, estimator, out);
    },
  };
}

/** Sum of variances of the entries of vectors. */
function createSpread(size: number): { add(x: Float64Array): void; total(): number } {
  const mean = new Float64Array(size);
  let count = 0;
  let sum = 0;
  return {
    add(x) {
      count++;
      for (let i = 0; i < size; i++) {
        const before = x[i]! - mean[i]!;
        mean[i]! += before / count;
        sum += before * (x[i]! - mean[i]!);
      }
    },
    total: () => sum,
  };
}

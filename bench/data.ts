// Made-up data of every program of the benchmark set, from a seed. Everything real is rounded to few decimals, which hides last-digit
// differences between engines; programs/index.json holds the SHA-256 sums of what comes out.

import { list, type Source } from "./random.ts";

export type Data = Readonly<Record<string, unknown>>;

const round = (value: number, digits = 4): number => Number(value.toFixed(digits));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, v, i) => s + v * b[i]!, 0);

export const data: Readonly<Record<string, (g: Source) => Data>> = {
  "logistic-3k": (g) => {
    const N = 3020;
    const x1 = list(N, () => round(g.normal()));
    const x2 = list(N, () => round(2 * g.uniform() - 1));
    return { N, x1, x2, y: list(N, (n) => g.bernoulli(0.4 - 0.6 * x1[n]! + 0.9 * x2[n]!)) };
  },
  "logistic-matrix": (g) => {
    const [N, P] = [2000, 30];
    const beta = list(P, () => 0.4 * g.normal());
    const X = list(N, () => list(P, () => round(g.normal())));
    return { N, P, X, y: X.map((row) => g.bernoulli(0.3 + dot(row, beta))) };
  },
  "linear-24": (g) => {
    const [N, P] = [5000, 24];
    const beta = list(P, () => g.normal());
    const X = list(N, () => {
      const shared = 0.5 * g.normal();
      return list(P, () => round(shared + g.normal()));
    });
    return { N, P, X, y: X.map((row) => round(1.5 + dot(row, beta) + 1.2 * g.normal())) };
  },
  "linear-10-columns": (g) => {
    const N = 1200;
    const beta = list(10, () => g.normal());
    const columns = list(10, () => list(N, () => round(g.normal())));
    const row = (n: number): number[] => columns.map((c) => c[n]!);
    const y = list(N, (n) => round(4 + dot(row(n), beta) + 0.8 * g.normal()));
    return { N, ...Object.fromEntries(columns.map((c, k) => [`x${k + 1}`, c])), y };
  },
  "radon-386": (g) => {
    const [N, J] = [12573, 386];
    const share = g.weights(J, 3);
    const effect = list(J, () => 1.3 + 0.35 * g.normal());
    const county = list(N, (n) => (n < J ? n : g.pick(share)) + 1).sort((a, b) => a - b);
    const floor_level = list(N, () => (g.uniform() < 0.18 ? 1 : 0));
    const level = (n: number): number => effect[county[n]! - 1]! - 0.65 * floor_level[n]!;
    return { N, J, county, floor_level, log_radon: list(N, (n) => round(level(n) + 0.75 * g.normal())) };
  },
  "crossed-effects": (g) => {
    const [N, A, B] = [6000, 60, 40];
    const ea = list(A, () => 0.5 * g.normal());
    const eb = list(B, () => 0.3 * g.normal());
    const ia = list(N, () => g.below(A) + 1);
    const ib = list(N, () => g.below(B) + 1);
    const x = list(N, () => round(g.normal()));
    const rate = (n: number): number => Math.exp(0.7 + 0.25 * x[n]! + ea[ia[n]! - 1]! + eb[ib[n]! - 1]!);
    return { N, A, B, ia, ib, x, y: list(N, (n) => g.poisson(rate(n))) };
  },
  ar5: (g) => {
    const T = 1000;
    const phi = [0.5, -0.2, 0.15, 0.1, -0.05];
    const y: number[] = [];
    for (let t = 0; t < T; t++)
      y.push(round(0.8 + phi.reduce((s, v, k) => s + v * (y[t - 1 - k] ?? 1.6), 0) + 0.7 * g.normal()));
    return { T, y };
  },
  garch: (g) => {
    const T = 1000;
    const r: number[] = [];
    for (let t = 0, v = 1; t < T; t++) {
      if (t > 0) v = 0.12 + 0.2 * (r[t - 1]! - 0.05) ** 2 + 0.65 * v;
      r.push(round(0.05 + Math.sqrt(v) * g.normal()));
    }
    return { T, r, v1: 1 };
  },
  "hmm-gauss": (g) => {
    const [T, K] = [500, 3];
    const move = [
      [0.9, 0.07, 0.03],
      [0.05, 0.9, 0.05],
      [0.04, 0.06, 0.9],
    ];
    const [mean, sd] = [
      [-2, 0.5, 3],
      [0.6, 0.9, 0.7],
    ];
    let k = 0;
    const next = (): number => {
      k = g.pick(move[k]!);
      return round(mean![k]! + sd![k]! * g.normal());
    };
    return { T, K, y: list(T, next) };
  },
  "mixture-1d": (g) => {
    const N = 1000;
    const draw = (): number => round(g.uniform() < 0.35 ? -1.5 + 0.7 * g.normal() : 1.2 + 1.1 * g.normal());
    return { N, y: list(N, draw) };
  },
  "mixture-5": (g) => {
    const [N, K] = [1000, 5];
    const share = [0.1, 0.25, 0.2, 0.3, 0.15];
    const [mean, sd] = [
      [-6, -2.5, 0, 3, 7],
      [0.8, 0.6, 0.5, 0.9, 1.1],
    ];
    const draw = (): number => {
      const k = g.pick(share);
      return round(mean![k]! + sd![k]! * g.normal());
    };
    return { N, K, y: list(N, draw) };
  },
  "gp-100": (g) => {
    const N = 100;
    const x = list(N, () => round(10 * g.uniform())).sort((a, b) => a - b);
    return { N, x, y: x.map((v) => round(Math.sin(v) + 0.4 * Math.cos(2.3 * v) + 0.25 * g.normal())) };
  },
  horseshoe: (g) => {
    const [N, P] = [60, 1500];
    const X = list(N, () => list(P, () => round(g.normal(), 3)));
    const beta = [2.5, -2, 2, -1.5, 1.5];
    const y = X.map((row) => g.bernoulli(dot(beta, row)));
    return { N, P, X, y, scale_global: 0.001, scale_slab: 2 };
  },
  "irt-2pl": (g) => {
    const [I, P] = [20, 100];
    const N = I * P;
    const theta = list(P, g.normal);
    const a = list(I, () => Math.exp(0.4 * g.normal()));
    const b = list(I, () => 0.3 + g.normal());
    const item = list(N, (n) => (n % I) + 1);
    const person = list(N, (n) => Math.floor(n / I) + 1);
    const logit = (n: number): number => a[item[n]! - 1]! * (theta[person[n]! - 1]! - b[item[n]! - 1]!);
    return { I, P, N, item, person, y: list(N, (n) => g.bernoulli(logit(n))) };
  },
  "lotka-volterra": lotkaVolterra,
  topics: (g) => {
    const [K, V, D, N] = [5, 60, 20, 600] as const;
    const phi = list(K, () => g.weights(V, 4));
    const theta = list(D, () => g.weights(K, 3));
    const doc = list(N, (n) => Math.floor((n * D) / N) + 1);
    const word = doc.map((d) => g.pick(phi[g.pick(theta[d - 1]!)]!) + 1);
    return { K, V, D, N, word, doc, a: list(K, () => 0.8), b: list(V, () => 0.4) };
  },
  "eight-schools": (g) => {
    const J = 8;
    const se = list(J, () => round(8 + 10 * g.uniform(), 1));
    return { J, y: se.map((s) => round(6 + 5 * g.normal() + s * g.normal(), 1)), se };
  },
  kalman: (g) => {
    const T = 200;
    let level = [1, -0.5];
    const next = (): number[] => {
      const [u, v] = [g.normal(), g.normal()];
      level = [level[0]! + 0.3 * u, level[1]! + 0.2 * (0.6 * u + 0.8 * v)];
      return level.map((m, i) => round(m + [0.5, 0.7][i]! * g.normal()));
    };
    return { T, y: list(T, next) };
  },
};

/** Predator and prey by classical Runge-Kutta steps, with lognormal noise. */
function lotkaVolterra(g: Source): Data {
  const T = 20;
  const [growth, eaten, death, fed] = [1.1, 0.9, 1.0, 0.8];
  const ts = list(T, (t) => (t + 1) / 2);
  type State = readonly [number, number];
  const slope = ([u, v]: State): State => [u * (growth - eaten * v), v * (fed * u - death)];
  const moved = (z: State, d: State, by: number): State => [z[0] + by * d[0], z[1] + by * d[1]];
  const [steps, h] = [500, 0.5 / 500];
  let z: State = [1.8, 0.7];
  const y = ts.map(() => {
    for (let i = 0; i < steps; i++) {
      const k1 = slope(z);
      const k2 = slope(moved(z, k1, h / 2));
      const k3 = slope(moved(z, k2, h / 2));
      const k4 = slope(moved(z, k3, h));
      const step = (j: 0 | 1): number => z[j] + (h / 6) * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j]);
      z = [step(0), step(1)];
    }
    return z.map((v) => round(v * Math.exp(0.15 * g.normal())));
  });
  return { T, ts, y };
}

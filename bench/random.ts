// The two number streams of the benchmark set. Data come from a 31-bit multiplicative congruential generator, points from the 64-bit
// Mersenne twister of the C++ library, so that the first point is the one at which the Stan driver times.

export interface Source {
  readonly uniform: () => number;
  /** Twelve uniforms less six: no transcendental function, so every engine makes the same data. */
  readonly normal: () => number;
  /** 0 .. n - 1. */
  readonly below: (n: number) => number;
  readonly bernoulli: (logit: number) => number;
  readonly poisson: (rate: number) => number;
  /** An index, by weights that sum to one. */
  readonly pick: (weights: readonly number[]) => number;
  /** n weights that sum to one; the more uneven, the higher the power. */
  readonly weights: (n: number, power: number) => number[];
}

export const list = <T>(n: number, f: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => f(i));

export function sourceOf(seed: number): Source {
  let state = seed;
  const uniform = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let i = 0; i < 20; i++) uniform();
  return {
    uniform,
    normal: () => {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += uniform();
      return sum;
    },
    below: (n) => Math.floor(uniform() * n),
    bernoulli: (logit) => (uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0),
    poisson: (rate) => {
      let count = 0;
      const end = Math.exp(-rate);
      for (let product = uniform(); product > end; count++) product *= uniform();
      return count;
    },
    pick: (weights) => {
      let rest = uniform();
      let k = 0;
      while (k < weights.length - 1 && (rest -= weights[k]!) >= 0) k++;
      return k;
    },
    weights: (n, power) => {
      const raw = list(n, () => uniform() ** power);
      const sum = raw.reduce((a, b) => a + b);
      return raw.map((w) => w / sum);
    },
  };
}

const SIZE = 312;
const MASK = (1n << 64n) - 1n;
const LOW = (1n << 31n) - 1n;

/** std::mt19937_64 as doubles in [0, 1) (Matsumoto and Nishimura; the constants of the C++ standard, 29.6.5). */
function* twister(seed: number): Generator<number, never> {
  const x = [BigInt(seed)];
  for (let i = 1; i < SIZE; i++)
    x.push((6364136223846793005n * (x[i - 1]! ^ (x[i - 1]! >> 62n)) + BigInt(i)) & MASK);
  for (let at = SIZE; ; at++) {
    if (at === SIZE) {
      twist(x);
      at = 0;
    }
    yield Math.min(Number(tempered(x[at]!)) / 2 ** 64, 1 - 2 ** -53);
  }
}

function twist(x: bigint[]): void {
  for (let i = 0; i < SIZE; i++) {
    const y = (x[i]! & ~LOW & MASK) | (x[(i + 1) % SIZE]! & LOW);
    x[i] = x[(i + 156) % SIZE]! ^ (y >> 1n) ^ (y & 1n ? 0xb5026f5aa96619e9n : 0n);
  }
}

function tempered(x: bigint): bigint {
  let y = x;
  y ^= (y >> 29n) & 0x5555555555555555n;
  y ^= (y << 17n) & 0x71d67fffeda60000n;
  y ^= (y << 37n) & 0xfff7eee000000000n;
  y ^= y >> 43n;
  return y & MASK;
}

/** Three unconstrained points, uniform in (-scale, scale). */
export function pointsOf(dimension: number, scale: number): number[][] {
  const stream = twister(1);
  return list(3, () => list(dimension, () => stream.next().value * (scale - -scale) + -scale));
}

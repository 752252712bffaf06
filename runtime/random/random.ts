// Random numbers: xoshiro128++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 2021).
// Every chain of a run owns a stream 2^64 steps away from its neighbour's, every purpose (warm-up, draws, data) one 2^96 steps
// away, so neither can overlap. Normals come from the inverse distribution function, never from rejection: one normal always
// costs two words, whatever its value.

import { invPhi } from "../functions/normal-quantile.ts";

export interface Random {
  /** A real in the open interval (0, 1), a multiple of 2^-53 (or 2^-54 in place of zero). */
  uniform(): number;
  /** A standard normal. */
  normal(): number;
  /** An integer in [0, 2^32). */
  uint32(): number;
}

/** Jump polynomials of xoshiro128: 2^64 and 2^96 steps (published with the generator; a test recomputes them). */
const JUMP = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b];
const LONG_JUMP = [0xb523952e, 0x0b6f099f, 0xccf5a0ef, 0x1c580662];

/** Hot state of one stream: four words in an Int32Array, so that no step allocates. */
export class Xoshiro128 implements Random {
  readonly state: Int32Array;

  constructor(s0: number, s1: number, s2: number, s3: number) {
    this.state = Int32Array.of(s0, s1, s2, s3);
  }

  uint32(): number {
    const s = this.state;
    const s0 = s[0]!;
    const s1 = s[1]!;
    const s3 = s[3]! ^ s1;
    const s2 = s[2]! ^ s0;
    const sum = (s0 + s[3]!) | 0;
    s[1] = s1 ^ s2;
    s[0] = s0 ^ s3;
    s[2] = s2 ^ (s1 << 9);
    s[3] = (s3 << 11) | (s3 >>> 21);
    return (((sum << 7) | (sum >>> 25)) + s0) >>> 0;
  }

  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    const bits = high * 67108864 + low;
    return bits === 0 ? 5.551115123125783e-17 : bits * 1.1102230246251565e-16;
  }

  normal(): number {
    return invPhi(this.uniform());
  }

  /** Advances by 2^64 steps. */
  jump(): void {
    this.advance(JUMP);
  }

  /** Advances by 2^96 steps. */
  longJump(): void {
    this.advance(LONG_JUMP);
  }

  private advance(polynomial: readonly number[]): void {
    const sum = new Int32Array(4);
    for (const word of polynomial) {
      for (let bit = 0; bit < 32; bit++) {
        if ((word >>> bit) & 1) for (let i = 0; i < 4; i++) sum[i]! ^= this.state[i]!;
        this.uint32();
      }
    }
    this.state.set(sum);
  }
}

/**
 * The stream of `seed` for one chain and one purpose: the same three numbers give the same bits in every engine.
 * `seed` is any integer of magnitude below 2^53; `chain` and `purpose` are small non-negative integers.
 */
export function randomStream(seed: number, chain: number, purpose: number): Random {
  const words = seedWords(seed);
  const stream = new Xoshiro128(words[0]!, words[1]!, words[2]!, words[3]!);
  for (let i = 0; i < purpose; i++) stream.longJump();
  for (let i = 0; i < chain; i++) stream.jump();
  return stream;
}

/** Four well-mixed words from both halves of the seed: a counter through the murmur-like finaliser of splitmix32. */
function seedWords(seed: number): number[] {
  const whole = Math.trunc(seed);
  const high = Math.floor(whole / 4294967296) | 0;
  const low = (whole - Math.floor(whole / 4294967296) * 4294967296) | 0;
  let counter = low ^ mix(high);
  const words: number[] = [];
  for (let i = 0; i < 4; i++) {
    counter = (counter + 0x9e3779b9) | 0;
    words.push(mix(counter ^ Math.imul(high, 0x85ebca6b)));
  }
  if ((words[0]! | words[1]! | words[2]! | words[3]!) === 0) words[0] = 1;
  return words;
}

function mix(word: number): number {
  let z = word;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

// The generator against its published check vector, its jumps against the transition matrix raised by repeated squaring, and the
// distribution of uniforms and normals against their moments.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { randomStream, Xoshiro128 } from "../../../runtime/random/random.ts";

const test = suite("random");

test("published outputs for the state 1, 2, 3, 4", () => {
  const generator = new Xoshiro128(1, 2, 3, 4);
  const first = Array.from({ length: 6 }, () => generator.uint32());
  assert.equal(first, [641, 1573767, 3222811527, 3517856514, 836907274, 4247214768]);
});

/** State as 128 bits, four words of 32. */
type Bits = bigint;

function step(state: Bits): Bits {
  const generator = new Xoshiro128(
    ...([0, 1, 2, 3].map((i) => Number((state >> BigInt(32 * i)) & 0xffffffffn) | 0) as [
      number,
      number,
      number,
      number,
    ]),
  );
  generator.uint32();
  return bitsOf(generator);
}

function bitsOf(generator: Xoshiro128): Bits {
  return [0, 1, 2, 3].reduce((sum, i) => sum | (BigInt(generator.state[i]! >>> 0) << BigInt(32 * i)), 0n);
}

function apply(columns: readonly Bits[], vector: Bits): Bits {
  let sum = 0n;
  for (let i = 0; i < 128; i++) if ((vector >> BigInt(i)) & 1n) sum ^= columns[i]!;
  return sum;
}

test("jump is 2^64 steps and longJump 2^96", () => {
  let columns = Array.from({ length: 128 }, (_, i) => step(1n << BigInt(i)));
  const powers: Bits[][] = [];
  for (let squaring = 1; squaring <= 96; squaring++) {
    const previous = columns;
    columns = previous.map((column) => apply(previous, column));
    if (squaring === 64 || squaring === 96) powers.push(columns);
  }
  const start = new Xoshiro128(1, 2, 3, 4);
  const jumped = new Xoshiro128(1, 2, 3, 4);
  jumped.jump();
  assert.is(bitsOf(jumped), apply(powers[0]!, bitsOf(start)));
  const longJumped = new Xoshiro128(1, 2, 3, 4);
  longJumped.longJump();
  assert.is(bitsOf(longJumped), apply(powers[1]!, bitsOf(start)));
});

test("seed, chain and purpose each select another stream; equal numbers give equal bits", () => {
  const firstWords = (seed: number, chain: number, purpose: number): string => {
    const random = randomStream(seed, chain, purpose);
    return [random.uint32(), random.uint32(), random.uint32(), random.uint32()].join();
  };
  const seen = new Set<string>();
  const seeds = [0, 1, 2, -1, 4294967296, 4294967297, 2 ** 53 - 1];
  for (const seed of seeds) {
    for (const chain of [0, 1, 2]) for (const purpose of [0, 1]) seen.add(firstWords(seed, chain, purpose));
  }
  assert.is(seen.size, seeds.length * 6);
  assert.is(firstWords(7, 1, 2), firstWords(7, 1, 2));
});

test("moments of uniforms and normals", () => {
  const random = randomStream(20, 0, 0);
  const n = 200000;
  const sums = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const u = random.uniform();
    assert.ok(u > 0 && u < 1);
    const z = random.normal();
    sums[0]! += u;
    sums[1]! += u * u;
    for (let power = 1; power <= 4; power++) sums[1 + power]! += z ** power;
  }
  const [u1, u2, z1, z2, z3, z4] = sums.map((sum) => sum / n) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const close = (value: number, expected: number, deviation: number): void =>
    assert.ok(
      Math.abs(value - expected) < (5 * deviation) / Math.sqrt(n),
      `${value} is not near ${expected}`,
    );
  close(u1, 1 / 2, Math.sqrt(1 / 12));
  close(u2, 1 / 3, Math.sqrt(4 / 45));
  close(z1, 0, 1);
  close(z2, 1, Math.sqrt(2));
  close(z3, 0, Math.sqrt(15));
  close(z4, 3, Math.sqrt(96));
});

test.run();

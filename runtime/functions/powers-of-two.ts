// 2^k for every exponent a double can have. A table look-up scales a number without writing bits through memory: storing 4 bytes
// and loading 8 stalls the processor, and V8 has no other way to build a double from its bits.

/** `POWERS_OF_TWO[k + 1074]` is 2^k, for -1074 <= k <= 1023. */
export const POWERS_OF_TWO = powersOfTwo();

function powersOfTwo(): Float64Array {
  const table = new Float64Array(2098);
  let power = 1;
  for (let k = 0; k <= 1023; k++, power *= 2) table[k + 1074] = power;
  power = 1;
  for (let k = 0; k >= -1074; k--, power /= 2) table[k + 1074] = power;
  return table;
}

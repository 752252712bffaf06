// Checks of the arguments of random number generators: a wrong one rejects the draw with the generator's Stan name and the argument's.

import { reject } from "../rejection.ts";

export function requirePositive(generator: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) refuse(generator, name, value, "positive and finite");
}

export function requireFinite(generator: string, name: string, value: number): void {
  if (!(value > -Infinity && value < Infinity)) refuse(generator, name, value, "finite");
}

export function requireProbability(generator: string, name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) refuse(generator, name, value, "between 0 and 1");
}

export function requireCount(generator: string, name: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) refuse(generator, name, value, "a count of at least 0");
}

export function requireAtLeast(generator: string, name: string, value: number, bound: number): void {
  if (!(value >= bound && value < Infinity)) refuse(generator, name, value, `finite and at least ${bound}`);
}

/** Integer results must fit 32 bits, as Stan's do. */
export function requireInt32(generator: string, value: number): number {
  if (!(value < 2147483648)) throw reject(`${generator}: the draw ${value} does not fit an int`);
  return value;
}

export function refuse(generator: string, name: string, value: number, expected: string): never {
  throw reject(`${generator}: ${name} is ${value}, but must be ${expected}`);
}

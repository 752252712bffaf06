// The chains of values.json, rebuilt: a linear congruential generator, normals by inversion, AR(1) filtering. The generator is part
// of the reference data, not of the runtime.

import { readFileSync } from "node:fs";
import { invPhi } from "../../../runtime/functions/normal-quantile.ts";

export const oracle = JSON.parse(readFileSync(new URL("./values.json", import.meta.url), "utf8"));

export function uniforms(seed: number, n: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: n }, () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  });
}

export function normals(seed: number, n: number): Float64Array {
  return uniforms(seed, n).map((u) => invPhi(u));
}

export function ar1(seed: number, n: number, rho: number, shift: number, scale: number): Float64Array {
  const z = normals(seed, n);
  const innovation = Math.sqrt(1 - rho * rho);
  let x = z[0]!;
  return z.map((value, t) => {
    if (t > 0) x = rho * x + innovation * value;
    return shift + scale * x;
  });
}

interface Spec {
  seeds: number | number[];
  n: number;
  rho: number;
  shift: number | number[];
  scale: number | number[];
}

export function chainsOfSpec(spec: Spec): Float64Array[] {
  const seeds = [spec.seeds].flat();
  const shifts = [spec.shift].flat();
  const scales = [spec.scale].flat();
  return seeds.map((seed, c) => ar1(seed, spec.n, spec.rho, shifts[c]!, scales[c]!));
}

/** Relative difference, absolute below 1. */
export function distance(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.max(1e-300, Math.abs(expected));
}

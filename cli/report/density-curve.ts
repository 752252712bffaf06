// A smooth density from draws: Gaussian kernel, Silverman's bandwidth, draws first counted on a fine grid. With `mirrored`, draws near
// the smallest and the largest one are mirrored there, so that the density of a scale does not sag towards zero at its bound; this
// needs many draws, or the density ends in a cliff.

import { quantile, standardDeviation } from "../../runtime/index.ts";
import { largest, smallest } from "./draws-of.ts";

export interface CurvePoint {
  readonly x: number;
  readonly density: number;
}

const POINTS = 96;
const CELLS = 512;
/** Kernels are cut off after this many bandwidths. */
const REACH = 4;

/** Silverman, Density Estimation (1986), eq. 3.31: 0.9 min(sd, IQR / 1.34) n^(-1/5). */
export function bandwidth(x: Float64Array): number {
  const spread = (quantile(x, 0.75) - quantile(x, 0.25)) / 1.34;
  const sd = standardDeviation(x);
  return 0.9 * (spread > 0 && spread < sd ? spread : sd) * x.length ** -0.2;
}

/** Density of finite draws at equally spaced points from `low` to `high`; none for fewer than two distinct draws. */
export function densityCurve(
  x: Float64Array,
  [low, high]: readonly [number, number],
  ends: "mirrored" | "open",
): CurvePoint[] {
  const width = x.length < 2 ? 0 : bandwidth(x);
  if (!(width > 0) || !(high > low)) return [];
  const start = low - REACH * width;
  const cell = (high - low + 2 * REACH * width) / CELLS;
  const weights = countOnGrid(x, start, cell, ends === "mirrored");
  const reach = Math.ceil((REACH * width) / cell);
  const scale = 1 / (x.length * width * Math.sqrt(2 * Math.PI));
  const [least, most] = [smallest(x), largest(x)];
  return Array.from({ length: POINTS }, (_, i) => {
    const at = low + ((high - low) * i) / (POINTS - 1);
    if (ends === "mirrored" && (at < least || at > most)) return { x: at, density: 0 };
    const centre = Math.round((at - start) / cell);
    let sum = 0;
    for (let k = Math.max(0, centre - reach); k <= Math.min(CELLS, centre + reach); k++) {
      const z = (start + k * cell - at) / width;
      sum += weights[k]! * Math.exp(-0.5 * z * z);
    }
    return { x: at, density: sum * scale };
  });
}

/** Draws and, if wanted, their mirror images, each shared between the two grid points beside it. */
function countOnGrid(x: Float64Array, start: number, cell: number, isMirrored: boolean): Float64Array {
  const weights = new Float64Array(CELLS + 2);
  const add = (value: number): void => {
    const position = (value - start) / cell;
    const below = Math.floor(position);
    if (!(below >= 0 && below <= CELLS)) return;
    weights[below]! += 1 - (position - below);
    weights[below + 1]! += position - below;
  };
  const [least, most] = [smallest(x), largest(x)];
  for (let i = 0; i < x.length; i++) {
    add(x[i]!);
    if (!isMirrored) continue;
    if (x[i]! > least) add(2 * least - x[i]!);
    if (x[i]! < most) add(2 * most - x[i]!);
  }
  return weights;
}

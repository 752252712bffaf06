// The von Mises distribution by rejection from a wrapped Cauchy: Best and Fisher, "Efficient simulation of the von Mises distribution",
// Appl. Stat. 28 (1979). Their constant is rewritten as s = sqrt(t / (t - 2)), t = 1 + sqrt(1 + 4 kappa^2), and everything is kept
// as a distance from one, so that a concentration of 1e12 still gives a smooth angle.

import { asin } from "../functions/inverse-trigonometric.ts";
import { log } from "../functions/log.ts";
import { cosPi } from "../functions/pi-multiples.ts";
import { requireFinite, requirePositive } from "./arguments.ts";
import type { Random } from "./random.ts";

const PI = 3.141592653589793;

/** An angle in (-pi, pi]. */
export function vonMisesRng(random: Random, mu: number, kappa: number): number {
  requireFinite("von_mises_rng", "mu", mu);
  requirePositive("von_mises_rng", "kappa", kappa);
  const offset = centred(random, kappa);
  const angle = mu + (random.uniform() < 0.5 ? -offset : offset);
  return angle - 2 * PI * Math.ceil((angle - PI) / (2 * PI));
}

/** The absolute angle around zero. */
function centred(random: Random, kappa: number): number {
  if (kappa < 1e-8) return PI * random.uniform();
  const root = Math.sqrt(1 + 4 * kappa * kappa);
  const excess = (4 * kappa * kappa) / (root + 1); // t - 2
  const s = Math.sqrt((excess + 2) / excess);
  const sMinus1 = 2 / (excess * (s + 1));
  for (;;) {
    const z = cosPi(random.uniform());
    const below1 = (sMinus1 * (1 - z)) / (s + z); // 1 - cos of the angle
    const c = kappa * (sMinus1 + below1);
    const u = random.uniform();
    if (c * (2 - c) > u || log(c / u) + 1 - c >= 0) return 2 * asin(Math.sqrt(0.5 * below1));
  }
}

// The von Mises generator: rejection from a wrapped Cauchy. Best and Fisher, "Efficient simulation of the von Mises distribution",
// Applied Statistics 28 (1979). Below 1e-8 the density is flat to the last digit.

import { acos } from "../../functions/inverse-trigonometric.ts";
import { log } from "../../functions/log.ts";
import { cos } from "../../functions/trigonometric.ts";
import type { Random } from "../../random/random.ts";

const PI = 3.141592653589793;

/** An angle in [mu' - pi, mu' + pi], mu' = mu modulo 2 pi. */
export function vonMisesRng(random: Random, mu: number, kappa: number): number {
  const centre = mu - 2 * PI * Math.floor(mu / (2 * PI));
  if (kappa < 1e-8) return centre + PI * (2 * random.uniform() - 1);
  const tau = 1 + Math.sqrt(1 + 4 * kappa * kappa);
  const rho = (tau - Math.sqrt(2 * tau)) / (2 * kappa);
  const r = (1 + rho * rho) / (2 * rho);
  for (;;) {
    const z = cos(PI * random.uniform());
    const f = (1 + r * z) / (r + z);
    const c = kappa * (r - f);
    const u = random.uniform();
    if (c * (2 - c) - u > 0 || log(c / u) + 1 - c >= 0) {
      const angle = acos(f > 1 ? 1 : f < -1 ? -1 : f);
      return random.uniform() < 0.5 ? centre - angle : centre + angle;
    }
  }
}

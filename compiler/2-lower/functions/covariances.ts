// Covariance matrices of Gaussian processes by their formulas, element by element.

import type { Rules } from "./rules.ts";

export const covariances: Rules = {};

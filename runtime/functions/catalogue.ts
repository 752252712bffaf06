// Every scalar function by its name in the language; a few entries that formulas of distributions need are not names of the language.
// A plain record of plain literals: importing it runs nothing.

import type { ScalarFunction } from "../descriptor.ts";
import { bessel } from "./catalogue/bessel.ts";
import { beta } from "./catalogue/beta.ts";
import { constants } from "./catalogue/constants.ts";
import { correlation } from "./catalogue/correlation.ts";
import { exponential } from "./catalogue/exponential.ts";
import { gamma } from "./catalogue/gamma.ts";
import { logistic } from "./catalogue/logistic.ts";
import { normal } from "./catalogue/normal.ts";
import { rounding } from "./catalogue/rounding.ts";
import { special } from "./catalogue/special.ts";
import { trigonometric } from "./catalogue/trigonometric.ts";
import { wiener } from "./catalogue/wiener.ts";

export const scalarFunctions: Readonly<Record<string, ScalarFunction>> = {
  ...bessel,
  ...beta,
  ...constants,
  ...correlation,
  ...exponential,
  ...gamma,
  ...logistic,
  ...normal,
  ...rounding,
  ...special,
  ...trigonometric,
  ...wiener,
};

// Every distribution by its name in the language. A plain record of plain literals: importing it runs nothing.

import type { Distribution } from "../descriptor.ts";
import { beta } from "./continuous/beta.ts";
import { cauchy } from "./continuous/cauchy.ts";
import { lognormal } from "./continuous/lognormal.ts";
import { normal } from "./continuous/normal.ts";
import { stdNormal } from "./continuous/std-normal.ts";
import { bernoulliLogit } from "./discrete/bernoulli-logit.ts";

export const distributions: Readonly<Record<string, Distribution>> = {
  bernoulli_logit: bernoulliLogit,
  beta,
  cauchy,
  lognormal,
  normal,
  std_normal: stdNormal,
};

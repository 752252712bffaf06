// The derived programs of a model that was compiled without them: each says so when it is called. A file of its own, so that an application
// whose models have none does not ship the code for them.

import type { Availability, DerivedMethods } from "./model.ts";
import { ModelError } from "./rejection.ts";

const REASON = "the file was generated without derived programs: compile the model with --programs";
const ABSENT: Availability = { isAvailable: false, blockedBy: [REASON] };

function absent(): never {
  throw new ModelError(REASON);
}

export function noPrograms<Parameters>(): DerivedMethods<Parameters> {
  return {
    programs: { pointwise: ABSENT, predict: ABSENT, simulate: ABSENT, drawParameters: ABSENT, split: ABSENT },
    pointwise: absent,
    predict: absent,
    simulate: absent,
    logPrior: absent,
    logLikelihood: absent,
  };
}

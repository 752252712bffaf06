// Reverse mode by source transformation: `logJoint` becomes one program that computes the log density and its gradient. Values are kept
// where the forward sweep left them, computed again, or saved, in that order of preference (save.ts); what reaches only the target is
// reversed where it stands (in-place.ts).

import * as build from "../ir/build.ts";
import type { GradientModel, Model } from "../ir/mir.ts";
import { withDerivatives } from "./callbacks.ts";
import { withGradient } from "./program.ts";
import { Twins } from "./twins.ts";

export function differentiate(given: Model): GradientModel {
  const twins = new Twins(given.subprograms);
  const model = withDerivatives(given, twins);
  const gradient = build.buffer("gradient", "f64", [model.dimension], "input");
  const body = withGradient(model.logJoint, model.target, new Map([[model.q, gradient]]), twins);
  return { model: { ...model, subprograms: [...model.subprograms, ...twins.made] }, gradient, body };
}

// MIR to MIR, the same algorithm in fewer operations. `simplify` prepares a model for differentiation; `polish` cleans the gradient
// program and folds it into formulas for people.

import type { GradientModel, Model, Statement } from "../ir/mir.ts";
import { scalarFunctions } from "../../runtime/library.ts";
import type { Scalar } from "../ir/mir.ts";
import { compose } from "./compose.ts";
import { removeDead } from "./dead.ts";
import { declareAtFirstTouch, freezeVars, nameParameters, storeGradientOnce } from "./first-touch.ts";
import { fuseLoops } from "./fuse.ts";
import { hoistToBind } from "./hoist.ts";
import { moveInvariantArrays } from "./invariant-arrays.ts";
import { moveInvariants } from "./invariants.ts";
import { normalise } from "./normalise.ts";
import { findParallelLoops } from "./parallel.ts";

export function simplify(model: Model): Model {
  let body = normal(findParallelLoops(model.logJoint));
  body = normal(fuseLoops(findParallelLoops(body)));
  body = normal(moveInvariants(body));
  const hoisted = hoistToBind({ ...model, logJoint: body });
  body = normal(moveInvariants(hoisted.logJoint));
  body = normal(moveInvariants(moveInvariantArrays(body)));
  return { ...hoisted, logJoint: removeDead(body, (storage) => storage === model.target) };
}

export function polish(gradient: GradientModel): GradientModel {
  const { model } = gradient;
  const kept = (storage: unknown): boolean => storage === model.target || storage === gradient.gradient;
  let body = normal(gradient.body);
  body = normal(moveInvariants(body));
  body = removeDead(body, kept);
  body = storeGradientOnce({ ...gradient, body });
  body = nameParameters(freezeVars(declareAtFirstTouch(body)), model);
  body = removeDead(compose(body), kept);
  return { ...gradient, model: { ...model, prepareData: compose(model.prepareData) }, body };
}

const normal = (body: readonly Statement[]): readonly Statement[] => normalise(body, resultOfFunction);

const resultOfFunction = (op: string): Scalar =>
  Object.hasOwn(scalarFunctions, op)
    ? ((scalarFunctions as Record<string, { result?: Scalar }>)[op]!.result ?? "real")
    : "real";

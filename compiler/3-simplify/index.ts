// MIR to MIR, the same algorithm in fewer operations. `simplify` prepares a model for differentiation; `polish` cleans the gradient
// program and folds it into formulas for people.

import { readBy, type Storage, writtenBy } from "../ir/effects.ts";
import type { GradientModel, Model, Routine, Statement } from "../ir/mir.ts";
import { derivedRoutines, mapDerived } from "../ir/programs.ts";
import { withOrder } from "../ir/verify-each.ts";
import { visitExpr } from "../ir/walk.ts";
import { foldAliases, setEarly } from "./aliases.ts";
import { compose } from "./compose.ts";
import { removeDead } from "./dead.ts";
import { declareAtFirstTouch, freezeVars, nameParameters, storeGradientOnce } from "./first-touch.ts";
import { fuseLoops } from "./fuse.ts";
import { hoistToBind } from "./hoist.ts";
import { moveInvariantArrays } from "./invariant-arrays.ts";
import { moveInvariants } from "./invariants.ts";
import { mergeSubprograms } from "./merge-subprograms.ts";
import { callProducts } from "./matrix-products.ts";
import { normalise } from "./normal-form/index.ts";
import { findParallelLoops } from "./parallel.ts";
import { dropLastResets, mergeResets } from "./resets.ts";
import { nameSmallArrays } from "./small-arrays.ts";
import { findOneUseLoads, unhoist } from "./unhoist.ts";
import { polishSubprogram, simplifySubprogram } from "./subprograms.ts";

export { splitLongProgram } from "./long-programs.ts";

export function simplify(given: Model): Model {
  const model = mergeSubprograms(given);
  const normal = normaliser(model);
  const homes = new Set(model.parameters.map(({ home }) => (home.kind === "buffer" ? home.buffer : null)));
  let body = nameSmallArrays(model.logJoint, (buffer) => homes.has(buffer));
  body = normal(findParallelLoops(body));
  body = normal(fuseLoops(findParallelLoops(body)));
  body = normal(moveInvariants(body));
  const hoisted = hoistToBind({ ...model, logJoint: body });
  body = normal(moveInvariants(hoisted.logJoint));
  // An array of one loop's values may stand inside another, whose iterations share it then.
  body = normal(moveInvariants(withOrder(moveInvariantArrays(body))));
  body = removeDead(body, (storage) => storage === model.target);
  const subprograms = hoisted.subprograms.map(simplifySubprogram);
  // Before differentiation, so that adjoints are called after parameters too.
  return { ...hoisted, logJoint: nameParameters(body, model), subprograms };
}

export function polish(gradient: GradientModel): GradientModel {
  const { model } = gradient;
  const normal = normaliser(model);
  const kept = (storage: unknown): boolean => storage === model.target || storage === gradient.gradient;
  let body = normal(gradient.body);
  body = normal(moveInvariants(body));
  body = removeDead(body, kept);
  body = storeGradientOnce({ ...gradient, body });
  // Names that nothing changes any more may stand for one another.
  body = normal(freezeVars(declareAtFirstTouch(body)));
  body = setEarly(dropLastResets(foldAliases(mergeResets(body))));
  const subprograms = model.subprograms.map(polishSubprogram);
  const derived = mapDerived(model, withoutDead);
  const transform = composed(model.transform);
  const generate = composed(model.generate);
  const routines = [transform, generate, ...derivedRoutines(derived)];
  const others = [...routines, ...subprograms].flatMap((program) => program.body);
  const loads = findOneUseLoads(body, model.prepareData, others);
  body = callProducts(removeDead(compose(unhoist(body, loads)), kept));
  const elsewhere = readWithSizes([...body, ...others]);
  const prepareData = compose(
    removeDead(model.prepareData, (s) => elsewhere.has(s) || s.kind === "buffer" || s.isTemporary !== true),
    elsewhere,
  );
  const logJoint = unhoist(model.logJoint, loads);
  return {
    ...gradient,
    model: { ...derived, prepareData, logJoint, transform, generate, subprograms },
    body,
  };
}

function composed(routine: Routine): Routine {
  const outputs = routine.outputs.map(({ home }) => (home.kind === "local" ? home.local : home.buffer));
  return { ...routine, body: callProducts(compose(routine.body, new Set<Storage>(outputs))) };
}

/** Derived programs lower the whole model block, of which each needs a part. */
function withoutDead(routine: Routine): Routine {
  const outputs = routine.outputs.map(({ home }): Storage =>
    home.kind === "local" ? home.local : home.buffer,
  );
  return { ...routine, body: removeDead(routine.body, (storage) => outputs.includes(storage)) };
}

/** What the statements read, the names in the sizes of their arrays included. */
function readWithSizes(body: readonly Statement[]): Set<Storage> {
  const reads = readBy(body);
  for (const storage of [...reads, ...writtenBy(body)])
    if (storage.kind === "buffer")
      for (const size of storage.dims)
        visitExpr(size, (e) => {
          if (e.kind === "ref") reads.add(e.local);
          if (e.kind === "load") reads.add(e.buffer);
        });
  return reads;
}

const normaliser =
  ({ target }: Model) =>
  (body: readonly Statement[]): readonly Statement[] =>
    normalise(body, target);

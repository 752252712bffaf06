// All the programs of a model, for passes that treat them alike, and among them those derived from `~`.

import type { Derived, Local, Model, ProgramName, Programs, Routine, Statement } from "./mir.ts";

export type ProgramOf = "prepareData" | "logJoint" | "transform" | "generate" | "derived" | "subprogram";

export function mapPrograms(
  model: Model,
  f: (body: readonly Statement[], name: ProgramOf) => readonly Statement[],
): Model {
  const routine = (r: Routine, name: ProgramOf): Routine => ({ ...r, body: f(r.body, name) });
  return {
    ...mapDerived(model, (r) => routine(r, "derived")),
    prepareData: f(model.prepareData, "prepareData"),
    logJoint: f(model.logJoint, "logJoint"),
    transform: routine(model.transform, "transform"),
    generate: routine(model.generate, "generate"),
    subprograms: model.subprograms.map((s) => ({ ...s, body: f(s.body, "subprogram") })),
  };
}

/** The model with `change` applied to each derived program that exists. */
export function mapDerived(model: Model, change: (routine: Routine) => Routine): Model {
  if (model.programs === undefined) return model;
  const mapped = entries(model.programs).map(([name, derived]) => [
    name,
    derived.kind === "routine" ? { ...derived, routine: change(derived.routine) } : derived,
  ]);
  return { ...model, programs: Object.fromEntries(mapped) as unknown as Programs };
}

/** The derived programs that exist. */
export function derivedRoutines({ programs }: Model): readonly Routine[] {
  if (programs === undefined) return [];
  return entries(programs).flatMap(([, d]) => (d.kind === "routine" ? [d.routine] : []));
}

export const entries = (programs: Programs): [ProgramName, Derived][] =>
  Object.entries(programs) as [ProgramName, Derived][];

/** What `bind` sets from its options. */
export const weightsOf = ({ jacobianWeight, constantWeight, rowWeight }: Model): readonly Local[] => [
  jacobianWeight,
  constantWeight,
  ...(rowWeight === undefined ? [] : [rowWeight]),
];

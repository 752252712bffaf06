// All the programs of a model, for passes that treat them alike.

import type { Model, Routine, Statement } from "./mir.ts";

export type ProgramOf = "prepareData" | "logJoint" | "transform" | "generate" | "derived" | "subprogram";

export function mapPrograms(
  model: Model,
  f: (body: readonly Statement[], name: ProgramOf) => readonly Statement[],
): Model {
  const routine = (r: Routine, name: ProgramOf): Routine => ({ ...r, body: f(r.body, name) });
  const { programs } = model;
  return {
    ...model,
    prepareData: f(model.prepareData, "prepareData"),
    logJoint: f(model.logJoint, "logJoint"),
    transform: routine(model.transform, "transform"),
    generate: routine(model.generate, "generate"),
    subprograms: model.subprograms.map((s) => ({ ...s, body: f(s.body, "subprogram") })),
    ...(programs === undefined ? {} : { programs: mapDerived(programs, (r) => routine(r, "derived")) }),
  };
}

function mapDerived(
  programs: NonNullable<Model["programs"]>,
  f: (routine: Routine) => Routine,
): NonNullable<Model["programs"]> {
  const entries = Object.entries(programs) as [keyof typeof programs, (typeof programs)["split"]][];
  const mapped = entries.map(([name, derived]) => [
    name,
    derived.kind === "routine" ? { ...derived, routine: f(derived.routine) } : derived,
  ]);
  return Object.fromEntries(mapped) as NonNullable<Model["programs"]>;
}

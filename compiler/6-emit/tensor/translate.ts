// From the density of a model to a program over tensors: levels first, then dimensions, then statement by statement.

import { declaredIn, type Storage, writtenBy } from "../../ir/effects.ts";
import type { Buffer, Local, Model, Statement } from "../../ir/mir.ts";
import { visitStatements } from "../../ir/walk.ts";
import { homeOf } from "../functions.ts";
import { chooseAxes, depthOf } from "./axes.ts";
import { tensorStorage } from "./levels.ts";
import type { TensorProgram, TensorStatement } from "./program.ts";
import { translateAll } from "./statements.ts";
import type { Translation } from "./translation.ts";

/** Throws a Refusal for what has no form over tensors. `body` declares `target`. */
export function translateDensity(model: Model, body: readonly Statement[]): TensorProgram {
  const axisLoops = chooseAxes(body, tensorStorage(model, body, new Set()));
  const tensors = new Set<Storage>(tensorStorage(model, body, axisLoops));
  const valid: Local = { kind: "local", name: "valid", scalar: "bool" };
  const t: Translation = {
    model,
    depth: depthOf(body, axisLoops),
    axisLoops,
    tensors,
    boundLevel: boundLevelOf(model),
    changing: writtenBy(body),
    definitions: new Map(),
    values: new Map(),
    axesOf: new Map(),
    declaredAt: new Map(),
    constants: [],
    functions: new Set(),
    valid,
    hasChecks: false,
  };
  const out: TensorStatement[] = [];
  translateAll(t, { axes: [], guard: null, out, place: null }, body);
  return {
    body: out,
    cells: [...arraysWritten(body)].filter((buffer) => tensors.has(buffer)),
    constants: t.constants,
    functions: [...t.functions].sort(),
    target: model.target,
    valid: t.hasChecks ? valid : null,
  };
}

function boundLevelOf({
  data,
  prepareData,
  jacobianWeight,
  constantWeight,
  rowWeight,
}: Model): ReadonlySet<Storage> {
  const homes = data.map((declared) => homeOf(declared)).filter((home) => home.kind !== "callee");
  return new Set<Storage>([
    ...homes,
    ...declaredIn(prepareData),
    ...writtenBy(prepareData),
    jacobianWeight,
    constantWeight,
    ...(rowWeight === undefined ? [] : [rowWeight]),
  ]);
}

function arraysWritten(body: readonly Statement[]): ReadonlySet<Buffer> {
  const found = new Set<Buffer>();
  visitStatements(body, (s) => {
    for (const storage of writtenBy([s])) if (storage.kind === "buffer") found.add(storage);
  });
  return found;
}

// The same function handed to the same solver in several programs (the log density, the transformed parameters) was lowered once for each:
// equal subprograms become one.

import { declaredIn, readBy, writtenBy, type Storage } from "../ir/effects.ts";
import type { Callee, Model, Statement, Subprogram } from "../ir/mir.ts";
import { printSubprogram } from "../ir/print.ts";
import { mapPrograms } from "../ir/programs.ts";
import { mapStatements, visitStatements } from "../ir/walk.ts";

export function mergeSubprograms(model: Model): Model {
  const kept: Known[] = [];
  const replaced = new Map<Callee, Callee>();
  for (const subprogram of model.subprograms) {
    const own = knownOf(subprogram);
    const equal = kept.find((known) => isEqual(known, own));
    if (equal === undefined) kept.push(own);
    else replaced.set(subprogram.callee, equal.subprogram.callee);
  }
  if (replaced.size === 0) return model;
  const merged = { ...model, subprograms: kept.map(({ subprogram }) => subprogram) };
  return mapPrograms(merged, (body) => mapStatements(body, (s) => calling(s, replaced)));
}

interface Known {
  readonly subprogram: Subprogram;
  readonly text: string;
  /** What it reads from outside, in order. */
  readonly outside: readonly (Storage | Callee)[];
}

function knownOf(subprogram: Subprogram): Known {
  const { callee, params, body } = subprogram;
  const own = new Set<Storage>(params.map((p) => (p.kind === "scalar" ? p.local : p.buffer)));
  const inside = new Set<Storage>([...own, ...declaredIn(body), ...writtenBy(body)]);
  const read = [...readBy(body)].filter((s) => !inside.has(s));
  const called: Callee[] = [];
  visitStatements(body, (s) => {
    if (s.kind !== "kernel") return;
    if (typeof s.kernel !== "string" && s.kernel !== callee) called.push(s.kernel);
    for (const arg of s.args) if (arg.kind === "callback" && arg.callee !== null) called.push(arg.callee);
  });
  return { subprogram, text: printSubprogram(subprogram), outside: [...read, ...called] };
}

const isEqual = (a: Known, b: Known): boolean =>
  a.text === b.text && a.outside.length === b.outside.length && a.outside.every((o, k) => o === b.outside[k]);

function calling(s: Statement, replaced: ReadonlyMap<Callee, Callee>): Statement {
  if (s.kind !== "kernel") return s;
  const now = (callee: Callee): Callee => replaced.get(callee) ?? callee;
  const kernel = typeof s.kernel === "string" ? s.kernel : now(s.kernel);
  const args = s.args.map((arg) =>
    arg.kind === "callback" && arg.callee !== null ? { ...arg, callee: now(arg.callee) } : arg,
  );
  return { ...s, kernel, args };
}

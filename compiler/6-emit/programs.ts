// The programs derived from `~`, as members of the definition: what each computes, or the statements that stand in its way.

import type { Declared, Derived, Model } from "../ir/mir.ts";
import { routineLines, splitLines } from "./functions.ts";
import { type Printing, use } from "./printing.ts";
import { indented } from "./statement.ts";
import { stringText } from "./text.ts";

export function programLines(
  p: Printing,
  { programs, q }: Model,
  variables: (outputs: readonly Declared[]) => string,
): string[] {
  if (programs === undefined) return [];
  const { pointwise, predict, simulate, drawParameters, split } = programs;
  const member = (name: string, derived: Derived, show: boolean): string[] => {
    if (derived.kind === "blocked") return blockedLines(name, derived.by);
    const { routine } = derived;
    const layout = show ? [variables(routine.outputs)] : [];
    return [`${name}: {`, ...indented([...layout, ...routineLines(p, "run", routine, name)]), "},"];
  };
  const parts =
    split.kind === "blocked"
      ? blockedLines("split", split.by)
      : ["split: {", ...indented(splitLines(p, split.routine, q)), "},"];
  const lines = [
    ...member("pointwise", pointwise, true),
    ...member("predict", predict, true),
    ...member("simulate", simulate, true),
    ...member("drawParameters", drawParameters, false),
    ...parts,
  ];
  return [
    `programs: ${use(p, "derivedPrograms")}${p.round.types ? "<Parameters>" : ""}({`,
    ...indented(lines),
    "}),",
  ];
}

function blockedLines(name: string, by: readonly string[]): string[] {
  return [`${name}: { blockedBy: [`, ...indented(by.map((text) => `${stringText(text)},`)), "] },"];
}

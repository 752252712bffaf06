// How a program uses its locals, as far as printing asks.

import type { Local, Statement } from "../ir/mir.ts";
import { visitExprs } from "../ir/walk.ts";

export interface Uses {
  /** Compared for equality: TypeScript must not take their first value for their type. */
  readonly compared: ReadonlySet<Local>;
  /** How many times each is read. */
  readonly readCounts: ReadonlyMap<Local, number>;
  /** Results of calls that stand in the formulas that use them: filled while the program is printed. */
  readonly inlined: Map<Local, string>;
  /** Statements of the model that a comment has quoted so far. */
  readonly quoted: Set<string>;
  /** Statements that the log density does too, where they are quoted. */
  readonly quotedElsewhere?: ReadonlySet<string>;
}

export function usesIn(statements: readonly Statement[]): Uses {
  const compared = new Set<Local>();
  const readCounts = new Map<Local, number>();
  visitExprs(statements, (e) => {
    if (e.kind === "ref") readCounts.set(e.local, (readCounts.get(e.local) ?? 0) + 1);
    if (e.kind === "op" && (e.op === "eq" || e.op === "ne"))
      for (const arg of e.args) if (arg.kind === "ref") compared.add(arg.local);
  });
  return { compared, readCounts, inlined: new Map(), quoted: new Set() };
}

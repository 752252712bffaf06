// How a program uses its locals, as far as printing asks.

import type { Expr, Local, Statement } from "../ir/mir.ts";
import { visitExprs, visitStatements } from "../ir/walk.ts";

export interface Uses {
  /** Compared for equality: TypeScript must not take their first value for their type. */
  readonly compared: ReadonlySet<Local>;
  /** Checked to be one number and compared with another: after `if (n !== 1) throw` TypeScript takes 1 for the type of n. */
  readonly told: ReadonlySet<Local>;
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
  const numbers = new Map<Local, Set<number>>();
  const checked = new Set<Local>();
  const readCounts = new Map<Local, number>();
  visitExprs(statements, (e) => {
    if (e.kind === "ref") readCounts.set(e.local, (readCounts.get(e.local) ?? 0) + 1);
    if (e.kind !== "op" || (e.op !== "eq" && e.op !== "ne")) return;
    for (const arg of e.args) if (arg.kind === "ref") compared.add(arg.local);
    const [left, right] = e.args as [Expr, Expr];
    if (left.kind === "ref" && (right.kind === "int" || right.kind === "num"))
      numbers.set(left.local, (numbers.get(left.local) ?? new Set()).add(right.value));
  });
  visitStatements(statements, (s) => {
    if (s.kind !== "check" || s.condition.kind !== "op" || s.condition.op !== "eq") return;
    const [left] = s.condition.args;
    if (left?.kind === "ref") checked.add(left.local);
  });
  const told = new Set([...checked].filter((local) => (numbers.get(local)?.size ?? 0) > 1));
  return { compared, told, readCounts, inlined: new Map(), quoted: new Set() };
}

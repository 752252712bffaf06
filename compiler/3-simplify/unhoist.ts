// Reading one cell of the data before the evaluations saves nothing where each evaluation reads it once anyway: such names go back to
// where they are used.

import type { Expr, Local, Statement } from "../ir/mir.ts";
import { bodiesOf, expressionsOf, mapExprs, visitExpr, visitExprs } from "../ir/walk.ts";
import { leavesOf } from "./leaves.ts";

/** Loads named in `prepareData` that the top level of the program alone uses, once, by their names. */
export function findOneUseLoads(
  body: readonly Statement[],
  prepareData: readonly Statement[],
  others: readonly Statement[],
): ReadonlyMap<Local, Expr> {
  const loads = new Map<Local, Expr>();
  for (const s of leavesOf(prepareData))
    if (s.kind === "let" && s.local.isTemporary === true && s.value.kind === "load")
      loads.set(s.local, s.value);
  const counts = new Map<Local, number>();
  visitExprs([...body, ...prepareData, ...others], (e) => {
    if (e.kind === "ref" && loads.has(e.local)) counts.set(e.local, (counts.get(e.local) ?? 0) + 1);
  });
  const found = new Map<Local, Expr>();
  for (const s of leavesOf(body))
    if (bodiesOf(s).length === 0)
      for (const whole of expressionsOf(s))
        visitExpr(whole, (e) => {
          if (e.kind === "ref" && counts.get(e.local) === 1) found.set(e.local, loads.get(e.local)!);
        });
  return found;
}

export const unhoist = (body: readonly Statement[], loads: ReadonlyMap<Local, Expr>): readonly Statement[] =>
  loads.size === 0 ? body : mapExprs(body, (e) => (e.kind === "ref" ? (loads.get(e.local) ?? e) : e));

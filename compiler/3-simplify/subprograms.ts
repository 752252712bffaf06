// Subprograms go through the passes that need no model around them. Small local arrays become names first: what is left is mostly a few
// formulas, and formulas are what can be differentiated component by component.

import type { Storage } from "../ir/effects.ts";
import * as build from "../ir/build.ts";
import type { Statement, Subprogram } from "../ir/mir.ts";
import { nameCells } from "./cells.ts";
import { compose } from "./compose.ts";
import { removeDead } from "./dead.ts";
import { declareAtFirstTouch, freezeVars } from "./first-touch.ts";
import { fuseLoops } from "./fuse.ts";
import { moveInvariants } from "./invariants.ts";
import { normalise } from "./normal-form/index.ts";
import { findParallelLoops } from "./parallel.ts";

export function simplifySubprogram(subprogram: Subprogram): Subprogram {
  let body = normal(findParallelLoops(nameCells(subprogram.body)));
  body = normal(fuseLoops(findParallelLoops(body)));
  body = normal(moveInvariants(body));
  return { ...subprogram, body: removeDead(body, outputsOf(subprogram)) };
}

export function polishSubprogram(subprogram: Subprogram): Subprogram {
  const kept = outputsOf(subprogram);
  let body = removeDead(normal(moveInvariants(normal(subprogram.body))), kept);
  body = removeDead(normal(freezeVars(declareAtFirstTouch(body))), kept);
  return { ...subprogram, body: removeDead(compose(body), kept) };
}

const normal = (body: readonly Statement[]): readonly Statement[] =>
  normalise(body, build.local("none", "real"));

const outputsOf =
  ({ params }: Subprogram) =>
  (storage: Storage): boolean =>
    params.some((p) => p.kind !== "scalar" && p.kind !== "in" && p.buffer === storage);

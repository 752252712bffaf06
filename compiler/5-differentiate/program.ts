// One program reversed: what of it runs forward, what runs backward, and what must be declared before either. The log density and the
// functions that solvers call back are reversed by the same sweep.

import * as build from "../ir/build.ts";
import { declaredBy, declaredIn, type Storage } from "../ir/effects.ts";
import type { Buffer, Local, Statement } from "../ir/mir.ts";
import { accessesOf, type Accesses, type Site } from "../ir/sites.ts";
import { withOrder } from "../ir/verify-each.ts";
import { findActive } from "./activity.ts";
import { exitAtHead } from "./exits.ts";
import { nameResults } from "./name-results.ts";
import { reverseBlock } from "./reverse.ts";
import { withSavedViews } from "./saved-views.ts";
import type { Read, Sweep } from "./sweep.ts";
import type { Twins } from "./twins.ts";

export interface Reversible {
  readonly body: readonly Statement[];
  /** What the derivatives are by. */
  readonly inputs: readonly Storage[];
  /** Adjoints that exist beforehand: those of the inputs, perhaps of outputs. */
  readonly adjoints: ReadonlyMap<Storage, Local | Buffer>;
  /** What the derivatives are of. */
  readonly outputs: readonly Storage[];
  readonly target: Local;
}

/** The body in the form that can be reversed. */
export const prepared = (body: readonly Statement[]): readonly Statement[] => nameResults(exitAtHead(body));

export function newSweep(
  { body, inputs, adjoints, outputs, target }: Reversible,
  { targetIsRead, memory, twins }: Pick<Sweep, "targetIsRead" | "memory" | "twins">,
): Sweep {
  const accesses = accessesOf(body);
  const declaredAt = new Map<Local, Site>();
  for (const site of accesses.sites) {
    const local = declaredBy(site.statement);
    if (local !== null) declaredAt.set(local, site);
  }
  return {
    accesses,
    readBy: readsByStatement(accesses),
    isActive: findActive(body, inputs, outputs),
    target,
    targetIsRead: targetIsRead || accesses.reads.has(target),
    ownLocals: declaredIn(body),
    declaredAt,
    terminal: new Map(),
    deferred: new Map(),
    adjoints: new Map(adjoints),
    declarations: [],
    savedViews: new Map(),
    memory,
    twins,
    replaced: new Map(),
  };
}

function readsByStatement({ reads }: Accesses): Sweep["readBy"] {
  const found = new Map<Statement, Read[]>();
  for (const [storage, accesses] of reads)
    for (const access of accesses) {
      const own = found.get(access.statement);
      if (own === undefined) found.set(access.statement, [{ storage, access }]);
      else own.push({ storage, access });
    }
  return found;
}

/** The derivatives of `target`, added to the adjoints of the inputs, which start at zero. */
export function withGradient(
  given: readonly Statement[],
  target: Local,
  inputs: ReadonlyMap<Buffer, Buffer>,
  twins: Twins,
): readonly Statement[] {
  const body = prepared(given);
  const sweep = newSweep(
    { body, inputs: [...inputs.keys()], adjoints: inputs, outputs: [target], target },
    { targetIsRead: false, memory: "call", twins },
  );
  const { forward, reverse } = reverseBlock(
    body,
    { inPlace: true, root: [], frames: [], pending: new Map() },
    sweep,
  );
  const swept = withSavedViews([...forward, ...reverse], sweep);
  // An adjoint kernel may add to the same block in every iteration.
  return [...heads(sweep), ...withOrder(swept)];
}

/** Adjoint arrays start at zero; so does the target's adjoint at one where the program reads the target. */
function heads(sweep: Sweep): Statement[] {
  const out: Statement[] = [...sweep.declarations, ...zeroAdjoints(sweep)];
  if (sweep.targetIsRead) {
    const adjoint = sweep.adjoints.get(sweep.target);
    if (adjoint?.kind === "local") out.push({ kind: "var", local: adjoint, initial: build.num(1) });
  }
  return out;
}

export const zeroAdjoints = (sweep: Sweep): Statement[] =>
  [...sweep.adjoints.values()].flatMap((adjoint) => (adjoint.kind === "buffer" ? [zero(adjoint)] : []));

export const zero = (adjoint: Buffer): Statement => ({
  kind: "fill",
  view: { buffer: adjoint, index: [] },
  count: build.product(adjoint.dims),
  value: build.num(0),
});

// Reverse mode by source transformation: `logJoint` becomes one program that computes the log density and its gradient. Values are kept
// where the forward sweep left them, computed again, or saved, in that order of preference (save.ts); what reaches only the target is
// reversed where it stands (in-place.ts).

import * as build from "../ir/build.ts";
import { declaredBy, declaredIn, type Storage } from "../ir/effects.ts";
import type { Buffer, GradientModel, Local, Model, Statement } from "../ir/mir.ts";
import { accessesOf, type Site } from "../ir/sites.ts";
import { mapStatements } from "../ir/walk.ts";
import { findActive } from "./activity.ts";
import { exitAtHead } from "./exits.ts";
import { nameResults } from "./name-results.ts";
import { reverseBlock } from "./reverse.ts";
import type { Sweep } from "./sweep.ts";

export function differentiate(model: Model): GradientModel {
  const gradient = build.buffer("gradient", "f64", [model.dimension], "input");
  const body = nameResults(exitAtHead(model.logJoint));
  const accesses = accessesOf(body);
  const declaredAt = new Map<Local, Site>();
  for (const site of accesses.sites) {
    const local = declaredBy(site.statement);
    if (local !== null) declaredAt.set(local, site);
  }
  const adjoints = new Map<Storage, Local | Buffer>([[model.q, gradient]]);
  const sweep: Sweep = {
    accesses,
    isActive: findActive(body, model.q, model.target),
    target: model.target,
    targetIsRead: accesses.reads.has(model.target),
    q: model.q,
    gradient,
    ownLocals: declaredIn(body),
    declaredAt,
    terminal: new Map(),
    adjoints,
    declarations: [],
    savedViews: new Map(),
  };
  const { forward, reverse } = reverseBlock(
    body,
    { inPlace: true, root: [], frames: [], pending: new Map() },
    sweep,
  );
  const swept = withSavedViews([...forward, ...reverse], sweep);
  return { model, gradient, body: [...heads(sweep), ...swept] };
}

/** Copies of blocks that the reverse sweep needs as they were when the kernel ran. */
function withSavedViews(body: readonly Statement[], sweep: Sweep): readonly Statement[] {
  if (sweep.savedViews.size === 0) return body;
  return mapStatements(body, (s) => {
    const saved = sweep.savedViews.get(s);
    if (saved === undefined) return s;
    const copies = (isOutput: boolean): Statement[] =>
      saved
        .filter((view) => view.isOutput === isOutput)
        .map(({ from, whole, count }) => ({ kind: "copy", to: whole, from, count }));
    return [...copies(false), s, ...copies(true)];
  });
}

/** Adjoint arrays start at zero; so does the target's adjoint at one where the program reads the target. */
function heads(sweep: Sweep): Statement[] {
  const out: Statement[] = [...sweep.declarations];
  for (const adjoint of sweep.adjoints.values()) if (adjoint.kind === "buffer") out.push(zero(adjoint));
  if (sweep.targetIsRead) {
    const adjoint = sweep.adjoints.get(sweep.target);
    if (adjoint?.kind === "local") out.push({ kind: "var", local: adjoint, initial: build.num(1) });
  }
  return out;
}

const zero = (adjoint: Buffer): Statement => ({
  kind: "fill",
  view: { buffer: adjoint, index: [] },
  count: build.product(adjoint.dims),
  value: build.num(0),
});

// Statements moved out of loops keep the loops they need around them. Consecutive statements from the same loops share one nest, so
// that what moved reads as one loop again. Every nest has loop indices and names of its own.

import * as build from "../ir/build.ts";
import { readBy, writtenBy } from "../ir/effects.ts";
import type { Expr, Local, Statement } from "../ir/mir.ts";
import { rewriteExpr, rewriteStatement } from "../ir/rewrite.ts";
import type { Frame } from "../ir/sites.ts";

type Let = Extract<Statement, { kind: "let" }>;

interface Nest {
  readonly frames: readonly Frame[];
  readonly renamed: Map<Local, Local>;
  readonly body: Statement[];
}

export class Nests {
  private readonly nests: Nest[] = [];
  /** Values of names that the bounds and conditions of the loops may use; they are written out there. */
  private readonly definitions: ReadonlyMap<Local, Let>;

  constructor(definitions: ReadonlyMap<Local, Let>) {
    this.definitions = definitions;
  }

  /** Adds `statement` under `frames`, after the definitions it needs. */
  add(frames: readonly Frame[], needs: readonly Let[], statement: Statement): void {
    const nest = this.nestFor(frames, [...needs, statement]);
    for (const definition of needs) {
      if (nest.renamed.has(definition.local)) continue;
      const value = rewriteExpr(definition.value, { ref: (l) => this.renamedRef(nest, l) });
      const local = { ...definition.local };
      nest.renamed.set(definition.local, local);
      nest.body.push({ kind: "let", local, value });
    }
    nest.body.push(rewriteStatement(statement, { ref: (l) => this.renamedRef(nest, l) }));
  }

  get statements(): readonly Statement[] {
    return this.nests.flatMap((nest) => wrap(nest, this.definitions));
  }

  private nestFor(frames: readonly Frame[], statements: readonly Statement[]): Nest {
    // An earlier nest of the same loops will do, if what was added in between does not mind.
    for (let i = this.nests.length - 1; i >= 0; i--) {
      const nest = this.nests[i]!;
      if (sameFrames(nest.frames, frames)) return nest;
      if (!mayPass(statements, nest.body)) break;
    }
    const renamed = new Map<Local, Local>();
    for (const { statement } of frames)
      if (statement.kind === "each" || statement.kind === "for")
        renamed.set(statement.index, build.local(statement.index.name, "int"));
    const nest: Nest = { frames, renamed, body: [] };
    this.nests.push(nest);
    return nest;
  }

  private renamedRef(nest: Nest, local: Local) {
    const renamed = nest.renamed.get(local);
    return renamed === undefined ? undefined : build.ref(renamed);
  }
}

/** `moved` may run before `other`: neither reads what the other writes, and what both write, both add to. */
function mayPass(moved: readonly Statement[], other: readonly Statement[]): boolean {
  if (!other.every((s) => s.kind === "accumulate")) return false;
  const [reads, writes] = [readBy(moved), writtenBy(moved)];
  const [otherReads, otherWrites] = [readBy(other), writtenBy(other)];
  if ([...otherWrites].some((s) => reads.has(s)) || [...writes].some((s) => otherReads.has(s))) return false;
  return (
    [...otherWrites].every((s) => !writes.has(s)) ||
    moved.every((s) => s.kind === "accumulate" || s.kind === "let")
  );
}

const sameFrames = (a: readonly Frame[], b: readonly Frame[]): boolean =>
  a.length === b.length && a.every((f, i) => f.statement === b[i]!.statement && f.branch === b[i]!.branch);

function wrap(nest: Nest, definitions: ReadonlyMap<Local, Let>): readonly Statement[] {
  const ref = (l: Local): Expr | undefined => {
    const definition = definitions.get(l);
    if (definition !== undefined) return rewriteExpr(definition.value, { ref });
    return nest.renamed.has(l) ? build.ref(nest.renamed.get(l)!) : undefined;
  };
  const how = {
    ref,
    declared: (l: Local) => nest.renamed.get(l) ?? l,
  };
  let body: readonly Statement[] = nest.body;
  for (const { statement, branch } of [...nest.frames].reverse()) {
    if (statement.kind === "loop") continue;
    if (statement.kind === "if") {
      const condition = rewriteExpr(statement.condition, how);
      body = [{ kind: "if", condition, then: branch === 0 ? body : [], otherwise: branch === 1 ? body : [] }];
    } else body = [{ ...rewriteStatement({ ...statement, body: [] }, how), body } as Statement];
  }
  return body;
}

// Rule R7: a subprogram that derivatives pass through gets two twins. The forward twin computes what the subprogram computes and leaves on
// the stack what its reverse will need; the reverse twin takes that back and sends the adjoints of the results to the arguments:
// those of blocks are added in place, those of numbers are left on the stack. Recursion of depth d costs O(d), and every activation
// takes off exactly what its twin has put on.

import { internalError } from "../diagnostics/internal-error.ts";
import * as build from "../ir/build.ts";
import { readBy, writtenBy, type Storage } from "../ir/effects.ts";
import type { Buffer, Callee, Expr, Local, Statement, Subprogram, SubprogramParam } from "../ir/mir.ts";
import { adjointName } from "../ir/naming.ts";
import { newSweep, prepared, zero } from "./program.ts";
import { reverseBlock } from "./reverse.ts";
import { closeOver } from "./save.ts";
import { overCells, withSavedViews } from "./saved-views.ts";
import type { Block } from "./sweep.ts";

export interface Twin {
  readonly forward: Callee;
  /** Parameters: those of the subprogram, the adjoint of a real result, of the active outputs, of the active inputs that are blocks. */
  readonly reverse: Callee;
}

/** Twins by subprogram and by which of its parameters carry derivatives, made when first asked for. */
export class Twins {
  readonly made: Subprogram[] = [];
  private readonly known = new Map<string, Twin>();
  private readonly originals: readonly Subprogram[];

  constructor(originals: readonly Subprogram[]) {
    this.originals = originals;
  }

  of(callee: Callee, active: readonly boolean[]): Twin {
    const at = this.originals.findIndex((s) => s.callee === callee);
    const original = this.originals[at] ?? internalError(`${callee.name} has no definition`);
    const key = [at, ...active].join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const twin: Twin = {
      forward: { kind: "callee", name: `${callee.name}Forward`, result: callee.result },
      reverse: { kind: "callee", name: `${callee.name}Reverse`, result: null },
    };
    // Before the bodies, which may call the same twins.
    this.known.set(key, twin);
    this.made.push(...makeTwins(original, active, twin, this));
    return twin;
  }
}

interface Adjoints {
  readonly numbers: ReadonlyMap<Local, Local>;
  readonly inputs: ReadonlyMap<Buffer, Buffer>;
  readonly outputs: ReadonlyMap<Buffer, Buffer>;
}

function adjointsOf(params: readonly SubprogramParam[], active: readonly boolean[]): Adjoints {
  const numbers = new Map<Local, Local>();
  const inputs = new Map<Buffer, Buffer>();
  const outputs = new Map<Buffer, Buffer>();
  params.forEach((param, k) => {
    if (!active[k]) return;
    if (param.kind === "scalar")
      return numbers.set(param.local, build.local(adjointName(param.local.name), "real"));
    const { name, dims } = param.buffer;
    (param.kind === "in" ? inputs : outputs).set(
      param.buffer,
      build.buffer(adjointName(name), "f64", dims, "argument"),
    );
  });
  return { numbers, inputs, outputs };
}

function makeTwins(
  { title, params, body: given }: Subprogram,
  active: readonly boolean[],
  twin: Twin,
  twins: Twins,
): Subprogram[] {
  const last = given.at(-1);
  const result = last?.kind === "return" ? last.value : null;
  const returned = build.local("returned", "real");
  const seed = build.local("resultAdj", "real");
  const isReal = twin.forward.result === "real";
  const added: Statement[] = isReal && result !== null ? [build.accumulateLocal(returned, result)] : [];
  const body = [...prepared(result === null ? given : given.slice(0, -1)), ...added];
  const { numbers, inputs, outputs } = adjointsOf(params, active);
  const own = new Map<Storage, Local | Buffer>([...numbers, ...inputs, ...outputs, [returned, seed]]);
  const sweep = newSweep(
    {
      body,
      inputs: [...numbers.keys(), ...inputs.keys()],
      adjoints: own,
      outputs: [returned, ...outputs.keys()],
      target: returned,
    },
    { targetIsRead: true, memory: "frame", twins },
  );
  const block: Block = { inPlace: false, root: [], frames: [], pending: new Map() };
  const { forward, reverse } = reverseBlock(body, block, sweep);
  const closed = closeOver(body, reverse, block, sweep);
  const frames = framesRead(body, closed.reverse);
  const computed = forward.filter((s) => !added.includes(s));
  const swept = withSavedViews([...computed, ...closed.saves], sweep);
  const fresh = [...sweep.adjoints].flatMap(([storage, adjoint]) =>
    adjoint.kind === "buffer" && !own.has(storage) ? [zero(adjoint)] : [],
  );
  const back: SubprogramParam[] = [
    ...params.map((p): SubprogramParam => (p.kind === "scalar" ? p : { ...p, kind: "in" })),
    ...(isReal ? [{ kind: "scalar", local: seed } as const] : []),
    ...[...outputs.values(), ...inputs.values()].map(adjointParam),
  ];
  return [
    {
      callee: twin.forward,
      title: `${title}, keeping what its reverse needs`,
      params,
      body: [
        ...swept,
        ...frames.map(pushFrame),
        ...(result === null ? [] : [{ kind: "return", value: result } as const]),
      ],
    },
    {
      callee: twin.reverse,
      title: `Reverse of ${title}`,
      params: back,
      body: [
        ...[...numbers.values()].map((local): Statement => ({ kind: "var", local, initial: build.num(0) })),
        ...fresh,
        ...[...frames].reverse().map(popFrame),
        ...closed.reverse,
        ...[...numbers.values()].map((local): Statement => ({ kind: "push", value: build.ref(local) })),
      ],
    },
  ];
}

const adjointParam = (buffer: Buffer): SubprogramParam => ({
  kind: "inout",
  buffer,
  offset: build.local(`${buffer.name}Offset`, "int"),
});

/** Arrays of the activation that the reverse sweep reads. */
function framesRead(body: readonly Statement[], reverse: readonly Statement[]): readonly Buffer[] {
  const written = writtenBy(body);
  return [...readBy(reverse)].filter(
    (s): s is Buffer => s.kind === "buffer" && s.lifetime === "frame" && written.has(s),
  );
}

const pushFrame = (frame: Buffer): Statement =>
  overCells(frame.dims, false, (index) => [{ kind: "push", value: build.load(frame, index) }]);

function popFrame(frame: Buffer): Statement {
  const cell = build.local("cell", frame.elem === "f64" ? "real" : "int");
  return overCells(frame.dims, true, (index: readonly Expr[]) => [
    { kind: "pop", local: cell },
    { kind: "store", buffer: frame, index, value: build.ref(cell) },
  ]);
}

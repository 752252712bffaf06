// Reverse of the statements that work on whole blocks: kernels by their adjoint kernels (rule R8), copies and fills.

import { internalError } from "../diagnostics/internal-error.ts";
import * as build from "../ir/build.ts";
import type { Buffer, Expr, KernelArg, Local, Statement, View } from "../ir/mir.ts";
import { kernelNamed } from "./activity.ts";
import { adjointOf } from "./reverse.ts";
import { isStable, isWrittenOnce } from "./stability.ts";
import { poppedViews, savedView } from "./saved-views.ts";
import type { Block, Sweep } from "./sweep.ts";
import { blockIndex, isLoop } from "../ir/sites.ts";

type KernelCall = Extract<Statement, { kind: "kernel" }>;

/** How the scalar arguments and the scalar result of a kernel take part in the sweep around it. */
export interface Scalars {
  adjointOf(local: Local): Expr | null;
  send(local: Local, amount: Expr): void;
}

export function reverseKernel(
  s: KernelCall,
  block: Block,
  sweep: Sweep,
  out: Statement[],
  scalars: Scalars,
): void {
  const name = runtimeName(s);
  const { adjoint, params } = kernelNamed(name);
  const resultAdjoint = s.result === null ? null : scalars.adjointOf(s.result);
  if (adjoint === undefined) return;
  if (resultAdjoint === null && !writtenViews(s).some((view) => sweep.isActive(view.buffer))) return;
  if (!s.args.some((arg) => takesAdjoint(arg, sweep))) return zeroWritten(s, sweep, out);
  const cells: { cell: Buffer; local: Local }[] = [];
  const argument = (name: string): number => {
    const at = params.findIndex((p) => p.name === name);
    return at >= 0 ? at : internalError(`${name}: its adjoint names an unknown parameter ${name}`);
  };
  const args = adjoint.args.map((token): KernelArg => {
    if (token === "result") return { kind: "scalar", value: build.ref(s.result!) };
    if (token === "result.adj") return { kind: "scalar", value: resultAdjoint ?? build.num(0) };
    if (!token.endsWith(".adj")) return primalArgument(s.args[argument(token)]!, s, block, sweep);
    const arg = s.args[argument(token.slice(0, -4))]!;
    if (arg.kind === "absent") return arg;
    if (arg.kind === "callback") return internalError(`${name}: the adjoint of a function`);
    if (arg.kind !== "scalar") return adjointView(arg.view, sweep);
    if (arg.value.kind !== "ref" || !sweep.isActive(arg.value.local)) return { kind: "absent" };
    const cell = build.buffer(`${arg.value.local.name}Cell`, "f64", [build.int(1)], sweep.memory);
    cells.push({ cell, local: arg.value.local });
    return { kind: "inout", view: { buffer: cell, index: [build.int(0)] } };
  });
  for (const { cell } of cells)
    out.push({ kind: "store", buffer: cell, index: [build.int(0)], value: build.num(0) });
  out.push(...poppedViews(s, sweep));
  out.push({ kind: "kernel", kernel: adjoint.name, result: null, args });
  for (const { cell, local } of cells) scalars.send(local, build.load(cell, [build.int(0)]));
  zeroWritten(s, sweep, out);
}

/** Something to send derivatives to: what this call wrote may be active only through later writes. */
function takesAdjoint(arg: KernelArg, sweep: Sweep): boolean {
  if (arg.kind === "scalar") return arg.value.kind === "ref" && sweep.isActive(arg.value.local);
  return (arg.kind === "in" || arg.kind === "inout") && sweep.isActive(arg.view.buffer);
}

/** Adjoints of blocks that the call wrote belong to earlier values again, where cells serve more than one. */
export function zeroWritten(s: KernelCall, sweep: Sweep, out: Statement[]): void {
  for (const view of writtenViews(s))
    if (sweep.isActive(view.buffer) && !isWrittenOnce(view.buffer, sweep.accesses))
      out.push({
        kind: "fill",
        view: { ...view, buffer: adjointOf(view.buffer, sweep) as Buffer },
        count: sizeOf(view),
        value: build.num(0),
      });
}

const writtenViews = (s: KernelCall): View[] =>
  s.args.flatMap((arg) => (arg.kind === "out" || arg.kind === "inout" ? [arg.view] : []));

const nameOf = ({ kernel }: KernelCall): string => (typeof kernel === "string" ? kernel : kernel.name);

const runtimeName = ({ kernel }: KernelCall): string =>
  typeof kernel === "string" ? kernel : internalError(`${kernel.name} is no routine of the runtime`);

export function adjointView(view: View, sweep: Sweep): KernelArg {
  if (!sweep.isActive(view.buffer)) return { kind: "absent" };
  return { kind: "inout", view: { buffer: adjointOf(view.buffer, sweep) as Buffer, index: view.index } };
}

/** The value of an argument as the reverse sweep sees it: where it was, if it is still there, else a copy made in the forward sweep. */
export function primalArgument(arg: KernelArg, s: KernelCall, block: Block, sweep: Sweep): KernelArg {
  if (arg.kind === "absent" || arg.kind === "scalar" || arg.kind === "callback") return arg;
  const site = sweep.accesses.siteOf.get(s);
  if (site === undefined) return internalError(`${nameOf(s)} has no place`);
  const { buffer } = arg.view;
  // An output is read after the call that wrote it: that very write does not count against it.
  const writes = new Map(sweep.accesses.writes);
  writes.set(
    buffer,
    (writes.get(buffer) ?? []).filter((w) => w.statement !== s || iterates(block)),
  );
  if (
    isStable(buffer, { ...site, order: site.order + 0.5, index: blockIndex(arg.view) }, block.root, {
      ...sweep.accesses,
      writes,
    })
  )
    return { kind: "in", view: arg.view };
  // What a subprogram leaves on the stack must lie below what is saved for its reverse.
  const isAfter = arg.kind !== "in" || typeof s.kernel !== "string";
  return { kind: "in", view: savedView(arg.view, isAfter, s, block, sweep) };
}

const iterates = (block: Block): boolean => block.frames.slice(block.root.length).some(isLoop);

export function reverseCopy(s: Extract<Statement, { kind: "copy" }>, sweep: Sweep, out: Statement[]): void {
  const to: View = { ...s.to, buffer: adjointOf(s.to.buffer, sweep) as Buffer };
  if (sweep.isActive(s.from.buffer)) {
    const from: View = { ...s.from, buffer: adjointOf(s.from.buffer, sweep) as Buffer };
    out.push({
      kind: "kernel",
      kernel: "moveAdjoint",
      result: null,
      args: [
        { kind: "inout", view: from },
        { kind: "inout", view: to },
        { kind: "scalar", value: s.count },
      ],
    });
  } else out.push({ kind: "fill", view: to, count: s.count, value: build.num(0) });
}

export function reverseFill(
  s: Extract<Statement, { kind: "fill" }>,
  sweep: Sweep,
  out: Statement[],
  scalars: Pick<Scalars, "send">,
): void {
  const view: View = { ...s.view, buffer: adjointOf(s.view.buffer, sweep) as Buffer };
  if (s.value.kind === "ref" && sweep.isActive(s.value.local)) {
    const sum = build.temporary("filledAdj", "real");
    const args: KernelArg[] = [
      { kind: "in", view },
      { kind: "scalar", value: s.count },
    ];
    out.push({ kind: "kernel", kernel: "blockSum", result: sum, args });
    scalars.send(s.value.local, build.ref(sum));
  }
  if (isWrittenOnce(s.view.buffer, sweep.accesses)) return;
  out.push({ kind: "fill", view, count: s.count, value: build.num(0) });
}

/** Cells from the start of the view to the end of the block it stands in. */
function sizeOf(view: View): Expr {
  const rows = blockIndex(view).length;
  const inner = view.buffer.dims.slice(rows);
  const start = view.index.slice(rows);
  if (start.every((e) => build.isNumber(e, 0))) return build.product(inner);
  const offset = start.reduce((sum, e, d) => build.iadd(build.imul(sum, inner[d]!), e), build.int(0));
  return build.isub(build.product(inner), offset);
}

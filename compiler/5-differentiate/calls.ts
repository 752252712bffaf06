// Calls of subprograms that derivatives pass through: the forward sweep calls the forward twin, the reverse sweep the reverse twin.

import * as build from "../ir/build.ts";
import type { Buffer, KernelArg, Local, Statement } from "../ir/mir.ts";
import { adjointView, primalArgument, zeroWritten, type Scalars } from "./blocks.ts";
import { poppedViews } from "./saved-views.ts";
import type { Block, Sweep } from "./sweep.ts";
import type { Twin } from "./twins.ts";

type Call = Extract<Statement, { kind: "kernel" }>;

/** The call in the forward sweep, or null where nothing of it is reversed. */
export function forwardCall(s: Statement, sweep: Sweep): Statement | null {
  if (s.kind !== "kernel") return null;
  const twin = twinOf(s, sweep);
  if (twin === null) return null;
  const call: Statement = { ...s, kernel: twin.forward };
  sweep.replaced.set(call, s);
  return call;
}

function twinOf(s: Call, sweep: Sweep): Twin | null {
  if (typeof s.kernel === "string") return null;
  const isWanted =
    (s.result !== null && sweep.isActive(s.result)) ||
    s.args.some(
      (arg) => (arg.kind === "out" || arg.kind === "inout") && isActiveBlock(arg.view.buffer, sweep),
    );
  return isWanted
    ? sweep.twins.of(
        s.kernel,
        s.args.map((arg) => isActive(arg, sweep)),
      )
    : null;
}

const isActiveBlock = (buffer: Buffer, sweep: Sweep): boolean =>
  buffer.elem === "f64" && sweep.isActive(buffer);

function isActive(arg: KernelArg, sweep: Sweep): boolean {
  if (arg.kind === "scalar") return arg.value.kind === "ref" && sweep.isActive(arg.value.local);
  return "view" in arg && isActiveBlock(arg.view.buffer, sweep);
}

export function reverseCall(s: Call, block: Block, sweep: Sweep, out: Statement[], scalars: Scalars): void {
  const twin = twinOf(s, sweep);
  if (twin === null) return;
  const active = s.args.filter((arg) => isActive(arg, sweep));
  const adjoints = (isOutput: boolean): KernelArg[] =>
    active.flatMap((arg) =>
      "view" in arg && (arg.kind !== "in") === isOutput ? [adjointView(arg.view, sweep)] : [],
    );
  const seed = s.result === null ? null : scalars.adjointOf(s.result);
  const args: KernelArg[] = [
    ...s.args.map((arg) => primalArgument(arg, s, block, sweep)),
    ...(twin.forward.result === "real" ? [{ kind: "scalar", value: seed ?? build.num(0) } as const] : []),
    ...adjoints(true),
    ...adjoints(false),
  ];
  out.push(...poppedViews(s, sweep), { kind: "kernel", kernel: twin.reverse, result: null, args });
  const numbers = active.flatMap((arg): Local[] =>
    arg.kind === "scalar" && arg.value.kind === "ref" ? [arg.value.local] : [],
  );
  for (const local of numbers.reverse()) {
    const popped = build.local(`${local.name}Adj`, "real");
    out.push({ kind: "pop", local: popped });
    scalars.send(local, build.ref(popped));
  }
  zeroWritten(s, sweep, out);
}

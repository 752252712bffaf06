// Which storage carries derivatives: it varies with the parameters and the target depends on it. Both are computed per local and per
// buffer, over the whole program, to a fixed point.

import { kernels } from "../../runtime/library.ts";
import { enlargedBy } from "../ir/growing.ts";
import type { Kernel } from "../../runtime/descriptor.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { declaredBy, ownWrites, type Storage } from "../ir/effects.ts";
import type { Expr, Statement } from "../ir/mir.ts";
import { visitStatements } from "../ir/walk.ts";
import { isDifferentiable } from "./partials.ts";

export type Activity = (storage: Storage) => boolean;

/** Storage that varies with one of `inputs` and on which one of `outputs` depends. */
export function findActive(
  body: readonly Statement[],
  inputs: readonly Storage[],
  outputs: readonly Storage[],
): Activity {
  const flows: Flow[] = [];
  visitStatements(body, (s) => flows.push(...flowsOf(s)));
  const varied = closure(inputs, flows, (f) => [f.from, f.to]);
  const useful = closure(outputs, flows, (f) => [f.to, f.from]);
  return (storage) => varied.has(storage) && useful.has(storage);
}

/** `to` changes, differentiably, with `from`. */
interface Flow {
  readonly from: Storage;
  readonly to: Storage;
}

function closure(
  start: readonly Storage[],
  flows: readonly Flow[],
  ends: (f: Flow) => [Storage, Storage],
): Set<Storage> {
  const next = new Map<Storage, Storage[]>();
  for (const flow of flows) {
    const [a, b] = ends(flow);
    next.set(a, [...(next.get(a) ?? []), b]);
  }
  const reached = new Set<Storage>(start);
  const pending = [...start];
  while (pending.length > 0)
    for (const storage of next.get(pending.pop()!) ?? [])
      if (!reached.has(storage)) {
        reached.add(storage);
        pending.push(storage);
      }
  return reached;
}

function flowsOf(s: Statement): Flow[] {
  switch (s.kind) {
    case "let":
    case "set":
      return into(s.local, s.value);
    case "var":
      return s.initial === null ? [] : into(s.local, s.initial);
    case "store":
      return into(s.buffer, s.value);
    case "accumulate":
      return into(s.into.kind === "local" ? s.into.local : s.into.buffer, s.value);
    case "fill":
      return into(s.view.buffer, s.value);
    case "copy":
      return [{ from: s.from.buffer, to: s.to.buffer }];
    case "kernel":
      return kernelFlows(s);
    default:
      return [];
  }
}

function into(to: Storage, value: Expr): Flow[] {
  if (to.kind === "local" && to.scalar !== "real") return [];
  if (to.kind === "buffer" && to.elem !== "f64") return [];
  return [...differentiableIn(value)].map((from) => ({ from, to }));
}

/** Storage that the value depends on differentiably. */
function differentiableIn(value: Expr, found = new Set<Storage>()): Set<Storage> {
  switch (value.kind) {
    case "ref":
      if (value.local.scalar === "real") found.add(value.local);
      return found;
    case "load":
      if (value.buffer.elem === "f64") found.add(value.buffer);
      return found;
    case "select":
      differentiableIn(value.then, found);
      return differentiableIn(value.otherwise, found);
    case "op":
      value.args.forEach((arg, k) => {
        if (isDifferentiable(value.op, k)) differentiableIn(arg, found);
      });
      return found;
    default:
      return found;
  }
}

export function kernelNamed(name: string): Kernel {
  if (!Object.hasOwn(kernels, name)) internalError(`unknown kernel ${name}`);
  return (kernels as Record<string, Kernel>)[name]!;
}

function kernelFlows(s: Extract<Statement, { kind: "kernel" }>): Flow[] {
  if (enlargedBy(s) !== null) return [];
  if (typeof s.kernel === "string" && kernelNamed(s.kernel).adjoint === undefined) return [];
  const inputs: Storage[] = [];
  for (const arg of s.args) {
    if (arg.kind === "in" || arg.kind === "inout")
      inputs.push(...(arg.view.buffer.elem === "f64" ? [arg.view.buffer] : []));
    else if (arg.kind === "scalar") inputs.push(...differentiableIn(arg.value));
  }
  const outputs = ownWrites(s).filter((storage) => storage.kind === "local" || storage.elem === "f64");
  const result = declaredBy(s);
  if (result !== null && result.scalar === "real") outputs.push(result);
  return inputs.flatMap((from) => outputs.map((to) => ({ from, to })));
}

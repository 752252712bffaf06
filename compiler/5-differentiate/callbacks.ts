// Functions that solvers call back get a twin that also computes their derivatives, by the same reverse mode as the log density: one row
// of the Jacobian per component of the result. The solver does the rest (sensitivities, implicit functions, integrals of derivatives)
// and leaves the derivatives of its own results in a block, so that its adjoint needs no function any more.

import { kernels } from "../../runtime/library.ts";
import type { Kernel } from "../../runtime/descriptor.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import * as build from "../ir/build.ts";
import type { Callee, Expr, KernelArg, Model, Statement, Subprogram } from "../ir/mir.ts";
import { mapPrograms, type ProgramOf } from "../ir/programs.ts";
import { mapStatements } from "../ir/walk.ts";
import { withJacobian } from "./jacobian.ts";
import type { Twins } from "./twins.ts";

/**
 * Programs whose solvers take the steps of the gradient's: step sizes depend on the sensitivities too, and what these programs say of a
 * point must agree with its log density to the last digits, not to the tolerance of a solver.
 */
const SAME_STEPS: ReadonlySet<ProgramOf> = new Set(["logJoint", "transform", "derived"]);

type KernelCall = Extract<Statement, { kind: "kernel" }>;

export function withDerivatives(model: Model, reversed: Twins): Model {
  const twins = new Map<Callee, Subprogram>();
  const twinOf = (callee: Callee): Callee => {
    let twin = twins.get(callee);
    if (twin === undefined) {
      const original = model.subprograms.find((s) => s.callee === callee);
      if (original === undefined) return internalError(`${callee.name} has no definition`);
      twins.set(callee, (twin = withJacobian(original, reversed)));
    }
    return twin.callee;
  };
  const known = mapPrograms(model, (body, name) =>
    mapStatements(body, (s) => (s.kind === "kernel" ? derived(s, SAME_STEPS.has(name), twinOf) : s)),
  );
  return { ...known, subprograms: [...known.subprograms, ...twins.values()] };
}

/** `isReversed`: the derivatives of the result are computed too. */
function derived(s: KernelCall, isReversed: boolean, twinOf: (callee: Callee) => Callee): KernelCall {
  const descriptor = typeof s.kernel === "string" ? (kernels as Record<string, Kernel>)[s.kernel] : undefined;
  const callback = descriptor?.callback;
  if (descriptor === undefined || callback === undefined) return s;
  const at = (name: string): number => descriptor.params.findIndex((p) => p.name === name);
  const columns = scalarOf(s.args[at(callback.columns)]!);
  const wantsJacobian = isReversed && !build.isNumber(columns, 0);
  if (!wantsJacobian && !callback.always) return s;
  const f = s.args[at(callback.f)]!;
  if (f.kind !== "callback" || f.callee === null)
    return internalError(`${descriptor.name} without a function`);
  const twin: KernelArg = { ...f, callee: twinOf(f.callee) };
  const result = callback.result === null ? null : s.args[at(callback.result)]!;
  const rows = result !== null && "view" in result ? result.view.buffer.dims : [];
  const jacobian = build.buffer(`${f.callee.name}Jacobian`, "f64", [...rows, columns], "call");
  const args = s.args.map((arg, k): KernelArg => {
    if (k === at(callback.derivative)) return twin;
    return wantsJacobian && k === at(callback.jacobian)
      ? { kind: "out", view: { buffer: jacobian, index: [] } }
      : arg;
  });
  return { ...s, args };
}

const scalarOf = (arg: KernelArg): Expr =>
  arg.kind === "scalar" ? arg.value : internalError("a size that is no number");

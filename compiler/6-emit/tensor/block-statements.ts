// Statements that write arrays of cells, and routines on blocks.

import { num } from "../../ir/build.ts";
import type { Expr, KernelArg, Local, Statement } from "../../ir/mir.ts";
import { viewsOf } from "../../ir/walk.ts";
import { placeIn, shapeOf } from "./constants.ts";
import { onlyWhere, tensorOf } from "./expressions.ts";
import { BATCH_KERNELS, batchName } from "./operations.ts";
import type { Argument, Node, Tensor } from "./program.ts";
import { type At, levelOf, NO_AXES, refuse, resolved, type Translation } from "./translation.ts";

type Of<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;

export function translateBlocks(t: Translation, at: At, s: Of<"store" | "fill" | "copy" | "kernel">): void {
  switch (s.kind) {
    case "store":
      return store(t, at, s);
    case "fill":
      return fill(t, at, s);
    case "copy":
      return copy(t, at, s);
    case "kernel":
      return kernel(t, at, s);
  }
}

function store(t: Translation, at: At, { buffer, index, value }: Of<"store">): void {
  if (!t.tensors.has(buffer)) refuse(at, `${buffer.name} is filled with data here`);
  const { isTable, args, axes } = placeIn(t, at, buffer, index);
  const old: Tensor = { node: { kind: "cells", buffer, method: isTable ? "gather" : "get", args }, axes };
  const now = onlyWhere(at, tensorOf(t, at, value), old);
  if ([...now.axes].some((d) => !axes.has(d))) refuse(at, `one cell of ${buffer.name} gets many values`);
  const method = isTable ? "scatter" : "set";
  at.out.push({ kind: "do", action: { kind: "cells", buffer, method, args: [...args, now.node] } });
}

/** A run of cells as a shape of all dimensions, the last one long. */
function run(t: Translation, at: At, count: Expr): Argument {
  const ones = shapeOf(t, at, NO_AXES).slice(1);
  return { kind: "shape", sizes: [...ones, count] };
}

function fill(t: Translation, at: At, { view, count, value }: Of<"fill">): void {
  if (at.guard !== null || at.axes.length > 0)
    refuse(at, `${view.buffer.name} is filled for some elements only`);
  const { args } = placeIn(t, at, view.buffer, view.index);
  const filling = tensorOf(t, at, value).node;
  at.out.push({
    kind: "do",
    action: {
      kind: "cells",
      buffer: view.buffer,
      method: "set",
      args: [args[0], run(t, at, count), filling],
    },
  });
}

function copy(t: Translation, at: At, { to, from, count }: Of<"copy">): void {
  if (at.guard !== null || at.axes.length > 0)
    refuse(at, `${to.buffer.name} is copied for some elements only`);
  const target = placeIn(t, at, to.buffer, to.index).args[0];
  const source = placeIn(t, at, from.buffer, from.index).args[0];
  const length = run(t, at, count);
  const values: Node = t.tensors.has(from.buffer)
    ? { kind: "cells", buffer: from.buffer, method: "get", args: [source, length] }
    : {
        kind: "runtime",
        name: "constant",
        args: [length, { kind: "part", buffer: from.buffer, start: source, count }],
      };
  at.out.push({
    kind: "do",
    action: { kind: "cells", buffer: to.buffer, method: "set", args: [target, length, values] },
  });
}

// ------------------------------------------------------------------------------------------------------------------ kernels

function kernel(t: Translation, at: At, { kernel: name, result, args }: Of<"kernel">): void {
  if (typeof name !== "string" || args.some((arg) => arg.kind === "callback"))
    refuse(at, "it calls a function of the model that runs on its own");
  if (!BATCH_KERNELS.has(name)) refuse(at, `${name}${made(args)} has no form over tensors`);
  if (at.guard !== null || at.axes.length > 0) refuse(at, `${name} is called for some elements only`);
  const call: Node = {
    kind: "runtime",
    name: batchName(name),
    args: args.flatMap((arg) => kernelArgument(t, at, arg)),
  };
  if (result === null) at.out.push({ kind: "do", action: call });
  else declareResult(t, at, result, call);
}

/** Which variable a transform was to make: such statements stand in no line of the program. */
function made(args: readonly KernelArg[]): string {
  const out = args.find((arg) => arg.kind === "out");
  return out === undefined ? "" : `, which makes ${viewsOf(out)[0]!.buffer.name},`;
}

function declareResult(t: Translation, at: At, local: Local, call: Node): void {
  const shape: Argument = { kind: "shape", sizes: [num(-1), ...shapeOf(t, at, NO_AXES)] };
  const value: Node = t.depth === 1 ? call : { kind: "tf", name: "reshape", args: [call, shape] };
  at.out.push({ kind: "declare", local, isMutable: false, value });
  t.axesOf.set(local, NO_AXES);
  t.declaredAt.set(local, 0);
}

function kernelArgument(t: Translation, at: At, arg: KernelArg): readonly Argument[] {
  if (arg.kind === "scalar") {
    const value = resolved(t, arg.value);
    if (levelOf(t, at, value) !== "host") refuse(at, "a size depends on parameters");
    return [{ kind: "host", value }];
  }
  const [view] = viewsOf(arg);
  if (view === undefined) return refuse(at, "an argument is left out");
  return [{ kind: "buffer", buffer: view.buffer }, placeIn(t, at, view.buffer, view.index).args[0]];
}

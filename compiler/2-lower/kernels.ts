// Calls of block routines: arguments become views (copied to memory first where they are none), the scalar result a `let`.

import { kernels } from "../../runtime/library.ts";
import { local, ref } from "../ir/build.ts";
import type { Expr, KernelArg } from "../ir/mir.ts";
import { emit, notAvailable, type Context } from "./context.ts";
import { contiguous } from "./pull-array.ts";
import { contentsOf, newStorage } from "./storage.ts";
import { asRealContainer, viewOf, type Container, type Form } from "./value.ts";

/** A container as an input: reals, in one block. */
export const input = (ctx: Context, c: Container, name?: string): KernelArg => ({
  kind: "in",
  view: viewOf(contiguous(ctx, asRealContainer(c), name)),
});

/** An input of ints or reals as they are. */
export const anyInput = (ctx: Context, c: Container): KernelArg => ({
  kind: "in",
  view: viewOf(contiguous(ctx, c)),
});

export const output = (c: Container): KernelArg => ({ kind: "out", view: viewOf(c) });
export const scalarArg = (value: Expr): KernelArg => ({ kind: "scalar", value });

export function hasKernel(name: string): boolean {
  return Object.hasOwn(kernels, name);
}

function requireKernel(name: string): void {
  if (!hasKernel(name)) notAvailable(`the routine ${name}`);
}

/** A kernel with a scalar result. */
export function scalarKernel(
  ctx: Context,
  kernel: string,
  args: readonly KernelArg[],
  name: string,
  type: "int" | "real" = "real",
): Expr {
  requireKernel(kernel);
  const result = local(name, type);
  emit(ctx, { kind: "kernel", kernel, result, args });
  return ref(result);
}

/** A kernel that fills one block, its first argument. */
export function blockKernel(
  ctx: Context,
  kernel: string,
  shape: { readonly elem: "int" | "real"; readonly form: Form; readonly dims: readonly Expr[] },
  args: readonly KernelArg[],
  name: string,
  isData: boolean,
): Container {
  requireKernel(kernel);
  const result = contentsOf(newStorage(ctx, name, shape), isData);
  emit(ctx, { kind: "kernel", kernel, result: null, args: [output(result), ...args] });
  return { ...result, isFresh: true };
}

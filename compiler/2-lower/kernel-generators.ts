// Random vectors, matrices and categories: one runtime routine per draw, its parameters named like the distribution's. Sizes that the
// call does not give are those of the first block.

import type { Kernel, KernelParameter } from "../../runtime/library.ts";
import { kernels } from "../../runtime/library.ts";
import { int, local, ref } from "../ir/build.ts";
import type { Expr, KernelArg } from "../ir/mir.ts";
import { asInt, asReal } from "../library/arithmetic.ts";
import type { LibraryCall } from "./calls.ts";
import { emit, notAvailable, type Context } from "./context.ts";
import { elementAt } from "./indexing.ts";
import { output } from "./kernels.ts";
import { loopOver } from "./loops.ts";
import { contiguous } from "./pull-array.ts";
import { contentsOf, newStorage } from "./storage.ts";
import {
  asRealContainer,
  expectContainer,
  expectScalar,
  formOf,
  formRank,
  scalar,
  selectPrefix,
  viewOf,
  type Container,
  type Value,
} from "./value.ts";

const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Arguments of the language in their order, where it is not that of the routine's parameters. */
const orders: Readonly<Record<string, readonly string[]>> = {
  lkj_corr: ["K", "eta"],
  lkj_corr_cholesky: ["K", "eta"],
};

export function generateByKernel(ctx: Context, family: string, call: LibraryCall): Value {
  const name = `${camelCase(family)}Rng`;
  const kernel = Object.hasOwn(kernels, name) ? kernels[name]! : null;
  if (kernel === null) return notAvailable(`function ${call.name}`, call.span);
  const inputs = kernel.params.filter((param) => param.role !== "out");
  const names = orders[family] ?? inputs.slice(0, call.args.length).map((param) => param.name);
  const given = new Map(names.map((param, k) => [param, inMemory(ctx, call.args[k]!, param)]));
  const varying = [...given].filter(([param, value]) => varies(inputs, param, value)).map(([param]) => param);
  const size = varying[0] === undefined ? null : expectContainer(given.get(varying[0])!).dims[0]!;
  const at = (i: Expr | null): ReadonlyMap<string, Value> =>
    i === null
      ? given
      : new Map([...given].map(([p, v]) => [p, varying.includes(p) ? elementAt(expectContainer(v), i) : v]));
  if (kernel.result !== undefined) return scalar(draw(ctx, kernel, at(null), null), true);
  const element = outputDims(call, kernel, at(size === null ? null : int(0)));
  const shape = {
    elem: elementOf(kernel),
    form: formOf(call.result),
    dims: [...(size === null ? [] : [size]), ...element],
  };
  const result = contentsOf(newStorage(ctx, "draws", shape), true);
  if (size === null) draw(ctx, kernel, given, result);
  else
    loopOver(ctx, size, 0, (i) => void draw(ctx, kernel, at(i), selectPrefix(result, [i])), {
      inOrder: true,
    });
  return { ...result, isFresh: true };
}

/** Blocks of reals; vectors and matrices one by one, arrays of vectors as a whole. */
function inMemory(ctx: Context, value: Value, name: string): Value {
  return value.kind === "scalar" ? value : contiguous(ctx, asRealContainer(expectContainer(value)), name);
}

function varies(params: readonly KernelParameter[], name: string, value: Value): boolean {
  const isBlock = params.some((param) => param.name === name && param.role === "in");
  return (
    isBlock &&
    value.kind === "container" &&
    value.form !== "scalar" &&
    value.dims.length > formRank(value.form)
  );
}

function elementOf(kernel: Kernel): "int" | "real" {
  const out = kernel.params.find((param) => param.role === "out");
  return out !== undefined && "elem" in out && out.elem === "i32" ? "int" : "real";
}

/** Sizes by their names: M is the number of cut points, N that of columns, K the size of the first block. */
function sizeOf(name: string, given: ReadonlyMap<string, Value>): Expr {
  const first = [...given.values()].find((value): value is Container => value.kind === "container");
  return (name === "N" ? first?.dims[1] : first?.dims[0]) ?? int(0);
}

function outputDims(call: LibraryCall, kernel: Kernel, given: ReadonlyMap<string, Value>): readonly Expr[] {
  const explicit = given.get("K");
  const k = explicit === undefined ? sizeOf("K", given) : asInt(expectScalar(explicit).expr);
  if (formOf(call.result) === "matrix") return [k, k];
  return [kernel.name === "hmmLatentRng" ? sizeOf("N", given) : k];
}

function draw(ctx: Context, kernel: Kernel, given: ReadonlyMap<string, Value>, out: Container | null): Expr {
  const args = kernel.params.map((param): KernelArg => {
    if (param.role === "out") return output(out!);
    const value = given.get(param.name);
    if (value === undefined) return { kind: "scalar", value: sizeOf(param.name, given) };
    if (value.kind === "container") return { kind: "in", view: viewOf(value) };
    const { expr } = expectScalar(value);
    return { kind: "scalar", value: param.role === "int" ? asInt(expr) : asReal(expr) };
  });
  const result = kernel.result === undefined ? null : local("draw", kernel.result);
  emit(ctx, { kind: "kernel", kernel: kernel.name, result, args });
  return result === null ? int(0) : ref(result);
}

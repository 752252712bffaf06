// Calls block kernels and their adjoints by their descriptors alone: what the descriptor says is what the test passes, so a descriptor
// that is out of step with its runtime function fails. Every block starts at an odd offset of its buffer, between sentinels.

import type { Kernel, KernelParameter } from "../../runtime/descriptor.ts";
import * as abi from "../../runtime/abi.ts";

export type Arguments = Readonly<Record<string, number | readonly number[]>>;

const OFFSET = 3;
const SENTINEL = 1e77;

export function runtimeFunction(name: string): (...args: unknown[]) => unknown {
  const found = (abi as unknown as Record<string, unknown>)[name];
  if (typeof found !== "function") throw new Error(`${name} is no export of the ABI`);
  return found as (...args: unknown[]) => unknown;
}

type Block = Float64Array | Int32Array;

const elemOf = (param: KernelParameter): "f64" | "i32" => ("elem" in param && param.elem) || "f64";

function blockOf(values: readonly number[], elem: "f64" | "i32" = "f64"): Block {
  const size = values.length + 2 * OFFSET;
  const block = elem === "i32" ? new Int32Array(size).fill(77) : new Float64Array(size).fill(SENTINEL);
  block.set(values, OFFSET);
  return block;
}

function contents(block: Block): number[] {
  const margin = block instanceof Int32Array ? 77 : SENTINEL;
  for (let i = 0; i < OFFSET; i++) {
    if (block[i] !== margin || block[block.length - 1 - i] !== margin)
      throw new Error("wrote outside its block");
  }
  return [...block.subarray(OFFSET, block.length - OFFSET)];
}

export interface Outcome {
  readonly result: number;
  readonly outputs: Readonly<Record<string, number[]>>;
}

/** `args` holds the inputs; for an output, its initial contents (so its size). */
export function callKernel(kernel: Kernel, args: Arguments): Outcome {
  const blocks = new Map<string, Block>();
  const actual = kernel.params.flatMap((param): unknown[] => {
    const value = args[param.name];
    if (value === undefined) throw new Error(`${kernel.name}: no ${param.name}`);
    if (param.role === "real" || param.role === "int") return [value];
    const block = blockOf(value as readonly number[], elemOf(param));
    blocks.set(param.name, block);
    return [block, OFFSET];
  });
  const result = runtimeFunction(kernel.name)(...actual) as number;
  const outputs: Record<string, number[]> = {};
  for (const param of kernel.params) {
    if (!blocks.has(param.name)) continue;
    const after = contents(blocks.get(param.name)!);
    if (param.role === "in") {
      const before = args[param.name] as readonly number[];
      if (after.some((value, i) => !Object.is(value, before[i])))
        throw new Error(`${param.name} was changed`);
    } else outputs[param.name] = after;
  }
  return { result, outputs };
}

/** Adjoints of the inputs, given those of result and outputs. Inputs in `unwanted` get null for their adjoint. */
export function callAdjoint(
  kernel: Kernel,
  args: Arguments,
  outcome: Outcome,
  resultAdj: number,
  outputAdj: Readonly<Record<string, readonly number[]>>,
  unwanted: ReadonlySet<string> = new Set(),
): Record<string, number[]> {
  const params = new Map(kernel.params.map((param) => [param.name, param]));
  const adjoints = new Map<string, Block>();
  const actual = kernel.adjoint!.args.flatMap((text): unknown[] => {
    if (text === "result") return [outcome.result];
    if (text === "result.adj") return [resultAdj];
    const [name, isAdjoint] = [text.replace(".adj", ""), text.endsWith(".adj")];
    const param = params.get(name);
    if (param === undefined) throw new Error(`${kernel.name}: its adjoint asks for ${text}`);
    const value = args[name]!;
    if (!isAdjoint) {
      if (param.role === "real" || param.role === "int") return [value];
      const now = param.role === "in" ? (value as readonly number[]) : outcome.outputs[name]!;
      return [blockOf(now, elemOf(param)), OFFSET];
    }
    if (unwanted.has(name)) return [null, 0];
    const initial =
      outputAdj[name] ?? new Array<number>(typeof value === "number" ? 1 : value.length).fill(0);
    const block = blockOf(initial);
    adjoints.set(name, block);
    return [block, OFFSET];
  });
  runtimeFunction(kernel.adjoint!.name)(...actual);
  const found: Record<string, number[]> = {};
  for (const [name, block] of adjoints) if (outputAdj[name] === undefined) found[name] = contents(block);
  return found;
}

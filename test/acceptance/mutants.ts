// What the mutation gate changes: one sign at a time, of a partial derivative, of what an adjoint kernel adds, or of one line of the
// reverse sweep. Partials live in plain objects and are changed where they stand; kernels are wrapped in the module the generated code
// gets; for the reverse sweep the folder is copied with one edit and imported from there.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { neg } from "../../compiler/ir/build.ts";
import type { Expr, GradientModel, Model as Mir } from "../../compiler/ir/mir.ts";
import { OPS } from "../../compiler/ir/ops.ts";
import type { Kernel, ScalarFunction } from "../../runtime/descriptor.ts";
import * as runtime from "../../runtime/abi.ts";
import type { Abi } from "./pipeline.ts";
import { REVERSE_RULES, type RuleEdit } from "./reverse-rules.ts";

/** Runs `inside` while the k-th partial of an operation has the other sign. */
export async function withTurnedOperation<T>(name: string, k: number, inside: () => Promise<T>): Promise<T> {
  const partials = OPS[name]!.partials as ((args: readonly Expr[], result: Expr) => Expr)[];
  const original = partials[k]!;
  partials[k] = (args, result) => neg(original(args, result));
  try {
    return await inside();
  } finally {
    partials[k] = original;
  }
}

/** Runs `inside` while a partial of a scalar function has the other sign. */
export async function withTurnedPartial<T>(
  f: ScalarFunction,
  argument: string,
  inside: () => Promise<T>,
): Promise<T> {
  const partials = f.partials as Record<string, string>;
  const original = partials[argument]!;
  partials[argument] = `-(${original})`;
  try {
    return await inside();
  } finally {
    partials[argument] = original;
  }
}

// --------------------------------------------------------------------------------------------------------------- kernels

/** The adjoints an adjoint kernel adds to: `x.adj` of everything that the kernel reads. */
export const addedAdjoints = ({ adjoint, params }: Kernel): readonly string[] =>
  adjoint!.args.filter((token) => {
    const role = params.find((p) => `${p.name}.adj` === token)?.role;
    return role !== undefined && role !== "out";
  });

/** The runtime with an adjoint kernel that takes away where it should add, in one of its arguments. */
export function withTurnedKernel(kernel: Kernel, token: string): Abi {
  const { name, args } = kernel.adjoint!;
  const position = args
    .slice(0, args.indexOf(token))
    .reduce((sum, before) => sum + valuesOf(before, kernel), 0);
  return { ...runtime, [name]: turned(name, position) };
}

/** How many JavaScript arguments a token of a descriptor stands for: a block is an array and an offset, an adjoint of a number too. */
function valuesOf(token: string, { params }: Kernel): number {
  if (token === "result" || token === "result.adj") return 1;
  if (token.endsWith(".adj")) return 2;
  const role = params.find((p) => p.name === token)!.role;
  return role === "real" || role === "int" ? 1 : 2;
}

function turned(name: string, position: number): (...args: unknown[]) => unknown {
  const original = (runtime as Abi)[name] as (...args: unknown[]) => unknown;
  return (...args) => {
    const adjoint = args[position] as Float64Array | null;
    const before = adjoint?.slice();
    const result = original(...args);
    if (adjoint !== null && before !== undefined)
      for (let i = 0; i < adjoint.length; i++) adjoint[i] = 2 * before[i]! - adjoint[i]!;
    return result;
  };
}

/** The two kernels that only the reverse sweep itself uses: adjoints of copies, and of one value that filled a block. */
export const SWEEP_KERNELS: Readonly<Record<string, Abi>> = {
  moveAdjoint: { ...runtime, moveAdjoint: turned("moveAdjoint", 0) },
  blockSum: {
    ...runtime,
    blockSum: (...args: Parameters<typeof runtime.blockSum>) => -runtime.blockSum(...args),
  },
};

// --------------------------------------------------------------------------------------------------------- reverse rules

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface RuleMutant {
  readonly rule: string;
  readonly differentiate: (model: Mir) => GradientModel;
}

/** The differentiation of every edited copy. The copies import the rest of the compiler from where it is. */
export async function ruleMutants(): Promise<{ mutants: readonly RuleMutant[]; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "logjoint-mutants-"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  mkdirSync(join(folder, "compiler"));
  for (const shared of ["grammar", "runtime", "compiler/ir", "compiler/library", "compiler/diagnostics"])
    symlinkSync(join(root, shared), join(folder, shared), "dir");
  const mutants: RuleMutant[] = [];
  for (const [n, edit] of REVERSE_RULES.entries()) {
    const copy = join(folder, "compiler", `mutant-${n}`);
    cpSync(join(root, "compiler/5-differentiate"), copy, { recursive: true });
    applyEdit(copy, edit);
    const { differentiate } = await import(pathToFileURL(join(copy, "index.ts")).href);
    mutants.push({ rule: edit.rule, differentiate });
  }
  return { mutants, remove: () => rmSync(folder, { recursive: true }) };
}

function applyEdit(folder: string, { rule, file, find, replace }: RuleEdit): void {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  const pieces = text.split(find);
  if (pieces.length !== 2)
    throw new Error(
      `the edit for "${rule}" finds its text ${pieces.length - 1} times in ${file}, expected once: bring test/acceptance/reverse-rules.ts up to date`,
    );
  writeFileSync(path, pieces.join(replace));
}

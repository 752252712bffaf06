// Ways to look at what the emitter wrote: run it in memory, type-check it as its users would, strip its types.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { emit } from "../../../compiler/6-emit/index.ts";
import type { GradientModel } from "../../../compiler/ir/mir.ts";
import * as abi from "../../../runtime/abi.ts";
import type { BindOptions } from "../../../runtime/abi.ts";
import type { Model } from "../../../runtime/model.ts";

export type Target = "typescript" | "javascript" | "function";
type Values = Record<string, unknown>;

export const textOf = (model: GradientModel, target: Target = "typescript"): Promise<string> =>
  emit(model, { target, abi: "logjoint/abi/1", fileName: `${model.model.name}.model` });

/** The emitted JavaScript, loaded and bound to `data`. */
export async function bindModel(
  model: GradientModel,
  data: Values = {},
  options?: BindOptions,
): Promise<Model<Values>> {
  const text = await textOf(model, "function");
  const { bind } = new Function("abi", text)(abi) as {
    bind: (data: Values, options?: BindOptions) => Model<Values>;
  };
  return bind(data, options);
}

export interface Evaluation {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly rejection: string | null;
}

export async function evaluate(
  model: GradientModel,
  q: readonly number[] = [0],
  data: Values = {},
): Promise<Evaluation> {
  const bound = await bindModel(model, data);
  const gradient = new Float64Array(bound.dimension);
  const value = bound.logDensityGradient(Float64Array.from(q), gradient);
  return { value, gradient: [...gradient], rejection: bound.rejection };
}

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What users with the strictest settings see; empty if all is well. */
export function typeErrors(
  files: Readonly<Record<string, string>>,
  compiler = "node_modules/typescript/bin/tsc",
): string {
  const folder = mkdtempSync(join(tmpdir(), "logjoint-types-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const compilerOptions = {
      target: "ES2022",
      lib: ["ES2023", "DOM"],
      module: "NodeNext",
      types: [],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      noImplicitReturns: true,
      noFallthroughCasesInSwitch: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      paths: { "logjoint/abi/1": [join(root, "runtime/abi.ts")] },
    };
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: Object.keys(files) }),
    );
    execFileSync(process.execPath, [join(root, compiler), "-p", folder], { encoding: "utf8", stdio: "pipe" });
    return "";
  } catch (error) {
    return (error as { stdout?: string }).stdout ?? String(error);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** JavaScript laid out by prettier, without comments and blank lines: for comparing the two targets. */
export async function normalised(javascript: string): Promise<string> {
  const formatted = await prettier.format(javascript, { parser: "babel", printWidth: 110 });
  return formatted
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^\s*(\/\/|\/?\*)/.test(line))
    .join("\n");
}

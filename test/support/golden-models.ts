// The models under golden/models: program, data, generated TypeScript and reference values. One place that knows their files.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { compile, type CompileOptions } from "../../compiler/index.ts";
import { renderProblem } from "../../grammar/index.ts";
import type { Model } from "../../runtime/index.ts";

const folder = new URL("../../golden/models/", import.meta.url);
const abi = new URL("../../runtime/abi.ts", import.meta.url).href;

export interface OraclePoint {
  readonly unconstrained: readonly number[];
  readonly log_density_full: number;
  readonly gradient: readonly number[];
  readonly constrained: readonly number[];
  readonly generated?: readonly number[];
  readonly log_density_propto?: number;
  readonly log_density_full_nojac?: number;
}

export interface Oracle {
  readonly dims: number;
  readonly param_names: readonly string[];
  readonly gq_names?: readonly string[];
  readonly points: readonly OraclePoint[];
}

export const goldenModels = (): string[] =>
  readdirSync(folder)
    .filter((name) => statSync(new URL(name, folder)).isDirectory())
    .sort();

export const goldenFile = (model: string, file: string): URL => new URL(`${model}/${file}`, folder);

export function readGolden<T>(model: string, file: string): T | null {
  const url = goldenFile(model, file);
  return existsSync(url) ? (JSON.parse(readFileSync(url, "utf8")) as T) : null;
}

export type Simplex = "ilr" | "stick-breaking";

/** The program compiled in memory and bound to its data. */
export async function bindSource(
  source: string,
  data: unknown,
  options: {
    fileName?: string;
    simplex?: Simplex;
    programs?: boolean;
    include?: CompileOptions["include"];
  } = {},
): Promise<Model> {
  const { code, problems } = await compile(source, {
    fileName: options.fileName ?? "model.model",
    target: "javascript",
    abi,
    simplex: options.simplex ?? "ilr",
    programs: options.programs ?? false,
    ...(options.include === undefined ? {} : { include: options.include }),
  });
  if (code === null) throw new Error(problems.map(renderProblem).join("\n"));
  const module = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return module.bind(data) as Model;
}

export const bindGolden = (
  model: string,
  simplex: Simplex = "ilr",
  options: { programs?: boolean } = {},
): Promise<Model> =>
  bindSource(readFileSync(goldenFile(model, "model.model"), "utf8"), readGolden(model, "data.json"), {
    fileName: `${model}.model`,
    simplex,
    ...options,
  });

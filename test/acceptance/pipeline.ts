// The compiler's passes one by one, so that a mutation can stand between them: a front half that is the same for every mutant, and a back
// half that takes the differentiation and the runtime to use. The passes and their order are those of compiler/compile.ts.

import { parse, renderProblem } from "../../grammar/index.ts";
import { check } from "../../compiler/1-check/index.ts";
import { lower } from "../../compiler/2-lower/index.ts";
import { polish, simplify } from "../../compiler/3-simplify/index.ts";
import { differentiate } from "../../compiler/5-differentiate/index.ts";
import { emit } from "../../compiler/6-emit/index.ts";
import type { GradientModel, Model as Mir } from "../../compiler/ir/mir.ts";
import * as runtime from "../../runtime/abi.ts";
import type { Model } from "../../runtime/index.ts";

export type Abi = Readonly<Record<string, unknown>>;

export interface Back {
  readonly differentiate?: (model: Mir) => GradientModel;
  readonly abi?: Abi;
}

/** Parsed, checked, lowered and simplified. Throws the user's message if there is an error. */
export const front = (text: string, simplex: "ilr" | "stick-breaking" = "ilr"): Mir =>
  simplify(lowered(text, simplex));

export function lowered(text: string, simplex: "ilr" | "stick-breaking" = "ilr"): Mir {
  const parsed = parse({ name: "test.model", text });
  const checked = parsed.program === null ? null : check(parsed.program);
  const result = checked?.program == null ? null : lower(checked.program, { name: "test", simplex });
  if (result?.model == null) {
    const problems = [...parsed.problems, ...(checked?.problems ?? []), ...(result?.problems ?? [])];
    throw new Error(problems.map(renderProblem).join("\n"));
  }
  return result.model;
}

/** Differentiated, emitted, loaded and bound. */
export async function back(model: Mir, data: unknown, how: Back = {}): Promise<Model> {
  const gradient = polish((how.differentiate ?? differentiate)(model));
  const text = await emit(gradient, { target: "function", abi: "logjoint/abi/1", fileName: "test.model" });
  const { bind } = new Function("abi", text)(how.abi ?? runtime) as { bind: (data: unknown) => Model };
  return bind(data);
}

// One program through the passes one by one, so that what each leaves behind can be looked at.

import { parse, renderProblem } from "../../grammar/index.ts";
import { check } from "../../compiler/1-check/index.ts";
import { lower } from "../../compiler/2-lower/index.ts";
import { polish, simplify } from "../../compiler/3-simplify/index.ts";
import { differentiate } from "../../compiler/5-differentiate/index.ts";
import { emit } from "../../compiler/6-emit/index.ts";
import type { GradientModel, Model as Mir } from "../../compiler/ir/mir.ts";
import * as runtime from "../../runtime/abi.ts";
import type { Model } from "../../runtime/index.ts";

export interface Compiled {
  readonly lowered: Mir;
  readonly simple: Mir;
  readonly gradient: GradientModel;
  readonly code: string;
}

/** A stage left a program that its verifier does not accept. */
export class Invalid extends Error {}
/** The program is not one, or not one that is supported. */
export class Refused extends Error {}

/** The passes of compiler/compile.ts, in its order. */
export async function compiled(text: string, programs = false): Promise<Compiled> {
  const parsed = parse({ name: "random.model", text });
  const checked = parsed.program === null ? null : check(parsed.program);
  const result =
    checked?.program == null ? null : lower(checked.program, { name: "random", simplex: "ilr", programs });
  if (result?.model == null) {
    const problems = [...parsed.problems, ...(checked?.problems ?? []), ...(result?.problems ?? [])];
    throw new Refused(problems.map(renderProblem).join("\n"));
  }
  const simple = simplify(result.model);
  const gradient = polish(differentiate(simple));
  const code = await emit(gradient, { target: "function", abi: "logjoint/abi/1", fileName: "random.model" });
  return { lowered: result.model, simple, gradient, code };
}

/** What the model prints goes nowhere. */
const quiet = { ...runtime, print: () => {} };

export function load({ code }: Pick<Compiled, "code">, data: unknown): Model {
  const { bind } = new Function("abi", code)(quiet) as { bind: (data: unknown) => Model };
  return bind(data);
}

export function gradientOf(
  model: Model,
  q: Float64Array,
): { readonly value: number; readonly gradient: Float64Array } {
  const gradient = new Float64Array(q.length).fill(7);
  return { value: model.logDensityGradient(q, gradient), gradient };
}

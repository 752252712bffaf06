// A program's text through parser, checker and lowering; problems are thrown as the user would read them.

import { check } from "../../../compiler/1-check/index.ts";
import { lower, type LowerOptions } from "../../../compiler/2-lower/index.ts";
import type { Model } from "../../../compiler/ir/mir.ts";
import { parse, renderProblem, type Problem } from "../../../grammar/index.ts";

export function lowerSource(text: string, name: string, simplex: LowerOptions["simplex"] = "ilr"): Model {
  const refuse = (problems: readonly Problem[]): never => {
    throw new Error(problems.map(renderProblem).join("\n"));
  };
  const parsed = parse({ name, text });
  if (parsed.program === null) return refuse(parsed.problems);
  const checked = check(parsed.program);
  if (checked.program === null) return refuse(checked.problems);
  const lowered = lower(checked.program, { name, simplex });
  return lowered.model ?? refuse(lowered.problems);
}

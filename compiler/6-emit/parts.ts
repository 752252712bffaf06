// Everything the two writers of modules (plain text, ts-morph) need, printed until no round changes what is used: the texts of `bind`, the
// members of the interfaces, the imports.

import { internalError } from "../diagnostics/internal-error.ts";
import type { GradientModel } from "../ir/mir.ts";
import { bindText } from "./bind.ts";
import { describeUnconstrained } from "./describe.ts";
import { dataMember, type Member, parameterMember } from "./interfaces.ts";
import type { Reads, Round } from "./printing.ts";
import { tidyModel } from "./tidy.ts";
import { RESERVED } from "./reserved.ts";
import { commentText } from "./text.ts";
import { userVariables } from "./variables.ts";

export interface ModuleParts {
  /** Leading comment of the model, one line; null if none. */
  readonly comment: string | null;
  readonly values: readonly string[];
  readonly types: readonly string[];
  readonly data: readonly Member[];
  readonly parameters: readonly Member[];
  /** Doc comment of `bind`, by lines. */
  readonly doc: readonly string[];
  readonly options: string | null;
  readonly body: readonly string[];
}

const MOST_ROUNDS = 50;

export function moduleParts(gradientModel: GradientModel, types: boolean): ModuleParts {
  const tidied = tidyModel(gradientModel);
  return printedUntilStable(types, (round, imports) => onePass(tidied, round, imports));
}

/** Prints in rounds until neither what is read nor what is imported changes. */
export function printedUntilStable<Parts>(
  types: boolean,
  print: (round: Round, imports: ReadonlySet<string>) => Parts,
): Parts {
  let live: Reads | null = null;
  let imports: ReadonlySet<string> = new Set();
  for (let n = 0; n < MOST_ROUNDS; n++) {
    const round: Round = { types, live, read: new Map(), imports: new Set() };
    const parts = print(round, imports);
    if (live !== null && sameReads(live, round.read) && sameSet(imports, round.imports)) return parts;
    live = round.read;
    imports = round.imports;
  }
  return internalError("printing does not come to an end");
}

function onePass(gradientModel: GradientModel, round: Round, imports: ReadonlySet<string>): ModuleParts {
  const { model } = gradientModel;
  const { body, options, p } = bindText(gradientModel, round, new Set([...RESERVED, ...imports]));
  const types = new Set(["Model", ...(options === null ? [] : ["BindOptions"])]);
  const useType = (name: string): string => {
    types.add(name);
    return name;
  };
  return {
    comment: model.comment === null ? null : commentText(model.comment) || null,
    data: userVariables(model.data).map((variable) => dataMember(p, variable, useType)),
    parameters: [
      ...userVariables(model.parameters).map((v) => parameterMember(p, v, false, useType)),
      ...userVariables(model.transform.outputs).map((v) => parameterMember(p, v, true, useType)),
    ],
    doc: describeUnconstrained(p, model.parameters, model.dimension),
    values: [...round.imports].sort(byLetters),
    types: [...types].sort(byLetters),
    options,
    body,
  };
}

/** `defineModel` before `LOG_PI`, and the same order everywhere: no locale has a say. */
export function byLetters(a: string, b: string): number {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  return first < second ? -1 : first > second ? 1 : a < b ? -1 : 1;
}

function sameReads(a: Reads, b: Reads): boolean {
  return a.size === b.size && [...a].every(([label, set]) => sameSet(set, b.get(label) ?? new Set()));
}

function sameSet<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}

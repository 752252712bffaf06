// The door to the documentation of the library's functions that have no descriptor in the runtime: what they are, by formula and source.

import { containerDocumentation } from "./documentation-containers.ts";
import { matrixDocumentation } from "./documentation-matrices.ts";
import { modelDocumentation } from "./documentation-models.ts";
import type { FunctionDocumentation } from "./documentation-notation.ts";

export type { FunctionDocumentation } from "./documentation-notation.ts";

const all: Readonly<Record<string, FunctionDocumentation>> = {
  ...containerDocumentation,
  ...matrixDocumentation,
  ...modelDocumentation,
};

export function documentationOf(name: string): FunctionDocumentation | null {
  return Object.hasOwn(all, name) ? all[name]! : null;
}

/** Groups of names for pages, in the order of the tables. */
export const documentationGroups: readonly (readonly [title: string, names: readonly string[]])[] = [
  ["containers", Object.keys(containerDocumentation)],
  ["matrices", Object.keys(matrixDocumentation)],
  ["models", Object.keys(modelDocumentation)],
];

// What all warnings look at, worked out once.

import type { TypedProgram, VariableSymbol } from "../../ir/typed-ast.ts";
import type { Constants } from "./constants.ts";
import type { Density } from "./densities.ts";
import type { Flow } from "./flow.ts";
import type { Parameter } from "./parameters.ts";

export interface Facts {
  readonly program: TypedProgram;
  readonly constants: Constants;
  readonly flow: Flow;
  /** Every use of a density or mass function, in the order of the text. */
  readonly densities: readonly Density[];
  readonly parameters: ReadonlyMap<VariableSymbol, Parameter>;
}

// Warnings for those who ask for them: legal programs that probably do not mean what they say. They read the typed tree only, so an
// error-free program is all they need; each file finds one family of mistakes.

import { programStatements, type Problem } from "../../../grammar/index.ts";
import type { TypedProgram } from "../../ir/typed-ast.ts";
import { argumentWarnings } from "./arguments.ts";
import { constantsOf } from "./constants.ts";
import { controlFlowWarnings } from "./control-flow.ts";
import { densitiesOf } from "./densities.ts";
import { flowOf } from "./flow.ts";
import { nonlinearWarnings } from "./nonlinear.ts";
import { boundWarnings, parametersOf } from "./parameters.ts";
import { priorWarnings, repeatedWarnings, unusedWarnings } from "./priors.ts";
import type { Facts } from "./facts.ts";
import { uninitializedWarnings } from "./uninitialized.ts";

export function pedanticWarnings(program: TypedProgram): readonly Problem[] {
  const facts: Facts = {
    program,
    constants: constantsOf(programStatements(program)),
    flow: flowOf(program),
    densities: densitiesOf(program),
    parameters: parametersOf(program),
  };
  return [
    ...uninitializedWarnings(facts),
    ...argumentWarnings(facts),
    ...repeatedWarnings(facts),
    ...nonlinearWarnings(facts),
    ...boundWarnings(facts),
    ...unusedWarnings(facts),
    ...controlFlowWarnings(facts),
    ...priorWarnings(facts),
  ];
}

// The programs that the compiler derives from every `~`, as methods of a bound model: log likelihood per observation, draws of data and of
// parameters, the target in two parts. A program that a statement of the model blocks throws when it is called and says which statement.

import type { FlatParameters } from "./define-model.ts";
import type { FlatParts, FlatValues, Layout } from "./layout/layout.ts";
import { type Cells, cellsOf, writeCells } from "./layout/names.ts";
import { nest } from "./layout/nest.ts";
import type { Availability, DerivedMethods, Point, ProgramName, ProgramVariable } from "./model.ts";
import type { Random } from "./random/random.ts";
import { ModelError, REJECTION } from "./rejection.ts";

/** What generated code says of one program. */
export type Derived<Program> = Program | { readonly blockedBy: readonly string[] };

interface Routine<Values> {
  readonly variables: Readonly<Record<string, Layout>>;
  readonly run: (values: Values, random: Random) => Readonly<Record<string, FlatParts>>;
}

export interface ProgramDefinitions<Values> {
  readonly pointwise: Derived<Routine<Values>>;
  readonly predict: Derived<Routine<Values>>;
  readonly simulate: Derived<Routine<Values>>;
  readonly drawParameters: Derived<Pick<Routine<unknown>, "run">>;
  readonly split: Derived<{
    readonly run: (q: Float64Array) => { readonly prior: number; readonly likelihood: number };
  }>;
}

/** How the model makes values of its parameters. */
export interface Access<Parameters> {
  /** Parameters and transformed parameters at a point. */
  readonly valuesOf: (point: Point<Parameters>) => FlatValues;
  /** Transformed parameters added to checked parameters. */
  readonly complete: (parameters: FlatValues) => FlatValues;
  readonly nested: (values: FlatValues) => Parameters;
}

/** What a definition carries: given the bound model, its methods. Only generated code that has programs brings them along. */
export const derivedPrograms =
  <Parameters>(definitions: ProgramDefinitions<FlatParameters<Parameters>>): ProgramMethods =>
  (access) =>
    programMethods(definitions, access);

export type ProgramMethods = <Parameters>(access: Access<Parameters>) => DerivedMethods<Parameters>;

function programMethods<Parameters, Values>(
  definitions: ProgramDefinitions<Values>,
  access: Access<Parameters>,
): DerivedMethods<Parameters> {
  const found = <Name extends ProgramName>(name: Name): ProgramDefinitions<Values>[Name] => definitions[name];
  const need = <Program>(name: ProgramName, derived: Derived<Program>): Program => {
    if (!isBlocked(derived)) return derived;
    throw new ModelError(`${name} is not available for this model. ${derived.blockedBy.join("; ")}`);
  };
  const routines = { pointwise: found("pointwise"), predict: found("predict"), simulate: found("simulate") };
  const variables = {
    pointwise: variablesOf(routines.pointwise),
    predict: variablesOf(routines.predict),
    simulate: variablesOf(routines.simulate),
  };
  const written = (name: "pointwise" | "predict", point: Point<Parameters>, random: Random): Float64Array => {
    const { run } = need(name, routines[name]);
    const values = access.valuesOf(point);
    return writeVariables(
      variables[name],
      orFail(() => run(values as Values, random)),
    );
  };
  const split = (q: Float64Array): { readonly prior: number; readonly likelihood: number } => {
    const { run } = need("split", found("split"));
    try {
      return run(q);
    } catch (thrown) {
      if (thrown !== REJECTION) throw thrown;
      return { prior: -Infinity, likelihood: -Infinity };
    }
  };
  return {
    programs: {
      pointwise: availability(routines.pointwise, variables.pointwise),
      predict: availability(routines.predict, variables.predict),
      simulate: availability(routines.simulate, variables.simulate),
      drawParameters: availability(found("drawParameters"), []),
      split: availability(found("split"), []),
    },
    pointwise: (point) => written("pointwise", point, NO_RANDOM),
    predict: (point, random) => written("predict", point, random),
    simulate({ random, parameters }) {
      const { run, variables: layouts } = need("simulate", routines.simulate);
      const values =
        parameters === undefined
          ? access.complete(orFail(() => need("drawParameters", found("drawParameters")).run({}, random)))
          : access.valuesOf(parameters);
      const data = orFail(() => run(values as Values, random));
      const shown = Object.entries(layouts).map(([name, layout]) => [name, nest(layout, data[name]!)]);
      return {
        parameters: access.nested(values),
        data: Object.fromEntries(shown) as Record<string, unknown>,
      };
    },
    logPrior: (q) => split(q).prior,
    logLikelihood: (q) => split(q).likelihood,
  };
}

function isBlocked<Program>(
  derived: Derived<Program>,
): derived is Extract<Derived<Program>, { readonly blockedBy: readonly string[] }> {
  return typeof derived === "object" && derived !== null && "blockedBy" in derived;
}

interface Written extends ProgramVariable {
  readonly table: Cells;
}

function variablesOf(derived: Derived<Routine<never>>): readonly Written[] {
  if (isBlocked(derived)) return [];
  return Object.entries(derived.variables).map(([name, layout]) => {
    const table = cellsOf(name, layout);
    return { name, table, kind: layout.kind, dims: [...layout.array, ...layout.inner], cells: table.names };
  });
}

function availability(derived: Derived<unknown>, variables: readonly Written[]): Availability {
  if (isBlocked(derived)) return { isAvailable: false, blockedBy: derived.blockedBy };
  const shown = variables.map(({ name, kind, dims, cells }) => ({ name, kind, dims, cells }));
  return { isAvailable: true, variables: shown };
}

function writeVariables(
  variables: readonly Written[],
  values: Readonly<Record<string, FlatParts>>,
): Float64Array {
  const out = new Float64Array(variables.reduce((size, { cells }) => size + cells.length, 0));
  let offset = 0;
  for (const { name, table } of variables) offset += writeCells(table, values[name]!, out, offset);
  return out;
}

/** Programs that draw nothing. */
const NO_RANDOM: Random = {
  uniform: () => NaN,
  normal: () => NaN,
  uint32: () => NaN,
};

function orFail<T>(compute: () => T): T {
  try {
    return compute();
  } catch (thrown) {
    throw thrown === REJECTION ? new ModelError(REJECTION.reason) : thrown;
  }
}

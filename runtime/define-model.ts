// The frame around generated code: from a log density with gradient and the layouts of its variables to a `Model`. Here a rejected point
// becomes -Infinity with a reason, and layouts become names, nested values and the way from and to the unconstrained scale.

import { DataError } from "./data/data-error.ts";
import {
  type AnyLayout,
  type FlatParts,
  type FlatValues,
  freeSize,
  type Layouts,
  type Part,
} from "./layout/layout.ts";
import { type Cells, cellsOf, writeCells } from "./layout/names.ts";
import { nest } from "./layout/nest.ts";
import { checkParts, constrainParts, partsOf, readParts, unconstrainParts } from "./layout/parts.ts";
import type { BindOptions, Model, Point, Variable } from "./model.ts";
import { noPrograms } from "./no-programs.ts";
import type { ProgramMethods } from "./programs.ts";
import type { Random } from "./random/random.ts";
import { ModelError, REJECTION } from "./rejection.ts";

/** Parameters and transformed parameters in flat storage. */
export type FlatParameters<Parameters> = {
  readonly [Name in keyof Parameters]: FlatOf<Parameters[Name]>;
};

/** A complex number: real and imaginary part. */
export type Complex = readonly [re: number, im: number];

type FlatOf<Value> = Value extends number
  ? number
  : Value extends Complex
    ? { readonly real: number; readonly imag: number }
    : Value extends Float64Array
      ? Float64Array
      : Value extends readonly (infer Element)[]
        ? FlatArrayOf<Element>
        : { readonly [Slot in keyof Value]: FlatOf<Value[Slot]> };

/** Of an array of such values: each part is one array. */
type FlatArrayOf<Value> = Value extends number | Float64Array
  ? Float64Array
  : Value extends Complex
    ? { readonly real: Float64Array; readonly imag: Float64Array }
    : Value extends readonly (infer Element)[]
      ? FlatArrayOf<Element>
      : { readonly [Slot in keyof Value]: FlatArrayOf<Value[Slot]> };

/** What generated code says of a bound model. Values travel flat: arrays row-major, matrices column-major. */
export interface ModelDefinition<Parameters> {
  /** What made this model, and what from: variants and workers make it again. */
  readonly bind: (data: never, options?: BindOptions) => Model<Parameters>;
  readonly data: unknown;
  readonly options?: BindOptions;
  readonly dimension: number;
  /** In the order of declaration, which is that of the unconstrained numbers. */
  readonly parameters: Layouts;
  readonly logDensityGradient: (q: Float64Array, gradient: Float64Array) => number;
  readonly transformed?: Layouts;
  readonly transform?: (values: FlatParameters<Parameters>) => Readonly<Record<string, FlatParts>>;
  readonly generated?: Layouts;
  readonly generate?: (
    values: FlatParameters<Parameters>,
    random: Random,
  ) => Readonly<Record<string, FlatParts>>;
  /** What `~` says besides the density. */
  readonly programs?: ProgramMethods;
}

interface Entry {
  readonly name: string;
  readonly layout: AnyLayout;
  readonly block: Variable["block"];
  readonly parts: readonly Part[];
  readonly cells: Cells;
}

export function defineModel<Parameters>(definition: ModelDefinition<Parameters>): Model<Parameters> {
  const { dimension } = definition;
  const parameters = entries(definition.parameters, "parameters");
  const transformed = entries(definition.transformed ?? {}, "transformed parameters");
  const generated = entries(definition.generated ?? {}, "generated quantities");
  const shown = [...parameters, ...transformed];
  const density = guarded(definition);

  const transformedOf = (values: FlatValues): FlatValues =>
    computed(transformed, values, () => definition.transform?.(values as FlatParameters<Parameters>) ?? {});
  const generatedOf = (values: FlatValues, random: Random): FlatValues =>
    computed(
      generated,
      values,
      () => definition.generate?.(values as FlatParameters<Parameters>, random) ?? {},
    );
  const valuesOf = (point: Point<Parameters>): FlatValues => {
    if (!(point instanceof Float64Array)) return transformedOf(readAll(parameters, point));
    requireLength("q", point, dimension);
    return transformedOf(constrainAll(parameters, point));
  };
  const nested = (values: FlatValues): Parameters =>
    Object.fromEntries(
      shown.map(({ name, layout }) => [name, nest(layout, values[name] as FlatParts)]),
    ) as Parameters;

  const { bind, data, options = {} } = definition;
  return {
    data,
    options,
    dimension,
    parameterNames: shown.flatMap((entry) => entry.cells.names),
    generatedNames: generated.flatMap((entry) => entry.cells.names),
    variables: [...shown, ...generated].flatMap(variablesOf),
    get rejection() {
      return density.rejection();
    },
    logDensityGradient: density.logDensityGradient,
    logDensity: density.logDensity,
    constrain: (q) => nested(valuesOf(q)),
    unconstrain: (values) => unconstrainAll(parameters, dimension, values as Record<string, unknown>),
    generate: (point, random) => writeAll(generated, generatedOf(valuesOf(point), random)),
    write(q, random) {
      const values = valuesOf(q);
      if (random === undefined) return writeAll(shown, values);
      return writeAll([...shown, ...generated], generatedOf(values, random));
    },
    ...(definition.programs ?? noPrograms)<Parameters>({ valuesOf, nested, complete: transformedOf }),
    variant: (changed) => bind(data as never, { ...options, ...changed }),
  };
}

function entries(layouts: Layouts, block: Variable["block"]): readonly Entry[] {
  let offset = 0;
  return Object.entries(layouts).map(([name, layout]) => {
    const entry = { name, layout, block, parts: partsOf(name, layout, offset), cells: cellsOf(name, layout) };
    offset += freeSize(layout);
    return entry;
  });
}

const variablesOf = ({ parts, block }: Entry): readonly Variable[] =>
  parts.map(({ name, layout }) => ({
    name,
    block,
    kind: layout.kind,
    dims: [...layout.array, ...layout.inner],
  }));

// ------------------------------------------------------------------------------------------------------------------ density

interface Density {
  readonly logDensityGradient: (q: Float64Array, gradient: Float64Array) => number;
  readonly logDensity: (q: Float64Array) => number;
  readonly rejection: () => string | null;
}

/** The generated density with rejections and NaN turned into -Infinity, a zero gradient and a reason. */
function guarded(definition: Pick<ModelDefinition<unknown>, "dimension" | "logDensityGradient">): Density {
  const { dimension } = definition;
  const evaluate = definition.logDensityGradient;
  const ignored = new Float64Array(dimension);
  let rejection: string | null = null;

  function refuse(gradient: Float64Array, reason: string): number {
    rejection = reason;
    gradient.fill(0);
    return -Infinity;
  }
  function logDensityGradient(q: Float64Array, gradient: Float64Array): number {
    if (q.length !== dimension) requireLength("q", q, dimension);
    if (gradient.length !== dimension) requireLength("gradient", gradient, dimension);
    rejection = null;
    let value: number;
    try {
      value = evaluate(q, gradient);
    } catch (thrown) {
      if (thrown !== REJECTION) throw thrown;
      return refuse(gradient, REJECTION.reason);
    }
    return value === value ? value : refuse(gradient, "the log density is not a number (NaN)");
  }
  return {
    logDensityGradient,
    logDensity: (q) => logDensityGradient(q, ignored),
    rejection: () => rejection,
  };
}

function requireLength(name: string, values: Float64Array, dimension: number): void {
  if (values.length !== dimension)
    throw new RangeError(
      `${name} has ${values.length} numbers, expected ${dimension}: the dimension of the model`,
    );
}

// ------------------------------------------------------------------------------------------------------------------- values

function constrainAll(parameters: readonly Entry[], q: Float64Array): FlatValues {
  const values: Record<string, FlatParts> = {};
  for (const { name, parts } of parameters) values[name] = orFail(() => constrainParts(parts, values, q));
  return values;
}

/** `known` together with what `compute` returns, which must obey its constraints. */
function computed(
  declared: readonly Entry[],
  known: FlatValues,
  compute: () => Readonly<Record<string, FlatParts>>,
): FlatValues {
  if (declared.length === 0) return known;
  const values = { ...known, ...orFail(compute) };
  for (const { name, parts } of declared) checkParts(parts, values, values[name] as FlatParts);
  return values;
}

/** A rejection has no meaning here: there is no point to turn away. */
function orFail<T>(compute: () => T): T {
  try {
    return compute();
  } catch (thrown) {
    throw thrown === REJECTION ? new ModelError(REJECTION.reason) : thrown;
  }
}

function writeAll(written: readonly Entry[], values: FlatValues): Float64Array {
  const out = new Float64Array(written.reduce((size, { cells }) => size + cells.names.length, 0));
  let offset = 0;
  for (const { name, cells } of written) offset += writeCells(cells, values[name] as FlatParts, out, offset);
  return out;
}

function unconstrainAll(
  parameters: readonly Entry[],
  dimension: number,
  given: Readonly<Record<string, unknown>>,
): Float64Array {
  requireAll(parameters, given);
  const q = new Float64Array(dimension);
  const earlier: Record<string, FlatParts> = {};
  for (const { name, layout, parts } of parameters) {
    const value = readParts(name, layout, given[name]);
    unconstrainParts(parts, earlier, value, q);
    earlier[name] = value;
  }
  return q;
}

/** Parameters from their constrained values; the edges of constraints are fine here. */
function readAll(parameters: readonly Entry[], given: Readonly<Record<string, unknown>>): FlatValues {
  requireAll(parameters, given);
  const values: Record<string, FlatParts> = {};
  for (const { name, layout, parts } of parameters) {
    const value = readParts(name, layout, given[name]);
    checkParts(parts, values, value);
    values[name] = value;
  }
  return values;
}

function requireAll(parameters: readonly Entry[], given: Readonly<Record<string, unknown>>): void {
  const missing = parameters.filter(({ name }) => !Object.hasOwn(given, name)).map(({ name }) => name);
  if (missing.length > 0) throw new DataError(`missing from the parameter values: ${missing.join(", ")}`);
}

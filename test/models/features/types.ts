// Section 2: types, constraints and transforms.

import type { SizedType } from "../../../grammar/index.ts";
import type { Typed, TypedExpr } from "../../../compiler/ir/typed-ast.ts";
import type { Type } from "../../../compiler/ir/type.ts";
import { elementOf, type Feature, libraryCall, section } from "./feature.ts";

// ----------------------------------------------------------------------------------------------------------------------- types

const s21 = section("2.1 types");
const BASIC = [
  "real",
  "complex",
  "vector",
  "rowVector",
  "matrix",
  "complexVector",
  "complexRowVector",
  "complexMatrix",
] as const;
const has = (type: Type, holds: (t: Type) => boolean): boolean =>
  holds(type) ||
  (type.kind === "array" && has(type.element, holds)) ||
  (type.kind === "tuple" && type.slots.some((slot) => has(slot, holds)));
const dimensions = (type: Type): number => (type.kind === "array" ? 1 + dimensions(type.element) : 0);
const BLOCKS = ["parameters", "transformed parameters", "model"] as const;

const TYPES: readonly Feature[] = [
  s21.declaration("int", ({ symbol }) => symbol.type.kind === "int", "useful"),
  ...BASIC.flatMap((kind) =>
    BLOCKS.map((block) =>
      s21.declaration(`${kind} in ${block}`, (d) => d.block === block && d.symbol.type.kind === kind),
    ),
  ),
  ...BASIC.map((kind) =>
    s21.definition(`${kind} as an argument`, ({ definition, program }) =>
      definition.args.some(({ name }) => program.symbols.get(name)?.type.kind === kind),
    ),
  ),
  ...BASIC.map((kind) =>
    s21.expression(
      `${kind} from a user's function`,
      ({ expression: e }) => e.kind === "call" && e.call?.kind === "user" && e.type.kind === kind,
    ),
  ),
  ...BASIC.map((kind) =>
    s21.declaration(
      `array of ${kind}`,
      ({ symbol }) => symbol.type.kind === "array" && elementOf(symbol.type).kind === kind,
    ),
  ),
  s21.declaration(
    "array of int",
    ({ symbol }) => symbol.type.kind === "array" && elementOf(symbol.type).kind === "int",
    "useful",
  ),
  s21.declaration("array of two dimensions", ({ symbol }) => dimensions(symbol.type) === 2),
  s21.declaration("array of three dimensions", ({ symbol }) => dimensions(symbol.type) === 3),
  s21.declaration(
    "tuple as a parameter",
    ({ block, symbol }) => block === "parameters" && symbol.type.kind === "tuple",
  ),
  s21.declaration(
    "tuple as data",
    ({ block, symbol }) => block === "data" && symbol.type.kind === "tuple",
    "useful",
  ),
  s21.declaration(
    "tuple as a local",
    ({ block, symbol }) => block === "model" && symbol.type.kind === "tuple",
  ),
  s21.declaration(
    "tuple in a tuple",
    ({ symbol }) => symbol.type.kind === "tuple" && symbol.type.slots.some((t) => t.kind === "tuple"),
  ),
  s21.declaration(
    "tuple with an array",
    ({ symbol }) => symbol.type.kind === "tuple" && symbol.type.slots.some((t) => t.kind === "array"),
  ),
  s21.declaration(
    "array of tuples",
    ({ symbol }) => symbol.type.kind === "array" && elementOf(symbol.type).kind === "tuple",
  ),
  s21.definition("tuple as an argument", ({ definition, program }) =>
    definition.args.some(({ name }) => program.symbols.get(name)?.type.kind === "tuple"),
  ),
  s21.expression(
    "tuple from a user's function",
    ({ expression: e }) => e.call?.kind === "user" && e.type.kind === "tuple",
  ),
  s21.definition(
    "array of two dimensions from a user's function",
    ({ definition }) => definition.result.kind === "array" && definition.result.dimensions > 1,
  ),
  s21.declaration(
    "size zero: parameter",
    ({ block, type }) => block === "parameters" && literalSizes(type).includes(0),
    "executed",
  ),
  s21.declaration("size that depends on a loop", ({ around, type }) =>
    around.some((s) => s.kind === "for" && sizesOf(type).some((e) => mentions(e, s.variable.text))),
  ),
];

function sizesOf(type: SizedType<Typed>): readonly TypedExpr[] {
  if (type.kind === "basic") return type.sizes;
  return type.kind === "array" ? [...type.sizes, ...sizesOf(type.element)] : type.slots.flatMap(sizesOf);
}
const literalSizes = (type: SizedType<Typed>): readonly number[] =>
  sizesOf(type).flatMap((e) => (e.kind === "intLiteral" ? [e.value] : []));
function mentions(e: TypedExpr, name: string): boolean {
  if (e.kind === "variable") return e.name.text === name;
  if (e.kind === "binary") return mentions(e.left, name) || mentions(e.right, name);
  return e.kind === "parenthesized" && mentions(e.inner, name);
}

// ----------------------------------------------------------------------------------------------------- constraints and transforms

const s23 = section("2.3 constraints and transforms");
const STRUCTURED = [
  "ordered",
  "positive_ordered",
  "simplex",
  "unit_vector",
  "sum_to_zero_vector",
  "sum_to_zero_matrix",
  "cholesky_factor_corr",
  "cholesky_factor_cov",
  "corr_matrix",
  "cov_matrix",
  "column_stochastic_matrix",
  "row_stochastic_matrix",
] as const;
type Basic = Extract<SizedType<Typed>, { kind: "basic" }>;
const innermost = (type: SizedType<Typed>): readonly Basic[] =>
  type.kind === "basic"
    ? [type]
    : type.kind === "array"
      ? innermost(type.element)
      : type.slots.flatMap(innermost);
const parameter = (name: string, holds: (type: Basic, whole: SizedType<Typed>) => boolean): Feature =>
  s23.declaration(
    `parameter: ${name}`,
    ({ block, type }) => block === "parameters" && innermost(type).some((t) => holds(t, type)),
  );
const bounds = ({ constraint: c }: Basic): string =>
  c.kind === "bounds"
    ? `${c.lower === null ? "" : "lower"}${c.upper === null ? "" : "upper"}`
    : c.kind === "affine"
      ? `${c.offset === null ? "" : "offset"}${c.multiplier === null ? "" : "multiplier"}`
      : "";
const limits = ({ constraint: c }: Basic): readonly (TypedExpr | null)[] =>
  c.kind === "bounds" ? [c.lower, c.upper] : c.kind === "affine" ? [c.offset, c.multiplier] : [];
const SCALARS = ["real", "vector", "row_vector", "matrix"] as const;

const TRANSFORMS: readonly Feature[] = [
  ...["lower", "upper", "lowerupper", "offset", "multiplier", "offsetmultiplier"].map((kind) =>
    parameter(`<${kind}>`, (t) => bounds(t) === kind),
  ),
  ...SCALARS.map((name) =>
    parameter(`lower on ${name}`, (t) => t.name === name && bounds(t).startsWith("lower")),
  ),
  ...SCALARS.map((name) =>
    parameter(`offset or multiplier on ${name}`, (t) => t.name === name && t.constraint.kind === "affine"),
  ),
  parameter("bounds on an array", (t, whole) => whole.kind === "array" && bounds(t) !== ""),
  parameter(
    "bounds for each element",
    (t) =>
      t.constraint.kind === "bounds" &&
      limits(t).some((e) => e !== null && e.type.kind !== "real" && e.type.kind !== "int"),
  ),
  parameter(
    "offset or multiplier for each element",
    (t) =>
      t.constraint.kind === "affine" &&
      limits(t).some((e) => e !== null && e.type.kind !== "real" && e.type.kind !== "int"),
  ),
  parameter("infinite bound", (t) =>
    limits(t).some((e) => e !== null && /infinity/.test(e.span.source.text.slice(e.span.start, e.span.end))),
  ),
  s23.declaration(
    "parameter: bounds from earlier parameters",
    ({ block, type, flow }) =>
      block === "parameters" &&
      innermost(type).some(
        (t) =>
          t.constraint.kind === "bounds" && limits(t).some((e) => e !== null && flow.dependsOnParameters(e)),
      ),
  ),
  s23.declaration(
    "parameter: offset or multiplier from earlier parameters",
    ({ block, type, flow }) =>
      block === "parameters" &&
      innermost(type).some(
        (t) =>
          t.constraint.kind === "affine" && limits(t).some((e) => e !== null && flow.dependsOnParameters(e)),
      ),
  ),
  ...STRUCTURED.map((name) => parameter(name, (t) => t.name === name)),
  parameter(
    "cholesky_factor_cov with two sizes",
    (t) => t.name === "cholesky_factor_cov" && t.sizes.length === 2,
  ),
  ...["ordered", "simplex", "unit_vector", "sum_to_zero_vector", "column_stochastic_matrix"].map((name) =>
    parameter(`array of ${name}`, (t, whole) => whole.kind === "array" && t.name === name),
  ),
  parameter(
    "constraint in a tuple",
    (t, whole) =>
      whole.kind === "tuple" && (bounds(t) !== "" || (STRUCTURED as readonly string[]).includes(t.name)),
  ),
  s23.declaration(
    "data: bounds",
    ({ block, type }) => block === "data" && innermost(type).some((t) => bounds(t) !== ""),
    "useful",
  ),
  s23.declaration(
    "transformed parameters: checked bounds",
    ({ block, type, symbol }) =>
      block === "transformed parameters" &&
      symbol.isTopLevel &&
      innermost(type).some((t) => bounds(t) !== ""),
  ),
  ...["lower_bound", "upper_bound", "lower_upper_bound", "offset_multiplier", ...STRUCTURED].map((name) =>
    s23.expression(`${name}_constrain or _jacobian`, ({ expression: e }) => {
      const call = libraryCall(e);
      return call === `${constrainer(name)}_constrain` || call === `${constrainer(name)}_jacobian`;
    }),
  ),
  s23.expression("a _jacobian function of the library", ({ expression: e }) =>
    /_jacobian$/.test(libraryCall(e) ?? ""),
  ),
  s23.expression("an _unconstrain function", ({ expression: e }) =>
    /_unconstrain$/.test(libraryCall(e) ?? ""),
  ),
];

/** The functions carry the names of the types, but for a few. */
const constrainer = (name: string): string =>
  ({
    column_stochastic_matrix: "stochastic_column",
    row_stochastic_matrix: "stochastic_row",
    sum_to_zero_vector: "sum_to_zero",
    sum_to_zero_matrix: "sum_to_zero",
  })[name] ?? name;

export const TYPES_AND_TRANSFORMS: readonly Feature[] = [...TYPES, ...TRANSFORMS];

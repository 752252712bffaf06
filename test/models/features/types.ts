// Sections 2 and 3: types, constraints and transforms, operators by type, assignment, promotion, functions and overloads.

import type { SizedType } from "../../../grammar/index.ts";
import type { Typed, TypedExpr, TypedStatement } from "../../../compiler/ir/typed-ast.ts";
import { sameType, type Type } from "../../../compiler/ir/type.ts";
import { type Feature, libraryCall, section, typeName } from "./feature.ts";

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
const elementOf = (type: Type): Type => (type.kind === "array" ? elementOf(type.element) : type);
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

// ------------------------------------------------------------------------------------------------------------------- operators

const s33 = section("3.3 operators");
const operator = (
  sign: string,
  left: string,
  right: string,
  least: "active" | "useful" = "active",
): Feature =>
  s33.expression(
    `${left} ${sign} ${right}`,
    ({ expression: e }) =>
      e.kind === "binary" &&
      e.operator === sign &&
      typeName(e.left.type) === left &&
      typeName(e.right.type) === right,
    least,
  );
const signed = (sign: "-" | "+" | "!", type: string, least: "active" | "useful" = "active"): Feature =>
  s33.expression(
    `${sign}${type}`,
    ({ expression: e }) => e.kind === "prefix" && e.operator === sign && typeName(e.operand.type) === type,
    least,
  );
const REALS = ["real", "vector", "rowVector", "matrix"] as const;
const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="] as const;
const comparison = (sign: string, type: string): Feature =>
  s33.expression(
    `${type} ${sign} ${type}`,
    ({ expression: e, flow }) =>
      e.kind === "binary" &&
      e.operator === sign &&
      e.left.type.kind === type &&
      (type === "int" || flow.dependsOnParameters(e)),
    "useful",
  );

const OPERATORS: readonly Feature[] = [
  ...["+", "-"].flatMap((sign) => [
    ...REALS.map((t) => operator(sign, t, t)),
    ...REALS.slice(1).flatMap((t) => [operator(sign, t, "real"), operator(sign, "real", t)]),
    operator(sign, "int", "int", "useful"),
  ]),
  ...(
    [
      ["real", "real"],
      ["real", "vector"],
      ["vector", "real"],
      ["real", "matrix"],
      ["matrix", "real"],
      ["matrix", "matrix"],
      ["matrix", "vector"],
      ["rowVector", "matrix"],
      ["rowVector", "vector"],
      ["vector", "rowVector"],
    ] as const
  ).map(([a, b]) => operator("*", a, b)),
  ...(
    [
      ["real", "real"],
      ["vector", "real"],
      ["real", "vector"],
      ["matrix", "real"],
      ["rowVector", "matrix"],
      ["matrix", "matrix"],
    ] as const
  ).map(([a, b]) => operator("/", a, b)),
  operator("\\", "matrix", "vector"),
  operator("\\", "matrix", "matrix"),
  ...[".*", "./"].flatMap((sign) => REALS.slice(1).map((t) => operator(sign, t, t))),
  ...["^", ".^"].flatMap((sign) => [operator(sign, "vector", "vector"), operator(sign, "vector", "real")]),
  operator("^", "real", "real"),
  operator("^", "int", "real"),
  operator("^", "real", "int"),
  operator("^", "matrix", "int"),
  ...["*", "/", "%", "%/%"].map((sign) => operator(sign, "int", "int", "useful")),
  ...COMPARISONS.flatMap((sign) => [comparison(sign, "int"), comparison(sign, "real")]),
  operator("&&", "int", "int", "useful"),
  operator("||", "int", "int", "useful"),
  signed("!", "int", "useful"),
  ...REALS.map((t) => signed("-", t)),
  signed("-", "int", "useful"),
  signed("-", "complex"),
  signed("+", "real"),
  signed("+", "vector"),
  ...["vector", "rowVector", "matrix", "complexMatrix"].map((kind) =>
    s33.expression(`${kind}'`, ({ expression: e }) => e.kind === "transpose" && e.operand.type.kind === kind),
  ),
  ...["+", "-", "*", "/", "^"].map((sign) => operator(sign, "complex", "complex")),
  operator("*", "real", "complex"),
  operator("*", "complexMatrix", "complexVector"),
  s33.expression(
    "?: decided by parameters",
    ({ expression: e, flow }) => e.kind === "ternary" && flow.dependsOnParameters(e.condition),
  ),
  s33.expression("?: of containers", ({ expression: e }) => e.kind === "ternary" && e.type.kind !== "real"),
  s33.expression(
    "?: of an int and a real",
    ({ expression: e }) =>
      e.kind === "ternary" &&
      e.type.kind === "real" &&
      (e.then.type.kind === "int" || e.otherwise.type.kind === "int"),
  ),
];

// ------------------------------------------------------------------------------------------------------------------- promotion

const promoted = section("3.3 promotion");
const fits = (
  name: string,
  from: (t: Type) => boolean,
  to: (t: Type) => boolean,
  least: "active" | "useful" = "active",
): Feature =>
  promoted.expression(
    `${name} as an argument`,
    ({ expression: e, program }) => {
      if (e.kind !== "call" || e.call === undefined) return false;
      const { call } = e;
      const wanted =
        call.kind === "library"
          ? call.args
          : call.kind === "user"
            ? call.definition.args.map(({ name: formal }) => program.symbols.get(formal)?.type)
            : [];
      return e.args.some((arg, i) => wanted[i] !== undefined && from(arg.type) && to(wanted[i]));
    },
    least,
  );
const is =
  (kind: Type["kind"]) =>
  (t: Type): boolean =>
    t.kind === kind;
const assigned = (
  name: string,
  from: Type["kind"],
  to: Type["kind"],
  least: "active" | "useful" = "active",
): Feature =>
  promoted.statement(
    `${name} in an assignment or declaration`,
    ({ statement: s, program }) => {
      if (s.kind === "assignment") return s.value.type.kind === from && s.target.type.kind === to;
      return (
        s.kind === "declaration" &&
        s.declarators.some(
          ({ name: n, initial }) => initial?.type.kind === from && program.symbols.get(n)!.type.kind === to,
        )
      );
    },
    least,
  );
const PROMOTION: readonly Feature[] = [
  fits("int to real", is("int"), is("real"), "useful"),
  fits("real to complex", is("real"), is("complex")),
  fits("vector to complex_vector", is("vector"), is("complexVector")),
  fits(
    "array of int to array of real",
    (t) => t.kind === "array" && elementOf(t).kind === "int",
    (t) => t.kind === "array" && elementOf(t).kind === "real",
    "useful",
  ),
  assigned("int to real", "int", "real", "useful"),
  assigned("real to complex", "real", "complex"),
  promoted.expression(
    "int among reals in an array literal",
    ({ expression: e }) =>
      e.kind === "array" &&
      elementOf(e.type).kind === "real" &&
      e.elements.some(({ type }) => type.kind === "int"),
  ),
  promoted.expression(
    "int among reals in a row vector literal",
    ({ expression: e }) => e.kind === "rowVector" && e.elements.some(({ type }) => type.kind === "int"),
  ),
  promoted.statement(
    "tuple slot by slot",
    ({ statement: s, program }) =>
      s.kind === "declaration" &&
      s.declarators.some(
        ({ name, initial }) =>
          initial?.type.kind === "tuple" && !sameType(initial.type, program.symbols.get(name)!.type),
      ),
  ),
];

// --------------------------------------------------------------------------------------------- names, assignment, functions

const s31 = section("3.1 names");
const s34 = section("3.4 assignment");
const s36 = section("3.6 functions");
const compound = (sign: string, kind: string): Feature =>
  s34.statement(
    `${kind} ${sign}`,
    ({ statement: s }) => s.kind === "assignment" && s.operator === sign && s.target.type.kind === kind,
  );
const suffixed = (suffix: string, least: "active" | "useful" | "executed" = "active"): Feature =>
  s36.definition(
    `a user's ${suffix}`,
    ({ definition }) => definition.body !== null && definition.name.text.endsWith(suffix),
    least,
  );
const isRecursive = (name: string, e: TypedExpr): boolean =>
  e.kind === "call" && e.call?.kind === "user" && e.call.definition.name.text === name;
const HIGHER_ORDER = [
  "ode_rk45",
  "ode_rk45_tol",
  "ode_bdf_tol",
  "ode_adams_tol",
  "ode_ckrk_tol",
  "solve_newton_tol",
  "solve_powell_tol",
  "algebra_solver",
  "integrate_1d",
  "reduce_sum",
  "reduce_sum_static",
  "map_rect",
] as const;

const FUNCTIONS: readonly Feature[] = [
  s31.declaration(
    "a variable that shadows a function",
    ({ symbol, program }) =>
      program.functions.some(({ name }) => name.text === symbol.name) ||
      ["beta", "gamma", "mean", "normal", "dot", "sum", "log", "size"].includes(symbol.name),
    "useful",
  ),
  s31.declaration(
    "one name in two blocks",
    ({ symbol, program }) =>
      [...program.symbols.values()].filter(
        (v) => v.name === symbol.name && v !== symbol && v.origin === symbol.origin && v.origin === "model",
      ).length > 0,
    "useful",
  ),
  ...["+=", "-=", "*=", "/="].flatMap((sign) => ["real", "vector"].map((kind) => compound(sign, kind))),
  compound("*=", "matrix"),
  compound(".*=", "vector"),
  compound("./=", "vector"),
  compound("+=", "matrix"),
  s34.statement(
    "int +=",
    ({ statement: s }) => s.kind === "assignment" && s.operator === "+=" && s.target.type.kind === "int",
    "useful",
  ),
  s34.statement(
    "compound assignment to an element",
    ({ statement: s }) => s.kind === "assignment" && s.operator !== "=" && s.target.kind === "index",
  ),
  s34.statement(
    "right side reads what is assigned to",
    ({ statement: s }) =>
      s.kind === "assignment" &&
      s.operator === "=" &&
      s.target.kind === "index" &&
      s.target.base.kind === "variable" &&
      reads(s.value, s.target.base.name.text),
  ),
  ...["_lpdf", "_lpmf", "_lp", "_jacobian"].map((suffix) => suffixed(suffix)),
  suffixed("_rng", "executed"),
  s36.definition("a user's _lcdf, _lccdf or _cdf", ({ definition }) =>
    /_(lcdf|lccdf|cdf)$/.test(definition.name.text),
  ),
  s36.statement(
    "a user's density with ~",
    ({ statement: s, program }) => s.kind === "tilde" && program.calls.get(s)?.kind === "user",
  ),
  ...["_lupdf", "_lupmf"].map((suffix) =>
    s36.expression(
      `call of a ${suffix}`,
      ({ expression: e }) => e.kind === "call" && e.callee.text.endsWith(suffix),
    ),
  ),
  ...["_lpdf", "_lpmf", "_lcdf", "_lccdf", "_cdf"].map((suffix) =>
    s36.expression(
      `call of a ${suffix} of the library`,
      ({ expression: e }) => libraryCall(e)?.endsWith(suffix) === true,
    ),
  ),
  s36.definition("data argument", ({ definition }) => definition.args.some(({ isData }) => isData)),
  s36.definition("void function", ({ definition }) => definition.result.kind === "void"),
  s36.definition("no arguments", ({ definition }) => definition.args.length === 0, "useful"),
  s36.definition("overloaded", ({ definition, program }) =>
    program.functions.some(
      (other) =>
        other !== definition &&
        other.body !== null &&
        definition.body !== null &&
        other.name.text === definition.name.text,
    ),
  ),
  s36.expression(
    "overload of a library name",
    ({ expression: e }) => e.kind === "call" && e.call?.kind === "user" && LIBRARY_NAMES.has(e.callee.text),
  ),
  s36.expression(
    "recursion",
    ({ expression: e, definition }) => definition !== null && isRecursive(definition.name.text, e),
  ),
  s36.expression("mutual recursion", ({ expression: e, definition, program }) => {
    if (
      definition === null ||
      e.kind !== "call" ||
      e.call?.kind !== "user" ||
      e.call.definition === definition
    )
      return false;
    const text = (e.call.definition.body ?? [])
      .map(({ span }) => span.source.text.slice(span.start, span.end))
      .join(" ");
    return program.functions.includes(definition) && new RegExp(`\\b${definition.name.text}\\(`).test(text);
  }),
  s36.definition("early return", ({ definition }) =>
    (definition.body ?? []).slice(0, -1).some((s) => s.kind === "if" && returns(s.then)),
  ),
  s36.definition("local of a function", ({ definition }) =>
    (definition.body ?? []).some((s) => s.kind === "declaration"),
  ),
  ...HIGHER_ORDER.map((name) => s36.expression(name, ({ expression: e }) => libraryCall(e) === name)),
  s36.statement(
    "random draw in transformed data",
    ({ block, statement: s }) => block === "transformed data" && callsRandom(s),
    "executed",
  ),
  s36.statement(
    "random draw in generated quantities",
    ({ block, statement: s }) => block === "generated quantities" && callsRandom(s),
    "executed",
  ),
  s36.statement(
    "transformed data that reaches the target",
    ({ block, statement: s }) => block === "transformed data" && s.kind !== "empty",
    "useful",
  ),
];

const LIBRARY_NAMES: ReadonlySet<string> = new Set([
  "square",
  "norm2",
  "dot_self",
  "sum",
  "softmax",
  "log_sum_exp",
  "mean",
  "scale_matrix",
  "inv_logit",
  "log1p_exp",
]);

function reads(e: TypedExpr, name: string): boolean {
  if (e.kind === "variable") return e.name.text === name;
  if (e.kind === "index") return reads(e.base, name);
  if (e.kind === "binary") return reads(e.left, name) || reads(e.right, name);
  if (e.kind === "array" || e.kind === "rowVector") return e.elements.some((x) => reads(x, name));
  return e.kind === "parenthesized" ? reads(e.inner, name) : e.kind === "transpose" && reads(e.operand, name);
}

const returns = (s: TypedStatement): boolean =>
  s.kind === "return" || (s.kind === "block" && s.body.some(returns));

function callsRandom(s: TypedStatement): boolean {
  return /_rng\s*\(/.test(s.span.source.text.slice(s.span.start, s.span.end));
}

export const MEANING: readonly Feature[] = [
  ...TYPES,
  ...TRANSFORMS,
  ...OPERATORS,
  ...PROMOTION,
  ...FUNCTIONS,
];

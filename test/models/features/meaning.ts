// Section 3: operators by type, promotion, names, assignment, functions and overloads.

import type { TypedExpr, TypedStatement } from "../../../compiler/ir/typed-ast.ts";
import { sameType, type Type } from "../../../compiler/ir/type.ts";
import { elementOf, type Feature, libraryCall, section, typeName } from "./feature.ts";

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

export const MEANING: readonly Feature[] = [...OPERATORS, ...PROMOTION, ...FUNCTIONS];

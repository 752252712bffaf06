// MIR as compact text, one statement a line: what `--emit mir` shows and pass goldens hold. Real and integer arithmetic print with the
// same signs (types of the names tell them apart); names that several locals or buffers share get a number, in order of appearance,
// so equal programs print equal texts.

import { assertNever } from "../diagnostics/internal-error.ts";
import { entries } from "./programs.ts";
import type {
  Bound,
  Buffer,
  Declared,
  Expr,
  GradientModel,
  KernelArg,
  Local,
  MessagePart,
  Model,
  Routine,
  Shape,
  Statement,
  Subprogram,
  View,
} from "./mir.ts";
import { viewsOf, visitExprs, visitStatements } from "./walk.ts";

interface Names {
  readonly byObject: Map<Local | Buffer, string>;
  readonly taken: Set<string>;
}

const newNames = (): Names => ({ byObject: new Map(), taken: new Set() });

function nameOf(names: Names, object: Local | Buffer): string {
  const known = names.byObject.get(object);
  if (known !== undefined) return known;
  let name = object.name;
  for (let n = 2; names.taken.has(name); n++) name = `${object.name}#${n}`;
  names.byObject.set(object, name);
  names.taken.add(name);
  return name;
}

// ------------------------------------------------------------------------------------------------------------- expressions

/** Sign and binding strength; larger binds tighter. */
const infix: Readonly<Record<string, readonly [string, number]>> = {
  or: ["||", 1],
  and: ["&&", 2],
  eq: ["==", 3],
  ne: ["!=", 3],
  lt: ["<", 4],
  le: ["<=", 4],
  gt: [">", 4],
  ge: [">=", 4],
  add: ["+", 5],
  iadd: ["+", 5],
  sub: ["-", 5],
  isub: ["-", 5],
  mul: ["*", 6],
  imul: ["*", 6],
  div: ["/", 6],
  idiv: ["%/%", 6],
  imod: ["%", 6],
};
const prefix: Readonly<Record<string, string>> = { neg: "-", ineg: "-", not: "!" };
const UNARY = 7;
const PRIMARY = 9;

export function printExpr(e: Expr, names: Names = newNames()): string {
  return expr(names, e, 0);
}

function expr(names: Names, e: Expr, outer: number): string {
  const [text, strength] = exprWithStrength(names, e);
  return strength < outer ? `(${text})` : text;
}

function exprWithStrength(names: Names, e: Expr): readonly [string, number] {
  switch (e.kind) {
    case "num":
      return [printNumber(e.value), e.value < 0 || Object.is(e.value, -0) ? UNARY : PRIMARY];
    case "int":
      return [String(e.value), e.value < 0 ? UNARY : PRIMARY];
    case "bool":
      return [String(e.value), PRIMARY];
    case "ref":
      return [nameOf(names, e.local), PRIMARY];
    case "load":
      return [cell(names, e.buffer, e.index), PRIMARY];
    case "select": {
      const [c, a, b] = [expr(names, e.condition, 1), expr(names, e.then, 1), expr(names, e.otherwise, 0)];
      return [`${c} ? ${a} : ${b}`, 0];
    }
    case "op":
      return operation(names, e.op, e.args);
    default:
      return assertNever(e);
  }
}

function operation(names: Names, name: string, args: readonly Expr[]): readonly [string, number] {
  if (args.length === 2 && Object.hasOwn(infix, name)) {
    const [sign, strength] = infix[name]!;
    return [`${expr(names, args[0]!, strength)} ${sign} ${expr(names, args[1]!, strength + 1)}`, strength];
  }
  if (args.length === 1 && Object.hasOwn(prefix, name))
    return [prefix[name]! + expr(names, args[0]!, UNARY), UNARY];
  return [`${name}(${args.map((arg) => expr(names, arg, 0)).join(", ")})`, PRIMARY];
}

/** Reals always show as reals: `2.0` beside the integer `2`. */
function printNumber(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}

const cell = (names: Names, buffer: Buffer, index: readonly Expr[]): string =>
  `${nameOf(names, buffer)}[${index.map((i) => expr(names, i, 0)).join(", ")}]`;

function view(names: Names, { buffer, index }: View): string {
  return index.length === 0 ? nameOf(names, buffer) : `${cell(names, buffer, index).slice(0, -1)} ..]`;
}

// -------------------------------------------------------------------------------------------------------------- statements

export function printStatements(
  statements: readonly Statement[],
  names: Names = newNames(),
  indent = "",
): string {
  return lines(names, statements, indent)
    .map((line) => line + "\n")
    .join("");
}

function lines(names: Names, statements: readonly Statement[], indent: string): string[] {
  return statements.flatMap((s) => statementLines(names, s, indent));
}

function statementLines(names: Names, s: Statement, indent: string): string[] {
  const nested = (head: string, body: readonly Statement[]): string[] => [
    indent + head,
    ...lines(names, body, indent + "  "),
  ];
  switch (s.kind) {
    case "each": {
      const count = expr(names, s.count, 0);
      return nested(`each ${nameOf(names, s.index)} in ${count}`, s.body);
    }
    case "for": {
      const range = `${expr(names, s.from, 5)} .. ${expr(names, s.to, 5)}`;
      return nested(`for ${nameOf(names, s.index)} in ${range}${s.down ? " down" : ""}`, s.body);
    }
    case "loop":
      return nested("loop", s.body);
    case "region":
      return nested(`// ${s.title}`, s.body);
    case "if": {
      const then = nested(`if ${expr(names, s.condition, 0)}`, s.then);
      return s.otherwise.length === 0 ? then : [...then, ...nested("else", s.otherwise)];
    }
    default:
      return [indent + simpleStatement(names, s)];
  }
}

type Simple = Exclude<Statement, { readonly kind: "each" | "for" | "loop" | "region" | "if" }>;

function simpleStatement(names: Names, s: Simple): string {
  const e = (value: Expr): string => expr(names, value, 0);
  switch (s.kind) {
    case "let":
      return `let ${nameOf(names, s.local)} = ${e(s.value)}`;
    case "var": {
      const scalar = s.local.scalar === "real" ? "" : `: ${s.local.scalar}`;
      return `var ${nameOf(names, s.local)}${scalar}${s.initial === null ? "" : ` = ${e(s.initial)}`}`;
    }
    case "set":
      return `${nameOf(names, s.local)} = ${e(s.value)}`;
    case "store":
      return `${cell(names, s.buffer, s.index)} = ${e(s.value)}`;
    case "accumulate": {
      const into =
        s.into.kind === "local" ? nameOf(names, s.into.local) : cell(names, s.into.buffer, s.into.index);
      return `${into} += ${e(s.value)}`;
    }
    case "fill":
      return `fill ${view(names, s.view)} (${e(s.count)}) = ${e(s.value)}`;
    case "copy":
      return `copy ${view(names, s.to)} = ${view(names, s.from)} (${e(s.count)})`;
    case "exitIf":
      return `exit if ${e(s.condition)}`;
    case "kernel": {
      const result = s.result === null ? "" : `let ${nameOf(names, s.result)} = `;
      const head = typeof s.kernel === "string" ? `kernel ${s.kernel}` : `call ${s.kernel.name}`;
      return `${result}${head}(${s.args.map((arg) => kernelArg(names, arg)).join(", ")})`;
    }
    case "push":
      return `push ${e(s.value)}`;
    case "pop":
      return `pop ${nameOf(names, s.local)}`;
    case "return":
      return `return ${e(s.value)}`;
    case "check":
      return `check ${e(s.condition)}: ${message(names, s.message)}`;
    case "reject":
      return `${s.fatal ? "fatal" : "reject"} ${message(names, s.message)}`;
    case "print":
      return `print ${message(names, s.message)}`;
    default:
      return assertNever(s);
  }
}

function kernelArg(names: Names, arg: KernelArg): string {
  if (arg.kind === "absent") return "-";
  if (arg.kind === "callback")
    return ["callback", arg.callee?.name ?? "-", ...arg.captures.map((v) => view(names, v))].join(" ");
  return arg.kind === "scalar" ? expr(names, arg.value, 0) : `${arg.kind} ${view(names, arg.view)}`;
}

function message(names: Names, parts: readonly MessagePart[]): string {
  const text = parts.map((part) => {
    if (typeof part === "string") return part;
    return part.kind === "contents" ? `{contents ${view(names, part.view)}}` : `{${expr(names, part, 0)}}`;
  });
  return `"${text.join("")}"`;
}

// ---------------------------------------------------------------------------------------------------------------- programs

/** The whole model: declarations, then each program with the buffers that are new in it. */
export function printModel(model: Model): string {
  const names = newNames();
  const seen = new Set<Buffer>();
  for (const d of [...model.data, ...model.parameters]) declare(names, seen, d);
  nameOf(names, model.q);
  seen.add(model.q);
  const parameters = model.parameters.map((p) => `  ${declared(names, p)} @ ${expr(names, p.offset, 0)}`);
  return [
    `model ${model.name}`,
    ...section(
      "data",
      model.data.map((d) => `  ${declared(names, d)}`),
    ),
    ...section("prepareData", program(names, seen, model.prepareData)),
    ...section(`parameters, dimension ${expr(names, model.dimension, 0)}`, parameters),
    ...section("logJoint", program(names, seen, model.logJoint)),
    ...routine(names, seen, "transform", model.transform),
    ...routine(names, seen, "generate", model.generate),
    ...(model.programs === undefined ? [] : entries(model.programs)).flatMap(([name, derived]) =>
      derived.kind === "routine"
        ? routine(names, seen, name, derived.routine)
        : section(
            name,
            derived.by.map((text) => `  blocked by ${text}`),
          ),
    ),
    ...model.subprograms.flatMap((subprogram) => subprogramLines(names, seen, subprogram)),
    "",
  ].join("\n");
}

export function printGradientModel(gradient: GradientModel): string {
  const names = newNames();
  const { model } = gradient;
  const seen = new Set<Buffer>([model.q, gradient.gradient]);
  for (const d of [...model.data, ...model.parameters]) declare(names, seen, d);
  return [
    `model ${model.name}`,
    ...section("prepareData", program(names, seen, model.prepareData)),
    ...section("logJointGradient", program(names, seen, gradient.body)),
    ...model.subprograms.flatMap((subprogram) => subprogramLines(names, seen, subprogram)),
    "",
  ].join("\n");
}

const section = (title: string, body: readonly string[]): string[] =>
  body.length === 0 ? [] : [title, ...body];

function routine(
  names: Names,
  seen: Set<Buffer>,
  title: string,
  { inputs, body, outputs }: Routine,
): string[] {
  if (outputs.length === 0 && body.length === 0) return [];
  for (const d of [...inputs, ...outputs]) declare(names, seen, d);
  const head = `${title} -> ${outputs.map((d) => declared(names, d)).join("; ")}`;
  return [head, ...program(names, seen, body)];
}

export const printSubprogram = (subprogram: Subprogram): string =>
  subprogramLines(newNames(), new Set(), subprogram).join("\n");

function subprogramLines(names: Names, seen: Set<Buffer>, { callee, params, body }: Subprogram): string[] {
  const texts = params.map((param) => {
    if (param.kind === "scalar") return nameOf(names, param.local);
    seen.add(param.buffer);
    const dims = param.buffer.dims.map((d) => expr(names, d, 0)).join(", ");
    return `${param.kind} ${nameOf(names, param.buffer)}: ${param.buffer.elem}[${dims}]`;
  });
  const result = callee.result === null ? "" : ` -> ${callee.result}`;
  return [`${callee.name}(${texts.join(", ")})${result}`, ...program(names, seen, body)];
}

function declare(names: Names, seen: Set<Buffer>, { home }: Declared): void {
  if (home.kind === "local") nameOf(names, home.local);
  else {
    nameOf(names, home.buffer);
    seen.add(home.buffer);
  }
}

function program(names: Names, seen: Set<Buffer>, statements: readonly Statement[]): string[] {
  const buffers: string[] = [];
  const meet = (buffer: Buffer): void => {
    if (seen.has(buffer)) return;
    seen.add(buffer);
    const dims = buffer.dims.map((d) => expr(names, d, 0)).join(", ");
    buffers.push(`  buffer ${nameOf(names, buffer)}: ${buffer.elem}[${dims}] ${buffer.lifetime}`);
  };
  visitStatements(statements, (s) => {
    if (s.kind === "store") meet(s.buffer);
    if (s.kind === "accumulate" && s.into.kind === "cell") meet(s.into.buffer);
    if (s.kind === "fill") meet(s.view.buffer);
    if (s.kind === "copy") [s.to, s.from].forEach((v) => meet(v.buffer));
    if (s.kind === "kernel") for (const arg of s.args) viewsOf(arg).forEach((v) => meet(v.buffer));
  });
  visitExprs(statements, (e) => {
    if (e.kind === "load") meet(e.buffer);
  });
  return [...buffers, ...lines(names, statements, "  ")];
}

function declared(names: Names, { home, shape, constraint }: Declared): string {
  const name = nameOf(names, home.kind === "local" ? home.local : home.buffer);
  const bound = (sign: string, b: Bound | null): string =>
    b === null
      ? ""
      : ` ${sign} ${b.kind === "scalar" ? expr(names, b.value, 0) : b.kind === "computed" ? "(computed)" : nameOf(names, b.buffer)}`;
  switch (constraint.kind) {
    case "none":
      return `${name}: ${printShape(names, shape)}`;
    case "bounds":
      return `${name}: ${printShape(names, shape)}${bound(">=", constraint.lower)}${bound("<=", constraint.upper)}`;
    case "affine": {
      const affine = bound("offset", constraint.offset) + bound("multiplier", constraint.multiplier);
      return `${name}: ${printShape(names, shape)}${affine}`;
    }
    case "structured":
      return `${name}: ${constraint.name} ${printShape(names, shape)}`;
    default:
      return assertNever(constraint);
  }
}

function printShape(names: Names, { scalar, array, inner }: Shape): string {
  const e = (value: Expr): string => expr(names, value, 0);
  const outer = array.length === 0 ? "" : `array[${array.map(e).join(", ")}] `;
  switch (inner.kind) {
    case "scalar":
      return outer + scalar;
    case "vector":
    case "rowVector":
      return `${outer}${inner.kind}[${e(inner.size)}]`;
    case "matrix":
      return `${outer}matrix[${e(inner.rows)}, ${e(inner.columns)}]`;
    default:
      return assertNever(inner);
  }
}

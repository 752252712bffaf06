// What must hold of every MIR program, whatever pass it comes from: single assignment, names declared before use, types, one index per
// dimension, `each` bodies that could run in any order, and a target that is only accumulated to. Returns sentences, so a test can show
// all of them; the checks are conservative in what they accept of `each`, because every later pass trusts that word.

import { scalarFunctions } from "../../runtime/library.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import { derivedRoutines, weightsOf } from "./programs.ts";
import { verifyEach } from "./verify-each.ts";
import type { Buffer, Declared, Expr, GradientModel, Local, Model, Scalar, Statement, View } from "./mir.ts";
import { OPS } from "./ops.ts";
import { printExpr, printStatements } from "./print.ts";
import { scalarType } from "./scalar-type.ts";
import { expressionsOf, viewsOf } from "./walk.ts";

interface Checker {
  readonly violations: string[];
  /** Every local ever declared in this program: declaring one twice is an error even in sibling scopes. */
  readonly declared: Set<Local>;
  readonly mutable: Set<Local>;
  readonly target: Local | null;
}

type Scope = ReadonlySet<Local>;

/** All violations of the rules in a list of statements; `visible` are the locals that its surroundings define. */
export function verifyStatements(
  statements: readonly Statement[],
  visible: Iterable<Local>,
  target: Local | null = null,
): readonly string[] {
  const checker: Checker = { violations: [], declared: new Set(visible), mutable: new Set(), target };
  if (target !== null) checker.declared.add(target);
  block(checker, new Set(checker.declared), statements, false);
  return checker.violations;
}

export function verifyModel(model: Model): readonly string[] {
  const data = localsOf(model.data);
  const frame = new Set([...data, ...weightsOf(model)]);
  const atBind = verifyStatements(model.prepareData, frame);
  const bound = new Set([...frame, ...declaredDirectly(model.prepareData)]);
  const all = [
    ["transform", model.transform],
    ["generate", model.generate],
    ...derivedRoutines(model).map((routine) => ["derived", routine] as const),
  ] as const;
  const routines = all.flatMap(([name, { inputs, body, outputs }]) => {
    const visible = new Set([...bound, ...localsOf(inputs)]);
    const defined = new Set([...visible, ...declaredDirectly(body)]);
    const missing = outputs.filter((d) => d.home.kind === "local" && !defined.has(d.home.local));
    return [
      ...verifyStatements(body, visible).map((v) => `${name}: ${v}`),
      ...missing.map((d) => `${name}: output ${d.name} is never declared`),
    ];
  });
  return [
    ...atBind.map((v) => `prepareData: ${v}`),
    ...verifyStatements(model.logJoint, bound, model.target).map((v) => `logJoint: ${v}`),
    ...routines,
    ...verifySubprograms(model, bound),
  ];
}

/** Each sees its parameters and what `prepareData` defines; only its last statement returns, and only if it has a result. */
function verifySubprograms({ subprograms }: Model, bound: Iterable<Local>): readonly string[] {
  const visible = [...bound];
  return subprograms.flatMap(({ callee, params, body }) => {
    const own = params.map((param) => (param.kind === "scalar" ? param.local : param.offset));
    const violations = verifyStatements(body, [...visible, ...own.filter((local) => local !== null)]);
    const returns = body.filter((s) => s.kind === "return").length;
    const isReturned =
      callee.result === null ? returns === 0 : returns === 1 && body.at(-1)?.kind === "return";
    return [...violations, ...(isReturned ? [] : ["its result does not come last"])].map(
      (v) => `${callee.name}: ${v}`,
    );
  });
}

export function verifyGradientModel({ model, body }: GradientModel): readonly string[] {
  const visible = [...localsOf(model.data), ...declaredDirectly(model.prepareData), ...weightsOf(model)];
  return [
    ...verifyStatements(body, visible, model.target).map((v) => `logJointGradient: ${v}`),
    ...verifySubprograms(model, visible),
  ];
}

/** @throws InternalError with the first violations. */
export function assertValid(violations: readonly string[], stage: string): void {
  if (violations.length > 0)
    internalError(`invalid program after ${stage}: ${violations.slice(0, 5).join("; ")}`);
}

const localsOf = (declared: readonly Declared[]): Local[] =>
  declared.flatMap(({ home }) => (home.kind === "local" ? [home.local] : []));

/** Locals that a program leaves visible to what follows it: declared at its top level or in regions there. */
export function declaredDirectly(statements: readonly Statement[]): readonly Local[] {
  return statements.flatMap((s) => {
    if (s.kind === "let" || s.kind === "var" || s.kind === "pop") return [s.local];
    if (s.kind === "kernel" && s.result !== null) return [s.result];
    return s.kind === "region" ? declaredDirectly(s.body) : [];
  });
}

// -------------------------------------------------------------------------------------------------------------- statements

function block(checker: Checker, outer: Scope, statements: readonly Statement[], inLoop: boolean): Scope {
  let scope = outer;
  for (const s of statements) scope = statement(checker, scope, s, inLoop);
  return scope;
}

/** Checks one statement; returns the scope after it. */
function statement(checker: Checker, scope: Scope, s: Statement, inLoop: boolean): Scope {
  const fail = (why: string): void => void checker.violations.push(`${why} in \`${firstLine(s)}\``);
  for (const e of expressionsOf(s)) expression(scope, e, fail);
  switch (s.kind) {
    case "let":
      return declare(checker, scope, s.local, false, valueProblem(s.local.scalar, s.value), fail);
    case "var": {
      const problem = s.initial === null ? null : valueProblem(s.local.scalar, s.initial);
      return declare(checker, scope, s.local, true, problem, fail);
    }
    case "pop":
      return declare(checker, scope, s.local, false, null, fail);
    case "set":
      assign(checker, scope, s.local, s.value, fail);
      return scope;
    case "store":
      cell(s.buffer, s.index, s.value, fail);
      return scope;
    case "accumulate":
      if (s.into.kind === "cell") cell(s.into.buffer, s.into.index, s.value, fail);
      else if (s.into.local !== checker.target) assign(checker, scope, s.into.local, s.value, fail);
      return scope;
    case "fill":
      view(s.view, fail);
      expectInt(s.count, fail);
      return scope;
    case "copy":
      [s.to, s.from].forEach((v) => view(v, fail));
      expectInt(s.count, fail);
      return scope;
    case "kernel":
      for (const arg of s.args) viewsOf(arg).forEach((v) => view(v, fail));
      return s.result === null ? scope : declare(checker, scope, s.result, false, null, fail);
    case "each":
    case "for":
      loop(checker, scope, s, fail);
      return scope;
    case "loop":
      block(checker, scope, s.body, true);
      return scope;
    case "exitIf":
      if (!inLoop) fail("an exit that is not directly in a loop");
      expectBool(s.condition, fail);
      return scope;
    case "if":
      expectBool(s.condition, fail);
      block(checker, scope, s.then, false);
      block(checker, scope, s.otherwise, false);
      return scope;
    case "check":
      expectBool(s.condition, fail);
      return scope;
    case "region":
      return block(checker, scope, s.body, inLoop);
    default:
      return scope;
  }
}

type Fail = (why: string) => void;

type CountedLoop = Extract<Statement, { readonly kind: "each" | "for" }>;

function loop(checker: Checker, scope: Scope, s: CountedLoop, fail: Fail): void {
  for (const bound of s.kind === "each" ? [s.count] : [s.from, s.to]) expectInt(bound, fail);
  block(checker, declare(checker, scope, s.index, false, null, fail), s.body, false);
  if (s.kind === "each") verifyEach(s, fail);
}

function declare(
  checker: Checker,
  scope: Scope,
  local: Local,
  mutable: boolean,
  problem: string | null,
  fail: Fail,
): Scope {
  if (checker.declared.has(local)) fail(`${local.name} is declared twice`);
  if (problem !== null) fail(problem);
  checker.declared.add(local);
  if (mutable) checker.mutable.add(local);
  return new Set([...scope, local]);
}

function assign(checker: Checker, scope: Scope, local: Local, value: Expr, fail: Fail): void {
  if (local === checker.target) return fail("the target is set, not accumulated to");
  if (!checker.mutable.has(local)) fail(`${local.name} is assigned but is no variable`);
  else if (!scope.has(local)) fail(`${local.name} is assigned out of its scope`);
  const problem = valueProblem(local.scalar, value);
  if (problem !== null) fail(problem);
}

function cell(buffer: Buffer, index: readonly Expr[], value: Expr, fail: Fail): void {
  indexed(buffer, index, fail);
  const problem = valueProblem(buffer.elem === "i32" ? "int" : "real", value);
  if (problem !== null) fail(problem);
}

function indexed(buffer: Buffer, index: readonly Expr[], fail: Fail): void {
  if (index.length !== buffer.dims.length)
    fail(`${buffer.name} has ${buffer.dims.length} dimensions but ${index.length} indices`);
  for (const i of index) expectInt(i, fail);
}

function view({ buffer, index }: View, fail: Fail): void {
  if (index.length > buffer.dims.length) fail(`too many indices in a view of ${buffer.name}`);
  for (const i of index) expectInt(i, fail);
}

// ------------------------------------------------------------------------------------------------------------- expressions

function expression(scope: Scope, e: Expr, fail: Fail): void {
  switch (e.kind) {
    case "ref":
      if (!scope.has(e.local)) fail(`${e.local.name} is used before its declaration`);
      return;
    case "load":
      indexed(e.buffer, e.index, fail);
      for (const i of e.index) expression(scope, i, fail);
      return;
    case "select":
      expectBool(e.condition, fail);
      for (const part of [e.condition, e.then, e.otherwise]) expression(scope, part, fail);
      return;
    case "op":
      operation(e.op, e.args, fail);
      for (const arg of e.args) expression(scope, arg, fail);
      return;
    default:
  }
}

const logic = new Set(["and", "or", "not"]);
const integer = new Set(["iadd", "isub", "imul", "idiv", "imod", "ineg"]);
const unary = new Set(["neg", "square", "sqrt", "toReal", "ineg", "toInt", "not"]);

function operation(op: string, args: readonly Expr[], fail: Fail): void {
  if (Object.hasOwn(OPS, op)) {
    const arity = unary.has(op) ? 1 : 2;
    if (args.length !== arity) fail(`${op} takes ${arity} arguments, not ${args.length}`);
    for (const arg of args) {
      const type = scalarType(arg);
      if (logic.has(op) || op === "toInt" ? type !== "bool" : type === "bool") fail(`${op} of a ${type}`);
      if ((integer.has(op) || op === "toReal") && type !== "int") fail(`${op} of a ${type}`);
    }
    return;
  }
  if (!Object.hasOwn(scalarFunctions, op)) return fail(`${op} is no operation`);
  const formal = Object.values(scalarFunctions[op]!.args);
  if (formal.length !== args.length) fail(`${op} takes ${formal.length} arguments, not ${args.length}`);
  args.forEach((arg, k) => {
    const type = scalarType(arg);
    if (type === "bool" || (formal[k] === "int" && type !== "int"))
      fail(`argument ${k + 1} of ${op} is a ${type}`);
  });
}

/** An integer may stand where a real is wanted only as a literal; otherwise `toReal` says so. */
function valueProblem(wanted: Scalar, value: Expr): string | null {
  const type = scalarType(value);
  if (type === wanted || (wanted === "real" && value.kind === "int")) return null;
  return `a ${type} value (${printExpr(value)}) where ${wanted} is wanted`;
}

function expectInt(e: Expr, fail: Fail): void {
  if (scalarType(e) !== "int") fail(`${printExpr(e)} is not an integer`);
}

function expectBool(e: Expr, fail: Fail): void {
  if (scalarType(e) !== "bool") fail(`${printExpr(e)} is not a truth value`);
}

const firstLine = (s: Statement): string => printStatements([s]).split("\n", 1)[0]!;

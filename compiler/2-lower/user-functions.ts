// Calls of users' functions, inlined: arguments are bound once (containers by reference), the body is lowered in a fresh set of variables,
// and its value is what it returns. Functions that call themselves are subprograms (recursion.ts).

import type { Span, UnsizedType } from "../../grammar/index.ts";
import { costOf } from "../ir/cost.ts";
import { local, ref } from "../ir/build.ts";
import type { Expr, Statement } from "../ir/mir.ts";
import { arrayOf, VOID, type BasicType, type Type } from "../ir/type.ts";
import type { ResolvedCall, TypedExpr, VariableSymbol } from "../ir/typed-ast.ts";
import { asInt, asReal, isInt } from "../library/arithmetic.ts";
import { isTrivial } from "../library/formula.ts";
import { bool } from "../ir/build.ts";
import { assignContainer, assignVariable } from "./assignments.ts";
import { flag, lowerStatements } from "./control-flow.ts";
import { bindLet, emit, nested, notAvailable, type Context } from "./context.ts";
import { expandDefinitions } from "./facts.ts";
import { lowerExpr } from "./expressions.ts";
import type { Inlined, Result } from "./frames.ts";
import { isStructured } from "./jumps.ts";
import { materialise, sameDims } from "./pull-array.ts";
import { callSubprogram, isRecursive } from "./recursion.ts";
import { contentsOf, newStorage } from "./storage.ts";
import {
  asRealContainer,
  isDataValue,
  scalar,
  sizeOf,
  converted,
  type Container,
  type Struct,
  type Value,
} from "./value.ts";
import { loosePlace, placeLike, putInto, takeFrom, type LoosePlace } from "./results.ts";
import { knownSize } from "./sizes.ts";
import { read, type Variable } from "./variables.ts";

type UserCall = Extract<ResolvedCall, { readonly kind: "user" }>;

const DEEPEST = 100;

export function inlineCall(ctx: Context, call: UserCall, args: readonly Value[], span: Span): Value {
  const { definition } = call;
  const called = isRecursive(ctx.program, definition) ? callSubprogram(ctx, call, args, span) : null;
  if (called !== null) return called;
  refuseOpenRecursion(ctx, definition, (ctx.frame.inlined?.level ?? 0) + 1, span);
  const variables = new Map<VariableSymbol, Variable>();
  definition.args.forEach((arg, k) => {
    const symbol = ctx.program.symbols.get(arg.name)!;
    variables.set(symbol, {
      kind: "value",
      value: bindArgument(ctx, arg.name.text, converted(args[k]!, symbol.type)),
    });
  });
  const passesFlag = definition.name.text.endsWith("_lp") || call.propto;
  return lowerBody(ctx, call, variables, {
    isData: args.every(isDataValue),
    propto: passesFlag && ctx.frame.propto,
    calledIn: span,
  });
}

/** The body with its arguments in place; what it returns. */
export function lowerBody(
  ctx: Context,
  call: UserCall,
  variables: Map<VariableSymbol, Variable>,
  how: { readonly isData: boolean; readonly propto: boolean; readonly calledIn: Span | null },
): Value {
  const { out, frame, depth, loops, place, variables: outer } = ctx;
  const [emitted, problems] = [out.length, ctx.problems.length];
  try {
    return lowerReturning(ctx, call, new Map(variables), how, false);
  } catch (error) {
    if (!(error instanceof SizesDiffer) || error.definition !== call.definition) throw error;
    Object.assign(ctx, { out, frame, depth, loops, place, variables: outer });
    out.length = emitted;
    ctx.problems.length = problems;
    return lowerReturning(ctx, call, variables, how, true);
  }
}

/** The function turns out to return containers of different sizes. */
class SizesDiffer extends Error {
  readonly definition: UserCall["definition"];
  constructor(definition: UserCall["definition"]) {
    super("sizes differ");
    this.definition = definition;
  }
}

function lowerReturning(
  ctx: Context,
  call: UserCall,
  variables: Map<VariableSymbol, Variable>,
  how: { readonly isData: boolean; readonly propto: boolean; readonly calledIn: Span | null },
  isLoose: boolean,
): Value {
  const { definition } = call;
  const body = definedBody(ctx, definition);
  const outer = { variables: ctx.variables, frame: ctx.frame, loops: ctx.loops };
  ctx.loops = [];
  const returned = isStructured(body, "returns") ? null : flag(ctx, "returned");
  const inlined: Inlined = {
    definition,
    type: typeOf(definition.result),
    caller: outer.frame.inlined,
    calledIn: how.calledIn,
    level: (outer.frame.inlined?.level ?? 0) + 1,
    depth: ctx.depth,
    returned,
    isLoose,
    result: { kind: "none" },
  };
  ctx.variables = variables;
  ctx.frame = { isData: how.isData, propto: how.propto, inlined, loop: null };
  const statements = nested(ctx, () => lowerStatements(ctx, body));
  ctx.variables = outer.variables;
  ctx.frame = outer.frame;
  ctx.loops = outer.loops;
  return finish(ctx, inlined.result, statements, how.isData);
}

/** A forward declaration stands for the definition that follows it. */
function definedBody(
  ctx: Context,
  definition: UserCall["definition"],
): NonNullable<UserCall["definition"]["body"]> {
  if (definition.body !== null) return definition.body;
  return notAvailable(`function ${definition.name.text}, which has no body,`, definition.span);
}

function refuseOpenRecursion(
  ctx: Context,
  definition: UserCall["definition"],
  level: number,
  span: Span,
): void {
  for (let at = ctx.frame.inlined; at !== null; at = at.caller)
    if (at.definition === definition && (ctx.depth > at.depth || level > DEEPEST))
      notAvailable(
        `recursion of ${definition.name.text} whose depth is not known when the model is compiled`,
        span,
      );
}

function bindArgument(ctx: Context, name: string, value: Value): Value {
  switch (value.kind) {
    case "scalar": {
      const { expr } = value;
      const isSimple = isTrivial(expr) || (isInt(expr) && costOf(expr) <= 1 && expr.kind === "op");
      return scalar(isSimple ? expr : bindLet(ctx, name, expr), value.isData);
    }
    case "container": {
      const size = sizeOf(value);
      const isShort = size.kind === "int" && size.value <= 3;
      return value.isCheap || (value.isLiteral && isShort) ? value : materialise(ctx, value, name);
    }
    case "struct":
      return { ...value, slots: value.slots.map((slot) => bindArgument(ctx, name, slot)) };
  }
}

/** The variable of a conditional result stands before the body that sets it. */
function finish(ctx: Context, result: Result, statements: readonly Statement[], isData: boolean): Value {
  if (result.kind === "variable") {
    emit(ctx, { kind: "var", local: result.local, initial: null }, ...statements);
    ctx.mutable.add(result.local);
    return scalar(ref(result.local), result.isData);
  }
  if (result.kind === "loose") {
    emit(ctx, ...result.declarations, ...statements);
    return takeFrom(ctx, result.place, isData);
  }
  if (result.kind === "place") {
    emit(ctx, ...result.declarations, ...statements);
    return read(result.variable);
  }
  emit(ctx, ...statements);
  if (result.kind === "storage") return contentsOf(result.storage, result.isData);
  return result.kind === "value" ? result.value : scalar(bool(false), true);
}

/** `return e;` of the function being inlined. */
export function returnFromCall(ctx: Context, e: TypedExpr | null): void {
  const inlined = ctx.frame.inlined!;
  if (e !== null) setResult(ctx, inlined, converted(lowerExpr(ctx, e), inlined.type));
  if (inlined.returned !== null) emit(ctx, { kind: "set", local: inlined.returned, value: bool(true) });
}

function setResult(ctx: Context, inlined: Inlined, value: Value): void {
  const isReal = inlined.definition.result.kind !== "basic" || inlined.definition.result.name !== "int";
  if (ctx.depth === inlined.depth && inlined.result.kind === "none") {
    inlined.result = { kind: "value", value: value.kind === "scalar" ? scalar(isReal ? asReal(value.expr) : asInt(value.expr), value.isData) : value }; // prettier-ignore
    return;
  }
  if (inlined.isLoose && value.kind !== "scalar") return returnLoose(ctx, inlined, value);
  if (value.kind === "struct") return returnStruct(ctx, inlined, value);
  const isData = ctx.frame.isData;
  if (value.kind === "scalar") {
    if (inlined.result.kind !== "variable")
      inlined.result = { kind: "variable", local: local("result", isReal ? "real" : "int"), isData };
    emit(ctx, {
      kind: "set",
      local: inlined.result.local,
      value: isReal ? asReal(value.expr) : asInt(value.expr),
    });
    return;
  }
  returnContainer(
    ctx,
    inlined,
    isReal && elementKindOf(inlined) === "real" ? asRealContainer(value) : value,
    isData,
  );
}

function typeOf(written: UnsizedType): Type {
  switch (written.kind) {
    case "array":
      return arrayOf(typeOf(written.element), written.dimensions);
    case "tuple":
      return { kind: "tuple", slots: written.slots.map(typeOf) };
    case "void":
      return VOID;
    case "basic": {
      const kind = written.name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      return { kind } as BasicType;
    }
  }
}

function elementKindOf(inlined: Inlined): "int" | "real" {
  let type = inlined.definition.result;
  while (type.kind === "array") type = type.element;
  return type.kind === "basic" && type.name === "int" ? "int" : "real";
}

function returnLoose(ctx: Context, inlined: Inlined, value: Value): void {
  if (inlined.result.kind !== "loose") {
    let place: LoosePlace | null = null;
    const declarations = nested(ctx, () => (place = loosePlace(ctx, "result", value)));
    inlined.result = { kind: "loose", place: place!, declarations };
  }
  putInto(ctx, inlined.result.place, value);
}

function returnStruct(ctx: Context, inlined: Inlined, value: Struct): void {
  const sized = sizedAtCall(ctx, value);
  if (inlined.result.kind !== "place") {
    let variable: Variable | null = null;
    const declarations = nested(ctx, () => (variable = placeLike(ctx, "result", sized)));
    inlined.result = { kind: "place", variable: variable!, declarations };
    if (declarations.some((s) => s.kind === "kernel")) throw new SizesDiffer(inlined.definition);
  } else if (!sameSizes(read(inlined.result.variable), sized)) throw new SizesDiffer(inlined.definition);
  assignVariable(ctx, inlined.result.variable, value, [inlined.definition.name.text, "the returned value"]);
}

function sameSizes(a: Value, b: Value): boolean {
  if (a.kind === "struct" && b.kind === "struct")
    return a.slots.every((slot, k) => sameSizes(slot, b.slots[k]!));
  return a.kind !== "container" || b.kind !== "container" || sameDims(a, b);
}

function sizedAtCall(ctx: Context, value: Value): Value {
  const known = (dims: readonly Expr[]): readonly Expr[] =>
    dims.map((dim) => expandDefinitions(ctx.facts, dim));
  if (value.kind === "struct")
    return { ...value, outer: known(value.outer), slots: value.slots.map((slot) => sizedAtCall(ctx, slot)) };
  return value.kind === "container" ? { ...value, dims: known(value.dims) } : value;
}

/** All returns of containers must agree in size, in terms of what is known at the call. */
function returnContainer(ctx: Context, inlined: Inlined, value: Container, isData: boolean): void {
  const dims = value.dims.map((dim): Expr => expandDefinitions(ctx.facts, dim));
  const sized = { ...value, dims };
  if (inlined.result.kind !== "storage") {
    // An array that grows is only for results of any size.
    if (ctx.entry === null && dims.some((dim) => knownSize(ctx, dim) === null))
      throw new SizesDiffer(inlined.definition);
    inlined.result = { kind: "storage", storage: newStorage(ctx, "result", sized), isData };
  }
  const contents = contentsOf(inlined.result.storage, isData);
  // Where sizes are only known when the function runs, the assignment checks them.
  if (ctx.entry === null && !sameDims(contents, sized)) throw new SizesDiffer(inlined.definition);
  assignContainer(ctx, contents, sized, [inlined.definition.name.text, "the returned value"]);
}

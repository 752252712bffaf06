// Functions that call themselves, directly or in a circle, run as such: as subprograms with parameters, one per levels of the arguments.
// Containers are passed by reference, with their sizes; what a function declares lives as long as one activation of it.

import { walkStatement, statementExpressions, walkExpression, type Span } from "../../grammar/index.ts";
import type { FunctionDefinition } from "../../grammar/index.ts";
import { buffer, int, local, ref } from "../ir/build.ts";
import type { Buffer, Callee, Expr, KernelArg, Local, Statement, SubprogramParam } from "../ir/mir.ts";
import { rewriteExpr } from "../ir/rewrite.ts";
import type { Type } from "../ir/type.ts";
import type { ResolvedCall, Typed, TypedProgram, VariableSymbol } from "../ir/typed-ast.ts";
import { asInt, asReal } from "../library/arithmetic.ts";
import { someExpr } from "../ir/walk.ts";
import { assignContainer } from "./assignments.ts";
import { emit, nested, notAvailable, type Context } from "./context.ts";
import { expandDefinitions } from "./facts.ts";
import { conditionally } from "./frames.ts";
import { anyInput, output, scalarArg } from "./kernels.ts";
import { contentsOf, newStorage } from "./storage.ts";
import { lowerBody } from "./user-functions.ts";
import {
  asRealContainer,
  elementKind,
  expectContainer,
  expectScalar,
  formOf,
  formRank,
  isDataValue,
  scalar,
  storageOrder,
  type Container,
  type Form,
  type Value,
} from "./value.ts";
import type { Variable } from "./variables.ts";

type Definition = FunctionDefinition<Typed>;
type UserCall = Extract<ResolvedCall, { readonly kind: "user" }>;

/** A parameter as the body sees it. */
interface Formal {
  readonly symbol: VariableSymbol;
  readonly value: Value;
  readonly scalar: Local | null;
  /** For containers, in the user's order. */
  readonly dims: readonly Local[];
}

export interface Signature {
  readonly callee: Callee;
  readonly formals: readonly Formal[];
  readonly isData: boolean;
  /** Shape of a container result, its sizes over the formals; null while it is not known, or if the result is none. */
  result: { readonly form: Form; readonly elem: "int" | "real"; readonly dims: readonly Expr[] } | null;
}

// ---------------------------------------------------------------------------------------------------------- which functions

const circles = new WeakMap<TypedProgram, ReadonlySet<Definition>>();

export function isRecursive(program: TypedProgram, definition: Definition): boolean {
  let known = circles.get(program);
  if (known === undefined) circles.set(program, (known = findCircles(program)));
  return known.has(definition);
}

function findCircles(program: TypedProgram): ReadonlySet<Definition> {
  const calls = new Map<Definition, Set<Definition>>(program.functions.map((f) => [f, calledBy(program, f)]));
  const reaches = (from: Definition, to: Definition): boolean => {
    const seen = new Set<Definition>();
    const pending = [...(calls.get(from) ?? [])];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next === to) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      pending.push(...(calls.get(next) ?? []));
    }
    return false;
  };
  return new Set(program.functions.filter((f) => reaches(f, f)));
}

function calledBy(program: TypedProgram, { body }: Definition): Set<Definition> {
  const found = new Set<Definition>();
  const note = (call: ResolvedCall | undefined): void => {
    if (call?.kind === "user") found.add(call.definition);
  };
  for (const top of body ?? [])
    walkStatement(top, (s) => {
      note(program.calls.get(s));
      for (const e of statementExpressions(s))
        walkExpression(e, (inner) => note((inner as { readonly call?: ResolvedCall }).call));
    });
  return found;
}

// ------------------------------------------------------------------------------------------------------------------- calls

/** The call; null where the function cannot be a subprogram (it adds to the target, draws random numbers, or has tuples). */
export function callSubprogram(
  ctx: Context,
  call: UserCall,
  args: readonly Value[],
  span: Span,
): Value | null {
  const { definition } = call;
  if (!isPlain(ctx, definition, args)) return null;
  const signature = signatureOf(ctx, call, args, span);
  const actual = new Map<Local, Expr>();
  const passed = signature.formals.flatMap((formal, k) => argumentsFor(ctx, formal, args[k]!, actual));
  const isData = args.every(isDataValue);
  if (definition.result.kind === "void") {
    emit(ctx, { kind: "kernel", kernel: signature.callee, result: null, args: passed });
    return scalar(int(0), true);
  }
  if (signature.callee.result !== null) {
    const result = local(signature.callee.name, signature.callee.result);
    emit(ctx, { kind: "kernel", kernel: signature.callee, result, args: passed });
    return scalar(ref(result), isData);
  }
  // While the size is being found out, what depends on it is left out.
  if (signature.result === null) return notAvailable("the size of its own result", span);
  const { form, elem, dims } = signature.result;
  const sizes = dims.map((dim) => rewriteExpr(dim, { ref: (l) => actual.get(l) }));
  const into = contentsOf(newStorage(ctx, signature.callee.name, { form, elem, dims: sizes }), isData);
  emit(ctx, { kind: "kernel", kernel: signature.callee, result: null, args: [...passed, output(into)] });
  return { ...into, isFresh: true };
}

function isPlain(ctx: Context, { name, result }: Definition, args: readonly Value[]): boolean {
  if (name.text.endsWith("_lp") || name.text.endsWith("_jacobian") || name.text.endsWith("_rng"))
    return false;
  const isBasic = (type: Definition["result"]): boolean =>
    type.kind === "array"
      ? isBasic(type.element)
      : type.kind === "void" || (type.kind === "basic" && !type.name.startsWith("complex"));
  return isBasic(result) && args.every((arg) => arg.kind !== "struct");
}

/** What is passed for one formal: a number, or a block and its sizes. */
function argumentsFor(ctx: Context, formal: Formal, value: Value, actual: Map<Local, Expr>): KernelArg[] {
  if (formal.scalar !== null) {
    const { expr } = expectScalar(value);
    const passed = formal.scalar.scalar === "int" ? asInt(expr) : asReal(expr);
    actual.set(formal.scalar, passed);
    return [scalarArg(passed)];
  }
  const given = expectContainer(value);
  const c = expectContainer(formal.value).elem === "real" ? asRealContainer(given) : given;
  formal.dims.forEach((dim, k) => actual.set(dim, c.dims[k]!));
  return [anyInput(ctx, c), ...c.dims.map(scalarArg)];
}

// -------------------------------------------------------------------------------------------------------------- definitions

function signatureOf(ctx: Context, call: UserCall, args: readonly Value[], span: Span): Signature {
  const { definition } = call;
  const propto = call.propto && ctx.frame.propto;
  const at = ctx.program.functions.indexOf(definition);
  const key = [at, ctx.stage, propto, ...args.map(isDataValue)].join();
  const known = ctx.recursive.get(key);
  if (known !== undefined) return known;
  const result = resultOf(definition);
  const signature: Signature = {
    callee: { kind: "callee", name: definition.name.text, result },
    formals: definition.args.map((arg, k) =>
      formalOf(ctx, ctx.program.symbols.get(arg.name)!, isDataValue(args[k]!)),
    ),
    isData: args.every(isDataValue),
    result: null,
  };
  ctx.recursive.set(key, signature);
  inside(ctx, signature, () => {
    if (result === null && definition.result.kind !== "void")
      signature.result = findShape(ctx, call, signature, propto, span);
    define(ctx, call, signature, propto);
  });
  return signature;
}

function resultOf({ result }: Definition): Callee["result"] {
  if (result.kind !== "basic") return null;
  return result.name === "int" || result.name === "real" ? result.name : null;
}

function formalOf(ctx: Context, symbol: VariableSymbol, isData: boolean): Formal {
  const { name, type } = symbol;
  if (type.kind === "int" || type.kind === "real") {
    const own = local(name, type.kind);
    return { symbol, value: scalar(ref(own), isData), scalar: own, dims: [] };
  }
  const form = formOf(type);
  const dims = dimNames(name, type, form).map((dim) => local(dim, "int"));
  for (const dim of dims) ctx.facts.lower.set(dim, int(0));
  const elem = elementKind(type);
  const sizes = dims.map(ref);
  const block = buffer(name, elem === "int" ? "i32" : "f64", storageOrder(form, sizes), "argument");
  const value = contentsOf({ buffer: block, elem, form, dims: sizes, from: null }, isData);
  return { symbol, value, scalar: null, dims };
}

function dimNames(name: string, type: Type, form: Form): string[] {
  const rank = (t: Type): number => (t.kind === "array" ? 1 + rank(t.element) : 0);
  const arrays = rank(type);
  const own = form === "matrix" ? ["Rows", "Columns"] : formRank(form) === 1 ? ["Size"] : [];
  const outer = Array.from({ length: arrays }, (_, k) =>
    arrays + own.length === 1 ? "Size" : `Size${k + 1}`,
  );
  return [...outer, ...own].map((suffix) => `${name}${suffix}`);
}

/** Runs `build` in the place of the body: nothing of the caller is known there. */
function inside(ctx: Context, { formals }: Signature, build: () => void): void {
  const outer = { entry: ctx.entry, frame: ctx.frame, variables: ctx.variables, out: ctx.out };
  const hoisted = ctx.hoisted.splice(0);
  const entry = formals.flatMap(({ scalar: own, dims }) => [
    ...(own?.scalar === "int" ? [own] : []),
    ...dims,
  ]);
  ctx.entry = new Set(entry);
  for (const known of entry) ctx.bindLevel.add(known);
  ctx.out = [];
  try {
    build();
  } finally {
    for (const known of entry) ctx.bindLevel.delete(known);
    Object.assign(ctx, outer);
    ctx.hoisted.splice(0, ctx.hoisted.length, ...hoisted);
  }
}

function valueOf(ctx: Context, call: UserCall, { formals, isData }: Signature, propto: boolean): Value {
  const variables = new Map<VariableSymbol, Variable>(
    formals.map(({ symbol, value }) => [symbol, { kind: "value", value }]),
  );
  ctx.frame = { isData, propto, inlined: null, loop: null };
  return lowerBody(ctx, call, variables, { isData, propto, calledIn: null });
}

/** The body once with calls of itself left out: any return that needs none of them tells the size. */
function findShape(
  ctx: Context,
  call: UserCall,
  signature: Signature,
  propto: boolean,
  span: Span,
): Signature["result"] {
  const [problems, subprograms] = [ctx.problems.length, ctx.subprograms.length];
  const known = new Set(ctx.recursive.keys());
  let shape: Signature["result"] = null;
  nested(ctx, () =>
    conditionally(ctx, () => {
      const value = valueOf(ctx, call, signature, propto);
      if (value.kind !== "container") return;
      const dims = value.dims.map((dim) => expandDefinitions(ctx.facts, dim));
      if (dims.every((dim) => isKnownAtEntry(ctx, dim))) shape = { form: value.form, elem: value.elem, dims };
    }),
  );
  ctx.problems.splice(problems);
  ctx.hoisted.splice(0);
  // Functions of the same circle that were met on the way lack what depends on this size: they are defined anew.
  ctx.subprograms.splice(subprograms);
  for (const key of [...ctx.recursive.keys()]) if (!known.has(key)) ctx.recursive.delete(key);
  if (shape === null)
    return notAvailable(`recursion of ${call.definition.name.text} whose result has a size of its own`, span);
  return shape;
}

const isKnownAtEntry = (ctx: Context, e: Expr): boolean =>
  !someExpr(e, (node) => node.kind === "load" || (node.kind === "ref" && !ctx.bindLevel.has(node.local)));

function define(ctx: Context, call: UserCall, signature: Signature, propto: boolean): void {
  const { definition } = call;
  const { callee, formals, result } = signature;
  const params = formals.flatMap(paramsOf);
  let into: Buffer | null = null;
  if (result !== null) {
    const { form, elem, dims } = result;
    into = buffer("result", elem === "int" ? "i32" : "f64", storageOrder(form, dims), "argument");
    params.push({ kind: "out", buffer: into, offset: local("resultOffset", "int") });
  }
  const body = nested(ctx, () =>
    conditionally(ctx, () => {
      const value = valueOf(ctx, call, signature, propto);
      if (into !== null) store(ctx, into, result!, expectContainer(value), callee.name);
      else if (callee.result !== null) emit(ctx, returned(callee, expectScalar(value).expr));
    }),
  );
  const title = `${callee.name}(${definition.args.map((arg) => arg.name.text).join(", ")})`;
  ctx.subprograms.push({ callee, title, params, body: [...ctx.hoisted.splice(0), ...body] });
}

function paramsOf({ scalar: own, value, dims }: Formal): SubprogramParam[] {
  if (own !== null) return [{ kind: "scalar", local: own }];
  const first = expectContainer(value).at(dims.map(() => int(0)));
  if (first.kind !== "load") return [];
  const offset = local(`${first.buffer.name}Offset`, "int");
  return [
    { kind: "in", buffer: first.buffer, offset },
    ...dims.map((dim): SubprogramParam => ({ kind: "scalar", local: dim })),
  ];
}

function store(
  ctx: Context,
  into: Buffer,
  { form, elem, dims }: NonNullable<Signature["result"]>,
  value: Container,
  name: string,
): void {
  const target = contentsOf({ buffer: into, elem, form, dims, from: null }, value.isData);
  const known = { ...value, dims: value.dims.map((dim) => expandDefinitions(ctx.facts, dim)) };
  assignContainer(ctx, target, known, [`the size of the result of ${name}`, "the returned value"]);
}

const returned = (callee: Callee, value: Expr): Statement => ({
  kind: "return",
  value: callee.result === "int" ? asInt(value) : asReal(value),
});

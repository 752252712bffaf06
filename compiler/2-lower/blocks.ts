// The blocks of a program to the programs of a model. Transformed parameters are lowered twice: inside the log density, into buffers that
// every evaluation rewrites, and for `transform`, into values of their own that the caller keeps.

import type { BlockName, Declarator, SizedType, Statement as SyntaxStatement } from "../../grammar/index.ts";
import { buffer, int, letLocal, local, num, ref } from "../ir/build.ts";
import { plus, times } from "../ir/linear.ts";
import type { Buffer, Declared, Expr, Home, Parameter, Routine, Statement } from "../ir/mir.ts";
import { costOf } from "../ir/cost.ts";
import type { Typed, TypedStatement, VariableSymbol } from "../ir/typed-ast.ts";
import { commentOf } from "./comments.ts";
import { assume, checkConstraint, declaredConstraint, structureOf, toShape } from "./constraints.ts";
import { emit, guarded, nested, notAvailable, type Context, type Stage } from "./context.ts";
import { lowerStatements } from "./control-flow.ts";
import { bindStorage, declare, declaredSymbol, isComplex, shapeOf, type SizedShape } from "./declarations.ts";
import { topFrame } from "./frames.ts";
import { sizeAtBind } from "./sizes.ts";
import { lowerStatement, region } from "./statements.ts";
import { constrainParameter, freeSize, type ParameterPlace } from "./transforms.ts";
import { formRank, scalar, storageOrder } from "./value.ts";
import { read, type Variable } from "./variables.ts";

type Declaration = Extract<SyntaxStatement<Typed>, { readonly kind: "declaration" }>;

interface TopLevel {
  readonly symbol: VariableSymbol;
  readonly type: SizedType<Typed>;
  readonly declarator: Declarator<Typed>;
  readonly statement: Declaration;
}

function bodyOf(ctx: Context, name: BlockName): readonly TypedStatement[] {
  return ctx.program.blocks.find((block) => block.name === name)?.body ?? [];
}

function declarationsOf(ctx: Context, name: BlockName): readonly TopLevel[] {
  return bodyOf(ctx, name).flatMap((s) =>
    s.kind !== "declaration"
      ? []
      : s.declarators.map((declarator) => ({
          symbol: declaredSymbol(ctx, declarator),
          type: s.type,
          declarator,
          statement: s,
        })),
  );
}

/** Runs `build` as one program: its statements, at its level. */
function inProgram(ctx: Context, stage: Stage, isData: boolean, build: () => void): Statement[] {
  ctx.stage = stage;
  ctx.frame = topFrame(isData);
  return nested(ctx, build);
}

// --------------------------------------------------------------------------------------------------------------------- data

/** Declares the data; sizes and bounds may mention only data before them. */
export function lowerData(ctx: Context): readonly Declared[] {
  const declared: Declared[] = [];
  inProgram(ctx, "prepareData", true, () => {
    for (const d of declarationsOf(ctx, "data"))
      guarded(ctx, d.declarator.span, () => {
        const { home, shape, declaration } = place(ctx, d, "bind");
        declared.push(declaration);
        bindHome(ctx, d.symbol, home, shape, true);
        ctx.dataBuffers.add(home.kind === "buffer" ? home.buffer : buffer("", "f64", [], "bind"));
        if (home.kind === "local") ctx.bindLevel.add(home.local);
        assume(
          ctx,
          home.kind === "local" ? home.local : home.buffer,
          declaration.constraint,
          shape.elem,
          false,
        );
      });
  });
  return declared;
}

interface Placed {
  readonly home: Home;
  readonly shape: SizedShape;
  readonly declaration: Declared;
}

/** Shape, constraint and a home of its own for a top-level variable. */
function place(ctx: Context, d: TopLevel, lifetime: Buffer["lifetime"]): Placed {
  if (d.type.kind === "tuple" || isComplex(d.type))
    return notAvailable("a tuple or complex variable here", d.type.span);
  let shape: SizedShape | null = null;
  const statements = nested(ctx, () => (shape = shapeOf(ctx, d.type)));
  if (statements.some((s) => s.kind !== "check")) notAvailable("this size", d.type.span);
  const known = shape! as SizedShape;
  assumeSizes(ctx, known.dims);
  const home = newHome(d.symbol.name, known, lifetime);
  const constraint = declaredConstraint(ctx, d.type);
  const comment = commentOf(ctx.program, d.statement.span);
  return {
    home,
    shape: known,
    declaration: { name: d.symbol.name, comment, shape: toShape(known), constraint, home },
  };
}

/** Declared sizes are not negative: reading data and binding parameters see to that. */
function assumeSizes(ctx: Context, dims: readonly Expr[]): void {
  for (const dim of dims)
    if (dim.kind === "ref" && !ctx.facts.lower.has(dim.local)) ctx.facts.lower.set(dim.local, int(0));
}

function newHome(name: string, { elem, form, dims }: SizedShape, lifetime: Buffer["lifetime"]): Home {
  if (dims.length === 0) return { kind: "local", local: local(name, elem) };
  return {
    kind: "buffer",
    buffer: buffer(name, elem === "int" ? "i32" : "f64", storageOrder(form, dims), lifetime),
  };
}

function bindHome(
  ctx: Context,
  symbol: VariableSymbol,
  home: Home,
  shape: SizedShape,
  isData: boolean,
): void {
  if (home.kind === "local")
    return void ctx.variables.set(symbol, { kind: "value", value: scalar(ref(home.local), isData) });
  bindStorage(ctx, symbol, {
    buffer: home.buffer,
    elem: shape.elem,
    form: shape.form,
    dims: shape.dims,
    from: null,
  });
}

// --------------------------------------------------------------------------------------------------------- transformed data

export function lowerTransformedData(ctx: Context): Statement[] {
  return inProgram(ctx, "prepareData", true, () => {
    for (const s of bodyOf(ctx, "transformed data")) {
      const statements = nested(ctx, () => lowerStatement(ctx, s));
      emit(ctx, ...ctx.hoisted.splice(0), ...statements);
    }
    for (const d of declarationsOf(ctx, "transformed data"))
      guarded(ctx, d.declarator.span, () => {
        if (!ctx.variables.has(d.symbol)) return;
        settle(ctx, d);
        region(ctx, d.statement, () =>
          checkConstraint(ctx, d.symbol.name, d.type, read(ctx.variables.get(d.symbol)!)),
        );
        assumeValue(ctx, d, false);
      });
  });
}

/** Mutable scalars keep their final value under a name that nothing assigns. */
function settle(ctx: Context, d: TopLevel): void {
  const variable = ctx.variables.get(d.symbol);
  if (variable === undefined) return;
  const value = read(variable);
  if (variable.kind === "mutable" || variable.kind === "undefined") {
    if (value.kind !== "scalar") return;
    const final = local(d.symbol.name, variable.kind === "mutable" ? variable.local.scalar : variable.elem);
    emit(ctx, letLocal(final, value.expr));
    ctx.bindLevel.add(final);
    ctx.variables.set(d.symbol, { kind: "value", value: scalar(ref(final), true) });
  }
  if (value.kind === "container") {
    const first = value.at(value.dims.map(() => int(0)));
    if (first.kind === "load") ctx.dataBuffers.add(first.buffer);
  }
}

/** A checked declaration holds for the rest of the model. */
function assumeValue(ctx: Context, d: TopLevel, isOpen: boolean): void {
  const value = read(ctx.variables.get(d.symbol)!);
  const place =
    value.kind === "scalar"
      ? value.expr
      : value.kind === "container"
        ? value.at(value.dims.map(() => int(0)))
        : null;
  const key = place?.kind === "ref" ? place.local : place?.kind === "load" ? place.buffer : null;
  if (key === null || value.kind === "struct") return;
  const constraint = quietly(ctx, () => declaredConstraint(ctx, d.type));
  const elem =
    value.kind === "container" ? value.elem : key.kind === "local" && key.scalar === "int" ? "int" : "real";
  if (constraint !== null) assume(ctx, key, constraint, elem, isOpen);
}

/** A constraint that cannot be stated gives no fact, and that is all. */
function quietly<T>(ctx: Context, build: () => T): T | null {
  let result: T | null = null;
  const problems = ctx.problems.length;
  guarded(ctx, ctx.program.blocks[0]!.span, () => void nested(ctx, () => (result = build())));
  ctx.problems.length = problems;
  return result;
}

// --------------------------------------------------------------------------------------------------------------- parameters

export interface Parameters {
  readonly declared: readonly Parameter[];
  readonly places: readonly ParameterPlace[];
  readonly dimension: Expr;
}

/** Layout of the parameters; their homes become the variables of `transform` and `generate`. */
export function lowerParameters(ctx: Context): Parameters {
  const declared: Parameter[] = [];
  const places: ParameterPlace[] = [];
  let offset: Expr = int(0);
  ctx.stage = "transform";
  ctx.frame = topFrame(false);
  for (const d of declarationsOf(ctx, "parameters"))
    guarded(ctx, d.declarator.span, () => {
      const { home, shape, declaration } = place(ctx, d, "input");
      const size = unconstrainedSize(d.type, shape);
      declared.push({ ...declaration, offset, unconstrainedSize: size });
      places.push({ symbol: d.symbol, type: d.type, shape, home, offset });
      bindHome(ctx, d.symbol, home, shape, false);
      assume(ctx, home.kind === "local" ? home.local : home.buffer, declaration.constraint, "real", true);
      offset = simpleOffset(ctx, plus(offset, size), d.symbol.name);
    });
  return { declared, places, dimension: offset };
}

function unconstrainedSize(type: SizedType<Typed>, { dims, form }: SizedShape): Expr {
  const structure = structureOf(type);
  const arrays = dims.slice(0, dims.length - formRank(form));
  const own = dims.slice(arrays.length);
  const inner = structure === null ? own.reduce(times, int(1)) : freeSize(structure, own);
  return arrays.reduce(times, inner);
}

/** Long sums of sizes get a name, computed at bind. */
function simpleOffset(ctx: Context, offset: Expr, after: string): Expr {
  if (costOf(offset) <= 3) return offset;
  const named = local(`after${after[0]!.toUpperCase()}${after.slice(1)}`, "int");
  ctx.hoisted.push(letLocal(named, offset));
  ctx.facts.definitions.set(named, offset);
  ctx.bindLevel.add(named);
  return ref(named);
}

// -------------------------------------------------------------------------------------------------------------- log density

export function lowerLogJoint(ctx: Context, { places }: Parameters, q: Buffer): Statement[] {
  const outer = ctx.variables;
  ctx.variables = new Map(outer);
  const statements = inProgram(ctx, "logJoint", false, () => {
    for (const p of places) guarded(ctx, p.symbol.declaredAt.span, () => defineParameter(ctx, p, q));
    lowerStatements(ctx, bodyOf(ctx, "transformed parameters"));
    for (const d of declarationsOf(ctx, "transformed parameters"))
      guarded(ctx, d.declarator.span, () => {
        const variable = ctx.variables.get(d.symbol);
        if (variable === undefined) return;
        region(ctx, d.statement, () => checkConstraint(ctx, d.symbol.name, d.type, read(variable)));
        assumeValue(ctx, d, false);
      });
    lowerStatements(ctx, bodyOf(ctx, "model"));
  });
  ctx.variables = outer;
  return statements;
}

function defineParameter(ctx: Context, p: ParameterPlace, q: Buffer): void {
  constrainParameter(ctx, p, q);
  const value = read(ctx.variables.get(p.symbol)!);
  const first = value.kind === "container" ? value.at(value.dims.map(() => int(0))) : null;
  if (first?.kind !== "load" || first.buffer === q || p.home.kind !== "buffer") return;
  const known = ctx.facts.reals.get(p.home.buffer);
  if (known !== undefined) ctx.facts.reals.set(first.buffer, known);
}

// ----------------------------------------------------------------------------------------------------------------- routines

/** A program from given values to declared outputs. */
export function lowerRoutine(
  ctx: Context,
  stage: Stage,
  block: BlockName,
  inputs: readonly Declared[],
  isData: boolean,
): Routine {
  const outputs: Declared[] = [];
  const body = inProgram(ctx, stage, isData, () => {
    for (const s of bodyOf(ctx, block)) {
      if (s.kind !== "declaration") lowerStatements(ctx, [s]);
      else guarded(ctx, s.span, () => region(ctx, s, () => declareOutputs(ctx, s)));
    }
    for (const d of declarationsOf(ctx, block))
      guarded(ctx, d.declarator.span, () => void outputs.push(outputOf(ctx, d)));
  });
  return { inputs, body, outputs };
}

function declareOutputs(ctx: Context, s: Declaration): void {
  for (const declarator of s.declarators) declare(ctx, s.type, declarator, "output");
}

function outputOf(ctx: Context, d: TopLevel): Declared {
  const variable = ctx.variables.get(d.symbol) ?? notAvailable("");
  const comment = commentOf(ctx.program, d.statement.span);
  const shape = quietShape(ctx, d.type);
  const home = homeOf(ctx, d, variable);
  return {
    name: d.symbol.name,
    comment,
    shape: toShape(shape),
    constraint: declaredConstraint(ctx, d.type),
    home,
  };
}

function quietShape(ctx: Context, type: SizedType<Typed>): SizedShape {
  let shape: SizedShape | null = null;
  nested(ctx, () => (shape = shapeOf(ctx, type)));
  const known = shape! as SizedShape;
  return { ...known, dims: known.dims.map((dim) => sizeAtBind(ctx, dim).largest) };
}

function homeOf(ctx: Context, d: TopLevel, variable: Variable): Home {
  if (variable.kind === "mutable") return { kind: "local", local: variable.local };
  if (variable.kind === "undefined") {
    const unset = local(d.symbol.name, variable.elem);
    emit(ctx, letLocal(unset, variable.elem === "int" ? int(-2147483648) : num(NaN)));
    return { kind: "local", local: unset };
  }
  const value = read(variable);
  if (value.kind === "scalar" && value.expr.kind === "ref") return { kind: "local", local: value.expr.local };
  const first = value.kind === "container" ? value.at(value.dims.map(() => int(0))) : null;
  return first?.kind === "load" ? { kind: "buffer", buffer: first.buffer } : notAvailable("");
}

/** Outputs of one routine as inputs of the next: the same variables in homes of their own. */
export function asInputs(ctx: Context, outputs: readonly Declared[], block: BlockName): readonly Declared[] {
  const declarations = declarationsOf(ctx, block);
  return outputs.map((output) => {
    const d = declarations.find(({ symbol }) => symbol.name === output.name)!;
    const shape = quietShape(ctx, d.type);
    const home = newHome(output.name, shape, "input");
    bindHome(ctx, d.symbol, home, shape, true);
    assumeValue(ctx, d, false);
    return { ...output, home };
  });
}

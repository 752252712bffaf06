// The blocks of a program to the programs of a model. Transformed parameters are lowered twice: inside the log density, into buffers that
// every evaluation rewrites, and for `transform`, into values of their own that the caller keeps.

import type { BlockName, Declarator, SizedType, Statement as SyntaxStatement } from "../../grammar/index.ts";
import { buffer, int, letLocal, local, ref } from "../ir/build.ts";
import { plus, times } from "../ir/linear.ts";
import type {
  Buffer,
  Constraint,
  Declared,
  Expr,
  Home,
  Local,
  Parameter,
  Routine,
  Statement,
} from "../ir/mir.ts";
import { costOf } from "../ir/cost.ts";
import type { Typed, TypedStatement, VariableSymbol } from "../ir/typed-ast.ts";
import { commentOf } from "./comments.ts";
import { assume, checkConstraint, declaredConstraint, structureOf, toShape } from "./constraints.ts";
import { emit, guarded, nested, notAvailable, type Context, type Stage } from "./context.ts";
import { lowerStatements } from "./control-flow.ts";
import { declare, declaredSymbol, type SizedShape } from "./declarations.ts";
import type { RealRange } from "./facts.ts";
import { topFrame } from "./frames.ts";
import { leafValues, leavesOf, partsOf, placesOf, valueOfParts, type Leaf, type Parts } from "./parts.ts";
import { sizeAtBind } from "./sizes.ts";
import { lowerStatement, region } from "./statements.ts";
import { contentsOf } from "./storage.ts";
import { constrainPart, freeSize, type ParameterPlace } from "./transforms.ts";
import { formRank, scalar, storageOrder, type Value } from "./value.ts";
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
export function lowerData(ctx: Context): {
  readonly declared: readonly Declared[];
  readonly checks: Statement[];
} {
  const declared: Declared[] = [];
  const checks = inProgram(ctx, "prepareData", true, () => {
    for (const d of declarationsOf(ctx, "data"))
      guarded(ctx, d.declarator.span, () => {
        const { parts, homes } = place(ctx, d, "bind");
        bindHomes(ctx, d.symbol, parts, homes, true);
        for (const leaf of leavesOf(parts)) {
          const home = homes.get(leaf)!;
          const constraint = readConstraint(ctx, d, leaf);
          declared.push(declarationOf(ctx, d, leaf, home, constraint));
          if (home.kind === "buffer") ctx.dataBuffers.add(home.buffer);
          else ctx.bindLevel.add(home.local);
          assume(ctx, homeKey(home), constraint, leaf.shape.elem, false);
        }
      });
  });
  return { declared, checks };
}

const homeKey = (home: Home): Local | Buffer => (home.kind === "local" ? home.local : home.buffer);

/** What reading the variable checks; bounds that must be computed first are checked after everything is read. */
function readConstraint(ctx: Context, d: TopLevel, leaf: Leaf): Constraint {
  const stated = quietly(ctx, () => declaredConstraint(ctx, leaf.type));
  if (stated !== null && isReadable(stated)) return stated;
  const value = leafValues(read(ctx.variables.get(d.symbol)!))[leafIndex(ctx, d, leaf)]!;
  region(ctx, d.statement, () => checkConstraint(ctx, leaf.name, leaf.type, value));
  return { kind: "none" };
}

const leafIndex = (ctx: Context, d: TopLevel, leaf: Leaf): number =>
  quietParts(ctx, d).findIndex(({ name }) => name === leaf.name);

function isReadable(constraint: Constraint): boolean {
  if (constraint.kind !== "bounds") return true;
  return [constraint.lower, constraint.upper].every((bound) => bound?.kind !== "computed");
}

type Homes = ReadonlyMap<Leaf, Home>;

/** The parts of a top-level variable and a home of its own for each. */
function place(
  ctx: Context,
  d: TopLevel,
  lifetime: Buffer["lifetime"],
): { readonly parts: Parts; readonly homes: Homes } {
  let parts: Parts | null = null;
  const statements = nested(ctx, () => (parts = partsOf(ctx, d.symbol.name, d.type)));
  if (statements.some((s) => s.kind !== "check")) notAvailable("this size", d.type.span);
  const known = parts! as Parts;
  const homes = new Map<Leaf, Home>();
  for (const leaf of leavesOf(known)) {
    assumeSizes(ctx, leaf.shape.dims);
    homes.set(leaf, newHome(leaf.homeName, leaf.shape, lifetime));
  }
  return { parts: known, homes };
}

function declarationOf(ctx: Context, d: TopLevel, leaf: Leaf, home: Home, constraint: Constraint): Declared {
  return {
    name: leaf.name,
    ...(leaf.part === null ? {} : { part: leaf.part }),
    comment: commentOf(ctx.program, d.statement.span),
    shape: toShape(leaf.shape),
    constraint,
    home,
  };
}

/** Declared sizes are not negative: reading data and binding parameters see to that. */
function assumeSizes(ctx: Context, dims: readonly Expr[]): void {
  for (const dim of dims) {
    if (dim.kind !== "ref") continue;
    ctx.facts.sizes.add(dim.local);
    if (!ctx.facts.lower.has(dim.local)) ctx.facts.lower.set(dim.local, int(0));
  }
}

function newHome(name: string, { elem, form, dims }: SizedShape, lifetime: Buffer["lifetime"]): Home {
  if (dims.length === 0) return { kind: "local", local: local(name, elem) };
  return {
    kind: "buffer",
    buffer: buffer(name, elem === "int" ? "i32" : "f64", storageOrder(form, dims), lifetime),
  };
}

function bindHomes(ctx: Context, symbol: VariableSymbol, parts: Parts, homes: Homes, isData: boolean): void {
  const value = valueOfParts(parts, (leaf) => homeValue(ctx, homes.get(leaf)!, leaf, isData));
  ctx.variables.set(symbol, { kind: "value", value });
}

function homeValue(ctx: Context, home: Home, { shape }: Leaf, isData: boolean): Value {
  if (home.kind === "local") return scalar(ref(home.local), isData);
  return contentsOf({ buffer: home.buffer, ...shape, from: null }, isData || ctx.frame.isData);
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
        settle(ctx, d);
        checkDeclared(ctx, d);
      });
  });
}

/** Mutable scalars keep their final value under a name that nothing assigns. */
function settle(ctx: Context, d: TopLevel): void {
  const variable = ctx.variables.get(d.symbol);
  if (variable === undefined) return;
  const value = finalValue(ctx, d.symbol.name, variable);
  ctx.variables.set(d.symbol, { kind: "value", value });
}

function finalValue(ctx: Context, name: string, variable: Variable): Value {
  if (variable.kind === "struct") {
    const { role, slots } = variable;
    return { kind: "struct", role, slots: slots.map((slot) => finalValue(ctx, name, slot)), outer: [] };
  }
  const value = read(variable);
  if (variable.kind === "value" || value.kind !== "scalar") {
    for (const leaf of leafValues(value)) {
      const key = valueKey(leaf);
      if (key?.kind === "buffer") ctx.dataBuffers.add(key);
    }
    return value;
  }
  const home = variable.kind === "mutable" ? variable.local : local(name, variable.elem);
  const final = local(home.name, home.scalar);
  emit(ctx, letLocal(final, value.expr));
  ctx.bindLevel.add(final);
  return scalar(ref(final), true);
}

/** The local or buffer that holds the value; null if it is computed. */
function valueKey(value: Value): Local | Buffer | null {
  if (value.kind === "struct") return null;
  const place = value.kind === "scalar" ? value.expr : value.at(value.dims.map(() => int(0)));
  return place.kind === "ref" ? place.local : place.kind === "load" ? place.buffer : null;
}

/** Checks that every part of a transformed quantity meets its declaration; that holds for the rest of the model. */
function checkDeclared(ctx: Context, d: TopLevel): void {
  const variable = ctx.variables.get(d.symbol);
  if (variable === undefined) return;
  const values = leafValues(read(variable));
  quietParts(ctx, d).forEach((leaf, k) =>
    region(ctx, d.statement, () => checkConstraint(ctx, leaf.name, leaf.type, values[k]!)),
  );
  assumeValue(ctx, d, false);
}

function assumeValue(ctx: Context, d: TopLevel, isOpen: boolean): void {
  const values = leafValues(read(ctx.variables.get(d.symbol)!));
  quietParts(ctx, d).forEach((leaf, k) => {
    const key = valueKey(values[k]!);
    const constraint = quietly(ctx, () => declaredConstraint(ctx, leaf.type));
    if (key !== null && constraint !== null) assume(ctx, key, constraint, leaf.shape.elem, isOpen);
  });
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

/** Of numbers that a point or a draw consists of. */
export const FINITE: RealRange = { lower: -Infinity, upper: Infinity, lowerOpen: true, upperOpen: true };

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
      const { parts, homes } = place(ctx, d, "input");
      const { leaves, size } = placesOf(parts, offset, freeSizeOf);
      for (const { leaf, placeAt } of leaves) {
        const home = homes.get(leaf)!;
        const constraint = declaredConstraint(ctx, leaf.type);
        const start = placeAt(leaf.shape.dims.map(() => int(0)));
        const count = leaf.shape.dims.slice(0, leaf.outer).reduce(times, freeSizeOf(leaf));
        const declaration = declarationOf(ctx, d, leaf, home, constraint);
        declared.push({ ...declaration, offset: start, unconstrainedSize: count });
        assume(ctx, homeKey(home), constraint, "real", true);
        if (constraint.kind === "none") ctx.facts.reals.set(homeKey(home), FINITE);
      }
      places.push({
        symbol: d.symbol,
        parts,
        leaves: leaves.map((p) => ({ ...p, home: homes.get(p.leaf)! })),
      });
      bindHomes(ctx, d.symbol, parts, homes, false);
      offset = simpleOffset(ctx, plus(offset, size), d.symbol.name);
    });
  return { declared, places, dimension: offset };
}

/** Unconstrained numbers of one run: of what lies inside the arrays of tuples. */
function freeSizeOf({ type, shape, outer }: Leaf): Expr {
  const structure = structureOf(type);
  const dims = shape.dims.slice(outer);
  const arrays = dims.slice(0, dims.length - formRank(shape.form));
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
        checkDeclared(ctx, d);
      });
    lowerStatements(ctx, bodyOf(ctx, "model"));
  });
  ctx.variables = outer;
  return statements;
}

function defineParameter(ctx: Context, { symbol, parts, leaves }: ParameterPlace, q: Buffer): void {
  const values = new Map<Leaf, Value>();
  for (const placed of leaves) {
    const value = constrainPart(ctx, placed, q);
    values.set(placed.leaf, value);
    const key = valueKey(value);
    if (key?.kind !== "buffer" || key === q || placed.home.kind !== "buffer") continue;
    const known = ctx.facts.reals.get(placed.home.buffer);
    if (known !== undefined) ctx.facts.reals.set(key, known);
    const structure = ctx.facts.structures.get(placed.home.buffer);
    if (structure !== undefined) ctx.facts.structures.set(key, structure);
  }
  ctx.variables.set(symbol, { kind: "value", value: valueOfParts(parts, (leaf) => values.get(leaf)!) });
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
      guarded(ctx, d.declarator.span, () => void outputs.push(...outputsOf(ctx, d)));
  });
  return { inputs, body, outputs };
}

function declareOutputs(ctx: Context, s: Declaration): void {
  for (const declarator of s.declarators) declare(ctx, s.type, declarator, "output");
}

/** A bound that must be computed is checked where the outputs are. */
function outputsOf(ctx: Context, d: TopLevel): readonly Declared[] {
  const variable = ctx.variables.get(d.symbol) ?? notAvailable("");
  const values = leafValues(settledOutput(ctx, d.symbol.name, variable));
  return quietParts(ctx, d).map((leaf, k) => {
    const stated = quietly(ctx, () => declaredConstraint(ctx, leaf.type));
    const isStated = stated !== null && isReadable(stated);
    if (!isStated) region(ctx, d.statement, () => checkConstraint(ctx, leaf.name, leaf.type, values[k]!));
    const key = valueKey(values[k]!) ?? notAvailable("");
    const home: Home = key.kind === "local" ? { kind: "local", local: key } : { kind: "buffer", buffer: key };
    return declarationOf(ctx, d, leaf, home, isStated ? stated : { kind: "none" });
  });
}

/** A scalar that is never assigned needs a home too. */
function settledOutput(ctx: Context, name: string, variable: Variable): Value {
  const value = read(variable);
  if (variable.kind !== "undefined" || value.kind !== "scalar") return value;
  const unset = local(name, variable.elem);
  emit(ctx, letLocal(unset, value.expr));
  return scalar(ref(unset), variable.isData);
}

/** The homes of a declared variable, with sizes as they are known at bind. */
function quietParts(ctx: Context, d: TopLevel): readonly Leaf[] {
  let leaves: readonly Leaf[] = [];
  nested(ctx, () => {
    leaves = leavesOf(partsOf(ctx, d.symbol.name, d.type)).map((leaf) => {
      const dims = leaf.shape.dims.map((dim) => sizeAtBind(ctx, dim).largest);
      return { ...leaf, shape: { ...leaf.shape, dims } };
    });
  });
  return leaves;
}

/** Outputs of one routine as inputs of the next: the same variables in homes of their own. */
export function asInputs(ctx: Context, outputs: readonly Declared[], block: BlockName): readonly Declared[] {
  const inputs: Declared[] = [];
  for (const d of declarationsOf(ctx, block)) {
    let parts: Parts | null = null;
    nested(ctx, () => (parts = partsOf(ctx, d.symbol.name, d.type)));
    const homes = new Map<Leaf, Home>();
    for (const leaf of leavesOf(parts! as Parts)) {
      const output = outputs.find(({ name }) => name === leaf.name);
      if (output === undefined) continue;
      const dims = leaf.shape.dims.map((dim) => sizeAtBind(ctx, dim).largest);
      const home = newHome(leaf.homeName, { ...leaf.shape, dims }, "input");
      homes.set(leaf, home);
      inputs.push({ ...output, home });
    }
    if (homes.size === 0) continue;
    bindHomes(ctx, d.symbol, parts! as Parts, homes, true);
    assumeValue(ctx, d, false);
  }
  return inputs;
}

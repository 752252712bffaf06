// Minibatches: which data have one entry per row, whether the target is a sum of one term per row plus terms that do not depend on rows, and
// if so the density with the weight of rows on the former. Statements that combine rows stand in the way, and are named.

import { accumulateLocal, local, mul, num, ref } from "../../ir/build.ts";
import type { Local, Rows, Statement } from "../../ir/mir.ts";
import type { TypedExpr, TypedProgram, TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";
import { type SizedType, typeExpressions, walkExpression } from "../../../grammar/index.ts";
import type { Typed } from "../../ir/typed-ast.ts";
import { sourceText } from "../checks.ts";
import { type Context, type DensityStatement, emit } from "../context.ts";
import { block, noBlocks } from "../derived/blocks.ts";
import { addToTarget, lowerTargetIncrement, lowerTilde } from "../increments.ts";
import { kindOf } from "./expressions.ts";
import type { Scope } from "./scope.ts";
import { readBlock, type Reading, type RowTerm } from "./statements.ts";

export interface Separation {
  readonly rows: Rows;
  readonly terms: ReadonlyMap<TypedStatement, readonly RowTerm[]>;
}

export function separate(program: TypedProgram): Separation {
  const found = dataVariables(program);
  const sizes = new Set(found.flatMap(({ size }) => (size === null ? [] : [size])));
  const tried = [...sizes].map((size) => tryRows(program, size, found));
  const separable = tried.find(({ rows }) => rows.kind === "separable");
  if (separable !== undefined) return separable;
  const most = tried.reduce<Attempt | null>(
    (best, one) => (best === null || one.count > best.count ? one : best),
    null,
  );
  return most ?? { rows: { kind: "refused", by: ["no data variable has one entry per row: expected a first size like N in `vector[N] y`"] }, terms: new Map() }; // prettier-ignore
}

// -------------------------------------------------------------------------------------------------------------- candidates

interface DataVariable {
  readonly symbol: VariableSymbol;
  readonly statement: TypedStatement;
  readonly type: SizedType<Typed>;
  /** The whole number of the data block that is its first size. */
  readonly size: VariableSymbol | null;
}

function dataVariables(program: TypedProgram): readonly DataVariable[] {
  const body = program.blocks.find(({ name }) => name === "data")?.body ?? [];
  return body.flatMap((statement) => {
    if (statement.kind !== "declaration") return [];
    const { type } = statement;
    const first = type.kind === "tuple" ? undefined : (type.sizes[0] as TypedExpr | undefined);
    const size = first?.kind === "variable" && first.symbol?.origin === "data" ? first.symbol : null;
    return statement.declarators.map(({ name }) => ({
      symbol: program.symbols.get(name)!,
      statement,
      type,
      size,
    }));
  });
}

interface Attempt extends Separation {
  /** Variables with an entry per row. */
  readonly count: number;
}

function tryRows(program: TypedProgram, size: VariableSymbol, data: readonly DataVariable[]): Attempt {
  const scope: Scope = { program, size, kinds: new Map(), rowSized: new Set() };
  const blocks = noBlocks();
  const refuse = (s: TypedStatement, why: string): void => block(blocks, s.span, why);
  const own = data.filter((variable) => variable.size === size);
  for (const { symbol } of own) {
    scope.rowSized.add(symbol);
    scope.kinds.set(symbol, { kind: "rows" });
  }
  for (const { type, size: first, statement } of data)
    if (countMentions(type, size) > (first === size ? 1 : 0))
      refuse(statement, `${size.name} is more than its first size`);
  const bodyOf = (...names: readonly string[]): readonly TypedStatement[] =>
    program.blocks.filter(({ name }) => names.includes(name)).flatMap(({ body }) => body);
  let terms: Reading["terms"] = new Map();
  for (let isStable = false; !isStable;) {
    terms = new Map();
    const last = noBlocks();
    const reading: Reading = {
      scope,
      terms,
      refuse: (s, why) => block(last, s.span, why),
      hasChanged: false,
    };
    readBlock(reading, bodyOf("transformed data"));
    for (const s of bodyOf("parameters")) readParameter(reading, s);
    readBlock(reading, bodyOf("transformed parameters", "model"));
    isStable = !reading.hasChanged;
    if (isStable) for (const [at, text] of last.found) if (!blocks.found.has(at)) blocks.found.set(at, text);
  }
  const by = [...blocks.found].sort(([a], [b]) => a - b).map(([, text]) => text);
  const hasTerms = [...terms.values()].some((list) => list.some(({ isPerRow }) => isPerRow));
  if (by.length === 0 && !hasTerms) by.push(`no statement adds one term for each of the ${size.name} rows`);
  const variables = own.map(({ symbol }) => symbol.name);
  const rows: Rows =
    by.length > 0 ? { kind: "refused", by } : { kind: "separable", size: size.name, variables };
  return { rows, terms, count: own.length };
}

function countMentions(type: SizedType<Typed>, size: VariableSymbol): number {
  let count = 0;
  for (const e of typeExpressions(type))
    walkExpression(e, (node) => {
      if ((node as TypedExpr).symbol === size) count++;
    });
  return count;
}

function readParameter(reading: Reading, s: TypedStatement): void {
  if (s.kind !== "declaration") return;
  const kinds = (typeExpressions(s.type) as readonly TypedExpr[]).map((e) => kindOf(reading.scope, e));
  if (kinds.some(({ kind }) => kind === "size"))
    reading.refuse(s, "a parameter for each row needs all rows at every step");
  else if (kinds.some(({ kind }) => kind !== "free"))
    reading.refuse(s, `${sourceText(s.span)} depends on the rows`);
}

// ---------------------------------------------------------------------------------------------------------------- lowering

/** What `lower` emits, with the terms of rows collected apart and added to the target with their weight. */
export function lowerByRows(
  ctx: Context,
  separation: Separation,
  weight: Local,
  lower: () => readonly Statement[],
): readonly Statement[] {
  const total = local("rowTerms", "real");
  const { target } = ctx;
  const into = (isPerRow: boolean, add: () => void): void => {
    ctx.target = isPerRow ? total : target;
    add();
    ctx.target = target;
  };
  ctx.derive = (s: DensityStatement) => {
    const terms = separation.terms.get(s) ?? [];
    if (s.kind === "tilde") return into(terms[0]?.isPerRow ?? false, () => lowerTilde(ctx, s));
    if (terms.length === 0) return lowerTargetIncrement(ctx, s.value);
    for (const { value, isNegative, isPerRow } of terms)
      into(isPerRow, () => addToTarget(ctx, value!, isNegative));
  };
  const body = lower();
  ctx.derive = null;
  const before = ctx.out;
  ctx.out = [];
  emit(ctx, accumulateLocal(target, mul(ref(weight), ref(total))));
  const after = ctx.out;
  ctx.out = before;
  return [{ kind: "var", local: total, initial: num(0) }, ...body, ...after];
}

// Reads a block for one choice of row size: what kind each variable has, and which terms of the target are one per row. Loops over rows
// must take every row by itself: what they carry from one row to the next is mixed.

import type { SizedType } from "../../../grammar/index.ts";
import { typeExpressions } from "../../../grammar/index.ts";
import type { Typed, TypedExpr, TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";
import { sourceText } from "../checks.ts";
import { densityKind } from "./densities.ts";
import { kindOf } from "./expressions.ts";
import { FREE, joined, type Kind, mixed, sameKind, together } from "./kind.ts";
import type { Scope } from "./scope.ts";

/** A term of the target: a `~` statement, or an addend of an increment. */
export interface RowTerm {
  readonly value: TypedExpr | null;
  readonly isNegative: boolean;
  /** One per row, so that it carries the weight of rows; otherwise the same for every batch. */
  readonly isPerRow: boolean;
}

export interface Reading {
  readonly scope: Scope;
  readonly terms: Map<TypedStatement, readonly RowTerm[]>;
  readonly refuse: (s: TypedStatement, why: string) => void;
  /** Set when a kind changed: read again. */
  hasChanged: boolean;
}

/** Where a statement stands. */
interface Place {
  /** Loops over rows around it, outermost first. */
  readonly loops: readonly VariableSymbol[];
  /** What decides whether it runs. */
  readonly control: Kind;
  /** Of each variable declared so far: the loops around its declaration. */
  readonly declared: Map<VariableSymbol, number>;
}

export function readBlock(reading: Reading, body: readonly TypedStatement[]): void {
  const place: Place = { loops: [], control: FREE, declared: new Map() };
  for (const s of body) read(reading, place, s);
}

/** The first size of a type, if it is the number of rows, and all other expressions in the type. */
export function sizesOf(
  scope: Scope,
  type: SizedType<Typed>,
): { readonly isRowSized: boolean; readonly others: readonly TypedExpr[] } {
  const first = type.kind === "tuple" ? undefined : (type.sizes[0] as TypedExpr | undefined);
  const all = typeExpressions(type) as readonly TypedExpr[];
  const isRowSized = first !== undefined && kindOf(scope, first).kind === "size";
  return { isRowSized, others: isRowSized ? all.filter((e) => e !== first) : all };
}

function read(reading: Reading, place: Place, s: TypedStatement): void {
  const { scope } = reading;
  switch (s.kind) {
    case "declaration":
      return readDeclaration(reading, place, s);
    case "assignment":
      return readAssignment(reading, place, s);
    case "tilde":
    case "targetIncrement":
      return readTerms(reading, place, s);
    case "jacobianIncrement":
    case "callStatement": {
      const values = (s.kind === "callStatement" ? s.args : [s.value]) as readonly TypedExpr[];
      const kind = together([place.control, ...values.map((e) => kindOf(scope, e))], sourceText(s.span));
      const isQuiet = s.kind === "callStatement" && !/_(lp|jacobian)$/.test(s.callee.text);
      if (!isQuiet && (kind.kind !== "free" || place.loops.length > 0)) reading.refuse(s, whyOf(kind));
      return;
    }
    case "if": {
      const inside = under(place, kindOf(scope, s.condition), sourceText(s.condition.span));
      read(reading, inside, s.then);
      if (s.otherwise !== null) read(reading, inside, s.otherwise);
      return;
    }
    case "while":
      return read(reading, under(place, kindOf(scope, s.condition), sourceText(s.condition.span)), s.body);
    case "for":
      return readFor(reading, place, s);
    case "foreach":
      return readForeach(reading, place, s);
    case "block":
    case "profile":
      for (const inner of s.body) read(reading, place, inner);
      return;
    case "break":
    case "return":
      if (place.loops.length > 0) reading.refuse(s, "it ends the loop before all rows were taken");
      return;
    default:
      return;
  }
}

function under(place: Place, condition: Kind, text: string): Place {
  return { ...place, control: together([place.control, condition], text) };
}

// ------------------------------------------------------------------------------------------------------------------- loops

type Of<K extends TypedStatement["kind"]> = Extract<TypedStatement, { readonly kind: K }>;

function readFor(reading: Reading, place: Place, s: Of<"for">): void {
  const { scope } = reading;
  const variable = scope.program.symbols.get(s.variable)!;
  const [lower, upper] = [kindOf(scope, s.lower), kindOf(scope, s.upper)];
  const header = sourceText({ ...s.span, end: s.body.span.start });
  if (s.lower.kind === "intLiteral" && s.lower.value === 1 && upper.kind === "size") {
    scope.kinds.set(variable, { kind: "index", loop: variable });
    return read(reading, { ...place, loops: [...place.loops, variable] }, s.body);
  }
  const isShifted = [lower, upper].some(({ kind }) => kind === "size");
  const bounds = isShifted ? mixed(`${header} does not take every row`) : together([lower, upper], header);
  scope.kinds.set(variable, bounds);
  read(reading, { ...place, control: together([place.control, bounds], header) }, s.body);
}

function readForeach(reading: Reading, place: Place, s: Of<"foreach">): void {
  const { scope } = reading;
  const variable = scope.program.symbols.get(s.variable)!;
  const container = kindOf(scope, s.container);
  if (container.kind === "rows" && s.container.type.kind !== "matrix") {
    scope.kinds.set(variable, { kind: "row", loop: variable });
    return read(reading, { ...place, loops: [...place.loops, variable] }, s.body);
  }
  const each = together([container], sourceText(s.container.span));
  scope.kinds.set(variable, each);
  read(reading, { ...place, control: together([place.control, each], sourceText(s.container.span)) }, s.body);
}

// --------------------------------------------------------------------------------------------------------------- variables

function readDeclaration(reading: Reading, place: Place, s: Of<"declaration">): void {
  const { scope } = reading;
  const { isRowSized, others } = sizesOf(scope, s.type);
  const sizes = together(
    others.map((e) => kindOf(scope, e)),
    sourceText(s.span),
  );
  for (const { name, initial } of s.declarators) {
    const symbol = scope.program.symbols.get(name)!;
    place.declared.set(symbol, place.loops.length);
    if (sizes.kind === "mixed") update(reading, symbol, sizes);
    if (isRowSized && place.loops.length > 0)
      update(reading, symbol, mixed(`${name.text} holds all rows once per row`));
    else if (isRowSized) {
      scope.rowSized.add(symbol);
      update(reading, symbol, { kind: "rows" });
    }
    if (initial !== null) assign(reading, place, symbol, kindOf(scope, initial));
  }
}

function readAssignment(reading: Reading, place: Place, s: Of<"assignment">): void {
  const { scope } = reading;
  const value = kindOf(scope, s.value);
  let target: TypedExpr = s.target;
  while (target.kind === "parenthesized") target = target.inner;
  if (target.kind === "variable" && target.symbol !== undefined)
    return assign(
      reading,
      place,
      target.symbol,
      s.operator === "=" ? value : compound(scope, target, s.value, value, sourceText(s.span)),
    );
  if (target.kind === "index" && target.base.kind === "variable" && target.base.symbol !== undefined) {
    const { symbol } = target.base;
    if (scope.rowSized.has(symbol)) return assignEntry(reading, place, symbol, target, value);
    const kinds = target.indices.flatMap((index) =>
      index.kind === "single" ? [kindOf(scope, index.value)] : [],
    );
    return assign(reading, place, symbol, together([value, ...kinds], sourceText(s.span)));
  }
  for (const symbol of rootsIn(target)) assign(reading, place, symbol, together([value], sourceText(s.span)));
}

function rootsIn(target: TypedExpr): readonly VariableSymbol[] {
  if (target.kind === "variable") return target.symbol === undefined ? [] : [target.symbol];
  if (target.kind === "index" || target.kind === "projection") return rootsIn(target.base);
  if (target.kind === "parenthesized") return rootsIn(target.inner);
  return target.kind === "tuple" ? target.elements.flatMap(rootsIn) : [];
}

/** `x += value` and the like: element-wise where `x` has an entry per row. */
function compound(scope: Scope, target: TypedExpr, e: TypedExpr, value: Kind, text: string): Kind {
  const before = kindOf(scope, target);
  if (before.kind !== "rows") return together([before, value], text);
  const isShared = value.kind === "free" && (e.type.kind === "real" || e.type.kind === "int");
  if (value.kind === "rows" || isShared) return before;
  return value.kind === "mixed" ? value : mixed(`${text} combines rows with a value of another size`);
}

/** `x[n] = value` in a loop over n, or `x[:, k] = value`. */
function assignEntry(
  reading: Reading,
  place: Place,
  symbol: VariableSymbol,
  target: Of2<"index">,
  value: Kind,
): void {
  const { scope } = reading;
  const entry = kindOf({ ...scope, kinds: new Map([...scope.kinds, [symbol, { kind: "rows" }]]) }, target);
  const text = sourceText(target.span);
  const kind =
    entry.kind === "rows" ? columnKind(value, place, text) : together([entry, value, place.control], text);
  const fits = kind.kind === "rows" || (kind.kind === "row" && place.loops.includes(kind.loop));
  update(
    reading,
    symbol,
    fits
      ? { kind: "rows" }
      : kind.kind === "mixed"
        ? kind
        : mixed(`${text} is not the row that the loop is at`),
  );
}

function columnKind(value: Kind, place: Place, text: string): Kind {
  if (value.kind !== "rows") return mixed(`${text} has one entry per row, but what is assigned has not`);
  return place.loops.length > 0 || place.control.kind !== "free"
    ? mixed(`${text} holds all rows once per row`)
    : value;
}

type Of2<K extends TypedExpr["kind"]> = Extract<TypedExpr, { readonly kind: K }>;

function assign(reading: Reading, place: Place, symbol: VariableSymbol, value: Kind): void {
  const { name } = symbol;
  const isOutside = (place.declared.get(symbol) ?? 0) < place.loops.length;
  if (isOutside)
    return update(
      reading,
      symbol,
      value.kind === "mixed" ? value : mixed(`${name} is carried from row to row`),
    );
  if (value.kind === "rows" || value.kind === "sum") {
    if (place.control.kind !== "free" || place.loops.length > 0)
      return update(reading, symbol, mixed(`${name} combines all rows`));
    const isRows = value.kind === "rows";
    const fits = !isRows || reading.scope.rowSized.has(symbol);
    return update(reading, symbol, fits ? value : mixed(`${name} gets all rows, but its size is another`));
  }
  const kind = together([value, place.control], name);
  if (reading.scope.rowSized.has(symbol))
    return update(
      reading,
      symbol,
      kind.kind === "mixed" ? kind : mixed(`${name} has one entry per row, but what is assigned has not`),
    );
  update(reading, symbol, kind);
}

function update(reading: Reading, symbol: VariableSymbol, kind: Kind): void {
  const { kinds } = reading.scope;
  const before = kinds.get(symbol);
  const after = joined(before, kind, symbol.name);
  if (before !== undefined && sameKind(before, after)) return;
  kinds.set(symbol, after);
  reading.hasChanged = true;
}

// ------------------------------------------------------------------------------------------------------------------- terms

function readTerms(reading: Reading, place: Place, s: Of<"tilde"> | Of<"targetIncrement">): void {
  const { scope } = reading;
  if (s.kind === "tilde") {
    const values = [s.variate, ...s.args] as readonly TypedExpr[];
    const isUser = scope.program.calls.get(s)?.kind === "user";
    const kinds = values.map((e) => kindOf(scope, e));
    const ends = [s.truncation?.lower, s.truncation?.upper].flatMap((e) =>
      e ? [kindOf(scope, e as TypedExpr)] : [],
    );
    const text = sourceText(s.span).replace(/;$/, "");
    const density = densityKind(s.distribution.text, isUser, values, kinds, text);
    const kind =
      ends.length === 0
        ? density
        : density.kind === "sum" && ends.every((end) => end.kind === "free")
          ? density
          : together([density, ...ends], text);
    return record(reading, place, s, [{ kind, value: null, isNegative: false }]);
  }
  const addends = addendsOf(s.value as TypedExpr, false);
  record(
    reading,
    place,
    s,
    addends.map((addend) => ({ ...addend, kind: kindOf(scope, addend.value) })),
  );
}

interface Judged {
  readonly kind: Kind;
  readonly value: TypedExpr | null;
  readonly isNegative: boolean;
}

function record(reading: Reading, place: Place, s: TypedStatement, judged: readonly Judged[]): void {
  const terms = judged.map(({ kind, value, isNegative }): RowTerm => {
    const [loop, second] = place.loops;
    const text = sourceText((value ?? s).span).replace(/;$/, "");
    if (loop === undefined) {
      const isWhole = (kind.kind === "sum" || kind.kind === "rows") && place.control.kind === "free";
      const rest = isWhole ? kind : together([kind, place.control], text);
      if (!isWhole && rest.kind !== "free") reading.refuse(s, whyOf(rest));
      return { value, isNegative, isPerRow: isWhole };
    }
    const one = together([kind, place.control], text);
    if (second !== undefined) reading.refuse(s, "it is inside two loops over the rows");
    else if (one.kind !== "free" && !(one.kind === "row" && one.loop === loop)) reading.refuse(s, whyOf(one));
    return { value, isNegative, isPerRow: true };
  });
  reading.terms.set(s, terms);
}

const whyOf = (kind: Kind): string => (kind.kind === "mixed" ? kind.why : "it cannot be told apart by rows");

/** As lowering adds them to the target, one by one. */
function addendsOf(
  e: TypedExpr,
  isNegative: boolean,
): readonly { readonly value: TypedExpr; readonly isNegative: boolean }[] {
  const isReal = ({ type }: TypedExpr): boolean => type.kind === "real" || type.kind === "int";
  if (e.kind === "parenthesized") return addendsOf(e.inner, isNegative);
  if (e.kind === "prefix" && e.operator === "-") return addendsOf(e.operand, !isNegative);
  if (e.kind === "binary" && (e.operator === "+" || e.operator === "-") && isReal(e.left) && isReal(e.right))
    return [
      ...addendsOf(e.left, isNegative),
      ...addendsOf(e.right, e.operator === "-" ? !isNegative : isNegative),
    ];
  return [{ value: e, isNegative }];
}

// What the values of expressions depend on, read off the syntax tree: parameters, data, and the probability functions inside. Sizes do not
// count, and indices only choose: `theta[group[n]]` is a parameter. Local variables collect what is ever assigned to them.

import {
  childExpressions,
  childStatements,
  statementExpressions,
  typeExpressions,
  walkExpression,
} from "../../../grammar/index.ts";
import type { TypedExpr, TypedProgram, TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";
import { assignedSymbols } from "../usage.ts";

/** The variate of a probability function, and whether everything it passed through was made anew for the loop variables it mentions. */
export interface Observed {
  readonly variate: TypedExpr;
  readonly isFresh: boolean;
}

export interface Summary {
  readonly parameters: boolean;
  readonly data: boolean;
  /** Data choose among elements: `theta[choice[n]]`. */
  readonly chosen: boolean;
  /** Variates, made of data, of the probability functions inside. */
  readonly observed: readonly Observed[];
  /** There is a probability function of something that depends on parameters. */
  readonly unobserved: boolean;
}

export interface Dependence {
  readonly of: (e: TypedExpr) => Summary;
  /** Loop variables around each statement that adds to the target, and around each declaration. */
  readonly loopsAround: ReadonlyMap<TypedStatement | VariableSymbol, ReadonlySet<VariableSymbol>>;
  /** Whether no run executes both. */
  readonly areExclusive: (a: TypedStatement, b: TypedStatement) => boolean;
}

const NOTHING: Summary = {
  parameters: false,
  data: false,
  chosen: false,
  observed: [],
  unobserved: false,
};

const probability = /_(lpdf|lpmf|lupdf|lupmf|lcdf|lccdf)$/;

export function dependenceOf(program: TypedProgram): Dependence {
  const body = program.blocks
    .filter(({ name }) => name === "transformed parameters" || name === "model")
    .flatMap((block) => block.body);
  const sizes = sizeSymbols(program);
  const loopsAround = loopsOf(program, body);
  const locals = new Map<VariableSymbol, Summary>();
  const ofSymbol = (symbol: VariableSymbol): Summary => {
    switch (symbol.origin) {
      case "parameters":
        return { ...NOTHING, parameters: true };
      case "data":
      case "transformed data":
        return { ...NOTHING, data: !(sizes.has(symbol) && symbol.type.kind === "int") };
      default:
        return locals.get(symbol) ?? NOTHING;
    }
  };
  const of = (e: TypedExpr): Summary => summaryOf(e, ofSymbol);
  for (let isStable = false; !isStable;) {
    isStable = true;
    const add = (symbol: VariableSymbol, given: Summary): void => {
      const before = locals.get(symbol) ?? NOTHING;
      const after = union(before, passedOn(given, loopsAround.get(symbol) ?? new Set()));
      if (same(before, after)) return;
      locals.set(symbol, after);
      isStable = false;
    };
    for (const s of body) spread(program, s, NOTHING, of, add);
  }
  const branches = branchesOf(body);
  const areExclusive = (a: TypedStatement, b: TypedStatement): boolean =>
    [...(branches.get(a) ?? [])].some(([s, branch]) => {
      const other = branches.get(b)?.get(s);
      return other !== undefined && other !== branch;
    });
  return { of, loopsAround, areExclusive };
}

// ------------------------------------------------------------------------------------------------------------- expressions

function summaryOf(e: TypedExpr, ofSymbol: (symbol: VariableSymbol) => Summary): Summary {
  if (e.kind === "variable") return e.symbol === undefined ? NOTHING : ofSymbol(e.symbol);
  if (e.kind === "index") {
    const chooses = (childExpressions(e) as readonly TypedExpr[])
      .slice(1)
      .some((index) => summaryOf(index, ofSymbol).data);
    const base = summaryOf(e.base, ofSymbol);
    return chooses ? { ...base, chosen: true } : base;
  }
  const children = (childExpressions(e) as readonly TypedExpr[]).map((child) => summaryOf(child, ofSymbol));
  const all = children.reduce(union, NOTHING);
  if (e.kind !== "call" || !probability.test(e.callee.text) || e.args.length === 0) return all;
  const variate = children[0]!;
  if (variate.parameters) return { ...all, unobserved: true };
  if (!variate.data && !mentionsData(e.args[0]!)) return all;
  return { ...all, observed: [...all.observed, { variate: e.args[0]!, isFresh: true }] };
}

/** Any data at all, sizes included: what stands as a variate is an observation. */
export function mentionsData(e: TypedExpr): boolean {
  return rootsOf(e).some(({ origin }) => origin === "data" || origin === "transformed data");
}

/** Variables whose elements an expression is made of: those in indices, and whole numbers among a call's arguments, only select. */
export function rootsOf(e: TypedExpr): readonly VariableSymbol[] {
  if (e.kind === "variable") return e.symbol === undefined ? [] : [e.symbol];
  if (e.kind === "index") return rootsOf(e.base);
  const children = childExpressions(e) as readonly TypedExpr[];
  const parts =
    e.kind === "call" && children.some(({ type }) => type.kind !== "int" && type.kind !== "real")
      ? children.filter(({ type }) => type.kind !== "int")
      : children;
  return [...new Set(parts.flatMap(rootsOf))];
}

// -------------------------------------------------------------------------------------------------------------- statements

/** What each assignment in `s` gives to its target; `condition` is what decides whether it runs. */
function spread(
  program: TypedProgram,
  s: TypedStatement,
  condition: Summary,
  of: (e: TypedExpr) => Summary,
  add: (symbol: VariableSymbol, given: Summary) => void,
): void {
  switch (s.kind) {
    case "declaration":
      for (const { name, initial } of s.declarators)
        if (initial !== null) add(program.symbols.get(name)!, union(of(initial), condition));
      return;
    case "assignment":
      for (const symbol of assignedSymbols(s.target)) add(symbol, union(of(s.value), condition));
      return;
    case "foreach":
      add(program.symbols.get(s.variable)!, of(s.container));
      break;
    default:
  }
  // Which branch runs may say something of parameters; of data it says no more than a size does.
  const decides = s.kind === "if" || s.kind === "while" ? of(s.condition).parameters : false;
  const inside = decides ? { ...condition, parameters: true } : condition;
  for (const child of childStatements(s)) spread(program, child, inside, of, add);
}

/** Seen from a variable: fresh where the variable itself is declared inside the loops that the variate mentions. */
function passedOn(given: Summary, loops: ReadonlySet<VariableSymbol>): Summary {
  const observed = given.observed.map(({ variate, isFresh }) => ({
    variate,
    isFresh: isFresh && !mentionsLocals(variate) && loopVariablesIn(variate).every((v) => loops.has(v)),
  }));
  return { ...given, observed };
}

function mentionsLocals(e: TypedExpr): boolean {
  let found = false;
  walkExpression(e, (node) => {
    const { symbol } = node as TypedExpr;
    if (symbol !== undefined && !/^(loop|data|transformed data)$/.test(symbol.origin)) found = true;
  });
  return found;
}

export function loopVariablesIn(e: TypedExpr): readonly VariableSymbol[] {
  const found: VariableSymbol[] = [];
  walkExpression(e, (node) => {
    const { symbol } = node as TypedExpr;
    if (symbol?.origin === "loop") found.push(symbol);
  });
  return found;
}

/** Numbers that are used as a size, a bound of a loop or an index somewhere. */
function sizeSymbols(program: TypedProgram): ReadonlySet<VariableSymbol> {
  const found = new Set<VariableSymbol>();
  const collect = (e: TypedExpr): void =>
    walkExpression(e, (node) => {
      const { symbol } = node as TypedExpr;
      if (symbol !== undefined) found.add(symbol);
    });
  const visit = (s: TypedStatement): void => {
    if (s.kind === "declaration") typeExpressions(s.type).forEach((e) => collect(e as TypedExpr));
    if (s.kind === "for") [s.lower, s.upper].forEach(collect);
    for (const e of statementExpressions(s))
      walkExpression(e, (node) => {
        if (node.kind !== "index") return;
        for (const child of childExpressions(node).slice(1)) collect(child as TypedExpr);
      });
    childStatements(s).forEach(visit);
  };
  program.blocks.forEach(({ body }) => body.forEach(visit));
  return found;
}

function loopsOf(
  program: TypedProgram,
  body: readonly TypedStatement[],
): ReadonlyMap<TypedStatement | VariableSymbol, ReadonlySet<VariableSymbol>> {
  const around = new Map<TypedStatement | VariableSymbol, ReadonlySet<VariableSymbol>>();
  const visit = (s: TypedStatement, loops: ReadonlySet<VariableSymbol>): void => {
    if (s.kind === "declaration")
      for (const { name } of s.declarators) around.set(program.symbols.get(name)!, loops);
    if (s.kind === "tilde" || s.kind === "targetIncrement") around.set(s, loops);
    const inner =
      s.kind === "for" || s.kind === "foreach"
        ? new Set([...loops, program.symbols.get(s.variable)!])
        : loops;
    for (const child of childStatements(s)) visit(child, inner);
  };
  for (const s of body) visit(s, new Set());
  return around;
}

type Branches = ReadonlyMap<TypedStatement, "then" | "otherwise">;

/** The branches that each statement that adds to the target stands in. */
function branchesOf(body: readonly TypedStatement[]): ReadonlyMap<TypedStatement, Branches> {
  const around = new Map<TypedStatement, Branches>();
  const visit = (s: TypedStatement, branches: Branches): void => {
    if (s.kind === "tilde" || s.kind === "targetIncrement") around.set(s, branches);
    if (s.kind !== "if") return childStatements(s).forEach((child) => visit(child, branches));
    visit(s.then, new Map([...branches, [s, "then"]]));
    if (s.otherwise !== null) visit(s.otherwise, new Map([...branches, [s, "otherwise"]]));
  };
  for (const s of body) visit(s, new Map());
  return around;
}

// ---------------------------------------------------------------------------------------------------------------- summaries

function union(a: Summary, b: Summary): Summary {
  const more = b.observed.filter(
    (o) => !a.observed.some((known) => known.variate === o.variate && known.isFresh === o.isFresh),
  );
  return {
    parameters: a.parameters || b.parameters,
    data: a.data || b.data,
    chosen: a.chosen || b.chosen,
    observed: more.length === 0 ? a.observed : [...a.observed, ...more],
    unobserved: a.unobserved || b.unobserved,
  };
}

const same = (a: Summary, b: Summary): boolean =>
  a.parameters === b.parameters &&
  a.data === b.data &&
  a.chosen === b.chosen &&
  a.unobserved === b.unobserved &&
  a.observed.length === b.observed.length;

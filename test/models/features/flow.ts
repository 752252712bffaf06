// What in a checked program lies on the path of the gradient. Values flow from parameters through assignments, arguments and results
// towards the target; integers and conditions flow too, but carry no derivative. Flow-insensitive: one node per variable, per
// function's result, and one for the target.

import type { FunctionDefinition } from "../../../grammar/index.ts";
import { childExpressions, childStatements, statementExpressions } from "../../../grammar/walk.ts";
import type {
  Typed,
  TypedExpr,
  TypedProgram,
  TypedStatement,
  VariableSymbol,
} from "../../../compiler/ir/typed-ast.ts";
import type { Type } from "../../../compiler/ir/type.ts";

const TARGET = Symbol("target");
type Definition = FunctionDefinition<Typed>;
type Node = VariableSymbol | Definition | typeof TARGET;

/** active: depends on parameters and reaches the target; useful: reaches the target; executed: runs, or is there. */
export type Activity = "active" | "useful" | "executed";

export interface Flow {
  expression(e: TypedExpr, within: TypedStatement): Activity;
  statement(s: TypedStatement): Activity;
  definition(d: Definition): Activity;
  symbol(v: VariableSymbol): Activity;
  /** Some parameter decides the value, also by comparison. */
  dependsOnParameters(e: TypedExpr): boolean;
}

/** Holds no reals. */
export function isDiscrete(type: Type): boolean {
  if (type.kind === "array") return isDiscrete(type.element);
  if (type.kind === "tuple") return type.slots.every(isDiscrete);
  return type.kind === "int" || type.kind === "void" || type.kind === "function";
}

export function flowOf(program: TypedProgram): Flow {
  const graph = new Graph(program);
  const { varying, useful } = graph.closed();
  const isUseful = (s: TypedStatement): boolean => graph.destinations(s).some((node) => useful.has(node));
  const isVarying = (e: TypedExpr): boolean =>
    !isDiscrete(e.type) && [...graph.sources(e)].some((node) => varying.has(node));
  const level = (reaches: boolean, varies: boolean): Activity =>
    !reaches ? "executed" : varies ? "active" : "useful";
  const varies = (s: TypedStatement): boolean =>
    statementExpressions(s).some(isVarying) || childStatements(s).some(varies);
  return {
    expression: (e, s) => level(isUseful(s), isVarying(e)),
    statement: (s) => level(isUseful(s), varies(s)),
    definition: (d) => {
      const body = d.body ?? [];
      const reaches = useful.has(d) || body.some(isUseful);
      return level(reaches, varying.has(d) || body.some((s) => isUseful(s) && varies(s)));
    },
    symbol: (v) => level(useful.has(v), varying.has(v)),
    dependsOnParameters: (e) => [...graph.sources(e, true)].some((node) => varying.has(node)),
  };
}

class Graph {
  private readonly values = new Map<Node, Set<Node>>();
  private readonly controls = new Map<Node, Set<Node>>();
  private readonly ends = new Map<TypedStatement, readonly Node[]>();
  private readonly parameters: VariableSymbol[] = [];

  private readonly program: TypedProgram;

  constructor(program: TypedProgram) {
    this.program = program;
    for (const symbol of program.symbols.values())
      if (symbol.origin === "parameters") this.parameters.push(symbol);
    for (const definition of program.functions)
      for (const s of definition.body ?? []) this.scan(s, definition, []);
    for (const { name, body } of program.blocks)
      if (name !== "generated quantities") for (const s of body) this.scan(s, null, []);
  }

  destinations(s: TypedStatement): readonly Node[] {
    return this.ends.get(s) ?? [];
  }

  /** What the expression's value is computed from; with `all` also through integers and conditions. */
  sources(e: TypedExpr, all = false, into = new Set<Node>()): Set<Node> {
    if (e.kind === "variable" && e.symbol !== undefined) into.add(e.symbol);
    if (e.kind === "call" && e.call?.kind === "target") into.add(TARGET);
    if (e.call?.kind === "user") into.add(e.call.definition);
    for (const child of childExpressions(e))
      if (all || !isDiscrete(child.type) || child.type.kind === "function") this.sources(child, all, into);
    return into;
  }

  closed(): { varying: ReadonlySet<Node>; useful: ReadonlySet<Node> } {
    const backwards = new Map<Node, Set<Node>>();
    for (const edges of [this.values, this.controls])
      for (const [from, list] of edges)
        for (const to of list) backwards.set(to, (backwards.get(to) ?? new Set<Node>()).add(from));
    return { varying: reach(this.parameters, this.values), useful: reach([TARGET], backwards) };
  }

  private scan(
    s: TypedStatement,
    definition: Definition | null,
    around: readonly TypedExpr[],
  ): readonly Node[] {
    const conditions = [...around, ...this.decides(s)];
    const inner = childStatements(s).flatMap((child) => this.scan(child, definition, conditions));
    const own = this.ownDestinations(s, definition);
    const ends = [...own, ...inner, ...this.calledEnds(s)];
    this.ends.set(s, ends);
    for (const e of statementExpressions(s)) this.link(e, own, this.values);
    for (const e of conditions) this.link(e, ends, this.controls);
    this.linkCalls(s);
    return ends;
  }

  /** Conditions, bounds and containers that decide what a statement's body does. */
  private decides(s: TypedStatement): readonly TypedExpr[] {
    return s.kind === "if" || s.kind === "while" || s.kind === "for" || s.kind === "foreach"
      ? statementExpressions(s)
      : [];
  }

  private ownDestinations(s: TypedStatement, definition: Definition | null): readonly Node[] {
    const { symbols } = this.program;
    switch (s.kind) {
      case "declaration":
        return s.declarators.flatMap(({ name }) => symbols.get(name) ?? []);
      case "assignment":
        return this.assigned(s.target);
      case "for":
      case "foreach":
        return [symbols.get(s.variable)!];
      case "tilde":
      case "targetIncrement":
      case "jacobianIncrement":
      case "reject":
      case "fatalError":
        return [TARGET];
      case "return":
        return definition === null ? [] : [definition];
      default:
        return [];
    }
  }

  private assigned(e: TypedExpr): readonly Node[] {
    if (e.kind === "variable") return e.symbol === undefined ? [] : [e.symbol];
    if (e.kind === "tuple") return e.elements.flatMap((slot) => this.assigned(slot));
    if (e.kind === "index" || e.kind === "projection") return this.assigned(e.base);
    return e.kind === "parenthesized" ? this.assigned(e.inner) : [];
  }

  /** A void function's effects are the target and rejections. */
  private calledEnds(s: TypedStatement): readonly Node[] {
    return s.kind === "callStatement" ? [TARGET] : [];
  }

  private link(e: TypedExpr, ends: readonly Node[], edges: Map<Node, Set<Node>>): void {
    const from = this.sources(e, edges === this.controls);
    for (const node of from) for (const end of ends) add(edges, node, end);
    if (edges === this.values)
      for (const node of this.sources(e, true)) for (const end of ends) add(this.controls, node, end);
  }

  private linkCalls(s: TypedStatement): void {
    const call = this.program.calls.get(s);
    if (call?.kind === "user") {
      const args = s.kind === "tilde" ? [s.variate, ...s.args] : s.kind === "callStatement" ? s.args : [];
      this.linkArguments(call.definition, args);
      add(this.values, call.definition, TARGET);
    }
    const visit = (e: TypedExpr): void => {
      if (e.kind === "call" && e.call?.kind === "user") this.linkArguments(e.call.definition, e.args);
      if (e.kind === "call")
        for (const arg of e.args)
          if (arg.type.kind === "function" && arg.call?.kind === "user")
            this.linkCallback(arg.call.definition, e.args);
      for (const child of childExpressions(e)) visit(child);
    };
    for (const e of statementExpressions(s)) visit(e);
  }

  private linkArguments(definition: Definition, args: readonly TypedExpr[]): void {
    definition.args.forEach(({ name }, i) => {
      const formal = this.program.symbols.get(name);
      if (formal !== undefined && args[i] !== undefined) this.link(args[i], [formal], this.values);
    });
  }

  /** Which argument becomes which is the routine's affair: all of them may. */
  private linkCallback(definition: Definition, args: readonly TypedExpr[]): void {
    for (const { name } of definition.args) {
      const formal = this.program.symbols.get(name);
      if (formal !== undefined) for (const arg of args) this.link(arg, [formal], this.values);
    }
  }
}

function add(edges: Map<Node, Set<Node>>, from: Node, to: Node): void {
  const list = edges.get(from);
  if (list === undefined) edges.set(from, new Set([to]));
  else list.add(to);
}

function reach(start: readonly Node[], edges: ReadonlyMap<Node, ReadonlySet<Node>>): ReadonlySet<Node> {
  const found = new Set<Node>(start);
  const pending = [...start];
  while (pending.length > 0)
    for (const next of edges.get(pending.pop()!) ?? [])
      if (!found.has(next)) {
        found.add(next);
        pending.push(next);
      }
  return found;
}

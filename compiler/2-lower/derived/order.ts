// Statements in the order of a simulation: what draws a variable runs before what reads it, whatever the text says. Everything else keeps the
// order of the text. Lists inside loops and branches are ordered in the same way.

import {
  type Name,
  childStatements,
  statementExpressions,
  typeExpressions,
  childExpressions,
} from "../../../grammar/index.ts";
import type { TypedExpr, TypedStatement, VariableSymbol } from "../../ir/typed-ast.ts";
import { sourceText } from "../checks.ts";
import { assignedSymbols } from "../usage.ts";
import { type Blocks, block } from "./blocks.ts";
import { rootsOf } from "./dependence.ts";
import type { Derivation } from "./derivation.ts";
import { type Term, termsOf } from "./terms.ts";

interface Drawn {
  readonly symbol: VariableSymbol;
  readonly variate: TypedExpr;
}

export interface Drawing {
  readonly symbolOf: (declaring: Name) => VariableSymbol | undefined;
  /** Variables that a statement draws; the variates of its densities. */
  readonly drawnBy: (s: TypedStatement) => readonly Drawn[];
  /** What the draw of a variable reads besides its statement: its bounds. */
  readonly alsoReads: (symbol: VariableSymbol) => readonly VariableSymbol[];
}

/** Densities of the wanted kind are draws. */
export function drawingOf(
  { ctx, dependence }: Derivation,
  isDrawn: (term: Term) => boolean,
  alsoReads: Drawing["alsoReads"] = () => [],
): Drawing {
  return {
    alsoReads,
    symbolOf: (name) => ctx.program.symbols.get(name),
    drawnBy: (s) => {
      if (s.kind !== "tilde" && s.kind !== "targetIncrement") return [];
      return termsOf(ctx, dependence, s).flatMap((term) => {
        if (term.kind !== "density" || !isDrawn(term)) return [];
        const { variate } = term;
        return rootsOf(variate).map((symbol) => ({ symbol, variate }));
      });
    },
  };
}

interface Touch {
  /** Texts of the parts drawn. */
  readonly draws: ReadonlyMap<VariableSymbol, ReadonlySet<string>>;
  readonly assigns: ReadonlySet<VariableSymbol>;
  /** Texts of the parts read. */
  readonly reads: ReadonlyMap<VariableSymbol, ReadonlySet<string>>;
}

type Texts = Map<VariableSymbol, Set<string>>;

export function inOrder(
  list: readonly TypedStatement[],
  drawing: Drawing,
  blocks: Blocks,
  inLoop = false,
): readonly TypedStatement[] {
  const nodes = list.map((s) => ({ s: ordered(s, drawing, blocks, inLoop), touch: touchOf(s, drawing) }));
  const precedes = (a: number, b: number): boolean =>
    mustPrecede(nodes[a]!.touch, nodes[b]!.touch, a < b, inLoop);
  const done: TypedStatement[] = [];
  let waiting = [...nodes.keys()];
  while (waiting.length > 0) {
    const next = waiting.find((at) => !waiting.some((other) => other !== at && precedes(other, at)));
    if (next === undefined) {
      const first = nodes[waiting[0]!]!.s;
      block(blocks, first.span, "it needs draws that need its own, so there is no order to draw in");
      return list;
    }
    done.push(nodes[next]!.s);
    waiting = waiting.filter((at) => at !== next);
  }
  return done.every((s, k) => s === list[k]) ? list : done;
}

/** Whether the statement of `a` must run before that of `b`, which it precedes in the text or not. */
function mustPrecede(a: Touch, b: Touch, isBefore: boolean, inLoop: boolean): boolean {
  for (const [symbol, parts] of a.draws) {
    const read = b.reads.get(symbol);
    // In a loop, what is read under another index was drawn by an earlier iteration.
    if (
      read !== undefined &&
      (!inLoop ||
        read.has(symbol.name) ||
        parts.has(symbol.name) ||
        [...parts].some((part) => read.has(part)))
    )
      return true;
  }
  if (!isBefore) return false;
  const touches = (x: Touch, y: Touch): boolean =>
    [...x.assigns].some((symbol) => y.assigns.has(symbol) || y.reads.has(symbol));
  return touches(a, b) || touches(b, a) || [...a.draws.keys()].some((symbol) => b.draws.has(symbol));
}

/** The statement with the lists inside it ordered; the same object where nothing moves. */
function ordered(s: TypedStatement, drawing: Drawing, blocks: Blocks, inLoop: boolean): TypedStatement {
  switch (s.kind) {
    case "block":
    case "profile": {
      const body = inOrder(s.body, drawing, blocks, inLoop);
      return body === s.body ? s : { ...s, body };
    }
    case "for":
    case "foreach":
    case "while": {
      const body = ordered(s.body, drawing, blocks, true);
      return body === s.body ? s : { ...s, body };
    }
    case "if": {
      const then = ordered(s.then, drawing, blocks, inLoop);
      const otherwise = s.otherwise === null ? null : ordered(s.otherwise, drawing, blocks, inLoop);
      return then === s.then && otherwise === s.otherwise ? s : { ...s, then, otherwise };
    }
    default:
      return s;
  }
}

function touchOf(s: TypedStatement, drawing: Drawing): Touch {
  const draws: Texts = new Map();
  const assigns = new Set<VariableSymbol>();
  const reads: Texts = new Map();
  const visit = (inner: TypedStatement): void => {
    if (inner.kind === "declaration")
      for (const { name } of inner.declarators) {
        const symbol = drawing.symbolOf(name);
        if (symbol !== undefined) assigns.add(symbol);
      }
    if (inner.kind === "assignment") for (const symbol of assignedSymbols(inner.target)) assigns.add(symbol);
    const drawn = drawing.drawnBy(inner);
    for (const { symbol, variate } of drawn) {
      note(draws, symbol, sourceText(variate.span));
      for (const other of drawing.alsoReads(symbol)) note(reads, other, other.name);
    }
    const sizes = inner.kind === "declaration" ? typeExpressions(inner.type) : [];
    for (const e of [...statementExpressions(inner), ...sizes] as readonly TypedExpr[])
      noteReads(e, drawn, reads);
    childStatements(inner).forEach(visit);
  };
  visit(s);
  return { draws, assigns, reads };
}

function note(into: Texts, symbol: VariableSymbol, text: string): void {
  const texts = into.get(symbol);
  if (texts === undefined) into.set(symbol, new Set([text]));
  else texts.add(text);
}

/** Parts of variables that the expression reads; of a variate, what chooses the part. */
function noteReads(e: TypedExpr, drawn: readonly Drawn[], into: Texts): void {
  const own = drawn.filter(({ variate }) => variate === e).map(({ symbol }) => symbol);
  const visit = (node: TypedExpr): void => {
    if (node.kind === "variable" && node.symbol !== undefined && !own.includes(node.symbol))
      note(into, node.symbol, node.symbol.name);
    if (drawn.some(({ variate }) => variate === node) && node !== e) return noteReads(node, drawn, into);
    const root = node.kind === "index" ? rootOfIndex(node) : null;
    if (root === null) return (childExpressions(node) as readonly TypedExpr[]).forEach(visit);
    if (!own.includes(root.symbol)) note(into, root.symbol, sourceText(node.span));
    root.indices.forEach(visit);
  };
  visit(e);
}

/** `x[i][j]`: x, and the expressions in the brackets. */
function rootOfIndex(
  e: TypedExpr,
): { readonly symbol: VariableSymbol; readonly indices: readonly TypedExpr[] } | null {
  if (e.kind === "variable") return e.symbol === undefined ? null : { symbol: e.symbol, indices: [] };
  if (e.kind !== "index") return null;
  const base = rootOfIndex(e.base);
  const own = (childExpressions(e) as readonly TypedExpr[]).slice(1);
  return base === null ? null : { symbol: base.symbol, indices: [...base.indices, ...own] };
}

// Cells of small arrays become names. Within straight code every value that a cell takes is a name of its own, which nothing changes, so
// it can be shared, folded and differentiated like any other; only where a loop or branch writes a cell does the cell live in a
// variable, set once before and once at the end of the body. Expects what `unroll` leaves: literal positions, one cell at a time.

import { internalError } from "../diagnostics/internal-error.ts";
import * as build from "../ir/build.ts";
import type { Buffer, Expr, Local, Statement } from "../ir/mir.ts";
import { accessesOf, type Frame } from "../ir/sites.ts";
import { bodiesOf, mapBodies, mapDirectExprs, mapExpr, visitExprs, visitStatements } from "../ir/walk.ts";
import { unrollSmall } from "./unroll.ts";

/** `isOpen`: the surroundings see the array too. */
export function nameSmallArrays(
  given: readonly Statement[],
  isOpen: (buffer: Buffer) => boolean,
): readonly Statement[] {
  const { body, small } = unrollSmall(given, isOpen);
  if (small.size === 0) return given;
  const naming: Naming = { small, homes: homesOf(body, small), cells: new Map() };
  return walk(body, { naming, values: new Map(), dirty: new Set(), summed: new Set() });
}

/** One cell; `slot` is the variable it lives in where loops or branches write it. */
interface Cell {
  readonly buffer: Buffer;
  readonly name: string;
  slot: Local | null;
}

interface Naming {
  readonly small: ReadonlySet<Buffer>;
  /** The innermost loop or branch that holds every access to the array; null for the whole program. */
  readonly homes: ReadonlyMap<Buffer, Frame | null>;
  readonly cells: Map<Buffer, Map<number, Cell>>;
}

interface Block {
  readonly naming: Naming;
  /** What cells hold here; the others hold what their variables hold. */
  readonly values: Map<Cell, Expr>;
  /** Cells whose value is newer than that of their variable. */
  readonly dirty: Set<Cell>;
  /** Cells that the loops around only add to. */
  readonly summed: Set<Cell>;
}

function homesOf(body: readonly Statement[], small: ReadonlySet<Buffer>): ReadonlyMap<Buffer, Frame | null> {
  const { reads, writes } = accessesOf(body);
  const homes = new Map<Buffer, Frame | null>();
  for (const buffer of small) {
    const all = [...(reads.get(buffer) ?? []), ...(writes.get(buffer) ?? [])].map(({ frames }) => frames);
    // Loops that never run left nothing of it.
    const first = all[0] ?? [];
    let depth = 0;
    const isShared = (frame: Frame): boolean =>
      all.every((frames) => {
        const other = frames[depth];
        return other?.statement === frame.statement && other.branch === frame.branch;
      });
    while (depth < first.length && isShared(first[depth]!)) depth++;
    homes.set(buffer, depth === 0 ? null : first[depth - 1]!);
  }
  return homes;
}

// ------------------------------------------------------------------------------------------------------------------- statements

function walk(body: readonly Statement[], block: Block): Statement[] {
  const out: Statement[] = [];
  for (const s of body) step(s, block, out);
  return out;
}

function step(s: Statement, block: Block, out: Statement[]): void {
  switch (s.kind) {
    case "region":
      out.push({ ...s, body: walk(s.body, block) });
      return;
    case "each":
    case "for":
    case "loop":
    case "if":
      return nested(s, block, out);
    case "exitIf":
      flush(
        block,
        [...block.dirty].filter(({ slot }) => slot !== null),
        out,
      );
      out.push(withValues(s, block));
      return;
    case "store": {
      const cell = cellOf(s.buffer, s.index, block.naming);
      if (cell === null) break;
      return assign(cell, valueIn(s.value, block), block, out);
    }
    case "accumulate": {
      const cell = s.into.kind === "cell" ? cellOf(s.into.buffer, s.into.index, block.naming) : null;
      if (cell === null) break;
      const amount = valueIn(s.value, block);
      if (block.summed.has(cell)) out.push(build.accumulateLocal(slotOf(cell), amount));
      else assign(cell, build.add(current(cell, block), amount), block, out);
      return;
    }
    default:
  }
  out.push(withValues(s, block));
}

function assign(cell: Cell, value: Expr, block: Block, out: Statement[]): void {
  const local = build.temporary(cell.name, "real");
  out.push(build.letLocal(local, value));
  block.values.set(cell, build.ref(local));
  block.dirty.add(cell);
}

/** A loop or branch: cells that it writes go through their variables, those that it only reads keep their values. */
function nested(s: Statement, block: Block, out: Statement[]): void {
  const { naming } = block;
  const touched = touchedCells([s], naming);
  const outer = [...touched.written].filter(({ buffer }) => !isWithin(naming.homes.get(buffer), s));
  declareOrSet(outer, block, out);
  const summed = new Set(
    outer.filter((cell) => block.summed.has(cell) || (s.kind !== "if" && !touched.used.has(cell))),
  );
  const values = new Map([...block.values].filter(([cell]) => !touched.written.has(cell)));
  out.push(
    mapBodies(withValues(s, block), (body) => {
      const inner: Block = { naming, values: new Map(values), dirty: new Set(), summed };
      const statements = walk(body, inner);
      flush(
        inner,
        outer.filter((cell) => inner.dirty.has(cell)),
        statements,
      );
      return statements;
    }),
  );
  for (const cell of outer) block.values.delete(cell);
}

const isWithin = (home: Frame | null | undefined, s: Statement): boolean =>
  home !== null && home !== undefined && holds(s, home.statement);

const holds = (s: Statement, wanted: Statement): boolean =>
  s === wanted || bodiesOf(s).some((body) => body.some((inner) => holds(inner, wanted)));

/** Every cell has its variable, with its present value, before a body that writes it. */
function declareOrSet(cells: readonly Cell[], block: Block, out: Statement[]): void {
  for (const cell of cells) {
    if (cell.slot !== null) continue;
    cell.slot = build.local(cell.name, "real");
    out.push({ kind: "var", local: cell.slot, initial: block.values.get(cell) ?? null });
    block.dirty.delete(cell);
  }
  flush(
    block,
    cells.filter((cell) => block.dirty.has(cell)),
    out,
  );
}

function flush(block: Block, cells: readonly Cell[], out: Statement[]): void {
  for (const cell of cells) {
    out.push({ kind: "set", local: slotOf(cell), value: block.values.get(cell)! });
    block.dirty.delete(cell);
  }
}

// ------------------------------------------------------------------------------------------------------------------------ cells

function cellOf(buffer: Buffer, index: readonly Expr[], { small, cells }: Naming): Cell | null {
  if (!small.has(buffer)) return null;
  const at = index.map((e) => (e as Extract<Expr, { kind: "int" }>).value);
  const size = (d: number): number => (buffer.dims[d] as Extract<Expr, { kind: "int" }>).value;
  const position = at.reduce((sum, i, d) => sum * size(d) + i, 0);
  const known = cells.get(buffer) ?? new Map<number, Cell>();
  cells.set(buffer, known);
  const cell = known.get(position) ?? { buffer, name: `${buffer.name}${position + 1}`, slot: null };
  known.set(position, cell);
  return cell;
}

const slotOf = ({ slot, name }: Cell): Local => slot ?? internalError(`no variable for ${name}`);

/** A cell that nothing has set is not a number. */
function current(cell: Cell, { values }: Block): Expr {
  return values.get(cell) ?? (cell.slot === null ? build.num(NaN) : build.ref(cell.slot));
}

function valueIn(e: Expr, block: Block): Expr {
  return mapExpr(e, (x) => {
    const cell = x.kind === "load" ? cellOf(x.buffer, x.index, block.naming) : null;
    return cell === null ? x : current(cell, block);
  });
}

const withValues = (s: Statement, block: Block): Statement => mapDirectExprs(s, (e) => valueIn(e, block));

/** Cells that the statements write, and those that they do more with than adding to them. */
function touchedCells(
  statements: readonly Statement[],
  naming: Naming,
): { written: ReadonlySet<Cell>; used: ReadonlySet<Cell> } {
  const written = new Set<Cell>();
  const used = new Set<Cell>();
  const add = (set: Set<Cell>, cell: Cell | null): void => {
    if (cell !== null) set.add(cell);
  };
  visitStatements(statements, (s) => {
    if (s.kind === "store") {
      add(written, cellOf(s.buffer, s.index, naming));
      add(used, cellOf(s.buffer, s.index, naming));
    }
    if (s.kind === "accumulate" && s.into.kind === "cell")
      add(written, cellOf(s.into.buffer, s.into.index, naming));
  });
  visitExprs(statements, (e) => {
    if (e.kind === "load") add(used, cellOf(e.buffer, e.index, naming));
  });
  return { written, used };
}

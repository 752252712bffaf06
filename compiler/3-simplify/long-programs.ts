// V8 does not optimise functions beyond some size, and what it does not optimise runs forty times slower. So a gradient program of
// thousands of statements becomes several functions. What one of them computes and a later one needs travels in an array; the point and
// the gradient lie in arrays of the model too, so that the functions take no arguments.

import * as build from "../ir/build.ts";
import { declaredDirectly } from "../ir/verify.ts";
import type { Buffer, Callee, Expr, GradientModel, Local, Statement, Subprogram } from "../ir/mir.ts";
import { rewriteStatements } from "../ir/rewrite.ts";
import {
  expressionsOf,
  mapExprs,
  mapStatements,
  visitExpr,
  visitExprs,
  visitStatements,
} from "../ir/walk.ts";

/** In nodes of expressions and statements: V8 takes functions of up to 60 kB of bytecode, which is about twice as many nodes. */
const LONGEST = 8_000;
/** Small enough that each part is compiled in the blink of an eye. */
const PART = 2_000;

export function splitLongProgram(gradient: GradientModel): GradientModel {
  const units = unitsOf(gradient.body);
  if (units.reduce((sum, unit) => sum + unit.size, 0) <= LONGEST) return gradient;
  const { model } = gradient;
  const chunks = inChunks(units);
  const point = build.buffer("point", "f64", [model.dimension], "call");
  const slopes = build.buffer("slopes", "f64", [model.dimension], "call");
  const moved = new Map<Buffer, Buffer>([
    [model.q, point],
    [gradient.gradient, slopes],
  ]);
  const shared = sharedBy(chunks, model.target);
  const parts = chunks.map((chunk, k): Subprogram => {
    const callee: Callee = { kind: "callee", name: `part${k + 1}`, result: null };
    const body = rewriteStatements(throughMemory(asRegions(chunk), shared), { buffer: (b) => moved.get(b) });
    return { callee, title: `Part ${k + 1} of the log density`, params: [], body };
  });
  const total = shared.get(model.target)!;
  const body: Statement[] = [
    block("copy", point, model.q, model.dimension),
    { kind: "store", buffer: total.buffer, index: total.index, value: build.num(0) },
    ...parts.map(({ callee }): Statement => ({ kind: "kernel", kernel: callee, result: null, args: [] })),
    block("copy", gradient.gradient, slopes, model.dimension),
    build.accumulateLocal(model.target, build.load(total.buffer, total.index)),
  ];
  return { ...gradient, model: { ...model, subprograms: [...model.subprograms, ...parts] }, body };
}

const block = (kind: "copy", to: Buffer, from: Buffer, count: Expr): Statement => ({
  kind,
  to: { buffer: to, index: [] },
  from: { buffer: from, index: [] },
  count,
});

// ------------------------------------------------------------------------------------------------------------------ chunks

/** A statement at the top, with the title of the region it stands in. */
interface Unit {
  readonly statement: Statement;
  readonly region: Extract<Statement, { kind: "region" }> | null;
  readonly size: number;
}

function unitsOf(body: readonly Statement[], region: Unit["region"] = null): Unit[] {
  return body.flatMap((s) =>
    s.kind === "region" ? unitsOf(s.body, region ?? s) : [{ statement: s, region, size: sizeOf(s) }],
  );
}

function sizeOf(s: Statement): number {
  let size = 0;
  visitStatements([s], (inner) => {
    size++;
    for (const e of expressionsOf(inner)) visitExpr(e, () => void size++);
  });
  return size;
}

function inChunks(units: readonly Unit[]): Unit[][] {
  const chunks: Unit[][] = [[]];
  let size = 0;
  for (const unit of units) {
    if (size > 0 && size + unit.size > PART) {
      chunks.push([]);
      size = 0;
    }
    chunks.at(-1)!.push(unit);
    size += unit.size;
  }
  return chunks;
}

/** Neighbours of one region under its title again. */
function asRegions(chunk: readonly Unit[]): Statement[] {
  const out: Statement[] = [];
  for (let k = 0; k < chunk.length;) {
    const { region, statement } = chunk[k]!;
    const from = k++;
    if (region === null) {
      out.push(statement);
      continue;
    }
    while (k < chunk.length && chunk[k]!.region === region) k++;
    out.push({ ...region, body: chunk.slice(from, k).map((unit) => unit.statement) });
  }
  return out;
}

// ------------------------------------------------------------------------------------------------------------------ memory

interface Cell {
  readonly buffer: Buffer;
  readonly index: readonly Expr[];
}

/** Names that several chunks mention, with their cells; the target is always among them. */
function sharedBy(chunks: readonly (readonly Unit[])[], target: Local): ReadonlyMap<Local, Cell> {
  const home = new Map<Local, number>();
  chunks.forEach((chunk, k) => {
    for (const local of declaredDirectly(chunk.map(({ statement }) => statement))) home.set(local, k);
  });
  const crossing: Local[] = [target];
  const seen = new Set(crossing);
  const mention = (local: Local, chunk: number): void => {
    const declared = home.get(local);
    if (declared === undefined || declared === chunk || seen.has(local)) return;
    seen.add(local);
    crossing.push(local);
  };
  chunks.forEach((chunk, k) => {
    const statements = chunk.map(({ statement }) => statement);
    visitExprs(statements, (e) => (e.kind === "ref" ? mention(e.local, k) : undefined));
    visitStatements(statements, (s) => {
      if (s.kind === "set") mention(s.local, k);
      if (s.kind === "accumulate" && s.into.kind === "local") mention(s.into.local, k);
    });
  });
  const reals = crossing.filter(({ scalar }) => scalar === "real");
  const others = crossing.filter(({ scalar }) => scalar !== "real");
  const cells = (name: string, elem: Buffer["elem"], of: readonly Local[]): [Local, Cell][] => {
    const buffer = build.buffer(name, elem, [build.int(of.length)], "call");
    return of.map((local, k) => [local, { buffer, index: [build.int(k)] }]);
  };
  return new Map([...cells("values", "f64", reals), ...cells("integers", "i32", others)]);
}

/** The statements with shared names as cells. */
function throughMemory(body: readonly Statement[], shared: ReadonlyMap<Local, Cell>): readonly Statement[] {
  const stored = mapStatements(body, (s): Statement | readonly Statement[] => {
    switch (s.kind) {
      case "let":
      case "set":
        return shared.has(s.local) ? storeIn(s.local, s.value, shared) : s;
      case "var":
        return shared.has(s.local) ? storeIn(s.local, s.initial ?? unset(s.local), shared) : s;
      case "accumulate": {
        const cell = s.into.kind === "local" ? shared.get(s.into.local) : undefined;
        return cell === undefined ? s : { ...s, into: { kind: "cell", ...cell } };
      }
      case "kernel":
      case "pop": {
        const local = s.kind === "pop" ? s.local : s.result;
        if (local === null || !shared.has(local)) return s;
        const own: Local = { ...local };
        const store = storeIn(local, build.ref(own), shared);
        return [s.kind === "pop" ? { ...s, local: own } : { ...s, result: own }, store];
      }
      default:
        return s;
    }
  });
  return mapExprs(stored, (e) => {
    const cell = e.kind === "ref" ? shared.get(e.local) : undefined;
    if (cell === undefined || e.kind !== "ref") return e;
    const value = build.load(cell.buffer, cell.index);
    return e.local.scalar === "bool" ? build.op("ne", value, build.int(0)) : value;
  });
}

function storeIn(local: Local, value: Expr, shared: ReadonlyMap<Local, Cell>): Statement {
  const { buffer, index } = shared.get(local)!;
  return {
    kind: "store",
    buffer,
    index,
    value: local.scalar === "bool" ? build.op("toInt", value) : value,
  };
}

const unset = ({ scalar }: Local): Expr =>
  scalar === "real" ? build.num(NaN) : scalar === "int" ? build.int(0) : build.bool(false);

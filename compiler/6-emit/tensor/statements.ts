// Statements over tensors. A loop that is a dimension disappears: its statements happen once, for all elements; what it adds to a variable
// declared outside is summed over the dimension. A branch that depends on tensors happens for all draws, under a guard.

import { assertNever, internalError } from "../../diagnostics/internal-error.ts";
import { add, isNumber, mul, num, toReal } from "../../ir/build.ts";
import { readBy, writtenBy } from "../../ir/effects.ts";
import type { Expr, Local, Statement } from "../../ir/mir.ts";
import { scalarType } from "../../ir/scalar-type.ts";
import { negated } from "../expression.ts";
import { constantTensor, countOf, shapeOf } from "./constants.ts";
import {
  asTensor,
  guardTensor,
  hostTensor,
  named,
  narrowed,
  onlyWhere,
  tensorOf,
  tf,
} from "./expressions.ts";
import { translateBlocks } from "./block-statements.ts";
import type { Argument, Tensor, TensorStatement } from "./program.ts";
import {
  type At,
  levelOf,
  NO_AXES,
  refuse,
  refuseAround,
  resolved,
  type Translation,
} from "./translation.ts";

type Of<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;

export function translateAll(t: Translation, at: At, statements: readonly Statement[]): void {
  for (const s of statements) translate(t, at, s);
}

function inside(t: Translation, at: At, statements: readonly Statement[]): readonly TensorStatement[] {
  const out: TensorStatement[] = [];
  translateAll(t, { ...at, out }, statements);
  return out;
}

function translate(t: Translation, at: At, s: Statement): void {
  if (s.kind === "region") {
    const place = { title: s.title, span: s.span };
    const body = inside(t, { ...at, place }, s.body);
    if (body.length > 0) at.out.push({ kind: "region", title: s.title, body });
    return;
  }
  if (at.axes.length === 0 && at.guard === null && isHost(t, s)) {
    at.out.push({ kind: "host", statement: s });
    return;
  }
  switch (s.kind) {
    case "let":
      return translateLet(t, at, s);
    case "var":
      return translateVar(t, at, s);
    case "set":
      return translateSet(t, at, s);
    case "accumulate":
      return accumulate(t, at, s);
    case "store":
    case "fill":
    case "copy":
    case "kernel":
      return translateBlocks(t, at, s);
    case "each":
      if (t.axisLoops.has(s)) return translateAll(t, { ...at, axes: [...at.axes, s] }, s.body);
      return translateLoop(t, at, s);
    case "for":
    case "loop":
      return translateLoop(t, at, s);
    case "if":
      return branch(t, at, s);
    case "check":
      return check(t, at, s);
    case "reject":
      return rejectWhere(t, at);
    case "exitIf":
      return internalError("an exit that no loop looked at");
    case "print":
      return refuse(at, "it prints, and a batch has no single values to show");
    case "push":
    case "pop":
    case "return":
      return internalError(`${s.kind} in a density`);
    default:
      return assertNever(s);
  }
}

/** The same for all draws: reads and writes nothing that is a tensor. */
function isHost(t: Translation, s: Statement): boolean {
  if (s.kind === "exitIf") return levelIsHost(t, s.condition);
  const declared = s.kind === "let" || s.kind === "var" ? [s.local] : [];
  const touched = [...readBy([s]), ...writtenBy([s]), ...declared];
  return !touched.some((storage) => t.tensors.has(storage)) && !mentionsDefinitions(t, s);
}

const levelIsHost = (t: Translation, e: Expr): boolean =>
  levelOf(t, { axes: [], guard: null, out: [], place: null }, resolved(t, e)) === "host";

const mentionsDefinitions = (t: Translation, s: Statement): boolean =>
  [...readBy([s])].some((storage) => storage.kind === "local" && t.definitions.has(storage));

// ------------------------------------------------------------------------------------------------------------------- names

function translateLet(t: Translation, at: At, { local, value }: Of<"let">): void {
  const e = resolved(t, value);
  const level = levelOf(t, at, e);
  if (level !== "draw" && at.axes.length > 0 && !changes(t, e)) {
    t.definitions.set(local, e);
    return;
  }
  if (level === "host") {
    at.out.push({ kind: "host", statement: { kind: "let", local, value: e } });
    return;
  }
  const tensor =
    level === "element" ? constantTensor(t, at, e, local.name) : asTensor(tensorOf(t, at, value));
  t.tensors.add(local);
  t.values.set(local, e);
  declare(t, at, local, false, tensor);
}

/** Whether the value may be another one later: it reads a variable or working memory. */
function changes(t: Translation, e: Expr): boolean {
  const reads = readBy([{ kind: "return", value: e }]);
  return [...reads].some((storage) =>
    storage.kind === "buffer" ? storage.lifetime === "call" : t.changing.has(storage),
  );
}

function translateVar(t: Translation, at: At, { local, initial }: Of<"var">): void {
  if (!t.tensors.has(local)) {
    at.out.push({ kind: "host", statement: { kind: "var", local, initial } });
    return;
  }
  const value = initial ?? num(local.scalar === "real" ? NaN : 0);
  declare(t, at, local, true, full(t, at, at.axes.length, tensorOf(t, at, value)));
}

function declare(t: Translation, at: At, local: Local, isMutable: boolean, { node, axes }: Tensor): void {
  at.out.push({ kind: "declare", local, isMutable, value: node });
  t.axesOf.set(local, axes);
  t.declaredAt.set(local, at.axes.length);
}

/** A variable varies along all dimensions around it from the start, so that its shape never depends on what was assigned last. */
function full(t: Translation, at: At, depth: number, value: Tensor): Tensor {
  const axes = new Set(at.axes.slice(0, depth).map((_, d) => d));
  if ([...axes].every((d) => value.axes.has(d))) return asTensor(value);
  const shape: Argument = { kind: "shape", sizes: [num(1), ...shapeOf(t, at, axes)] };
  return { node: { kind: "runtime", name: "spread", args: [value.node, shape] }, axes };
}

function translateSet(t: Translation, at: At, { local, value }: Of<"set">): void {
  const old = variable(t, local);
  const now = onlyWhere(at, tensorOf(t, at, value), old);
  const depth = t.declaredAt.get(local) ?? 0;
  at.out.push({ kind: "assign", local, value: full(t, at, depth, now).node });
}

const variable = (t: Translation, local: Local): Tensor => ({
  node: { kind: "name", local },
  axes: t.axesOf.get(local) ?? NO_AXES,
});

// ------------------------------------------------------------------------------------------------------------ accumulation

function accumulate(t: Translation, at: At, s: Of<"accumulate">): void {
  const { into } = s;
  if (into.kind === "cell") {
    const cell: Expr = { kind: "load", buffer: into.buffer, index: into.index };
    return translateBlocks(t, at, {
      kind: "store",
      buffer: into.buffer,
      index: into.index,
      value: add(cell, s.value),
    });
  }
  const value = resolved(t, s.value);
  const positive = negated(value);
  const sum = summed(t, at, positive ?? value, t.declaredAt.get(into.local) ?? 0);
  const old = variable(t, into.local);
  at.out.push({
    kind: "assign",
    local: into.local,
    value: tf(positive === null ? "add" : "sub", old, sum).node,
  });
}

/** The sum of `e` over the dimensions from `depth` on; a factor that is the same everywhere stays outside. */
function summed(t: Translation, at: At, e: Expr, depth: number): Tensor {
  const level = levelOf(t, at, e);
  if (level === "host" && at.guard === null) return hostTensor(times(countOf(at, depth, NO_AXES), e));
  const [factor, rest] = factored(t, at, e);
  if (factor !== null) return tf("mul", hostTensor(factor), summed(t, at, rest, depth));
  const product = at.guard === null ? matrixProduct(t, at, e, depth) : null;
  if (product !== null) return product;
  const value = onlyWhere(at, tensorOf(t, at, e), hostTensor(num(0)));
  const over = [...value.axes].filter((d) => d >= depth).sort();
  const count = countOf(at, depth, value.axes);
  const sum = over.length === 0 ? value : sumOver(value, over);
  return isNumber(count, 1) ? sum : tf("mul", hostTensor(count), sum);
}

export function sumOver(value: Tensor, over: readonly number[], by = "sum"): Tensor {
  const dims = over.map((d) => d + 1);
  const dimensions: Argument = {
    kind: "text",
    text: dims.length === 1 ? String(dims[0]) : `[${dims.join(", ")}]`,
  };
  const args: Argument[] = [value.node, dimensions, { kind: "text", text: "true" }];
  return {
    node: { kind: "tf", name: by, args },
    axes: new Set([...value.axes].filter((d) => !over.includes(d))),
  };
}

const times = (count: Expr, e: Expr): Expr =>
  isNumber(count, 1) ? e : mul(toReal(count), scalarType(e) === "int" ? toReal(e) : e);

function factored(t: Translation, at: At, e: Expr): readonly [factor: Expr | null, rest: Expr] {
  if (e.kind !== "op" || e.op !== "mul") return [null, e];
  const [a, b] = e.args as [Expr, Expr];
  if (levelOf(t, at, a) === "host") return [a, b];
  return levelOf(t, at, b) === "host" ? [b, a] : [null, e];
}

/** Data that vary along this dimension and outer ones, times values per draw that vary along this one: a matrix product. */
function matrixProduct(t: Translation, at: At, e: Expr, depth: number): Tensor | null {
  const last = t.depth - 1;
  if (e.kind !== "op" || e.op !== "mul" || depth !== last || at.axes.length !== t.depth) return null;
  const [a, b] = e.args as [Expr, Expr];
  const [table, x] = levelOf(t, at, a) === "element" ? [a, b] : [b, a];
  if (levelOf(t, at, table) !== "element" || levelOf(t, at, x) !== "draw") return null;
  const [data, values] = [tensorOf(t, at, table), tensorOf(t, at, x)];
  const isProduct = data.axes.has(last) && data.axes.size > 1 && values.axes.has(last);
  const outer = [...values.axes].filter((d) => d !== last);
  if (!isProduct || outer.some((d) => [...data.axes].some((other) => other <= d))) return null;
  const axes = new Set([...data.axes, ...outer].filter((d) => d !== last));
  return { node: { kind: "runtime", name: "weightedSums", args: [data.node, values.node] }, axes };
}

// ------------------------------------------------------------------------------------------------------------ control flow

function translateLoop(t: Translation, at: At, s: Of<"each" | "for" | "loop">): void {
  if (s.kind === "loop") {
    const isSteered =
      at.guard !== null || at.axes.length > 0 || !s.body.every((inner) => exitsForAll(t, inner));
    if (isSteered) refuseAround(at, s.body, "when the loop around it ends depends on parameters");
    at.out.push({ kind: "loop", loop: s, body: inside(t, at, s.body) });
    return;
  }
  const bounds = (s.kind === "each" ? [s.count] : [s.from, s.to]).map((e) => resolved(t, e));
  if (bounds.some((e) => levelOf(t, at, e) !== "host"))
    refuseAround(at, s.body, "how often the loop around it runs depends on parameters");
  const [first, second] = bounds as [Expr, Expr];
  const loop = s.kind === "each" ? { ...s, count: first } : { ...s, from: first, to: second };
  at.out.push({ kind: "loop", loop, body: inside(t, at, s.body) });
}

const exitsForAll = (t: Translation, s: Statement): boolean =>
  s.kind !== "exitIf" || levelIsHost(t, s.condition);

function branch(t: Translation, at: At, s: Of<"if">): void {
  const condition = resolved(t, s.condition);
  if (levelOf(t, at, condition) === "host") {
    const [then, otherwise] = [inside(t, at, s.then), inside(t, at, s.otherwise)];
    at.out.push({ kind: "if", condition, then, otherwise });
    return;
  }
  const holds = named(t, at, "holds", tensorOf(t, at, condition));
  translateAll(t, narrowed(t, at, holds, true), s.then);
  if (s.otherwise.length > 0) translateAll(t, narrowed(t, at, holds, false), s.otherwise);
}

/** Draws that fail a check get density -Infinity; nobody says why, since they are many. */
function check(t: Translation, at: At, { condition }: Of<"check">): void {
  let holds = tensorOf(t, at, withinFloat32(t, condition));
  if (at.guard !== null) holds = tf("logicalOr", tf("logicalNot", guardTensor(at.guard)), holds);
  restrict(t, at, holds);
}

/** How close to one the elements of a simplex sum in float32. */
const CLOSE = 1e-5;

/** `abs(sum - 1) <= 1e-8` asks for more digits than there are. */
function withinFloat32(t: Translation, condition: Expr): Expr {
  if (condition.kind !== "op" || condition.op !== "le") return condition;
  const [distance, tolerance] = condition.args as [Expr, Expr];
  const value = distance.kind === "ref" ? t.values.get(distance.local) : distance;
  const isDistance = value?.kind === "op" && value.op === "abs";
  if (!isDistance || tolerance.kind !== "num" || tolerance.value >= CLOSE) return condition;
  return { ...condition, args: [distance, num(CLOSE)] };
}

function rejectWhere(t: Translation, at: At): void {
  const never = hostTensor({ kind: "bool", value: false });
  restrict(t, at, at.guard === null ? never : tf("logicalNot", guardTensor(at.guard)));
}

function restrict(t: Translation, at: At, holds: Tensor): void {
  t.hasChecks = true;
  const over = [...holds.axes].sort();
  const all = over.length === 0 ? holds : sumOver(holds, over, "all");
  const value = tf("logicalAnd", { node: { kind: "name", local: t.valid }, axes: NO_AXES }, all).node;
  at.out.push({ kind: "assign", local: t.valid, value });
}

// A subprogram together with its derivatives by its input blocks: for each of them one more output, a row per component of the result (just
// one row where the result is a number). What the rows have in common is found by normalisation afterwards.

import { internalError } from "../diagnostics/internal-error.ts";
import * as build from "../ir/build.ts";
import { callsSubprogram, declaredIn, type Storage } from "../ir/effects.ts";
import type { Buffer, Expr, Local, Statement, Subprogram, SubprogramParam, View } from "../ir/mir.ts";
import { rewriteStatements } from "../ir/rewrite.ts";
import { bodiesOf, mapExprs, mapStatements, visitStatements } from "../ir/walk.ts";
import { newSweep, prepared, withGradient, zeroAdjoints } from "./program.ts";
import { withSavedViews } from "./saved-views.ts";
import { adjointOf, reverseBlock } from "./reverse.ts";
import type { Twins } from "./twins.ts";

type Block = Extract<SubprogramParam, { kind: "in" | "out" | "inout" }>;

/** Results of up to this many components are differentiated one by one, each in formulas of its own. */
const MOST_FORMULAS = 12;
/** Longer rows are filled with zeros and added to. */
const MOST_CELLS = 12;

export function withJacobian({ callee, title, params, body }: Subprogram, twins: Twins): Subprogram {
  const blocks = params.filter((p): p is Block => p.kind !== "scalar");
  const inputs = blocks.filter((p) => p.kind === "in" && p.buffer.elem === "f64").map((p) => p.buffer);
  const result = blocks.find((p) => p.kind === "out")?.buffer ?? null;
  const rows = result === null ? [] : [result.dims[0]!];
  const jacobians = new Map(
    inputs.map((input) => [
      input,
      build.buffer(`${derivativeName(result, input)}`, "f64", [...rows, ...input.dims], "argument"),
    ]),
  );
  const whole = result === null ? ofNumber(body, jacobians, twins) : ofBlock(body, result, jacobians, twins);
  return {
    callee: { kind: "callee", name: `${callee.name}WithDerivatives`, result: callee.result },
    title: `${title} and its derivatives`,
    params: [
      ...params,
      ...[...jacobians.values()].map((buffer): SubprogramParam => ({ kind: "out", buffer, offset: null })),
    ],
    body: whole,
  };
}

const derivativeName = (result: Buffer | null, input: Buffer): string =>
  `${result?.name ?? "result"}By${input.name[0]!.toUpperCase()}${input.name.slice(1)}`;

/** The returned number is the target of a program of its own. */
function ofNumber(
  body: readonly Statement[],
  jacobians: ReadonlyMap<Buffer, Buffer>,
  twins: Twins,
): readonly Statement[] {
  const last = body.at(-1);
  if (last?.kind !== "return") return internalError("a function without a result");
  const target = build.local("value", "real");
  const added = build.accumulateLocal(target, last.value);
  const gradient = withGradient([...body.slice(0, -1), added], target, jacobians, twins);
  return [
    { kind: "var", local: target, initial: build.num(0) },
    ...gradient,
    { kind: "return", value: build.ref(target) },
  ];
}

function ofBlock(
  body: readonly Statement[],
  result: Buffer,
  jacobians: ReadonlyMap<Buffer, Buffer>,
  twins: Twins,
): readonly Statement[] {
  const components = componentsOf(body, result);
  return components === null
    ? rowByRow(body, result, jacobians, twins)
    : [...body, ...components.flatMap((component, i) => rowOf(body, result, component, i, jacobians, twins))];
}

// ------------------------------------------------------------------------------------------------------------------ formulas

/** The value of each component, if the body only computes and stores them one after another. */
function componentsOf(body: readonly Statement[], result: Buffer): readonly Expr[] | null {
  const [size] = result.dims;
  if (size?.kind !== "int" || size.value > MOST_FORMULAS) return null;
  const components: (Expr | undefined)[] = Array.from({ length: size.value });
  let isPlain = true;
  visitStatements(body, (s) => {
    if (s.kind === "store" && s.buffer === result) {
      const [at] = s.index;
      if (at?.kind !== "int" || components[at.value] !== undefined) isPlain = false;
      else components[at.value] = s.value;
    } else if (s.kind !== "let" && s.kind !== "check" && s.kind !== "region") isPlain = false;
    if (s.kind !== "region" && bodiesOf(s).length > 0) isPlain = false;
  });
  return isPlain && components.every((c) => c !== undefined) ? (components as Expr[]) : null;
}

function rowOf(
  body: readonly Statement[],
  result: Buffer,
  component: Expr,
  row: number,
  jacobians: ReadonlyMap<Buffer, Buffer>,
  twins: Twins,
): readonly Statement[] {
  const target = build.local("component", "real");
  const computed = mapStatements(body, (s) => {
    if (s.kind === "check") return [];
    return s.kind === "store" && s.buffer === result ? [] : s;
  });
  const own = [...computed, build.accumulateLocal(target, component)];
  const temporaries = rowBuffers(jacobians);
  const gradient = withGradient(renamed(own), target, temporaries, twins);
  const plain = cellsStored(withoutRegions(gradient), temporaries);
  const into = inRows(plain, temporaries, jacobians, build.int(row));
  return [{ kind: "var", local: target, initial: build.num(0) }, ...into];
}

const withoutRegions = (body: readonly Statement[]): readonly Statement[] =>
  mapStatements(body, (s) => (s.kind === "region" ? s.body : s));

/** Every cell of a row is stored once: the sum of what was added to it. */
function cellsStored(body: readonly Statement[], rows: ReadonlyMap<Buffer, Buffer>): readonly Statement[] {
  const buffers = new Set(rows.values());
  const sums = new Map<Buffer, Map<number, Expr>>([...buffers].map((b) => [b, new Map<number, Expr>()]));
  const rest: Statement[] = [];
  for (const s of body) {
    if (s.kind === "fill" && buffers.has(s.view.buffer)) continue;
    if (s.kind !== "accumulate" || s.into.kind !== "cell" || !buffers.has(s.into.buffer)) {
      rest.push(s);
      continue;
    }
    const [at] = s.into.index;
    if (at?.kind !== "int") return body;
    const cells = sums.get(s.into.buffer)!;
    const before = cells.get(at.value);
    cells.set(at.value, before === undefined ? s.value : build.add(before, s.value));
  }
  for (const [buffer, cells] of sums) {
    const [size] = buffer.dims;
    if (size?.kind !== "int" || size.value > MOST_CELLS) return body;
    for (let k = 0; k < size.value; k++)
      rest.push({ kind: "store", buffer, index: [build.int(k)], value: cells.get(k) ?? build.num(0) });
  }
  return rest;
}

/** Every row has names of its own for the same values. */
function renamed(body: readonly Statement[]): readonly Statement[] {
  const names = new Map<Local, Local>([...declaredIn(body)].map((local) => [local, { ...local }]));
  return rewriteStatements(body, {
    ref: (local) => (names.has(local) ? build.ref(names.get(local)!) : undefined),
    declared: (local) => names.get(local) ?? local,
  });
}

// ---------------------------------------------------------------------------------------------------------------- row by row

/** The forward sweep once, then the reverse sweep for each component with a one as its adjoint. */
function rowByRow(
  given: readonly Statement[],
  result: Buffer,
  jacobians: ReadonlyMap<Buffer, Buffer>,
  twins: Twins,
): readonly Statement[] {
  const body = prepared(given);
  const temporaries = rowBuffers(jacobians);
  const target = build.local("none", "real");
  const adjoints = new Map<Storage, Local | Buffer>(temporaries);
  const sweep = newSweep(
    { body, inputs: [...temporaries.keys()], adjoints, outputs: [result], target },
    { targetIsRead: true, memory: "call", twins },
  );
  const seed = adjointOf(result, sweep) as Buffer;
  const { forward, reverse } = reverseBlock(
    body,
    { inPlace: false, root: [], frames: [], pending: new Map() },
    sweep,
  );
  const row = build.local("row", "int");
  const backward: Statement[] = [
    ...zeroAdjoints(sweep),
    { kind: "store", buffer: seed, index: [build.ref(row)], value: build.num(1) },
    ...reverse,
  ];
  // What is popped is gone, so there every row needs a forward sweep of its own.
  const isRepeated = pops(backward);
  const swept = withSavedViews([...forward, ...backward], sweep);
  const start = isRepeated ? 0 : forwardLength(swept, backward);
  const inLoop = inRows(swept.slice(start), temporaries, jacobians, build.ref(row));
  return [
    ...sweep.declarations,
    ...swept.slice(0, start),
    { kind: "for", index: row, from: build.int(0), to: result.dims[0]!, down: false, body: inLoop },
  ];
}

/** Copies may have joined the forward sweep; the backward part starts with its first statement. */
const forwardLength = (swept: readonly Statement[], backward: readonly Statement[]): number =>
  swept.indexOf(backward[0]!);

function pops(body: readonly Statement[]): boolean {
  let found = false;
  visitStatements(body, (s) => (found ||= s.kind === "pop" || callsSubprogram(s)));
  return found;
}

// --------------------------------------------------------------------------------------------------------------------- rows

const rowBuffers = (jacobians: ReadonlyMap<Buffer, Buffer>): ReadonlyMap<Buffer, Buffer> =>
  new Map([...jacobians.keys()].map((input) => [input, build.buffer(`${input.name}Row`, "f64", input.dims, "call")])); // prettier-ignore

/** What goes to the row buffers goes to the row of the Jacobian instead. */
function inRows(
  body: readonly Statement[],
  temporaries: ReadonlyMap<Buffer, Buffer>,
  jacobians: ReadonlyMap<Buffer, Buffer>,
  row: Expr,
): readonly Statement[] {
  const places = new Map([...temporaries].map(([input, temporary]) => [temporary, jacobians.get(input)!]));
  const view = (v: View): View => {
    const place = places.get(v.buffer);
    return place === undefined ? v : { buffer: place, index: [row, ...v.index] };
  };
  const placed = mapStatements(body, (s): Statement => {
    switch (s.kind) {
      case "store":
        return { ...s, ...view(s) };
      case "accumulate":
        return s.into.kind === "cell" ? { ...s, into: { kind: "cell", ...view(s.into) } } : s;
      case "fill":
        return { ...s, view: view(s.view) };
      case "copy":
        return { ...s, to: view(s.to), from: view(s.from) };
      case "kernel":
        return { ...s, args: s.args.map((arg) => ("view" in arg ? { ...arg, view: view(arg.view) } : arg)) };
      default:
        return s;
    }
  });
  return mapExprs(placed, (e) => (e.kind === "load" ? { ...e, ...view(e) } : e));
}

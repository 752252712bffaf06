// Last changes to statements, for the reader's sake: a `var` moves down to its first use and takes its first value from there (`let muAdj =
// -mu / 25` instead of 0 and `+=`), becomes a `let` when nothing else writes it, and loop bounds that must be read once get a name.

import { isNumber, num, ref } from "../ir/build.ts";
import type { Expr, GradientModel, Local, Statement } from "../ir/mir.ts";
import { derivedRoutines, mapDerived } from "../ir/programs.ts";
import { expressionsOf, mapBodies, mapExprs, someExpr, visitStatements } from "../ir/walk.ts";
import { declaredHere } from "./names.ts";

type Variable = Extract<Statement, { kind: "var" }>;

/** The model with all its programs tidied; `target` is declared where its first term is. */
export function tidyModel(given: GradientModel): GradientModel {
  const { model, gradient, body } = withoutConversions(given);
  const isDeclared = declaredHere(body).includes(model.target);
  const frame: readonly Statement[] = isDeclared
    ? []
    : [{ kind: "var", local: model.target, initial: num(0) }];
  return {
    model: {
      ...mapDerived(model, (routine) => ({ ...routine, body: tidy(routine.body) })),
      prepareData: tidy(model.prepareData),
      logJoint: tidy(model.logJoint),
      transform: { ...model.transform, body: tidy(model.transform.body) },
      generate: { ...model.generate, body: tidy(model.generate.body) },
      subprograms: model.subprograms.map((s) => ({ ...s, body: tidy(s.body) })),
    },
    gradient,
    body: tidy([...frame, ...body]),
  };
}

export function tidy(statements: readonly Statement[]): readonly Statement[] {
  const writes = writeCounts(statements);
  return sinkAll(nameBounds(statements, writes), { writes, mentions: new WeakMap() });
}

// ------------------------------------------------------------------------------------------------------------- conversions

/** `let realN = toReal(N)` says nothing in JavaScript, where it would read `const N2 = N`: N stands in its place everywhere. */
function withoutConversions({ model, gradient, body }: GradientModel): GradientModel {
  const { prepareData, transform, generate } = model;
  const outputs = [transform, generate, ...derivedRoutines(model)].flatMap((routine) =>
    routine.outputs.flatMap(({ home }) => (home.kind === "local" ? [home.local] : [])),
  );
  const known = conversionsIn(prepareData, new Set());
  // Each program on its own: passes may have given the same local another definition in another program.
  const replace = (statements: readonly Statement[]): readonly Statement[] => {
    const originals = new Map([...known, ...conversionsIn(statements, new Set(outputs))]);
    return mapExprs(statements, (e) => (e.kind === "ref" ? (originals.get(e.local) ?? e) : e));
  };
  return {
    model: {
      ...mapDerived(model, (routine) => ({ ...routine, body: replace(routine.body) })),
      prepareData: replace(prepareData),
      logJoint: replace(model.logJoint),
      transform: { ...transform, body: replace(transform.body) },
      generate: { ...generate, body: replace(generate.body) },
      subprograms: model.subprograms.map((s) => ({ ...s, body: replace(s.body) })),
    },
    gradient,
    body: replace(body),
  };
}

/** What each local that only converts an integer constant stands for. */
function conversionsIn(statements: readonly Statement[], kept: ReadonlySet<Local>): ReadonlyMap<Local, Expr> {
  const written = writeCounts(statements);
  const originals = new Map<Local, Expr>();
  visitStatements(statements, (s) => {
    if (s.kind !== "let" || kept.has(s.local) || s.value.kind !== "op" || s.value.op !== "toReal") return;
    const [original] = s.value.args;
    if (original?.kind === "ref" && !written.has(original.local)) originals.set(s.local, s.value);
  });
  return originals;
}

// --------------------------------------------------------------------------------------------------------------- loop bounds

/** A bound that later iterations could see changed, or that costs a load each time, becomes a `let` before its loop. */
function nameBounds(statements: readonly Statement[], writes: WriteCounts): readonly Statement[] {
  return statements.flatMap((statement): readonly Statement[] => {
    const s = mapBodies(statement, (body) => nameBounds(body, writes));
    if (s.kind === "each") {
      const [count, before] = namedBound("count", s.count, writes);
      return [...before, { ...s, count }];
    }
    if (s.kind !== "for") return [s];
    // The bound where the loop starts is evaluated once anyway.
    const [end, before] = s.down ? namedBound("start", s.from, writes) : namedBound("end", s.to, writes);
    return [...before, s.down ? { ...s, from: end } : { ...s, to: end }];
  });
}

function namedBound(name: string, bound: Expr, writes: WriteCounts): readonly [Expr, readonly Statement[]] {
  const moves = (e: Expr): boolean =>
    e.kind === "load" || e.kind === "select" || (e.kind === "ref" && writes.has(e.local));
  if (!someExpr(bound, moves)) return [bound, []];
  const local: Local = { kind: "local", name, scalar: "int" };
  return [ref(local), [{ kind: "let", local, value: bound }]];
}

// ------------------------------------------------------------------------------------------------------------- declarations

interface Sinking {
  readonly writes: WriteCounts;
  readonly mentions: WeakMap<Statement, ReadonlySet<Local>>;
}

/** How often a variable is set or accumulated into after its declaration; absent for never. */
type WriteCounts = ReadonlyMap<Local, number>;

function writeCounts(statements: readonly Statement[]): WriteCounts {
  const counts = new Map<Local, number>();
  visitStatements(statements, (s) => {
    const local =
      s.kind === "set" ? s.local : s.kind === "accumulate" && s.into.kind === "local" ? s.into.local : null;
    if (local !== null) counts.set(local, (counts.get(local) ?? 0) + 1);
  });
  return counts;
}

function sinkAll(statements: readonly Statement[], sinking: Sinking): readonly Statement[] {
  let result = statements.map((s) => mapBodies(s, (body) => sinkAll(body, sinking)));
  for (let i = result.length - 1; i >= 0; i--) {
    const s = result[i]!;
    if (s.kind !== "var") continue;
    if (s.initial !== null && !sinking.writes.has(s.local))
      result[i] = { kind: "let", local: s.local, value: s.initial };
    if (s.initial !== null && !isNumber(s.initial, 0)) continue;
    const rest = sink(result.slice(i + 1), s, sinking);
    if (rest !== null) result = [...result.slice(0, i), ...rest];
  }
  return result;
}

/** `rest` with the declaration moved into it; null if `rest` does not mention the variable. */
function sink(rest: readonly Statement[], variable: Variable, sinking: Sinking): Statement[] | null {
  const at = rest.findIndex((s) => mentions(s, sinking).has(variable.local));
  if (at < 0) return null;
  const first = rest[at]!;
  const after = rest.slice(at + 1);
  if (first.kind === "region") {
    // Where a later statement outside the region uses it too, the region's comment would claim too much; still one block of text.
    return [...rest.slice(0, at), { ...first, body: sink(first.body, variable, sinking)! }, ...after];
  }
  const merged = merge(variable, first, sinking);
  return merged === null
    ? [...rest.slice(0, at), variable, first, ...after]
    : [...rest.slice(0, at), merged, ...after];
}

/** Declaration and first assignment in one, if `first` is one. */
function merge({ local, initial }: Variable, first: Statement, sinking: Sinking): Statement | null {
  const sets = first.kind === "set" && first.local === local;
  const adds =
    first.kind === "accumulate" &&
    first.into.kind === "local" &&
    first.into.local === local &&
    initial !== null;
  if (!sets && !adds) return null;
  const { value } = first as Extract<Statement, { kind: "set" | "accumulate" }>;
  if (someExpr(value, (e) => e.kind === "ref" && e.local === local)) return null;
  return sinking.writes.get(local) === 1
    ? { kind: "let", local, value }
    : { kind: "var", local, initial: value };
}

function mentions(s: Statement, sinking: Sinking): ReadonlySet<Local> {
  const known = sinking.mentions.get(s);
  if (known !== undefined) return known;
  const found = new Set<Local>();
  visitStatements([s], (inner) => {
    if ("local" in inner) found.add(inner.local);
    if (inner.kind === "kernel" && inner.result !== null) found.add(inner.result);
    if (inner.kind === "accumulate" && inner.into.kind === "local") found.add(inner.into.local);
    for (const e of expressionsOf(inner))
      someExpr(e, (node) => (node.kind === "ref" && found.add(node.local), false));
  });
  sinking.mentions.set(s, found);
  return found;
}

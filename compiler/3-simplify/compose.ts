// The last pass before text: temporaries that are used once go back into the formula that uses them, and neighbouring additions to one
// place become one sum. It undoes what `normalise` took apart, now that everything has been shared and moved.

import * as build from "../ir/build.ts";
import { declaredBy, readBy, writtenBy, type Storage } from "../ir/effects.ts";
import type { Expr, Local, Statement } from "../ir/mir.ts";
import { isTelling, nameFor } from "../ir/naming.ts";
import { accessesOf } from "../ir/sites.ts";
import { addends } from "./sums.ts";
import {
  bodiesOf,
  childrenOf,
  mapBodies,
  mapDirectExprs,
  mapExpr,
  someExpr,
  visitStatements,
} from "../ir/walk.ts";

/** Nodes in one formula before it becomes hard to read. */
const LONGEST_FORMULA = 24;

/** `elsewhere`: what other programs read of this one. */
export function compose(
  body: readonly Statement[],
  elsewhere: ReadonlySet<Storage> = new Set(),
): readonly Statement[] {
  // Merged additions may leave a temporary with one use.
  return foldTemporaries(mergeAdditions(foldTemporaries(body, elsewhere)), elsewhere);
}

function foldTemporaries(body: readonly Statement[], elsewhere: ReadonlySet<Storage>): readonly Statement[] {
  const { reads } = accessesOf(body);
  const single = new Set<Local>();
  // A second name for a sum says nothing new.
  const aliases = new Set<Storage>();
  visitStatements(body, (s) => {
    if (s.kind === "let" && s.value.kind === "ref") aliases.add(s.local);
  });
  for (const [storage, list] of reads)
    if (
      storage.kind === "local" &&
      (storage.isTemporary === true || !isTelling(storage.name) || aliases.has(storage)) &&
      list.length === 1 &&
      !elsewhere.has(storage)
    )
      single.add(storage);
  const folded = new Set<Local>();
  const result = foldBlock(body, single, folded, loopIndices(body));
  return folded.size === 0 ? result : foldTemporaries(result, elsewhere);
}

function foldBlock(
  body: readonly Statement[],
  single: ReadonlySet<Local>,
  folded: Set<Local>,
  indices: ReadonlySet<Local>,
): readonly Statement[] {
  const out: Statement[] = [];
  let held: { local: Local; value: Expr }[] = [];
  const flush = (which: (h: { local: Local; value: Expr }) => boolean): void => {
    for (const h of held.filter(which)) out.push(build.letLocal(h.local, h.value));
    held = held.filter((h) => !which(h));
  };
  for (const original of body) {
    let s = original;
    if (s.kind === "region") {
      const read = readBy([s]);
      flush((h) => read.has(h.local) || isDisturbed(h.value, s));
      out.push({ ...s, body: foldBlock(s.body, single, folded, indices) });
      continue;
    }
    s = mapDirectExprs(s, (e) =>
      mapExpr(e, (x) => {
        if (x.kind !== "ref") return x;
        const found = held.find((h) => h.local === x.local);
        if (found === undefined || !fits(e, found.value)) return x;
        held = held.filter((h) => h !== found);
        folded.add(found.local);
        return found.value;
      }),
    );
    s = mapDirectExprs(s, (e) => mapExpr(e, divideDirectly));
    // Whatever else the statement needs, in views or nested bodies, must stand before it.
    const needs = readBy([s]);
    flush((h) => needs.has(h.local) || isDisturbed(h.value, s));
    s = mapBodies(s, (inner) => foldBlock(inner, single, folded, indices));
    if (s.kind === "let" && single.has(s.local) && !isNamedParameter(s.local, s.value, indices))
      held.push({ local: s.local, value: s.value });
    else out.push(s);
  }
  flush(() => true);
  return out;
}

/** `a * (1 / b)` with a reciprocal that nothing else uses. */
function divideDirectly(e: Expr): Expr {
  if (e.kind !== "op" || e.op !== "mul") return e;
  const [a, b] = e.args as [Expr, Expr];
  if (isReciprocal(b)) return build.div(a, b.args[1]!);
  return isReciprocal(a) ? build.div(b, a.args[1]!) : e;
}

const isReciprocal = (e: Expr): e is Extract<Expr, { kind: "op" }> =>
  e.kind === "op" && e.op === "div" && build.isNumber(e.args[0]!, 1);

const sizeOf = (e: Expr): number => 1 + childrenOf(e).reduce((sum, child) => sum + sizeOf(child), 0);
const fits = (around: Expr, inner: Expr): boolean => sizeOf(around) + sizeOf(inner) <= LONGEST_FORMULA;

function loopIndices(body: readonly Statement[]): ReadonlySet<Local> {
  const found = new Set<Local>();
  visitStatements(body, (s) => {
    if (s.kind === "each" || s.kind === "for") found.add(s.index);
  });
  return found;
}

/** Scalar parameters keep the name the user gave them; elements do not need one for a single use. */
const isNamedParameter = ({ name }: Local, e: Expr, indices: ReadonlySet<Local>): boolean =>
  e.kind === "load" &&
  e.buffer.lifetime === "input" &&
  name !== nameFor(e) &&
  !e.index.some((at) => someExpr(at, (x) => x.kind === "ref" && indices.has(x.local)));

/** The statement changes something the held value reads. */
function isDisturbed(value: Expr, s: Statement): boolean {
  const written = writtenBy([s]);
  const own = declaredBy(s);
  const changes = (storage: Storage): boolean => written.has(storage) || storage === own;
  return someExpr(
    value,
    (e) => (e.kind === "ref" && changes(e.local)) || (e.kind === "load" && changes(e.buffer)),
  );
}

/** Neighbouring `x += a; x += b` as `x += a + b`, while the sum stays readable. */
function mergeAdditions(body: readonly Statement[]): readonly Statement[] {
  const out: Statement[] = [];
  for (const original of body) {
    const s = bodiesOf(original).length > 0 ? mapBodies(original, mergeAdditions) : original;
    const last = out.at(-1);
    const merged = last === undefined ? null : mergeTwo(last, s);
    if (merged === null) out.push(s);
    else out[out.length - 1] = merged;
  }
  return out;
}

function mergeTwo(first: Statement, second: Statement): Statement | null {
  if (second.kind !== "accumulate") return null;
  if (sizeOf(second.value) > LONGEST_FORMULA) return null;
  if (first.kind === "accumulate") {
    const same =
      first.into.kind === "local"
        ? second.into.kind === "local" && first.into.local === second.into.local
        : second.into.kind === "cell" &&
          first.into.buffer === second.into.buffer &&
          first.into.index.every(
            (e, d) => second.into.kind === "cell" && build.sameExpr(e, second.into.index[d]!),
          );
    if (!same || !fits(first.value, second.value)) return null;
    const place = first.into.kind === "local" ? first.into.local : first.into.buffer;
    if (readBy([{ kind: "push", value: second.value }]).has(place)) return null;
    return { ...first, value: sumOf(first.value, second.value) };
  }
  if (
    first.kind === "var" &&
    first.initial !== null &&
    second.into.kind === "local" &&
    second.into.local === first.local
  ) {
    if (
      !fits(first.initial, second.value) ||
      readBy([{ kind: "push", value: second.value }]).has(first.local)
    )
      return null;
    return { ...first, initial: sumOf(first.initial, second.value) };
  }
  return null;
}

/** The sum with like terms collected: `-0.5 * a - b - 0.5 * a` is `-a - b`. */
function sumOf(a: Expr, b: Expr): Expr {
  const terms: { factor: number; rest: Expr }[] = [];
  for (const { term, negative } of [...addends(a), ...addends(b)]) {
    const { factor, rest } = scaled(term);
    const signed = negative ? -factor : factor;
    const like = terms.find((t) => build.sameExpr(t.rest, rest));
    if (like === undefined) terms.push({ factor: signed, rest });
    else like.factor += signed;
  }
  return terms.map(({ factor, rest }) => build.mul(build.num(factor), rest)).reduce(build.add);
}

/** Literal factors of products and quotients, multiplied. */
function scaled(term: Expr): { factor: number; rest: Expr } {
  if (term.kind === "num") return { factor: term.value, rest: build.num(1) };
  if (term.kind !== "op" || term.op !== "mul") return { factor: 1, rest: term };
  const [a, b] = term.args.map(scaled) as [{ factor: number; rest: Expr }, { factor: number; rest: Expr }];
  return { factor: a.factor * b.factor, rest: build.mul(a.rest, b.rest) };
}

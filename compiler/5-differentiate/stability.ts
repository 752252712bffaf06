// Whether a value in memory is still there when the reverse sweep asks for it, and whether an adjoint cell serves more than one value.
// Nothing is ever undone in the reverse sweep, so a value survives exactly if no later write of the forward sweep hits its cell.
//
// Everything is relative to the place that is reversed as one: the whole program, or one iteration of a loop reversed in place.

import type { Storage } from "../ir/effects.ts";
import { commonLoops, type Access, type Accesses, type Frame, type Site } from "../ir/sites.ts";
import type { Expr, Local, Statement } from "../ir/mir.ts";
import { sameExpr } from "../ir/build.ts";

/** No write inside `root` (a prefix of loops and branches) after `site` can change what `site` reads of `storage`. */
export function isStable(
  storage: Storage,
  read: Access | Site,
  root: readonly Frame[],
  accesses: Accesses,
): boolean {
  const index = "index" in read ? read.index : null;
  return (accesses.writes.get(storage) ?? []).every((write) => {
    if (!isWithin(write, root)) return true;
    const loops = commonLoops(write, read).slice(loopCount(root));
    if (loops.length === 0) return write.order < read.order || excludes(write, read);
    return isEarlier(write, read, index, loops);
  });
}

const loopCount = (frames: readonly Frame[]): number =>
  frames.filter((f) => f.statement.kind !== "if").length;

export function isWithin(site: Site, root: readonly Frame[]): boolean {
  return root.every(
    (f, i) => site.frames[i]?.statement === f.statement && site.frames[i]?.branch === f.branch,
  );
}

/** In different branches of one `if`: never both executed, outside a common loop. */
function excludes(a: Site, b: Site): boolean {
  for (let i = 0; i < Math.min(a.frames.length, b.frames.length); i++) {
    if (a.frames[i]!.statement !== b.frames[i]!.statement) return false;
    if (a.frames[i]!.branch !== b.frames[i]!.branch) return true;
  }
  return false;
}

/**
 * Of the iterations of the common loops, the write reaches the cell that is read only in an earlier one, or in the same one before the
 * read. Decided by the outermost loop whose index stands in the written index as `i + c`: other iterations write other cells.
 */
function isEarlier(
  write: Access,
  read: Site,
  readIndex: readonly Expr[] | null,
  loops: readonly Frame[],
): boolean {
  if (write.index === null || readIndex === null) return false;
  const used = new Set<number>();
  for (const { statement: loop } of loops) {
    if (loop.kind !== "for" && loop.kind !== "each") return false;
    const dimension = write.index.findIndex((e, d) => !used.has(d) && offsetFrom(e, loop.index) !== null);
    if (dimension < 0) return false;
    used.add(dimension);
    const written = offsetFrom(write.index[dimension]!, loop.index)!;
    const readAt = readIndex[dimension];
    const reads = readAt === undefined ? null : offsetFrom(readAt, loop.index);
    if (reads === null) return false;
    const lag = loop.kind === "for" && loop.down ? written - reads : reads - written;
    if (lag < 0) return true;
    if (lag > 0) return false;
  }
  // The same iteration of all common loops.
  return write.order < read.order;
}

/** c if `e` is `index + c` with a literal c, else null. */
export function offsetFrom(e: Expr, index: Local): number | null {
  if (e.kind === "ref") return e.local === index ? 0 : null;
  if (e.kind !== "op" || (e.op !== "iadd" && e.op !== "isub")) return null;
  const [a, b] = e.args as [Expr, Expr];
  if (a.kind === "ref" && a.local === index && b.kind === "int") return e.op === "iadd" ? b.value : -b.value;
  if (e.op === "iadd" && b.kind === "ref" && b.local === index && a.kind === "int") return a.value;
  return null;
}

/** Every cell is written at most once in the whole program, so its adjoint belongs to one value only. */
export function isWrittenOnce(storage: Storage, accesses: Accesses): boolean {
  // A literal that fills the array beforehand has no adjoint.
  const writes = (accesses.writes.get(storage) ?? []).filter(({ statement: s }) => !isLiteralFill(s));
  return (
    writes.every(isInjective) && writes.every((a, i) => writes.slice(i + 1).every((b) => isDisjoint(a, b)))
  );
}

const isLiteralFill = (s: Statement): boolean => s.kind === "fill" && s.value.kind === "num";

/** Different iterations of the loops around write different cells. */
function isInjective(write: Access): boolean {
  if (write.statement.kind === "accumulate") return false;
  const used = new Set<number>();
  return write.frames.every(({ statement: loop }) => {
    if (loop.kind === "if") return true;
    if (loop.kind === "loop") return false;
    const dimension = (write.index ?? []).findIndex(
      (e, d) => !used.has(d) && offsetFrom(e, loop.index) !== null,
    );
    used.add(dimension);
    return dimension >= 0;
  });
}

function isDisjoint(a: Access, b: Access): boolean {
  if (excludes(a, b) && commonLoops(a, b).length === 0) return true;
  if (a.index === null || b.index === null) return false;
  return a.index.some((e, d) => {
    const other = b.index![d];
    if (other === undefined) return false;
    return outsideRange(e, other, b) || outsideRange(other, e, a) || differentConstants(e, other);
  });
}

const differentConstants = (a: Expr, b: Expr): boolean =>
  a.kind === "int" && b.kind === "int" && a.value !== b.value;

/** The constant `point` is below the first value that `moving` takes in its loop. */
function outsideRange(point: Expr, moving: Expr, site: Site): boolean {
  return site.frames.some(({ statement: loop }) => {
    if (loop.kind !== "for" && loop.kind !== "each") return false;
    const offset = offsetFrom(moving, loop.index);
    if (offset === null) return false;
    if (loop.kind === "each") return point.kind === "int" && point.value < offset;
    if (loop.from.kind === "int" && point.kind === "int") return point.value < loop.from.value + offset;
    return sameExpr(loop.to, point) && offset < 1 && point.kind !== "int";
  });
}

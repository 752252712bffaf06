// One variable between its unconstrained numbers and its constrained value in flat storage, and the check that a value obeys its
// constraint. Bounds may depend on variables before it, so the values known so far are an argument.

import { DataError } from "../data/data-error.ts";
import { elementName } from "../data/shape.ts";
import { constrainElement, elementComplaint, knownBounds, unconstrainElement } from "./bounds.ts";
import {
  blockCount,
  blockSize,
  type Flat,
  flatSize,
  type FlatValues,
  isScalar,
  type Layout,
} from "./layout.ts";

/** The constrained value of the unconstrained numbers of `q` from `offset` on. */
export function constrainVariable(
  layout: Layout,
  earlier: FlatValues,
  q: Float64Array,
  offset: number,
): Flat {
  const { constraint } = layout;
  const x = new Float64Array(flatSize(layout));
  if (constraint.kind === "structured") {
    const { structured } = constraint;
    for (let block = 0; block < blockCount(layout); block++)
      structured.constrain(x, block * blockSize(layout), q, offset + block * structured.freeSize);
    return x;
  }
  const bounds = knownBounds(constraint.bounds, earlier);
  for (let i = 0; i < x.length; i++) x[i] = constrainElement(bounds, i, q[offset + i]!);
  return isScalar(layout) ? x[0]! : x;
}

/**
 * Writes the unconstrained numbers of `value` to `q` from `offset` on. Throws a DataError naming the variable and the index if the
 * value breaks its constraint or lies on its very edge, where the unconstrained number would be infinite.
 */
export function unconstrainVariable(
  name: string,
  layout: Layout,
  earlier: FlatValues,
  value: Flat,
  q: Float64Array,
  offset: number,
): void {
  checkVariable(name, layout, earlier, value);
  const { constraint } = layout;
  const x = typeof value === "number" ? Float64Array.of(value) : Float64Array.from(value);
  if (constraint.kind === "structured") {
    const { structured } = constraint;
    for (let block = 0; block < blockCount(layout); block++) {
      const start = offset + block * structured.freeSize;
      structured.unconstrain(q, start, x, block * blockSize(layout));
      for (let i = start; i < start + structured.freeSize; i++)
        if (!Number.isFinite(q[i])) throw edge(blockName(name, layout, block));
    }
    return;
  }
  const bounds = knownBounds(constraint.bounds, earlier);
  for (let i = 0; i < x.length; i++) {
    q[offset + i] = unconstrainElement(bounds, i, x[i]!);
    if (!Number.isFinite(q[offset + i])) throw edge(`${elementName(name, layout, i)} (${x[i]})`);
  }
}

/** Throws a DataError naming variable and index for the first value that breaks its constraint. */
export function checkVariable(name: string, layout: Layout, earlier: FlatValues, value: Flat): void {
  const { constraint } = layout;
  const x = typeof value === "number" ? [value] : value;
  if (constraint.kind === "bounds") {
    const bounds = knownBounds(constraint.bounds, earlier);
    for (let i = 0; i < x.length; i++) {
      const complaint = elementComplaint(bounds, i, x[i]!, layout.kind === "int");
      if (complaint !== null) throw new DataError(`${elementName(name, layout, i)} ${complaint}`);
    }
    return;
  }
  if (!(x instanceof Float64Array)) return;
  const [rows = 1, columns = 1] = layout.inner;
  for (let block = 0; block < blockCount(layout); block++) {
    const complaint = constraint.structured.check(x, block * blockSize(layout), rows, columns);
    if (complaint !== null) throw new DataError(`${blockName(name, layout, block)} ${complaint}`);
  }
}

function blockName(name: string, layout: Layout, block: number): string {
  return elementName(name, { array: layout.array, inner: [] }, block);
}

function edge(place: string): DataError {
  return new DataError(
    `${place} lies on the edge of its constraint or is not finite: give a value strictly inside, which has a finite unconstrained number`,
  );
}

// Tuples: each slot is stored by itself, in an array of tuples as an array. Their unconstrained numbers and their cells in draws come
// element by element, each with all its slots; nested values are objects with the keys 1, 2, ...

import { checkTuple } from "../data/check-data.ts";
import {
  type AnyLayout,
  blockCount,
  type FlatParts,
  freeSize,
  isStruct,
  type Nested,
  type StructLayout,
  type StructMethods,
} from "./layout.ts";
import { bracketed, eachCell, eachIndex } from "./names.ts";
import { nestElement } from "./nest.ts";
import { partsAt, readParts } from "./parts.ts";

export const tuple = (...slots: readonly AnyLayout[]): StructLayout => ({
  kind: "tuple",
  array: [],
  inner: [],
  slots,
  methods,
});

const elementSize = ({ slots }: StructLayout): number =>
  slots.reduce((size, slot) => size + freeSize(slot), 0);

const partCount = (layout: AnyLayout): number =>
  !isStruct(layout)
    ? 1
    : layout.kind === "complex"
      ? 2
      : layout.slots.reduce((count, slot) => count + partCount(slot), 0);

/** Each start followed by `count - 1` more, `stride` apart. */
export const repeated = (starts: readonly number[], count: number, stride: number): readonly number[] =>
  starts.flatMap((start) => Array.from({ length: count }, (_, i) => start + i * stride));

const methods: StructMethods = {
  parts({ name, keys, outer, starts }, layout) {
    const elements = repeated(starts, blockCount(layout), elementSize(layout));
    let before = 0;
    return layout.slots.flatMap((slot, k) => {
      const key = String(k + 1);
      const from = before;
      before += freeSize(slot);
      const path = {
        name: `${name}.${key}`,
        keys: [...keys, key],
        outer: [...outer, ...layout.array],
        starts: elements.map((start) => start + from),
      };
      return partsAt(path, slot);
    });
  },
  freeSize: (layout) => blockCount(layout) * elementSize(layout),
  eachCell(layout, name, outer, first, cell) {
    eachIndex(layout.array, (index) => {
      let part = first;
      layout.slots.forEach((slot, k) => {
        eachCell(slot, `${name}${bracketed(index)}.${k + 1}`, [...outer, ...index], part, cell);
        part += partCount(slot);
      });
    });
  },
  nest(layout, value, element) {
    const first = element * blockCount(layout);
    return nestArray(layout.array, 0, (i) =>
      Object.fromEntries(
        layout.slots.map((slot, k) => [k + 1, nestElement(slot, slotOf(value, k), first + i)]),
      ),
    );
  },
  read(name, layout, value, outer) {
    const array = [...outer, ...layout.array];
    const slots = checkTuple(name, value, layout.slots.length, array);
    return Object.fromEntries(
      layout.slots.map((slot, k) => [k + 1, readParts(`${name}.${k + 1}`, slot, slots[k], array)]),
    );
  },
};

const slotOf = (value: FlatParts, k: number): FlatParts =>
  (value as { readonly [key: string]: FlatParts })[k + 1]!;

/** Nested arrays of what `make` gives for each place, counted row-major. */
function nestArray(sizes: readonly number[], first: number, make: (place: number) => Nested): Nested {
  const [size, ...rest] = sizes;
  if (size === undefined) return make(first);
  const inside = rest.reduce((a, b) => a * b, 1);
  return Array.from({ length: size }, (_, i) => nestArray(rest, first + i * inside, make));
}

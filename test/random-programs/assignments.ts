// Random assignments: to whole variables, elements, parts and tuples.

import { complex, matrix, row, vector } from "./containers.ts";
import { anyType } from "./declarations.ts";
import { elementOf, real } from "./expressions.ts";
import { assign, bent, compound, cover, heldFirst, type Make, mutable, withoutOwnInts } from "./making.ts";
import {
  announce,
  chance,
  fresh,
  type Generator,
  indexInto,
  indicesInto,
  int,
  pick,
  type Type,
  type Variable,
} from "./scope.ts";
import { line, type Node } from "./tree.ts";
import { sizeOf, spell, spellType, valueOf } from "./values.ts";

type Of<K extends Type["kind"]> = Variable & { readonly type: Extract<Type, { kind: K }> };

/** A statement about one of the variables of these kinds that may be assigned. */
const on =
  <K extends Type["kind"]>(
    kinds: readonly K[],
    make: (g: Generator, v: Of<K>) => readonly Node[] | null,
  ): Make =>
  (g) => {
    const found = mutable(g, ...kinds);
    if (found.length === 0) return null;
    const v = pick(g, found) as Of<K>;
    return make(withoutOwnInts(g, v), v);
  };

export const assignScalar = on(["real"], (g, v) => assign(g, "assign real", v, v.name, bent(g, real(g))));

const BY = ["+=", "-=", "*=", "+="] as const;

export const compoundScalar = on(["real"], (g, v) => {
  const e = bent(g, real(g));
  cover(g, "op-assign real", e.active || v.active);
  v.active ||= e.active;
  return [compound(v.name, pick(g, BY), e)];
});

export const divideScalar = on(["real"], (g, v) => {
  const e = real(g, 1);
  cover(g, "op-assign /=", e.active || v.active);
  v.active ||= e.active;
  return [compound(v.name, "/=", { ...e, text: `(2 + sin(${e.text}))` })];
});

export const assignInt: Make = (g) => {
  const found = mutable(g, "int").filter((v) => v.isSlot !== true);
  if (found.length === 0) return null;
  const v = pick(g, found);
  const high = v.range![1];
  cover(g, "assign int", false);
  const at = pick(g, [`${v.name} % ${high} + 1`, `${v.name} % ${high} + 1`, indexInto(g, high) ?? "1"]);
  return [line(`${v.name} = ${at};`)];
};

/** Up and back, so that it stays in its range. */
export const compoundInt: Make = (g) => {
  const found = mutable(g, "int").filter((v) => v.isSlot !== true);
  if (found.length === 0) return null;
  const v = pick(g, found);
  const [low, high] = v.range!;
  cover(g, "op-assign int", false);
  return [line(`${v.name} += ${v.name} < ${high} ? 1 : ${low - high};`)];
};

export const assignComplex = on(["complex"], (g, v) =>
  assign(g, "assign complex", v, v.name, tamed(complex(g)), undefined, "complex"),
);
export const compoundComplex = on(["complex"], (g, v) => {
  const e = tamed(complex(g));
  cover(g, "op-assign complex", e.active || v.active);
  v.active ||= e.active;
  return [compound(v.name, pick(g, BY), e)];
});
export const assignComplexElement = on(["complexes"], (g, v) => {
  const place = elementOf(g, v);
  return place === null
    ? null
    : assign(g, "assign complex element", v, place, tamed(complex(g)), undefined, "complex");
});

/** Of modulus at most one half. */
const tamed = (e: { readonly text: string; readonly active: boolean }) => ({
  ...e,
  text: `tanh(0.5 * ${e.text} / (1 + norm(${e.text})))`,
});

const CONTAINERS = ["vector", "row", "reals", "matrix", "vectors", "grid"] as const;

export const assignElement = on(CONTAINERS, (g, v) => {
  const place = elementOf(g, v);
  return place === null ? null : assign(g, "assign element", v, place, bent(g, real(g)));
});
export const compoundElement = on(CONTAINERS, (g, v) => {
  const place = elementOf(g, v);
  if (place === null) return null;
  const e = bent(g, real(g));
  cover(g, "op-assign element", e.active || v.active);
  v.active ||= e.active;
  return [compound(place, pick(g, BY), e)];
});

export const assignWhole = on(["vector", "row", "matrix"], (g, v) =>
  assign(g, "assign whole", v, v.name, bent(g, valueOf(g, v.type)!), sizeOf(v.type), spellType(v.type)),
);
export const compoundWhole = on(["vector", "row", "matrix"], (g, v) => {
  const e = bent(g, valueOf(g, v.type)!);
  cover(g, "op-assign whole", e.active || v.active, sizeOf(v.type));
  v.active ||= e.active;
  return [compound(v.name, pick(g, ["+=", "-=", ".*="]), e)];
});
export const assignArray = on(["reals", "vectors", "grid", "complexes"], (g, v) => {
  const e = valueOf(g, v.type, 1);
  return e === null ? null : assign(g, "assign array", v, v.name, e, sizeOf(v.type), spellType(v.type));
});

export const assignBlock = on(["matrix"], (g, v) => {
  const { rows, columns } = v.type;
  const [m, n] = [int(g, rows.value + 1), int(g, columns.value + 1)];
  const place = `${v.name}[1:${m}, ${columns.value - n + 1}:${columns.value}]`;
  return assign(g, "assign block", v, place, bent(g, matrix(g, m, n)), n, `matrix[${m}, ${n}]`);
});
export const assignRow = on(["matrix"], (g, v) => {
  const n = v.type.columns.value;
  const at = indexInto(g, v.type.rows.value);
  if (at === null) return null;
  return assign(g, "assign row", v, `${v.name}[${at}]`, bent(g, row(g, n)), n, `row_vector[${n}]`);
});
export const assignColumn = on(["matrix"], (g, v) => {
  const n = v.type.rows.value;
  const at = indexInto(g, v.type.columns.value);
  if (at === null) return null;
  return assign(g, "assign column", v, `${v.name}[, ${at}]`, bent(g, vector(g, n)), n, `vector[${n}]`);
});
export const assignInner = on(["vectors"], (g, v) => {
  const n = v.type.inner.value;
  const at = indexInto(g, v.type.size.value);
  if (at === null) return null;
  return assign(g, "assign vector of array", v, `${v.name}[${at}]`, bent(g, vector(g, n)), n, `vector[${n}]`);
});

export const assignMultiIndex = on(["vector"], (g, v) => {
  const count = int(g, v.type.size.value + 1);
  const indices = indicesInto(g, count, v.type.size.value);
  if (indices === null) return null;
  const place = `${v.name}[${indices}]`;
  return assign(g, "assign multi-index", v, place, bent(g, vector(g, count)), count, `vector[${count}]`);
});
export const assignSlice = on(["vector"], (g, v) => {
  const count = int(g, v.type.size.value + 1);
  const from = 1 + int(g, v.type.size.value - count + 1);
  const place = `${v.name}[${from}:${from + count - 1}]`;
  return assign(g, "assign slice", v, place, bent(g, vector(g, count)), count, `vector[${count}]`);
});
export const compoundSlice = on(["vector"], (g, v) => {
  const count = int(g, v.type.size.value + 1);
  const from = 1 + int(g, v.type.size.value - count + 1);
  const e = bent(g, vector(g, count));
  cover(g, "op-assign slice", e.active || v.active, count);
  v.active ||= e.active;
  return [compound(`${v.name}[${from}:${from + count - 1}]`, pick(g, ["+=", "-=", ".*="]), e)];
});
/** A slice as long as an index says. */
export const assignToIndex = on(["vector"], (g, v) => {
  const n = v.type.size.value;
  const at = indexInto(g, n);
  if (at === null) return null;
  const e = bent(g, real(g));
  cover(g, "assign slice up to an index", e.active || v.active);
  v.active ||= e.active;
  const [place, count] = pick(g, [
    [`${v.name}[1:${at}]`, at],
    [`${v.name}[:${at}]`, at],
    [`${v.name}[${at}:]`, `${n} - (${at}) + 1`],
  ] as const);
  const value = pick(g, [`rep_vector(${e.text}, ${count})`, `${place} * ${e.text}`, `reverse(${place})`]);
  return [line(`${place} = ${value};`)];
});

// ------------------------------------------------------------------------------------------------------------------- tuples

export const assignTuple = on(["tuple"], (g, v) => {
  const e = valueOf(g, v.type, 1);
  if (e === null) return null;
  const nodes = assign(g, "assign tuple", v, v.name, e, undefined, spellType(v.type));
  for (const slot of g.variables) if (slot.name.startsWith(`${v.name}.`)) slot.active ||= e.active;
  return nodes;
});

/** Variables of one tuple's slots at once: some are there, the others are made. */
export const destructure: Make = (g) => {
  const type = anyType(g, "tuple") as Extract<Type, { kind: "tuple" }>;
  const e = valueOf(g, type, 1);
  if (e === null) return null;
  const before: Node[] = [];
  const taken = new Set<string>();
  const target = (slot: Type): string => {
    if (slot.kind === "tuple") return `(${slot.slots.map(target).join(", ")})`;
    const own = slot.kind === "real" ? mutable(g, "real").filter((v) => !v.name.includes(".")) : [];
    const found = own.filter(({ name }) => !taken.has(name));
    if (found.length > 0 && chance(g, 0.6)) {
      const v = pick(g, found);
      taken.add(v.name);
      v.active ||= e.active;
      return v.name;
    }
    const name = fresh(g, "d");
    taken.add(name);
    before.push(line(`${spell(slot, name)};`));
    announce(g, { name, type: slot, active: e.active, mutable: true, ...(slot.kind === "int" ? { range: [1, 3] as const } : {}) }); // prettier-ignore
    return name;
  };
  const place = target(type);
  cover(g, "destructure a tuple", e.active);
  return [...before, line(`${place} = ${e.text};`, heldFirst(g, spellType(type), place, e.text))];
};

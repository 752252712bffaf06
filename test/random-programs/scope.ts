// What a random program may mention at some place: variables with their types, whether they depend on parameters, and for integers the
// range of values, so that every index that is written down is legal. Sizes are known here and symbolic in the program.

import { randomStream, type Random } from "../../runtime/random/random.ts";

export interface Size {
  readonly text: string;
  readonly value: number;
}

export type Type =
  | { readonly kind: "real" }
  | { readonly kind: "int" }
  | Sized<"vector">
  | Sized<"row">
  | Sized<"reals">
  | Sized<"ints">
  | { readonly kind: "grid"; readonly rows: Size; readonly columns: Size }
  | { readonly kind: "matrix"; readonly rows: Size; readonly columns: Size }
  | { readonly kind: "vectors"; readonly size: Size; readonly inner: Size };

interface Sized<K extends string> {
  readonly kind: K;
  readonly size: Size;
}

export interface Variable {
  readonly name: string;
  readonly type: Type;
  /** Depends on parameters as far as the generator knows; assignments can make it so. */
  active: boolean;
  readonly mutable: boolean;
  /** Values of an integer, or of the elements of an array of them. */
  readonly range?: readonly [number, number];
  /** The index of a loop that runs zero times: as good as any index. */
  readonly never?: true;
}

export interface Expression {
  readonly text: string;
  readonly active: boolean;
}

export type Place = "top" | "loop" | "while" | "branch" | "function";
export const PLACES: readonly Place[] = ["top", "loop", "while", "branch", "function"];

export interface Callable {
  readonly name: string;
  readonly kind: "real" | "vector" | "lpdf" | "lp";
  /** Size of its vector argument. */
  readonly size: number;
}

/** Everything that generation carries along. */
export interface Generator {
  readonly random: Random;
  readonly variables: Variable[];
  readonly sizes: readonly Size[];
  readonly functions: readonly Callable[];
  readonly places: Place[];
  /** Where `target +=` and `~` may stand. */
  readonly hasTarget: boolean;
  readonly mayReadTarget: boolean;
  /** Loops around that a `break` would leave. */
  readonly isInLoop: boolean;
  /** At the top of the transformed parameters block. */
  readonly isRealOnly?: boolean;
  readonly returns: "real" | "vector" | null;
  readonly returnSize: number;
  readonly names: { next: number };
  readonly fuel: { left: number };
  readonly cover: (kind: string, active: boolean, places: readonly Place[], size?: number) => void;
}

export const int = (g: Generator, below: number): number => Math.floor(g.random.uniform() * below);
export const chance = (g: Generator, p: number): boolean => g.random.uniform() < p;
export const pick = <T>(g: Generator, items: readonly T[]): T => items[int(g, items.length)]!;
export const newRandom = (seed: number): Random => randomStream(seed, 11, 0);

export const fresh = (g: Generator, stem: string): string => `${stem}${g.names.next++}`;

export function inner(g: Generator, place: Place | null, changes: Partial<Generator> = {}): Generator {
  const places = place === null || g.places.includes(place) ? g.places : [...g.places, place];
  return { ...g, variables: [...g.variables], places, ...changes };
}

export const literal = (value: number): Size => ({ text: String(value), value });

/** A size of the wanted value as one may write it here. */
export function sizeText(g: Generator, value: number): Size {
  const symbolic = g.sizes.filter((size) => size.value === value);
  return symbolic.length > 0 && chance(g, 0.8) ? pick(g, symbolic) : literal(value);
}

const TYPICAL = [4, 4, 4, 3, 3, 1, 0];
export const anySize = (g: Generator): Size => sizeText(g, pick(g, TYPICAL));

export const ofKind = <K extends Type["kind"]>(
  g: Generator,
  kind: K,
): (Variable & { readonly type: Extract<Type, { kind: K }> })[] =>
  g.variables.filter(({ type }) => type.kind === kind) as never;

/** An integer expression in 1 .. `size`; null where there is none. */
export function indexInto(g: Generator, size: number, depth = 2): string | null {
  const found: string[] = [];
  for (const v of ofKind(g, "int")) {
    if (v.never) found.push(v.name, v.name);
    if (v.range === undefined || size === 0) continue;
    const [low, high] = v.range;
    if (low >= 1 && high <= size) found.push(v.name, v.name, v.name);
    if (low >= 2 && high - 1 <= size) found.push(`${v.name} - 1`, `${v.name} - 1`);
    if (low >= 0 && high + 1 <= size) found.push(`${v.name} + 1`, `${v.name} + 1`);
    if (low >= 1 && high <= size) found.push(`${size + 1} - ${v.name}`);
    if (low >= 0) found.push(`${v.name} % ${size} + 1`);
  }
  if (depth > 0 && size > 0)
    for (const v of ofKind(g, "ints")) {
      if (v.range === undefined || v.range[0] < 1 || v.range[1] > size) continue;
      const at = indexInto(g, v.type.size.value, depth - 1);
      if (at !== null) found.push(`${v.name}[${at}]`);
    }
  if (size > 0 && (found.length === 0 || chance(g, 0.15))) return String(1 + int(g, size));
  return found.length === 0 ? null : pick(g, found);
}

/** An array of indices: `count` of them, each in 1 .. `size`. */
export function indicesInto(g: Generator, count: number, size: number): string | null {
  const arrays = ofKind(g, "ints").filter(
    (v) => v.type.size.value === count && v.range !== undefined && v.range[0] >= 1 && v.range[1] <= size,
  );
  if (arrays.length > 0 && chance(g, 0.7)) return pick(g, arrays).name;
  if (size === 0 || count === 0) return null;
  const items = Array.from({ length: count }, () => indexInto(g, size) ?? "1");
  return `{${items.join(", ")}}`;
}

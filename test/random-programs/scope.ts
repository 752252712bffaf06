// What a random program may mention at some place: variables with their types, whether they depend on parameters, and for integers the
// range of values, so that every index that is written down is legal. Sizes are known here and symbolic in the program.

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
  | { readonly kind: "vectors"; readonly size: Size; readonly inner: Size }
  | { readonly kind: "complex" }
  | Sized<"complexes">
  | { readonly kind: "tuple"; readonly slots: readonly Type[] };

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
  /** May stand where the language asks for data: declared in a block of data, or an integer. */
  readonly isData?: true;
  /** A slot of a tuple that is in scope too, under its name: `t.1`. */
  readonly isSlot?: true;
}

export interface Expression {
  readonly text: string;
  readonly active: boolean;
}

export type Place = "top" | "loop" | "while" | "branch" | "function" | "recursion";
export const PLACES: readonly Place[] = ["top", "loop", "while", "branch", "function", "recursion"];

export type Role = "plain" | "lpdf" | "lp" | "jacobian" | "rng";

export interface Argument {
  readonly name: string;
  readonly type: Type;
  readonly isData?: true;
  /** Values of an integer. */
  readonly range?: readonly [number, number];
}

export interface Callable {
  readonly name: string;
  readonly role: Role;
  /** null: void. */
  readonly result: Type | null;
  readonly args: readonly Argument[];
  /** Recursive: the name of its last argument, which counts down; inside itself the next depth, outside a depth to start from. */
  readonly depth?: string;
}

/** Of statements of one kind somewhere, which a program should contain. */
export interface Wish {
  readonly kind: string;
  readonly place: Place;
  readonly isActive: boolean;
}

/** How often statements may still give way to the wish. */
export interface Wished extends Wish {
  left: number;
  /** Nothing was done about it yet. */
  isOpen: boolean;
}

export interface Source {
  /** Uniform in [0, 1). */
  uniform(): number;
}

/** Everything that generation carries along. */
export interface Generator {
  readonly random: Source;
  readonly variables: Variable[];
  readonly sizes: readonly Size[];
  readonly functions: readonly Callable[];
  readonly places: Place[];
  /** Where `target +=` and `~` may stand. */
  readonly hasTarget: boolean;
  readonly hasJacobian?: boolean;
  /** Where `_rng` functions may be called. */
  readonly hasRandom?: boolean;
  readonly mayReadTarget: boolean;
  /** Loops around that a `break` would leave. */
  readonly isInLoop: boolean;
  /** At the top of the transformed parameters block. */
  readonly isRealOnly?: boolean;
  readonly returns: Type | null;
  /** In a function without result that may end early. */
  readonly isVoid?: boolean;
  readonly wish: Wished | null;
  readonly names: { next: number };
  readonly fuel: { left: number };
  /** Solvers and integrals are dear: so many more. */
  readonly dear: { left: number };
  readonly cover: (kind: string, active: boolean, places: readonly Place[], size?: number) => void;
  /** Active statements so far: whether a loop is active is whether its body added any. */
  readonly actives: () => number;
}

export const int = (g: Generator, below: number): number => Math.floor(g.random.uniform() * below);
export const chance = (g: Generator, p: number): boolean => g.random.uniform() < p;
export const pick = <T>(g: Generator, items: readonly T[]): T => items[int(g, items.length)]!;

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

/** A variable, and the slots of a tuple as variables of their own. */
export function announce(g: Generator, v: Variable): void {
  g.variables.push(v);
  if (v.type.kind === "tuple")
    v.type.slots.forEach((type, k) => {
      const range = type.kind === "int" ? { range: [1, 3] as const } : {};
      announce(g, { ...v, name: `${v.name}.${k + 1}`, type, isSlot: true, ...range });
    });
}

/** Only what the language takes for data is in scope. */
export const ofData = (g: Generator): Generator => ({
  ...g,
  variables: g.variables.filter((v) => v.isData || v.type.kind === "int" || v.type.kind === "ints"),
  functions: [],
  mayReadTarget: false,
});

/** Runs `make` as if nothing that depends on parameters were in scope; what it declares is. */
export function passively<T>(g: Generator, make: (g: Generator) => T): T {
  const quiet = { ...g, variables: g.variables.filter((v) => !v.active), mayReadTarget: false };
  const before = quiet.variables.length;
  const made = make(quiet);
  g.variables.push(...quiet.variables.slice(before));
  return made;
}

export function isSame(a: Type, b: Type): boolean {
  if (a.kind === "tuple" && b.kind === "tuple")
    return a.slots.length === b.slots.length && a.slots.every((slot, k) => isSame(slot, b.slots[k]!));
  return a.kind === b.kind && extent(a).join() === extent(b).join();
}

/** Numbers of elements, outermost first. */
export function extent(type: Type): readonly number[] {
  switch (type.kind) {
    case "matrix":
    case "grid":
      return [type.rows.value, type.columns.value];
    case "vectors":
      return [type.size.value, type.inner.value];
    default:
      return "size" in type ? [type.size.value] : [];
  }
}

// Names in generated code, decided per function: users' names first, reserved words and imports get `_`, whatever comes later takes a
// number. Scopes follow the blocks of JavaScript, so two loops may both use `j`, but nothing shadows a name of an enclosing block.

import type { Buffer, Callee, Local, Statement } from "../ir/mir.ts";
import { bodiesOf } from "../ir/walk.ts";

export type Named = Local | Buffer | Callee;

/** Things of the frame that are no objects of the program. They are named like locals. */
export const STACK: Local = { kind: "local", name: "stack", scalar: "real" };
export const FRAMES: Local = { kind: "local", name: "frames", scalar: "real" };
export const OPTIONS: Local = { kind: "local", name: "options", scalar: "real" };
export const RANDOM: Local = { kind: "local", name: "random", scalar: "real" };

export interface Scope {
  readonly outer: Scope | null;
  /** Tells the scopes of one module apart from round to round. */
  readonly label: string;
  readonly names: Map<Named, string>;
  /** Names that new ones of this function must differ from. */
  readonly taken: Set<string>;
  /** Reserved words and imports. */
  readonly reserved: ReadonlySet<string>;
  /** At the level of `bind`: second names of things that have one. */
  readonly aliases?: Map<Named, Named>;
}

/** What `object` is only another name of, or itself. */
export function originalOf(scope: Scope, object: Named): Named {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const original = at.aliases?.get(object);
    if (original !== undefined) return originalOf(at, original);
  }
  return object;
}

/** A function's scope; `visible` are the objects of outer scopes that it mentions. */
export function openScope(outer: Scope, label: string, visible: Iterable<Named>): Scope {
  const taken = new Set<string>();
  for (const object of visible) {
    const name = findName(outer, object);
    if (name !== null) taken.add(name);
  }
  return { outer, label, names: new Map(), taken, reserved: outer.reserved };
}

/** The scope that names `object`, seen from `scope`. */
export function ownerOf(scope: Scope, object: Named): Scope | null {
  for (let at: Scope | null = scope; at !== null; at = at.outer) if (at.names.has(object)) return at;
  return null;
}

export function findName(scope: Scope, object: Named): string | null {
  return ownerOf(scope, object)?.names.get(object) ?? null;
}

/** Gives `object` its name for good in this scope. Naming it again changes nothing. */
export function claim(scope: Scope, object: Named): string {
  const known = scope.names.get(object);
  if (known !== undefined) return known;
  const name = freeName(scope, scope.taken, object.name);
  scope.names.set(object, name);
  return name;
}

/** Names that the compiler's own must not take from the user, although they are given in scopes further in. */
export function keepFree(scope: Scope, names: Iterable<string>): void {
  for (const name of names) scope.taken.add(name);
}

/** Names everything that `statements` declare: a block's own names before those of the blocks in it, the user's before the compiler's. */
export function nameBlock(scope: Scope, statements: readonly Statement[], taken = scope.taken): void {
  const declared = declaredHere(statements);
  const users = declared.filter((object) => object.isTemporary !== true);
  for (const object of [...users, ...declared]) {
    if (!scope.names.has(object)) scope.names.set(object, freeName(scope, taken, object.name));
  }
  nameInside(scope, statements, taken);
}

function nameInside(scope: Scope, statements: readonly Statement[], taken: Set<string>): void {
  for (const s of statements) {
    if (s.kind === "region") nameInside(scope, s.body, taken);
    else if (s.kind === "each" || s.kind === "for") {
      const inner = copyOf(taken);
      if (!scope.names.has(s.index)) scope.names.set(s.index, freeName(scope, inner, s.index.name));
      nameBlock(scope, s.body, inner);
    } else for (const body of bodiesOf(s)) nameBlock(scope, body, copyOf(taken));
  }
}

function copyOf(taken: Set<string>): Set<string> {
  const copy = new Set(taken);
  lastNumbers.set(copy, new Map(lastNumbers.get(taken)));
  return copy;
}

/** Locals declared in this block: regions are no blocks, loops and branches are. */
export function declaredHere(statements: readonly Statement[]): readonly Local[] {
  return statements.flatMap((s) => {
    if (s.kind === "let" || s.kind === "var" || s.kind === "pop") return [s.local];
    if (s.kind === "kernel" && s.result !== null) return [s.result];
    return s.kind === "region" ? declaredHere(s.body) : [];
  });
}

/** By set of taken names: the number after which to look for the next name like one that was given. */
const lastNumbers = new WeakMap<Set<string>, Map<string, number>>();

function freeName(scope: Scope, taken: Set<string>, wanted: string): string {
  const clean = identifier(wanted);
  const base = scope.reserved.has(clean) ? `${clean}_` : clean;
  const numbered = /[0-9]$/.test(base) ? `${base}_` : base;
  let numbers = lastNumbers.get(taken);
  if (numbers === undefined) lastNumbers.set(taken, (numbers = new Map()));
  let last = numbers.get(base) ?? 1;
  let name = base;
  while (taken.has(name) || scope.reserved.has(name)) name = `${numbered}${++last}`;
  numbers.set(base, last);
  taken.add(name);
  return name;
}

/** The letters, digits and `_` of a name; anything else becomes `_`. */
export function identifier(name: string): string {
  const clean = name.replace(/[^A-Za-z0-9_]/g, "_");
  return /^[A-Za-z_]/.test(clean) ? clean : `_${clean}`;
}

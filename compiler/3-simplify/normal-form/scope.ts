// What normal form knows while it walks a program: which names equal which, which values are already computed in this block, and how
// often each piece of memory was written. Two values are equal if their keys are; a read of memory carries the number of writes so far.

import * as build from "../../ir/build.ts";
import type { Storage } from "../../ir/effects.ts";
import type { Buffer, Expr, Local } from "../../ir/mir.ts";
import { isTelling } from "../../ir/naming.ts";

export interface State {
  /** Names that turned out to equal an atom. */
  readonly substitution: Map<Local, Expr>;
  /** Values of names, for the identities of algebra.ts. */
  readonly definitions: Map<Local, Expr>;
  /** Values first met without a telling name that turned out to be what something with a name is. */
  readonly betterNames: Map<Local, string>;
  /** Locals declared as `var`: their references are reads at a point in time. */
  readonly mutable: Set<Local>;
  /** How often storage was written so far; a read is only shared with reads of the same version. */
  readonly versions: Map<Storage, number>;
  readonly ids: Map<Storage, number>;
}

export interface Scope extends State {
  /** Values already computed in this block, by key. */
  readonly available: Map<string, Local>;
  readonly parent: Scope | null;
}

export function newScope(target: Local): Scope {
  return {
    substitution: new Map(),
    definitions: new Map(),
    betterNames: new Map(),
    mutable: new Set([target]),
    versions: new Map(),
    ids: new Map(),
    available: new Map(),
    parent: null,
  };
}

export const inner = (scope: Scope): Scope => ({ ...scope, available: new Map(), parent: scope });

export function bump(storages: Iterable<Storage>, scope: Scope): void {
  for (const storage of storages) scope.versions.set(storage, (scope.versions.get(storage) ?? 0) + 1);
}

export function suggestName(known: Local, twin: Local, scope: Scope): void {
  if (known.isTemporary === true && !isTelling(known.name) && isTelling(twin.name))
    scope.betterNames.set(known, twin.name);
}

export function define(local: Local, value: Expr, scope: Scope): void {
  // A value that reads memory may not be read again later under another name.
  if (value.kind === "op" || value.kind === "select") scope.definitions.set(local, value);
}

export function refAtom(local: Local, scope: Scope): Expr {
  return scope.substitution.get(local) ?? build.ref(local);
}

export function isAtom(expr: Expr, scope: Scope): boolean {
  if (expr.kind === "ref") return !scope.mutable.has(expr.local);
  // An int is a number as it is.
  if (expr.kind === "op" && expr.op === "toReal") return isAtom(expr.args[0]!, scope);
  return expr.kind === "num" || expr.kind === "int" || expr.kind === "bool";
}

export const isConstant = (expr: Expr): boolean =>
  expr.kind === "num" || expr.kind === "int" || expr.kind === "bool";

export function lookup(key: string, scope: Scope): Local | null {
  for (let s: Scope | null = scope; s !== null; s = s.parent) {
    const found = s.available.get(key);
    if (found !== undefined) return found;
  }
  return null;
}

const COMMUTATIVE: ReadonlySet<string> = new Set(["add", "mul", "iadd", "imul", "eq", "ne"]);

export function keyOf(expr: Expr, scope: Scope): string {
  switch (expr.kind) {
    case "num":
      return Object.is(expr.value, -0) ? "-0" : String(expr.value);
    case "int":
      return `${expr.value}i`;
    case "bool":
      return String(expr.value);
    case "ref":
      return scope.mutable.has(expr.local) ? versioned(expr.local, scope) : id(expr.local, scope);
    case "load":
      return `${versioned(expr.buffer, scope)}[${expr.index.map((i) => keyOf(i, scope)).join()}]`;
    case "select":
      return `(${keyOf(expr.condition, scope)}?${keyOf(expr.then, scope)}:${keyOf(expr.otherwise, scope)})`;
    case "op": {
      const args = expr.args.map((arg) => keyOf(arg, scope));
      if (COMMUTATIVE.has(expr.op)) args.sort();
      return `${expr.op}(${args.join()})`;
    }
  }
}

function id(storage: Storage, scope: Scope): string {
  let known = scope.ids.get(storage);
  if (known === undefined) scope.ids.set(storage, (known = scope.ids.size));
  return `#${known}`;
}

const versioned = (storage: Local | Buffer, scope: Scope): string =>
  `${id(storage, scope)}@${scope.versions.get(storage) ?? 0}`;

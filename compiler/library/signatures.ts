// The door to the library's overloads: `signaturesOf(name)` for the 564 functions that have a finite list of them, and the names
// that are typed by special rules instead (callbacks with trailing arguments). Nothing is expanded before it is asked for.

import { constraintSignatures } from "./signatures-constraints.ts";
import { distributionSignatures } from "./signatures-distributions.ts";
import { functionSignatures } from "./signatures-functions.ts";
import { expandSignatures, type Signature } from "./signatures-notation.ts";

export type { Signature } from "./signatures-notation.ts";

const notationByName = new Map<string, string>();
for (const [names, notation] of [...functionSignatures, ...constraintSignatures, ...distributionSignatures])
  for (const name of names.split(" ")) notationByName.set(name, notation);

const expanded = new Map<string, readonly Signature[]>();

/** All overloads of a library function; empty if there is no such function or it is typed by special rules. */
export function signaturesOf(name: string): readonly Signature[] {
  const known = expanded.get(name);
  if (known !== undefined) return known;
  const notation = notationByName.get(name);
  if (notation === undefined) return [];
  const signatures = expandSignatures(notation);
  expanded.set(name, signatures);
  return signatures;
}

export function isLibraryFunction(name: string): boolean {
  return notationByName.has(name);
}

/** The clauses of the notation in which the tables write a name's overloads, for listings; empty as `signaturesOf`. */
export function clausesOf(name: string): readonly string[] {
  return (notationByName.get(name) ?? "").split(";").flatMap((clause) => clause.trim() || []);
}

/** Names with a finite list of overloads. */
export function libraryFunctionNames(): readonly string[] {
  return [...notationByName.keys()];
}

const densityFamilies = new Set<string>();
for (const name of notationByName.keys()) {
  const family = /^(.*)_(?:lpdf|lpmf)$/.exec(name);
  if (family) densityFamilies.add(family[1]!);
}

/** Families of the library that have a density or mass function: `normal`, `poisson`. */
export function isDistributionFamily(name: string): boolean {
  return densityFamilies.has(name);
}

export function distributionFamilies(): readonly string[] {
  return [...densityFamilies];
}

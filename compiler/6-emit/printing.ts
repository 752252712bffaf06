// What the printers share: how to name things and what they have used. Everything is printed several times: a round records which
// objects and imports were used, and the next leaves out declarations that nobody read, until nothing changes any more. So unused
// locals and imports never appear, and imports are known before names are given.

import type { Buffer, Local } from "../ir/mir.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import type { Uses } from "./uses.ts";
import { findName, identifier, type Named, originalOf, ownerOf, type Scope } from "./names.ts";

export interface Round {
  /** Print types and non-null assertions. */
  readonly types: boolean;
  /** What the previous round read; null in the first. */
  readonly live: Reads | null;
  readonly read: Map<string, Set<Named>>;
  readonly imports: Set<string>;
}

/** Objects by the label of the scope they belong to: a parameter is a local of several functions. */
export type Reads = ReadonlyMap<string, ReadonlySet<Named>>;

export interface Printing {
  readonly round: Round;
  readonly scope: Scope;
  /** Name of the random stream here; null where none may be drawn from. */
  readonly random: string | null;
  readonly stack: string;
  readonly frames: string;
  /** What a failed check throws: a rejection of the point, or the refusal of the data. */
  readonly refusal: "reject" | "refuseData";
  /** How the program at hand uses its locals. */
  readonly uses: Uses;
  /** Where the blocks that a subprogram was given start in their arrays. */
  readonly offsets?: ReadonlyMap<Buffer, Local>;
  /** For comments: names of things that the code here cannot reach are printed as they are. */
  readonly isComment?: boolean;
}

/** For expressions in comments: what they mention keeps no declaration and no import alive. */
export function commentPrinting(p: Printing): Printing {
  return { ...p, round: { types: false, live: null, read: new Map(), imports: new Set() }, isComment: true };
}

/** The name of an object that is read, or a buffer that is used in any way. */
export function nameRead(p: Printing, named: Named): string {
  const object = originalOf(p.scope, named);
  const label = ownerOf(p.scope, object)?.label ?? "";
  const read = p.round.read.get(label);
  if (read === undefined) p.round.read.set(label, new Set([object]));
  else read.add(object);
  return nameDeclared(p, object);
}

/** The name of an object where it is declared or assigned. */
export function nameDeclared(p: Printing, object: Named): string {
  const name = findName(p.scope, object);
  if (name !== null) return name;
  if (p.isComment === true) return identifier(object.name);
  return internalError(`${object.name} has no name where it is printed`);
}

export function isLive(p: Printing, object: Named): boolean {
  if (p.round.live === null) return true;
  const owner = ownerOf(p.scope, object);
  return owner !== null && p.round.live.get(owner.label)?.has(object) === true;
}

/** What the ABI exports: a misspelt name in an emitter is a type error. */
export type RuntimeSymbol = keyof typeof import("../../runtime/abi.ts");

/** The name of something imported from the ABI. */
export function use(p: Printing, symbol: RuntimeSymbol): string {
  return useFromLibrary(p, symbol);
}

/** The same for a name that a descriptor of the library gives; a test checks that the ABI has them all. */
export function useFromLibrary(p: Printing, symbol: string): string {
  p.round.imports.add(symbol);
  return symbol;
}

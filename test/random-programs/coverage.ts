// What random programs contain: statement kinds by where they stand and whether they carry derivatives, and by the sizes of what they work
// on. Cells that the language or the generator excludes are left blank; every other one must be reached.

import { type Event } from "./program.ts";
import { PLACES, type Place } from "./scope.ts";

const SIZES = ["0", "1", "n"] as const;

/** Why a cell cannot be: the statement is bound to some place, or to being active or not. */
const ONLY_PASSIVE = /^(declare ints?|assign int)$/;
const ONLY_ACTIVE = /^read target\(\)$/;
const NOT_AT_TOP = /^(break|continue|early return)$/;
const ONLY_AT_TOP = /^constrained transformed parameters$/;
/** Kinds whose size is drawn freely, and those that need an element. */
const ANY_SIZE =
  /^(declare (vector|row|reals|a copy|(vector|row|reals) without a value)|assign (whole|slice|multi-index|block)|compound whole|for|while|foreach|~ container)$/;
const NON_EMPTY = /^(kernel|matrix product|reduction)$/;

interface Row {
  readonly counts: Map<string, number>;
}

export interface Coverage {
  readonly kinds: ReadonlyMap<string, Row>;
  /** Cells that should have been reached. */
  readonly missing: readonly string[];
}

const cell = (place: Place, active: boolean): string => `${place} ${active ? "active" : "passive"}`;
const sizeClass = (size: number): string => (size > 1 ? "n" : String(size));

/** A statement counts in every place around it; at the top only where nothing is around it. */
function placesOf({ places }: Event): readonly Place[] {
  return places.length === 1 ? places : places.filter((place) => place !== "top");
}

export function coverageOf(events: readonly Event[]): Coverage {
  const kinds = new Map<string, Row>();
  const add = (row: Row, key: string): void => void row.counts.set(key, (row.counts.get(key) ?? 0) + 1);
  for (const event of events) {
    let row = kinds.get(event.kind);
    if (row === undefined) kinds.set(event.kind, (row = { counts: new Map() }));
    for (const place of placesOf(event)) add(row, cell(place, event.active));
    if (event.size !== undefined) add(row, sizeClass(event.size));
  }
  const missing = [...kinds].flatMap(([kind, { counts }]) =>
    required(kind)
      .filter((key) => !counts.has(key))
      .map((key) => `${kind}: ${key}`),
  );
  return { kinds, missing };
}

function required(kind: string): string[] {
  const places = ONLY_AT_TOP.test(kind)
    ? (["top"] as const)
    : PLACES.filter((place) => !(place === "top" && NOT_AT_TOP.test(kind)));
  const wanted = places.flatMap((place) => [
    ...(ONLY_PASSIVE.test(kind) ? [] : [cell(place, true)]),
    ...(ONLY_ACTIVE.test(kind) ? [] : [cell(place, false)]),
  ]);
  // Whether the arguments of a function carry derivatives is up to its callers; few calls of `target()` are worth much.
  const possible = wanted.filter(
    (key) => key !== "function passive" && !(ONLY_ACTIVE.test(kind) && key.startsWith("function")),
  );
  const sizes = ANY_SIZE.test(kind) ? SIZES : NON_EMPTY.test(kind) ? (["1", "n"] as const) : [];
  return [...possible, ...sizes];
}

/** The table as text: counts, `.` where nothing is and nothing need be, `MISS` where something should. */
export function showCoverage({ kinds }: Coverage): string {
  const columns = [...PLACES.flatMap((place) => [cell(place, true), cell(place, false)]), ...SIZES];
  const heads = [...PLACES.flatMap((place) => [`${place}+`, `${place}-`]), ...SIZES.map((s) => `size ${s}`)];
  const rows = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = rows.map(([kind, { counts }]) => {
    const needs = required(kind);
    const shown = columns.map((key) => String(counts.get(key) ?? (needs.includes(key) ? "MISS" : ".")));
    return `${kind.padEnd(34)}${shown.map((text) => text.padStart(10)).join("")}`;
  });
  return [`${"+ active, - not".padEnd(34)}${heads.map((h) => h.padStart(10)).join("")}`, ...lines].join("\n");
}

// What random programs contain: statement kinds by where they stand and whether they carry derivatives, and by the sizes of what they work
// on. Every cell must be reached but those that cannot be, each with its reason.

import { KINDS } from "./kinds.ts";
import type { Event } from "./program.ts";
import { type Place, PLACES, type Wish } from "./scope.ts";

const SIZES = ["0", "1", "n"] as const;

/** Kinds whose statements work on something with a size. */
const SIZED =
  /^(declare (vector|row|matrix|reals|grid|vectors|complexes)( without a value)?|declare (ints|a copy)|assign (whole|array|slice|multi-index|block|row|column|vector of array)|op-assign (whole|slice)|for|foreach|while on \w+|~ (container|linear model)|kernel|matrix product|cholesky|solve|ternary of containers|reduction)$/;

interface Impossible {
  readonly mark: string;
  readonly kinds: RegExp;
  readonly cells: (cell: string) => boolean;
  readonly reason: string;
}

const cellOf = (place: Place, active: boolean): string => `${place} ${active ? "active" : "passive"}`;

const IMPOSSIBLE: readonly Impossible[] = [
  {
    mark: "(a)",
    kinds: /\bints?$|^empty statement$/,
    cells: (cell) => cell.endsWith(" active"),
    reason: "integers carry no derivatives, nor does nothing",
  },
  {
    mark: "(b)",
    kinds: /^read target\(\)$/,
    cells: (cell) => cell.endsWith(" passive"),
    reason: "the target depends on parameters",
  },
  {
    mark: "(c)",
    kinds: /^(break|continue)$/,
    cells: (cell) => cell.startsWith("top"),
    reason: "stands in loops only",
  },
  {
    mark: "(d)",
    kinds: /^early return$/,
    cells: (cell) => cell.startsWith("top"),
    reason: "stands in functions only",
  },
  {
    mark: "(e)",
    kinds: /^(ode|integral|algebraic equation)$/,
    cells: (cell) => cell.startsWith("recursion"),
    reason: "the compiler refuses a solver in a recursive function",
  },
  {
    mark: "(f)",
    kinds: /^(kernel|reduction)$/,
    cells: (cell) => cell === "0",
    reason: "softmax, mean and max of nothing are errors",
  },
];

const ACTIVE_OR_NOT = [true, false] as const;

const impossible = (kind: string, cell: string): Impossible | undefined =>
  IMPOSSIBLE.find(({ kinds, cells }) => kinds.test(kind) && cells(cell));

/** What a program can be asked to contain. */
export const possibleCells: readonly Wish[] = KINDS.flatMap((kind) =>
  PLACES.flatMap((place) =>
    ACTIVE_OR_NOT.filter((isActive) => impossible(kind, cellOf(place, isActive)) === undefined).map(
      (isActive) => ({ kind, place, isActive }),
    ),
  ),
);

const COLUMNS: readonly string[] = [
  ...PLACES.flatMap((place) => ACTIVE_OR_NOT.map((isActive) => cellOf(place, isActive))),
  ...SIZES,
];

const columnsOf = (kind: string): readonly string[] =>
  COLUMNS.filter((cell) => SIZED.test(kind) || !(SIZES as readonly string[]).includes(cell));

type Counts = ReadonlyMap<string, number>;

export interface Coverage {
  readonly kinds: ReadonlyMap<string, Counts>;
  /** Cells that should have been reached. */
  readonly missing: readonly string[];
  /** Cells said to be impossible that were reached all the same. */
  readonly wrong: readonly string[];
}

/** A statement counts in every place around it; at the top only where nothing is around it. */
function placesOf({ places }: Event): readonly Place[] {
  return places.length === 1 ? places : places.filter((place) => place !== "top");
}

export function coverageOf(events: readonly Event[]): Coverage {
  const kinds = new Map<string, Map<string, number>>(KINDS.map((kind) => [kind, new Map()]));
  for (const event of events) {
    const counts = kinds.get(event.kind);
    if (counts === undefined) throw new Error(`no row for ${event.kind}`);
    const add = (cell: string): void => void counts.set(cell, (counts.get(cell) ?? 0) + 1);
    for (const place of placesOf(event)) add(cellOf(place, event.active));
    if (event.size !== undefined) add(event.size > 1 ? "n" : String(event.size));
  }
  const cells = [...kinds].flatMap(([kind, counts]) =>
    columnsOf(kind).map((cell) => ({
      name: `${kind}: ${cell}`,
      isReached: counts.has(cell),
      isPossible: impossible(kind, cell) === undefined,
    })),
  );
  return {
    kinds,
    missing: cells.filter((c) => c.isPossible && !c.isReached).map(({ name }) => name),
    wrong: cells.filter((c) => !c.isPossible && c.isReached).map(({ name }) => name),
  };
}

/** The table as text: counts, a mark where nothing can be, `MISS` where something should; the reasons stand below. */
export function showCoverage({ kinds }: Coverage): string {
  const heads = [...PLACES.flatMap((place) => [`${place}+`, `${place}-`]), ...SIZES.map((s) => `size ${s}`)];
  const lines = [...kinds].map(([kind, counts]) => {
    const own = columnsOf(kind);
    const shown = COLUMNS.map((cell) => {
      if (!own.includes(cell)) return "";
      return String(counts.get(cell) ?? impossible(kind, cell)?.mark ?? "MISS");
    });
    return `${kind.padEnd(34)}${shown.map((text) => text.padStart(11)).join("")}`;
  });
  const reasons = IMPOSSIBLE.map(({ mark, reason }) => `${mark} ${reason}`);
  const head = `${"+ active, - not".padEnd(34)}${heads.map((h) => h.padStart(11)).join("")}`;
  return [head, ...lines, ...reasons].join("\n");
}

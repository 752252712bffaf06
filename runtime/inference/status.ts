// The verdict every fit ends with. A status is never better than what was actually checked.

/** "verified": checked and good; "usable": nothing speaks against it; "unreliable": do not quote these figures. */
export type Status = "verified" | "usable" | "unreliable";

export interface Verdict {
  readonly status: Status;
  /** Names of quantities, figures and what to do; empty only for "verified". */
  readonly reasons: readonly string[];
}

/** A figure for a sentence: four significant digits at most. */
export function figure(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

/** "a (1), b (2), c (3) and 4 more", for lists of offenders sorted by how bad they are. */
export function listed(items: readonly string[], most = 3): string {
  const shown = items.slice(0, most).join(", ");
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

// Figures inside sentences. Nothing here asks the machine for its language: the same run must give the same bytes everywhere.

/** At most `digits` significant digits. */
export function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value))
    return value !== value ? "undefined" : value > 0 ? "infinity" : "minus infinity";
  return String(Number(value.toPrecision(digits))).replace("-", "−");
}

/** 1234567 -> "1,234,567". */
export function whole(value: number): string {
  return Number.isFinite(value) ? value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ",") : figure(value);
}

/** "1 chain", "4 chains". */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${whole(count)} ${count === 1 ? singular : plural}`;
}

/** "a, b, c and 4 more". */
export function listed(items: readonly string[], most = 3): string {
  const shown = items.slice(0, most).join(", ");
  return items.length > most ? `${shown} and ${whole(items.length - most)} more` : shown;
}

/** A name that fits an axis: the middle of a long one is left out. */
export function short(name: string, most = 26): string {
  return name.length <= most ? name : `${name.slice(0, most - 9)}…${name.slice(-8)}`;
}

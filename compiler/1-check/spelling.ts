// "Did you mean": the visible name closest to the one written, by Levenshtein distance, if it is close enough to be a slip.

import { splitSuffix } from "./names.ts";

/** Nearest of `names` to `name` within half its length (without suffix) and at most 5 edits; null if none. */
export function nearestName(name: string, names: Iterable<string>): string | null {
  return nearestNames(name, names)[0] ?? null;
}

/** The nearest few, best first; of equally near ones the first given. */
export function nearestNames(name: string, names: Iterable<string>, most = 4): string[] {
  const limit = Math.min(Math.floor(splitSuffix(name)[0].length / 2), 5) + 1;
  const near: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(names)) {
    if (Math.abs(candidate.length - name.length) >= limit || candidate === name) continue;
    const distance = editDistance(name, candidate, limit);
    if (distance < limit) near.push({ candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance);
  return near.slice(0, most).map(({ candidate }) => candidate);
}

/** Levenshtein distance with two rows; gives up with `limit` once no cell can be below it. */
export function editDistance(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = Math.min(substitution, previous[j]! + 1, row[j - 1]! + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least >= limit) return limit;
    previous = row;
  }
  return previous[b.length]!;
}

// "Did you mean": the visible name closest to the one written, by the number of slips, if it is close enough to be a slip.

import { slips } from "../../grammar/index.ts";
import { splitSuffix } from "./names.ts";

/** The nearest few within half its length (without suffix) and at most 5 edits, best first; of equally near ones the first given. */
export function nearestNames(name: string, names: Iterable<string>, most = 4): string[] {
  const limit = Math.min(Math.floor(splitSuffix(name)[0].length / 2), 5) + 1;
  const near: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(names)) {
    if (Math.abs(candidate.length - name.length) >= limit || candidate === name) continue;
    const distance = slips(name, candidate, limit);
    if (distance < limit) near.push({ candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance);
  return near.slice(0, most).map(({ candidate }) => candidate);
}

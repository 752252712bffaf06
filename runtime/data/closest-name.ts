// The "did you mean" of data keys, parameters and columns: the candidate with the fewest edits (insert, delete, replace, swap
// of neighbours), if these are few for the length of the name. Letter case does not count as an edit.

/** The candidate nearest to `name`, or null when none is near. Ties go to the earlier candidate. */
export function closestName(name: string, candidates: Iterable<string>): string | null {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let closest: string | null = null;
  let fewest = limit + 1;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest && edits < Math.max(name.length, candidate.length)) {
      closest = candidate;
      fewest = edits;
    }
  }
  return closest;
}

/** Optimal string alignment distance (Damerau-Levenshtein without edits inside a swap). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let edits = Math.min(replace, last[j]! + 1, current[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, beforeLast[j - 2]! + 1);
      }
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}

// How far apart two spellings are: the edit distance in which a letter lost, added, wrong or exchanged with its neighbour is one slip
// (optimal string alignment; Damerau 1964).

/** The number of slips, or `limit` if there are at least so many. */
export function slips(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let [older, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isExchange) least = Math.min(least, older[j - 2]! + 1);
      next.push(least);
    }
    // An exchange looks two rows back, so two rows without a way through are needed to give up.
    if (Math.min(...row, ...next) >= limit) return limit;
    [older, row] = [row, next];
  }
  return Math.min(limit, row[b.length]!);
}

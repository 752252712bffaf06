// The warm-up schedule (Stan's windowed_adaptation.hpp): 75 iterations to find the typical set, windows that double from 25 and end
// with a new metric each, 50 last iterations for the step size alone. Short warm-ups split 15 % / 75 % / 10 %.

export interface WindowSchedule {
  /** First iteration (from 0) whose draw is used for the metric. */
  readonly first: number;
  /** Iterations after which the metric is replaced, ascending; empty if the metric is not adapted. */
  readonly ends: readonly number[];
}

const INITIAL = 75;
const FINAL = 50;
const BASE = 25;

/** Windows for `warmup` iterations; below 20 there are none. For 1000 they end at 99, 149, 249, 449 and 949. */
export function windowSchedule(warmup: number): WindowSchedule {
  if (warmup < 20) return { first: warmup, ends: [] };
  const fits = INITIAL + BASE + FINAL <= warmup;
  const first = fits ? INITIAL : Math.floor(0.15 * warmup);
  const final = fits ? FINAL : Math.floor(0.1 * warmup);
  let size = fits ? BASE : warmup - (first + final);
  const last = warmup - final - 1;
  const ends = [first + size - 1];
  while (ends[ends.length - 1]! < last) {
    size *= 2;
    const end = ends[ends.length - 1]! + size;
    const following = end + 2 * size;
    ends.push(end === last || following < warmup - final ? end : last);
  }
  return { first, ends };
}

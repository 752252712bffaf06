// Runs a stepper without blocking: works in slices of some milliseconds and lets the event loop breathe between them, so that
// progress can be shown and a stop request can arrive. The clock decides only when to pause, never what is computed.

import type { Chain } from "./nuts/chain.ts";

/** Longest stretch of work between two breaths. */
export const SLICE_MS = 30;
const PROGRESS_MS = 100;

export interface ChainProgress {
  readonly chain: number;
  readonly phase: "warmup" | "sampling";
  readonly iteration: number;
  readonly iterations: number;
  /** Divergent transitions after warm-up. */
  readonly divergences: number;
}

/** Wall time of a chain in seconds. */
export interface ChainSeconds {
  readonly warmup: number;
  readonly sampling: number;
}

/** Advances `chain` to its end or until `isStopped`; reports about ten times a second and at the end. */
export async function driveChain(
  chain: Chain,
  isStopped: () => boolean,
  onProgress: (progress: ChainProgress) => void,
): Promise<ChainSeconds> {
  const started = performance.now();
  let warm = started;
  let reported = started;
  let paused = started;
  while (!isStopped() && chain.advance()) {
    const now = performance.now();
    if (chain.iteration <= chain.settings.warmup) warm = now;
    if (now - paused < SLICE_MS) continue;
    if (now - reported >= PROGRESS_MS) {
      onProgress(progressOf(chain));
      reported = now;
    }
    await pause();
    paused = performance.now();
  }
  onProgress(progressOf(chain));
  return { warmup: (warm - started) / 1000, sampling: (performance.now() - warm) / 1000 };
}

/** Lets timers, messages and input be handled. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function progressOf(chain: Chain): ChainProgress {
  const { warmup, draws } = chain.settings;
  return {
    chain: chain.settings.chain,
    phase: chain.iteration < warmup ? "warmup" : "sampling",
    iteration: chain.iteration,
    iterations: warmup + draws,
    divergences: chain.divergences,
  };
}

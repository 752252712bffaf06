// The summary of many draws without blocking: in slices with a breath between, so that a page stays alive meanwhile. The rows are those
// of `summarize`.

import type { Draws } from "../diagnostics/draws.ts";
import { type SummaryRow, summarySteps } from "../diagnostics/summary.ts";
import { pause, SLICE_MS } from "./drive.ts";

export async function pacedSummary(draws: Draws): Promise<SummaryRow[]> {
  const steps = summarySteps(draws);
  let paused = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - paused < SLICE_MS) continue;
    await pause();
    paused = performance.now();
  }
}

// The verdict as sentences: what was done, what came of it, and how far it can be trusted. The status is the runtime's; the words
// are more careful than the status where means agree and standard deviations do not.

import type { FitResult, SampleResult, Status } from "../../runtime/index.ts";
import { type Quantity, spreadIsOff } from "./quantities.ts";
import { methodName, type Run } from "./report-input.ts";
import { counted, figure, listed, whole } from "./words.ts";

export function headline(run: Run, status: Status, quantities: readonly Quantity[]): string {
  if (status === "unreliable") return "Do not rely on these figures.";
  if (run.kind === "sample") {
    return status === "verified"
      ? "You can rely on these draws."
      : "You can use these draws, with the reservations below.";
  }
  if (status === "usable")
    return "Nothing speaks against this approximation, but it was not compared with NUTS.";
  return quantities.some(spreadIsOff)
    ? "You can rely on the means; some standard deviations are off."
    : "You can rely on these figures: NUTS agrees with them.";
}

export function lead(run: Run, status: Status, quantities: readonly Quantity[]): string {
  return run.kind === "fit" ? fitLead(run.fit, status, quantities) : sampleLead(run.nuts, status, quantities);
}

function fitLead(fit: FitResult, status: Status, quantities: readonly Quantity[]): string {
  const method = methodName(fit.method);
  const end = fit.elbo[fit.elbo.length - 1];
  const after = end === undefined ? "" : ` after ${counted(end.iteration, "iteration")}`;
  const settled = fit.converged ? `${method} converged${after}` : `${method} did not converge`;
  if (fit.check === undefined) {
    return `${settled}. Whether the posterior has the shape of a normal at all cannot be known without a comparison.`;
  }
  const nuts = "an independent run of NUTS, which assumes nothing about the shape of the posterior";
  if (status !== "verified") return `${settled}. The approximation was compared with ${nuts}.`;
  const { rows } = fit.check;
  const farthest = rows.reduce((most, row) => Math.max(most, row.bound), 0);
  const count = rows.length === 2 ? "both means" : `all ${counted(rows.length, "mean")}`;
  const means = rows.length === 1 ? "the mean lies" : `${count} lie`;
  const off = quantities.filter(spreadIsOff).map(({ name }) => name);
  const spread =
    off.length === 0
      ? " The standard deviations agree as well."
      : ` But ${off.length === 1 ? "the standard deviation" : "standard deviations"} of ${listed(off)} ${off.length === 1 ? "does" : "do"} not agree.`;
  return (
    `${settled}, and ${nuts}, came to the same result: ${means} within 0.3 posterior standard deviations of ` +
    `${rows.length === 1 ? "that" : "those"} of NUTS (the farthest within ${figure(farthest)}).${spread}`
  );
}

function sampleLead({ draws }: SampleResult, status: Status, quantities: readonly Quantity[]): string {
  const chains = draws.chains.length;
  const each = counted(draws.chains[0]?.[0]?.length ?? 0, "draw");
  const made = `${counted(chains, "chain")} of NUTS made ${each}${chains === 1 ? "" : " each"}`;
  if (status !== "verified") return `${made}.`;
  const rHat = Math.max(...quantities.map(({ summary }) => orZero(summary.r_hat)));
  const fewest = Math.min(
    ...quantities.flatMap(({ summary }) => [summary.ess_bulk, summary.ess_tail]).filter(Number.isFinite),
  );
  return (
    `${made}. The chains started at different points and describe the same distribution (R-hat at most ` +
    `${rHat.toFixed(3)}), no transition diverged, and every quantity has at least ${whole(fewest)} effective draws.`
  );
}

function orZero(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

// Progress bars on stderr while something long runs: only on a terminal, so that logs and pipes stay clean. One bar per label,
// drawn by cli-progress (loaded only then).

export interface Progress {
  /** `done` of `total`; `note` stands behind the bar. */
  update(label: string, done: number, total: number, note?: string): void;
  stop(): void;
}

export async function startProgress(): Promise<Progress> {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const { MultiBar, Presets } = (await import("cli-progress")).default;
  const bars = new MultiBar(
    {
      format: "{label} {bar} {percentage}% {rate}, {eta_formatted} left {note}",
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 30,
    },
    Presets.shades_classic,
  );
  const byLabel = new Map<string, ReturnType<typeof bars.create>>();
  /** By label, when it was first heard of and how far it was then. */
  const started = new Map<string, { readonly time: number; readonly done: number }>();
  const rate = (label: string, done: number): string => {
    const first = started.get(label)!;
    const seconds = (performance.now() - first.time) / 1000;
    return seconds > 0 && done > first.done ? `${Math.round((done - first.done) / seconds)}/s` : "-/s";
  };
  return {
    update(label, done, total, note = "") {
      let bar = byLabel.get(label);
      if (bar === undefined) {
        started.set(label, { time: performance.now(), done });
        bar = bars.create(total, 0, { label, note, rate: "-/s" });
        byLabel.set(label, bar);
      }
      bar.update(done, { label, note, rate: rate(label, done) });
    },
    stop() {
      bars.stop();
    },
  };
}

/** What stands behind the bar of a chain. */
export function chainNote({
  phase,
  divergences,
}: {
  readonly phase: string;
  readonly divergences: number;
}): string {
  return divergences === 0 ? phase : `${phase}, ${divergences} divergent`;
}

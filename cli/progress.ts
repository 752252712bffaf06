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
      format: "{label} {bar} {percentage}% {note}",
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 30,
    },
    Presets.shades_classic,
  );
  const byLabel = new Map<string, ReturnType<typeof bars.create>>();
  return {
    update(label, done, total, note = "") {
      let bar = byLabel.get(label);
      if (bar === undefined) {
        bar = bars.create(total, 0, { label, note });
        byLabel.set(label, bar);
      }
      bar.update(done, { label, note });
    },
    stop() {
      bars.stop();
    },
  };
}

// One run over many seeds: every program is judged, some also in other words and as texts, and what they contain is counted.

import { type Coverage, coverageOf } from "./coverage.ts";
import type { Sample } from "./arbitrary.ts";
import { DATA } from "./inputs.ts";
import { type Fault, judge } from "./judge.ts";
import { judgeBytes, judgeFormat, judgePrograms, judgeTwin } from "./judge-text.ts";
import { type Event, twinsOf } from "./program.ts";
import { attempt, type Failure, type Judge } from "./trials.ts";
import { printProgram } from "./tree.ts";

export interface Swept {
  readonly programs: number;
  /** Programs whose gradient was compared, and those whose gradient is not zero. */
  readonly compared: number;
  readonly nonZero: number;
  readonly coverage: Coverage;
  /** Not supported yet: refused with a message that says so. */
  readonly refused: readonly Failure[];
  readonly faults: readonly Failure[];
}

export interface How {
  /** Points at which each program is judged. */
  readonly points: number;
  /** One program in so many is also judged as a text. */
  readonly textsEvery: number;
  /** Seconds to look for a smaller program with the same fault. */
  readonly shrinking: number;
  readonly report?: (failure: Failure) => void;
}

export const isNotAvailable = ({ kind, message }: Fault): boolean =>
  kind === "refused" && message.includes("[not-available]");

export async function sweep(first: number, count: number, how: How): Promise<Swept> {
  const events: Event[] = [];
  const [faults, refused]: [Failure[], Failure[]] = [[], []];
  let [compared, nonZero] = [0, 0];
  for (let seed = first; seed < first + count; seed++) {
    const judgeSample: Judge = async (program, again) => {
      const text = printProgram(program.tree);
      if (again?.check !== undefined) return TEXT_CHECKS[again.check]!(program, text);
      const verdict = await judge(text, DATA, how.points);
      if (!program.isShrunk) {
        events.push(...program.events);
        if (verdict.compared > 0) compared++;
        if (verdict.nonZero > 0) nonZero++;
      }
      const isDone = verdict.fault !== null || again !== null || seed % how.textsEvery !== 0;
      return isDone ? verdict.fault : judgeText(program, text);
    };
    const failure = await attempt(seed, judgeSample, how.shrinking);
    if (failure === null) continue;
    (isNotAvailable(failure.fault) ? refused : faults).push(failure);
    how.report?.(failure);
  }
  return { programs: count, compared, nonZero, coverage: coverageOf(events), refused, faults };
}

type TextCheck = (program: Sample, text: string) => Promise<Fault | null>;

const twinCheck =
  (k: number): TextCheck =>
  (program, text) =>
    judgeTwin(text, printProgram(twinsOf(program)[k]!), DATA);

const TEXT_CHECKS: Readonly<Record<string, TextCheck>> = {
  "data in another order": twinCheck(0),
  "the model as a function": twinCheck(1),
  "other words": twinCheck(2),
  bytes: (_, text) => judgeBytes(text),
  format: (_, text) => judgeFormat(text),
  programs: (_, text) => judgePrograms(text, DATA),
};

async function judgeText(program: Sample, text: string): Promise<Fault | null> {
  for (const [check, judged] of Object.entries(TEXT_CHECKS)) {
    const fault = await judged(program, text);
    if (fault !== null) return { ...fault, check };
  }
  return null;
}

export const describeFault = ({ seed, fault, text }: Failure): string =>
  `seed ${seed}: ${fault.kind}${fault.check === undefined ? "" : ` (${fault.check})`}: ${fault.message.slice(0, 800)}\n${text}`;

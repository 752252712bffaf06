// Programs of older versions of the language in the words of today's: the rewriting that the first error comes with is applied until the
// first error, if there is one left, has none. One at a time, since an error may hide others and be the cause of what follows it.

import { check, type CheckOptions } from "./compile.ts";
import { applied } from "./repair.ts";

/** Far more than any program has arrays and arrows; a guard against a rewriting that leaves its error in place. */
const MOST = 10_000;

/** The text with everything rewritten that can be; other errors stay for `check` to name. */
export function migrate(text: string, options: CheckOptions): string {
  for (let count = 0; count < MOST; count++) {
    const first = check(text, options).problems.find(({ severity }) => severity === "error");
    const fix = first?.fix;
    if (fix?.isMigration !== true || fix.span.source.includedFrom !== undefined) return text;
    text = applied(text, fix);
  }
  return text;
}

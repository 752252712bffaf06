// Programs of older versions of the language in the words of today's: the rewritings that errors come with are applied, those up to the
// first error that has none at a time, until the first error has none. Each round brings up what earlier errors hid.

import type { Fix, Problem } from "../grammar/index.ts";
import { check, type CheckOptions } from "./compile.ts";
import { applied } from "./repair.ts";

/** Far more rounds than any program needs; a guard against a rewriting that leaves its error in place. */
const MOST = 1000;

/** The text with everything rewritten that can be; other errors stay for `check` to name. */
export function migrate(text: string, options: CheckOptions): string {
  for (let round = 0; round < MOST; round++) {
    const fixes = rewritings(check(text, options).problems);
    if (fixes.length === 0) return text;
    // From the end, so that places before stay where they are.
    for (const fix of fixes.reverse()) text = applied(text, fix);
  }
  return text;
}

/** Those of the first errors, none of which overlaps another. */
function rewritings(problems: readonly Problem[]): Fix[] {
  const fixes: Fix[] = [];
  for (const { severity, fix } of problems) {
    if (severity !== "error") continue;
    if (fix?.isMigration !== true || fix.span.source.includedFrom !== undefined) break;
    const before = fixes.at(-1)?.span.end ?? 0;
    if (fix.span.start >= before) fixes.push(fix);
  }
  return fixes;
}

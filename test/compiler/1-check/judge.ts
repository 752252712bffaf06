// Holds the first message about a mutant against what was changed: does it name the place or the token, and does applying the fix
// make the program compile again?

import { check } from "../../../compiler/index.ts";
import { positionOf, type Problem } from "../../../grammar/index.ts";
import type { Mutant } from "./mutate.ts";

export interface Verdict {
  readonly first: Problem;
  readonly named: boolean;
  readonly fixed: "first" | "no fix" | "wrong fix";
}

export function errorsOf(text: string): Problem[] {
  return check(text, { fileName: "model.stan" }).problems.filter(({ severity }) => severity === "error");
}

/** null if the mutant is still a valid program. */
export function judge(mutant: Mutant): Verdict | null {
  const [first] = errorsOf(mutant.text);
  if (first === undefined) return null;
  return { first, named: isNamed(mutant, first), fixed: outcomeOfFix(mutant.text, first) };
}

/** By the line of the message, a line that its words mention, or the token in quotes. */
function isNamed(mutant: Mutant, { span, message, hint, fix }: Problem): boolean {
  const places = [span, ...(fix === undefined ? [] : [fix.span])];
  const lines = places.map((place) => positionOf(place.source, place.start).line);
  const words = `${message} ${hint ?? ""}`;
  const told = [...words.matchAll(/\bline (\d+)/g)].map((match) => Number(match[1]));
  if ([...lines, ...told].some((line) => mutant.lines.includes(line))) return true;
  return [mutant.token, mutant.written].some((token) => /^\w+$/.test(token) && isQuoted(words, token));
}

function isQuoted(words: string, token: string): boolean {
  return [`'${token}'`, `\`${token}\``, `'${token}(`, `\`${token} {`].some((quoted) =>
    words.includes(quoted),
  );
}

export function applied(text: string, { fix }: Problem): string | null {
  return fix === undefined ? null : text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
}

function outcomeOfFix(text: string, problem: Problem): Verdict["fixed"] {
  const repaired = applied(text, problem);
  if (repaired === null) return "no fix";
  return errorsOf(repaired).length === 0 ? "first" : "wrong fix";
}

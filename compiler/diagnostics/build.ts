// The two ways to make a problem, so that each message elsewhere is one call with code, place, text and repair.

import type { Problem, Span } from "../../grammar/index.ts";

export interface Repair {
  /** One sentence that says what to do. */
  readonly hint?: string | undefined;
  readonly fix?: Problem["fix"] | undefined;
  readonly others?: Problem["others"] | undefined;
}

export function error(code: string, span: Span, message: string, repair: Repair = {}): Problem {
  return build("error", code, span, message, repair);
}

export function warning(code: string, span: Span, message: string, repair: Repair = {}): Problem {
  return build("warning", code, span, message, repair);
}

function build(
  severity: Problem["severity"],
  code: string,
  span: Span,
  message: string,
  repair: Repair,
): Problem {
  return {
    severity,
    code,
    message,
    span,
    ...(repair.hint === undefined ? {} : { hint: repair.hint }),
    ...(repair.fix === undefined ? {} : { fix: repair.fix }),
    ...(repair.others === undefined || repair.others.length === 0 ? {} : { others: repair.others }),
  };
}

/** A fix that inserts text. */
export function insertion(at: Span, offset: number, text: string): NonNullable<Problem["fix"]> {
  return { span: { source: at.source, start: offset, end: offset }, text };
}

export function replacement(span: Span, text: string): NonNullable<Problem["fix"]> {
  return { span, text };
}

/** A replacement of what the language no longer has. */
export function migration(span: Span, text: string): NonNullable<Problem["fix"]> {
  return { span, text, isMigration: true };
}

/** "a, b or c" */
export function alternatives(items: readonly string[], word = "or"): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

/** "1 argument", "2 arguments" */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

// Messages for what is wrong with single characters: unclosed comments and strings, `#` comments, and characters that are no part of
// the language. Those that word processors put in place of plain ones come with their replacement.

import type { Problem } from "./problem.ts";
import { positionOf, textOf } from "./source.ts";
import type { Span } from "./source.ts";

export function openCommentProblem(span: Span): Problem {
  const { line, column } = positionOf(span.source, span.start);
  const end = span.source.text.length;
  return {
    severity: "error",
    code: "lex-unexpected-eof",
    message: `The file ends inside the comment that starts at line ${line}, column ${column}.`,
    span: { source: span.source, start: end, end },
    hint: "Close the comment with */. Comments do not nest.",
  };
}

export function openStringProblem(span: Span): Problem {
  return {
    severity: "error",
    code: "lex-invalid-char",
    message: 'This string has no closing quote (") on its line.',
    span,
    hint: "Strings cannot span lines; print and reject accept several strings separated by commas.",
  };
}

export function hashProblem(span: Span): Problem {
  const mark = { source: span.source, start: span.start, end: span.start + 1 };
  if (/^#\s*include/.test(textOf(span)))
    return {
      severity: "error",
      code: "lex-invalid-char",
      message: "This #include directive names no file.",
      span,
      hint: 'Write #include "file.stanfunctions", with no space after the #.',
    };
  return {
    severity: "error",
    code: "lex-invalid-char",
    message: "Comments start with //, not with #.",
    span: mark,
    hint: "Replace # by //.",
    fix: { span: mark, text: "//", isMigration: true },
  };
}

const lookalikes: ReadonlyMap<string, readonly [name: string, plain: string]> = new Map([
  ["\u2018", ["a curly quote", "'"]],
  ["\u2019", ["a curly quote", "'"]],
  ["\u201c", ["a curly quote", '"']],
  ["\u201d", ["a curly quote", '"']],
  ["\u2032", ["a prime sign", "'"]],
  ["\u2010", ["a hyphen that is not a minus sign", "-"]],
  ["\u2011", ["a hyphen that is not a minus sign", "-"]],
  ["\u2012", ["a dash", "-"]],
  ["\u2013", ["a dash", "-"]],
  ["\u2014", ["a dash", "-"]],
  ["\u2212", ["a typographic minus sign", "-"]],
  ["\u00d7", ["a multiplication sign", "*"]],
  ["\u00b7", ["a multiplication dot", "*"]],
  ["\u22c5", ["a multiplication dot", "*"]],
  ["\u00f7", ["a division sign", "/"]],
  ["\u2264", ["a typographic comparison sign", "<="]],
  ["\u2265", ["a typographic comparison sign", ">="]],
  ["\u2260", ["a typographic comparison sign", "!="]],
  ["\u00ac", ["a negation sign", "!"]],
  ["\u00a0", ["a non-breaking space", " "]],
  ["\u2007", ["a non-breaking space", " "]],
  ["\u202f", ["a non-breaking space", " "]],
  ["\u2009", ["a thin space", " "]],
  ["\u3000", ["a wide space", " "]],
  ["\u000b", ["a vertical tab", " "]],
  ["\u2028", ["a line separator", "\n"]],
  ["\u0085", ["a next-line character", "\n"]],
  ["\ufeff", ["a byte order mark", ""]],
  ["\u200b", ["an invisible space", ""]],
  ["\u0000", ["a NUL character", ""]],
]);

const misused: ReadonlyMap<string, string> = new Map([
  ["@", "There are no annotations in this language."],
  ["$", "Names are made of letters, digits and underscores."],
  ["&", "Logical and is written &&."],
  ["_", "Names start with a letter."],
  [".", "A dot starts a number (.5), an operator (.*) or a tuple slot (x.1)."],
]);

/** `span` covers a run of characters that fit nowhere. */
export function characterProblem(span: Span): Problem {
  const first = String.fromCodePoint(textOf(span).codePointAt(0)!);
  const base = { severity: "error", code: "lex-invalid-char", span } as const;
  const lookalike = lookalikes.get(first);
  if (lookalike !== undefined) {
    const [name, plain] = lookalike;
    const place = { source: span.source, start: span.start, end: span.start + first.length };
    const message = `Invalid character: ${name} (${codePoint(first)}).`;
    return plain.trim() === ""
      ? {
          ...base,
          message,
          hint: plain === "" ? "Delete it." : "Use plain spaces and line ends.",
          fix: { span: place, text: plain },
        }
      : { ...base, message, hint: `Write ${plain} instead.`, fix: { span: place, text: plain } };
  }
  const printable = /[\p{L}\p{N}\p{P}\p{S}]/u.test(first);
  const message = `Invalid character: ${printable ? `${first} (${codePoint(first)})` : codePoint(first)}.`;
  const hint =
    misused.get(first) ??
    "Outside comments and strings only plain (ASCII) letters, digits and operators are allowed.";
  return { ...base, message, hint };
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}

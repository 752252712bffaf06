// Single slips of the keyboard in a valid program: one token lost, doubled, exchanged, misspelt or in the wrong block. Each mutant
// knows what was touched and where, so that a message can be held against it.

import type { Random } from "./random.ts";

export interface Mutant {
  readonly text: string;
  readonly kind: MutationKind;
  /** What was typed wrong or left out. */
  readonly token: string;
  /** What stands there instead; empty if the token is gone. */
  readonly written: string;
  /** Lines (from 1) of the mutant that the change touches. */
  readonly lines: readonly number[];
}

export const MUTATION_KINDS = [
  "delete",
  "insert",
  "replace",
  "swap",
  "misspell",
  "semicolon",
  "bracket",
  "operator",
  "block",
] as const;
export type MutationKind = (typeof MUTATION_KINDS)[number];

interface Token {
  readonly text: string;
  readonly start: number;
}

const TOKEN =
  /\/\/[^\n]*|\/\*[^]*?\*\/|\s+|"[^"\n]*"|[A-Za-z]\w*|\d+(?:_\d+)*(?:\.\d*)?(?:[eE][+-]?\d+)?i?|\.\d+(?:[eE][+-]?\d+)?i?|%\/%|\.\*=|\.\/=|[-+*/<>=!]=|\.[*/^]|\|\||&&|[^]/g;

export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)]
    .filter(([token]) => !/^(?:\s|\/\/|\/\*|#)/.test(token))
    .map((match) => ({ text: match[0], start: match.index }));
}

/** One mutant of the kind; null if the program has nothing that the kind could touch. */
export function mutant(text: string, kind: MutationKind, random: Random): Mutant | null {
  const tokens = tokensOf(text);
  switch (kind) {
    case "delete":
      return replaced(text, kind, random.pick(tokens), "");
    case "insert": {
      const at = random.pick(tokens);
      return edited(text, kind, at.start, at.start, `${random.pick(vocabulary(tokens))} `);
    }
    case "replace": {
      const token = random.pick(tokens);
      return replaced(text, kind, token, random.pick(vocabulary(tokens)));
    }
    case "swap":
      return swapped(text, tokens, random);
    case "misspell":
      return misspelt(text, tokens, random);
    case "semicolon":
      return replaced(text, kind, pickFrom(tokens, /^;$/, random), "");
    case "bracket":
      return replaced(text, kind, pickFrom(tokens, /^[()[\]{}]$/, random), "");
    case "operator":
      return wrongOperator(text, tokens, random);
    case "block":
      return random.below(3) === 0 ? wrongBlockName(text, tokens, random) : movedLine(text, random);
  }
}

const PUNCTUATION = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ";",
  ":",
  "=",
  "~",
  "<",
  ">",
  "|",
  "+",
  "*",
  "1",
  ".",
];

function vocabulary(tokens: readonly Token[]): string[] {
  return [...tokens.map(({ text }) => text), ...PUNCTUATION];
}

function pickFrom(tokens: readonly Token[], pattern: RegExp, random: Random): Token | null {
  const fitting = tokens.filter(({ text }) => pattern.test(text));
  return fitting.length === 0 ? null : random.pick(fitting);
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function edited(text: string, kind: MutationKind, start: number, end: number, put: string): Mutant | null {
  const result = text.slice(0, start) + put + text.slice(end);
  if (result === text) return null;
  return {
    text: result,
    kind,
    token: text.slice(start, end),
    written: put.trim(),
    lines: [lineAt(result, start)],
  };
}

/** The characters on either side must not run together into another token. */
function replaced(text: string, kind: MutationKind, token: Token | null, put: string): Mutant | null {
  if (token === null || token.text === put) return null;
  const end = token.start + token.text.length;
  const joins = /\w/.test(text[token.start - 1] ?? "") && /\w/.test(text[end] ?? "");
  const made = edited(text, kind, token.start, end, put === "" && joins ? " " : put);
  // What is missing is missing between its neighbours.
  const before = lineAt(text, text.slice(0, token.start).trimEnd().length);
  return made && put === "" ? { ...made, lines: [...made.lines, before] } : made;
}

function swapped(text: string, tokens: readonly Token[], random: Random): Mutant | null {
  const at = random.below(tokens.length - 1);
  const [first, second] = [tokens[at]!, tokens[at + 1]!];
  if (first.text === second.text) return null;
  const end = second.start + second.text.length;
  const gap = text.slice(first.start + first.text.length, second.start);
  const result = `${text.slice(0, first.start)}${second.text}${gap === "" ? " " : gap}${first.text}${text.slice(end)}`;
  const lines = [lineAt(result, first.start), lineAt(text, second.start)];
  return { text: result, kind: "swap", token: first.text, written: second.text, lines };
}

/** One letter lost, doubled, wrong or exchanged with its neighbour. */
function misspelt(text: string, tokens: readonly Token[], random: Random): Mutant | null {
  const token = pickFrom(tokens, /^[A-Za-z]\w+$/, random);
  if (token === null) return null;
  const { text: word } = token;
  const at = random.below(word.length);
  const letter = "abcdefghijklmnopqrstuvwxyz"[random.below(26)]!;
  const forms = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word[at]! + word.slice(at),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + (word[at + 1] ?? "") + word[at]! + word.slice(at + 2),
  ];
  const written = random.pick(forms);
  return /^[A-Za-z]\w*$/.test(written) ? replaced(text, "misspell", token, written) : null;
}

const OPERATORS = [
  "+",
  "-",
  "*",
  "/",
  "^",
  "%",
  "\\",
  ".*",
  "./",
  "==",
  "<",
  ">=",
  "&&",
  "||",
  "=",
  "+=",
  "~",
];

function wrongOperator(text: string, tokens: readonly Token[], random: Random): Mutant | null {
  const token = pickFrom(tokens, /^(?:[-+*/^%\\<>=~]|\.[*/]|[=<>!+]=|&&|\|\|)$/, random);
  return replaced(text, "operator", token, random.pick(OPERATORS));
}

const BLOCKS = [
  "functions",
  "data",
  "transformed data",
  "parameters",
  "transformed parameters",
  "model",
  "generated quantities",
];
const HEADER =
  /^[ \t]*(functions|data|transformed data|parameters|transformed parameters|model|generated quantities)[ \t]*\{/gm;

function wrongBlockName(text: string, tokens: readonly Token[], random: Random): Mutant | null {
  const headers = [...text.matchAll(HEADER)];
  if (tokens.length === 0 || headers.length === 0) return null;
  const header = random.pick(headers);
  const start = header.index + header[0].indexOf(header[1]!);
  return edited(text, "block", start, start + header[1]!.length, random.pick(BLOCKS));
}

/** A one-line statement at the top of one block, moved to the start of another. */
function movedLine(text: string, random: Random): Mutant | null {
  const headers = [...text.matchAll(HEADER)];
  const lines = [...text.matchAll(/^(?: {2}|\t)[A-Za-z][^\n]*;[ \t]*(?:\/\/[^\n]*)?\n/gm)];
  if (headers.length < 2 || lines.length === 0) return null;
  const line = random.pick(lines);
  const header = random.pick(headers);
  const home = headers.filter(({ index }) => index < line.index).at(-1);
  if (header === home) return null;
  const to = header.index + header[0].length;
  const without = text.slice(0, line.index) + text.slice(line.index + line[0].length);
  const at = to < line.index ? to : to - line[0].length;
  const result = `${without.slice(0, at)}\n${line[0].trimEnd()}${without.slice(at)}`;
  const token = /([A-Za-z]\w*)\s*(?:\[[^\]]*\]\s*)?(?:;|=|~|\+=)/.exec(line[0])?.[1] ?? line[0].trim();
  return { text: result, kind: "block", token, written: token, lines: [lineAt(result, at) + 1] };
}

// Braces that are missing or too many. The parser notices only where the program no longer makes sense, often at its end; the
// indentation tells where the author thought a block would start or end.

import type { IToken } from "chevrotain";
import { tokenMatcher } from "chevrotain";
import type { Lexed } from "./lex.ts";
import { symbol } from "./repair-edits.ts";
import type { Edit } from "./repair-edits.ts";
import * as t from "./tokens.ts";

export function braceEdits(lexed: Lexed, place: number): Edit[] {
  const edits = [
    ...missingClosers(lexed, place),
    ...missingOpeners(lexed, place),
    ...strayClosers(lexed, place),
  ];
  return edits.map((edit) => ({ ...edit, isFar: true }));
}

interface Line {
  /** Index of its first token. */
  readonly first: number;
  readonly indent: number;
}

/** The lines that hold tokens, up to a token of the next block. */
function linesOf({ tokens }: Lexed, from: number, to: number): Line[] {
  const lines: Line[] = [];
  for (let at = from; at < to; at++) {
    const token = tokens[at]!;
    if (at > from && tokens[at - 1]!.endLine === token.startLine) continue;
    lines.push({ first: at, indent: (token.startColumn ?? 1) - 1 });
  }
  return lines;
}

/** Before a line that is indented no deeper than the line whose brace is still open. */
function missingClosers(lexed: Lexed, place: number): Edit[] {
  const { tokens } = lexed;
  const edits: Edit[] = [];
  const open: { indent: number; line: number }[] = [];
  let indent = 0;
  const lines = linesOf(lexed, blockStart(tokens, place), Math.min(place + 1, tokens.length));
  lines.forEach(({ first, indent: own }, index) => {
    indent = own;
    const end = lines[index + 1]?.first ?? Math.min(place, tokens.length);
    const innermost = open.at(-1);
    if (innermost !== undefined && own <= innermost.indent && tokens[first]!.tokenType !== t.RightBrace)
      edits.push(closer(tokens, first, innermost.indent));
    // A brace that closes further out than the innermost one: that one is not closed.
    if (innermost !== undefined && tokens[first]!.tokenType === t.RightBrace && own < innermost.indent)
      edits.push(closer(tokens, first, innermost.indent));
    for (let at = first; at < end; at++) {
      if (tokens[at]!.tokenType === t.LeftBrace) open.push({ indent, line: index });
      if (tokens[at]!.tokenType === t.RightBrace) open.pop();
    }
  });
  if (place >= tokens.length && open.length > 0)
    edits.push(closer(tokens, tokens.length, open.at(-1)!.indent));
  // Where the indentation first disagrees is likeliest.
  return edits.slice(0, 8).map((edit, index) => ({ ...edit, cost: edit.cost + 0.02 * index }));
}

function closer(tokens: readonly IToken[], at: number, indent: number): Edit {
  const before = tokens[at - 1]!;
  const hint = `Put \`}\` after line ${before.endLine}.`;
  const layout = `\n${" ".repeat(indent)}}`;
  return { at, removed: 0, put: [symbol("}")], cost: 0.8, hint, isAttached: true, layout };
}

/** After the header of a loop, condition, function or block whose next line is indented deeper. */
function missingOpeners({ tokens }: Lexed, place: number): Edit[] {
  const edits: Edit[] = [];
  for (let at = blockStart(tokens, place) + 1; at <= Math.min(place, tokens.length - 1); at++) {
    const [before, after] = [tokens[at - 1]!, tokens[at]!];
    const isHeader =
      before.tokenType === t.RightParen ||
      before.tokenType === t.Else ||
      tokenMatcher(before, t.BlockKeyword) ||
      before.tokenType === t.Functions;
    if (!isHeader || after.tokenType === t.LeftBrace || (before.endLine ?? 0) >= (after.startLine ?? 0))
      continue;
    const hint = `Put \`{\` at the end of line ${before.endLine}.`;
    edits.push({ at, removed: 0, put: [symbol("{")], cost: 0.9, hint, isAttached: true, layout: " {" });
  }
  return edits.slice(-12);
}

/** Braces that close a block although its indentation goes on. */
function strayClosers({ tokens }: Lexed, place: number): Edit[] {
  const edits: Edit[] = [];
  for (let at = Math.min(place, tokens.length - 1); at > Math.max(0, place - 60); at--) {
    if (tokens[at]!.tokenType !== t.RightBrace) continue;
    const hint = `Delete the \`}\` on line ${tokens[at]!.startLine}.`;
    edits.push({ at, removed: 1, put: [], cost: 1.7, hint });
  }
  return edits.slice(0, 6);
}

function blockStart(tokens: readonly IToken[], place: number): number {
  let at = Math.min(place, tokens.length) - 1;
  while (
    at > 0 &&
    !(
      (tokenMatcher(tokens[at]!, t.BlockKeyword) || tokens[at]!.tokenType === t.Functions) &&
      tokens[at + 1]?.tokenType !== t.Identifier
    )
  )
    at--;
  return Math.max(0, at);
}

// The edits that may repair a syntax error, with how unlikely each is to be what the author meant. Punctuation is put in or taken
// out freely; a word is only taken out if nothing else will do; operators are never invented, but for the `*` of `2 x`.

import type { IToken, TokenType } from "chevrotain";
import { tokenMatcher } from "chevrotain";
import type { Lexed } from "./lex.ts";
import { keywordsNear } from "./repair-words.ts";
import * as t from "./tokens.ts";

export interface Edit {
  /** Index of the first token concerned. */
  readonly at: number;
  /** How many tokens go. */
  readonly removed: number;
  readonly put: readonly Piece[];
  /** Lower is likelier. */
  readonly cost: number;
  readonly hint: string;
  /** What is put in belongs right behind the token before it. */
  readonly isAttached?: boolean;
  /** What is put in as text, if not just the tokens. */
  readonly layout?: string;
  /** May lie anywhere in the block: then all of it is parsed again. */
  readonly isFar?: boolean;
}

export interface Piece {
  readonly image: string;
  readonly type: TokenType;
}

/** How many tokens before the error an edit may begin, and what each of them adds to the cost. */
const REACH = 10;
const PER_TOKEN = 0.15;

/** `place`: the token at which the parser stopped. */
export function editsNear(lexed: Lexed, place: number): Edit[] {
  const { tokens } = lexed;
  const edits: Edit[] = [...keywordsNear(lexed, place)];
  for (let at = Math.max(0, place - REACH); at <= Math.min(place + 1, tokens.length); at++) {
    const far = Math.abs(at - place) * PER_TOKEN;
    const here = insertions(tokens, at, place);
    if (at < tokens.length)
      here.push(...deletions(tokens, at), ...replacements(tokens, at), ...exchanges(tokens, at));
    for (const edit of here) if (fits(tokens, edit)) edits.push({ ...edit, cost: edit.cost + far });
  }
  return edits;
}

const typeOfSymbol = new Map<string, TokenType>();
for (const type of t.tokenTypes) if (typeof type.PATTERN === "string") typeOfSymbol.set(type.PATTERN, type);

export function symbol(image: string): Piece {
  return { image, type: typeOfSymbol.get(image) ?? t.reservedWords.get(image)! };
}

export function endsLine(before: IToken, after: IToken | undefined): boolean {
  return after === undefined || (before.endLine ?? 0) < (after.startLine ?? 0);
}

// ----------------------------------------------------------------------------------------------------------------- put in

/** Put right behind the token before them. */
const attached: readonly (readonly [image: string, cost: number])[] = [
  [")", 1],
  ["]", 1],
  [",", 1.2],
  ["(", 2],
  ["[", 1.9],
];
/** Put with a space before the next token. */
const free: readonly (readonly [image: string, cost: number])[] = [
  ["=", 2.5],
  ["~", 2.5],
  [":", 2],
  ["|", 2],
  ["in", 2],
];

function insertions(tokens: readonly IToken[], at: number, place: number): Edit[] {
  const [before, after] = [tokens[at - 1], tokens[at]];
  if (before === undefined) return [];
  const ends = endsLine(before, after);
  const starts = startsStatement(before);
  const edits = [
    ...attached
      .filter(([image]) => !(starts && (image === "(" || image === "[")))
      // Outside brackets a comma only separates the names of a declaration.
      .map(([image, cost]) => insertion(image, image === "," && !isInBrackets(tokens, at) ? 3 : cost))
      .map((edit) => ({ ...edit, isAttached: true })),
    ...free.map(([image, cost]) => insertion(image, cost)),
    // At the end of a line `;` is what is missing, within one hardly ever.
    { ...insertion(";", ends ? (at === place ? 0 : 1) : 3), isAttached: true },
  ];
  if (!starts && !ends) edits.push({ ...insertion("}", 1.6), isAttached: true });
  if (/^[=(,]$/.test(before.image)) edits.push({ ...insertion("{", 1.9), layout: "{" });
  if (isNumber(before) && after !== undefined && (isName(after) || after.tokenType === t.LeftParen))
    edits.push(insertion("*", 2));
  if (tokenMatcher(before, t.TypeKeyword)) edits.push({ ...insertion("<", 1.5), isAttached: true });
  if (opensConstraint(tokens, at)) edits.push({ ...insertion(">", 1.2), isAttached: true });
  return edits;

  function insertion(image: string, cost: number): Edit {
    const where = ends
      ? `after \`${before!.image}\``
      : `between \`${before!.image}\` and \`${after!.image}\``;
    return { at, removed: 0, put: [symbol(image)], cost, hint: `Put \`${image}\` ${where}.` };
  }
}

function startsStatement(before: IToken | undefined): boolean {
  return before === undefined || /^[;{}]$/.test(before.image);
}

function isInBrackets(tokens: readonly IToken[], at: number): boolean {
  for (let back = at - 1, depth = 0; back >= 0 && !startsStatement(tokens[back]); back--) {
    const { image } = tokens[back]!;
    if (image === ")" || image === "]") depth++;
    if ((image === "(" || image === "[") && --depth < 0) return true;
  }
  return false;
}

function isNumber({ tokenType }: IToken): boolean {
  return tokenType === t.IntLiteral || tokenType === t.RealLiteral;
}

function isName(token: IToken): boolean {
  return tokenMatcher(token, t.Identifier);
}

/** Does a `<` that stands behind a type wait for its `>` here? */
function opensConstraint(tokens: readonly IToken[], at: number): boolean {
  for (let back = at - 1; back > Math.max(0, at - 20); back--) {
    const { tokenType } = tokens[back]!;
    if (tokenType === t.Greater || tokenType === t.Semicolon) return false;
    if (tokenType === t.Less) return tokenMatcher(tokens[back - 1]!, t.TypeKeyword);
  }
  return false;
}

// --------------------------------------------------------------------------------------------------------------- take out

function deletions(tokens: readonly IToken[], at: number): Edit[] {
  const token = tokens[at]!;
  if (leavesGap(tokens, at) || (startsStatement(tokens[at - 1]) && tokens[at + 1]?.image === ";")) return [];
  const doubled = token.image === tokens[at - 1]?.image || token.image === tokens[at + 1]?.image;
  const cost = doubled ? 1.1 : costOfDeletion(token);
  return [{ at, removed: 1, put: [], cost, hint: `Delete \`${token.image}\`${alternative(tokens, at)}.` }];
}

/** What may be missing rather than too much: an operator between two operands, an operand before an operator. */
function alternative(tokens: readonly IToken[], at: number): string {
  const [before, token, after] = [tokens[at - 1], tokens[at]!, tokens[at + 1]];
  if (isOperator(token))
    return before !== undefined && openers.has(before.image) ? " or put what is missing before it" : "";
  if (!isOperand(token)) return "";
  const pair =
    before !== undefined && isOperand(before)
      ? [before, token]
      : after !== undefined && isOperand(after)
        ? [token, after]
        : null;
  return pair === null ? "" : `, or put an operator between \`${pair[0]!.image}\` and \`${pair[1]!.image}\``;
}

function isOperand(token: IToken): boolean {
  return isNumber(token) || (isName(token) && token.image !== "T");
}

/** An operator without its right operand, a `=` without its value: something is missing there, not too much. */
function leavesGap(tokens: readonly IToken[], at: number): boolean {
  const token = tokens[at]!;
  const relates = isOperator(token) || token.tokenType === t.Tilde || tokenMatcher(token, t.AssignOperator);
  if (!relates) return false;
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  const isExtra =
    before === undefined ||
    startsStatement(before) ||
    isOperator(before) ||
    tokenMatcher(before, t.AssignOperator) ||
    openers.has(before.image);
  if (startsStatement(before) && after !== undefined) return false;
  return !isExtra || after === undefined || !/^[\w("]/.test(after.image);
}

function costOfDeletion(token: IToken): number {
  if (/^\w/.test(token.image)) return t.reservedWords.has(token.image) ? 3 : 4;
  if (token.image === "{" || token.image === "}") return 3;
  return token.image === "(" || token.image === "[" ? 2.2 : 1.7;
}

// ---------------------------------------------------------------------------------------------------------------- replace

/** What is easily typed for what. */
const confused: ReadonlyMap<string, readonly string[]> = new Map([
  [")", ["]", "}", ",", ":"]],
  ["]", [")", "}", ",", ":"]],
  ["}", [")", "]"]],
  ["(", ["[", "{"]],
  ["[", ["(", "{"]],
  ["{", ["(", "["]],
  [",", [";", ":", "|"]],
  [";", [",", ":", ")", "]"]],
  [":", [";", "=", ",", "in"]],
  ["|", [",", "||"]],
  ["=", ["~", "==", "in"]],
  ["~", ["="]],
  ["==", ["="]],
  ["<", ["["]],
]);

/** What may be put for anything that stands where it should. */
const anyway = [";", ",", ")", "(", "]", "[", "=", "~", ":", "in", "|"];

function replacements(tokens: readonly IToken[], at: number): Edit[] {
  const token = tokens[at]!;
  const likely = confused.get(token.image) ?? [];
  const images = new Set([
    ...likely,
    ...(isOperator(token) ? ["=", "~", "in"] : isOperand(token) ? ["in"] : anyway),
  ]);
  // Nothing but the end of a statement is taken for its `;`.
  const next = tokens[at + 1];
  const ends = endsLine(token, next) || (token.image === "," && tokenMatcher(next!, t.TypeKeyword));
  if (!ends || startsStatement(tokens[at - 1])) images.delete(";");
  if (opensConstraint(tokens, at)) images.add(">");
  if (at > 0 && tokenMatcher(tokens[at - 1]!, t.TypeKeyword)) images.add("<");
  images.delete(token.image);
  const other = /^\w/.test(token.image) ? 4.5 : 2.4;
  return [...images].map((image) => ({
    at,
    removed: 1,
    put: [symbol(image)],
    cost: likely.includes(image) ? 2 : other,
    hint: `Write \`${image}\` instead of \`${token.image}\`.`,
  }));
}

// --------------------------------------------------------------------------------------------------------------- exchange

function exchanges(tokens: readonly IToken[], at: number): Edit[] {
  const [first, second] = [tokens[at]!, tokens[at + 1]];
  if (second === undefined || first.image === second.image) return [];
  // Behind `a - )` something is missing.
  const next = tokens[at + 2];
  if (isOperator(second) && (next === undefined || enders.has(next.image))) return [];
  const put = [second, first].map(({ image, tokenType }) => ({ image, type: tokenType }));
  return [{ at, removed: 2, put, cost: 2.2, hint: `Exchange \`${first.image}\` and \`${second.image}\`.` }];
}

// --------------------------------------------------------------------------------------------------------------- neighbours

const openers = new Set(["(", "[", "{", ",", "|"]);
const enders = new Set([")", "]", "}", ",", ";", "|", ":"]);

/** Can the edit's tokens stand beside each other and their new neighbours at all? Spares most of the parsing. */
function fits(tokens: readonly IToken[], { at, removed, put }: Edit): boolean {
  const pieces = [tokens[at - 1], ...put, tokens[at + removed]].map((token) =>
    token === undefined || "type" in token ? token : { image: token.image, type: token.tokenType },
  );
  return pieces.every((piece, i) => i === 0 || mayFollow(pieces[i - 1], piece));
}

function mayFollow(first: Piece | undefined, second: Piece | undefined): boolean {
  if (first === undefined || second === undefined) return true;
  const [a, b] = [first.image, second.image];
  const isPlain = (piece: Piece) => /^\w/.test(piece.image) && !t.reservedWords.has(piece.image);
  if (isPlain(first) && isPlain(second)) return b === "T";
  if (/^[\d.]/.test(a) && /^[([{"]/.test(b)) return false;
  if (a === "[" && b === "]") return false;
  if (isOperatorImage(a) || a === "=" || a === "~")
    return !enders.has(b) && !(isOperatorImage(b) && !/^[-+!]$/.test(b));
  if (openers.has(a) || a === ";")
    return !(isOperatorImage(b) && !/^[-+!]$/.test(b)) && !(a === ";" && /^[)\],|:]$/.test(b));
  return true;
}

/** Binary only: a constraint's `<` and `>` are not operators. */
function isOperatorImage(image: string): boolean {
  return /^(?:[-+*/^%\\]|%\/%|\.[*/^]|&&|\|\||[=!]=)$/.test(image);
}

function isOperator({ image }: IToken): boolean {
  return isOperatorImage(image) || /^[<>]=?$/.test(image);
}

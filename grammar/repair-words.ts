// Misspelt keywords: names that nearly are a word of the language and stand where that word would do.

import type { IToken } from "chevrotain";
import { tokenMatcher } from "chevrotain";
import type { Lexed } from "./lex.ts";
import type { Edit } from "./repair-edits.ts";
import { slips } from "./slips.ts";
import * as t from "./tokens.ts";

const blockNames = [t.TransformedData, t.TransformedParameters, t.GeneratedQuantities] as const;
const twoWords: ReadonlyMap<string, (typeof blockNames)[number]> = new Map([
  ["transformed data", t.TransformedData],
  ["transformed parameters", t.TransformedParameters],
  ["generated quantities", t.GeneratedQuantities],
]);

/** How far back a misspelt type can stand from where the parser stopped: `vctor<lower=0, upper=1>[N] x`. */
const REACH = 16;

export function keywordsNear({ tokens }: Lexed, place: number): Edit[] {
  const edits: Edit[] = [];
  for (let at = Math.max(0, place - REACH); at <= Math.min(place, tokens.length - 1); at++) {
    const token = tokens[at]!;
    if (!tokenMatcher(token, t.Identifier) && !t.reservedWords.has(token.image)) continue;
    edits.push(...singleWords(token, at), ...blockWords(tokens, at));
  }
  return edits;
}

function singleWords(token: IToken, at: number): Edit[] {
  const limit = token.image.length <= 3 ? 1 : 2;
  return [...t.reservedWords].flatMap(([word, type]) => {
    const distance = slips(token.image, word, 3);
    if (word === token.image || distance > limit) return [];
    const hint = `Did you mean \`${word}\`?`;
    return [{ at, removed: 1, put: [{ image: word, type }], cost: 0.5 * distance, hint }];
  });
}

function blockWords(tokens: readonly IToken[], at: number): Edit[] {
  const [first, second] = [tokens[at]!, tokens[at + 1]];
  if (second === undefined) return [];
  const written = `${first.image} ${second.image}`;
  return [...twoWords].flatMap(([name, type]) => {
    const distance = slips(written, name, 4);
    if (distance > 3) return [];
    const hint = `Did you mean \`${name}\`?`;
    return [{ at, removed: 2, put: [{ image: name, type }], cost: 0.3 * distance, hint }];
  });
}

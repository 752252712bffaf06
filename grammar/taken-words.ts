// Words that became reserved after people had used them as names (`vector[N] offset;`): the fix renames every use, for which the
// words that still are keywords have to be told from the names.

import { tokenMatcher } from "chevrotain";
import type { IToken } from "chevrotain";
import { spanFromTo, tokenAt } from "./failure.ts";
import type { Failure } from "./failure.ts";
import type { Fix } from "./problem.ts";
import { textOf } from "./source.ts";
import * as t from "./tokens.ts";

/** The new name with the fix that puts it everywhere; null if the word at the offending token always was reserved or stands alone. */
export function renaming(failure: Failure): { readonly name: string; readonly fix: Fix } | null {
  const word = tokenAt(failure, 0)?.image;
  const isKeyword = word === undefined ? undefined : keywordUse[word];
  if (word === undefined || isKeyword === undefined) return null;
  const { tokens } = failure.lexed;
  const uses = tokens.filter(({ image }, at) => image === word && !isKeyword(tokens, at));
  if (uses.length < 2) return null;
  let name = `${word}_value`;
  while (tokens.some(({ image }) => image === name)) name += "s";
  const whole = spanFromTo(failure, uses[0]!, uses.at(-1)!);
  const inOneFile = whole.source === spanFromTo(failure, uses.at(-1)!, uses.at(-1)!).source;
  return inOneFile
    ? { name, fix: { span: whole, text: renamed(failure, uses, name), isMigration: true } }
    : null;
}

/** The text from the first to the last use, with the name at each. */
function renamed(failure: Failure, uses: readonly IToken[], name: string): string {
  const { spanAt } = failure.lexed;
  const parts = uses.map((use, at) => {
    const next = uses[at + 1];
    return next === undefined ? name : name + textOf(spanAt(use.endOffset! + 1, next.startOffset));
  });
  return parts.join("");
}

type KeywordTest = (tokens: readonly IToken[], at: number) => boolean;

const isBound: KeywordTest = (tokens, at) => {
  if (tokens[at + 1]?.tokenType !== t.Assign) return false;
  for (let back = at - 1; back >= 0; back--) {
    const { tokenType } = tokens[back]!;
    if ([t.Semicolon, t.LeftBrace, t.RightBrace, t.Greater].includes(tokenType)) return false;
    if (tokenType === t.Less && back > 0 && tokenMatcher(tokens[back - 1]!, t.TypeKeyword)) return true;
  }
  return false;
};

const keywordUse: Readonly<Record<string, KeywordTest>> = {
  offset: isBound,
  multiplier: isBound,
  lower: isBound,
  upper: isBound,
  jacobian: (tokens, at) => tokens[at + 1]?.tokenType === t.PlusAssign,
  profile: (tokens, at) => tokens[at + 2]?.tokenType === t.StringLiteral,
};

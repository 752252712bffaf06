// What the parser does after an error. A failed statement, function or block is skipped to where the next one surely starts, so one
// mistake gives one message. The skipping is our own, not the library's automatic recovery, which guesses missing tokens and then
// reports what follows from its guess.

import { CstParser, EOF, isRecognitionException, tokenMatcher } from "chevrotain";
import type { IToken, TokenType } from "chevrotain";
import * as t from "./tokens.ts";

export const NESTING_LIMIT = 200;
export const MAX_ERRORS = 100;

/** The program is nested deeper than any stack should follow; ends the parse. */
export class NestingTooDeep extends Error {
  readonly token: IToken;
  constructor(token: IToken) {
    super("nesting too deep");
    this.token = token;
  }
}

/** Enough errors to show; ends the parse. */
export class TooManyErrors extends Error {}

/** Messages are written from the tokens (syntax-errors.ts): an exception only carries the name of the token type expected, if one was. */
const expectedTokenName = {
  buildMismatchTokenMessage: (options: { expected: TokenType }) => options.expected.name,
  buildNotAllInputParsedMessage: () => "",
  buildNoViableAltMessage: () => "",
  buildEarlyExitMessage: () => "",
};

/** What was being parsed when an error struck. A `branch` is the single statement under `if`, `else`, `for` or `while`. */
type Unit = "block" | "function" | "statement" | "branch";

export abstract class RecoveringParser extends CstParser {
  protected level = 0;
  private failures = 0;
  private maxFailures = MAX_ERRORS;
  private lostIf = false;

  constructor(vocabulary: readonly TokenType[]) {
    super([...vocabulary], {
      maxLookahead: 1,
      nodeLocationTracking: "onlyOffset",
      errorMessageProvider: expectedTokenName,
    });
  }

  protected restart(tokens: IToken[], maxFailures: number): void {
    this.input = tokens;
    this.level = 0;
    this.failures = 0;
    this.maxFailures = maxFailures;
    this.lostIf = false;
  }

  /** Counts one level of nesting; statement and expression themselves are the first two. */
  protected descend(): void {
    if (++this.level > NESTING_LIMIT + 2 && !this.RECORDING_PHASE) throw new NestingTooDeep(this.LA(1));
  }

  /** Runs `step`. A syntax error in it is already recorded: skip the rest of the unit. Returns whether it went well. */
  protected attempt(unit: Unit, step: () => unknown): boolean {
    return this.survive(step, (first) => {
      if (unit === "block") this.skipBlock();
      else if (unit === "function") this.skipFunction(first);
      else this.skipStatement(first, unit === "statement");
    });
  }

  /** Like `attempt` for a closing brace; it counts as present at the end of the file and before the next block. */
  protected attemptToClose(unit: Unit, step: () => unknown): boolean {
    let closed = false;
    const went = this.survive(step, (first) => {
      closed = this.atBlockOrEnd();
      if (closed) return;
      if (unit === "function") this.skipFunction(first);
      else this.skipStatement(first, true);
    });
    return went || closed;
  }

  private survive(step: () => unknown, resume: (first: IToken) => void): boolean {
    const level = this.level;
    const first = this.LA(1);
    try {
      step();
      return true;
    } catch (error) {
      if (!(error instanceof Error) || !isRecognitionException(error)) throw error;
      if (++this.failures >= this.maxFailures) throw new TooManyErrors();
      this.level = level;
      resume(first);
      return false;
    }
  }

  private atBlockOrEnd(): boolean {
    return this.LA(1).tokenType === EOF || startsBlock(this.LA(1), this.LA(2));
  }

  private skipBlock(): void {
    while (!this.atBlockOrEnd()) this.SKIP_TOKEN();
  }

  /** To the end of a signature with `;` or a body in braces, or before the brace that ends the functions block. */
  private skipFunction(first: IToken): void {
    const open = this.openedSince(first);
    if (this.LA(1) === first && first.tokenType === t.RightBrace) this.SKIP_TOKEN();
    while (!this.atBlockOrEnd()) {
      const { tokenType } = this.LA(1);
      if (tokenType === t.RightBrace && !open.includes(t.LeftBrace)) return;
      this.track(open);
      if (tokenType === t.RightBrace && !open.includes(t.LeftBrace)) return;
      if (tokenType === t.Semicolon && !open.includes(t.LeftBrace)) return;
    }
  }

  /**
   * Past the `;` or the body that ends the statement, or before a token that surely starts another one: a keyword that is first on its
   * line, or anything that can start a statement if, besides, no bracket is open.
   */
  private skipStatement(first: IToken, passElse: boolean): void {
    const open = this.openedSince(first);
    while (!this.atBlockOrEnd()) {
      const token = this.LA(1);
      const { tokenType } = token;
      if (token !== first && this.startsLine() && startsStatement(token, open.length === 0)) return;
      if (tokenType === t.RightBrace && !open.includes(t.LeftBrace)) return;
      if (tokenType === t.LeftBrace && this.opensBranch(first, open)) {
        this.lostIf = first.tokenType === t.If;
        return;
      }
      const inHeader = tokenType === t.Semicolon && first.tokenType === t.For && this.closesOnLine(open);
      this.track(open);
      if (inHeader) continue;
      const ended =
        tokenType === t.Semicolon
          ? open.at(-1) !== t.LeftBrace
          : tokenType === t.RightBrace && open.length === 0;
      if (!ended) continue;
      if (passElse && this.LA(1).tokenType === t.Else) this.SKIP_TOKEN();
      return;
    }
  }

  /** At `{`: is it the body of the statement with the broken header? Then it is worth parsing. */
  private opensBranch(first: IToken, open: readonly TokenType[]): boolean {
    if (open.length === 0) return this.LA(0).tokenType === t.RightParen;
    const inHeader = [t.If, t.While, t.For].includes(first.tokenType) && !open.includes(t.LeftBrace);
    return inHeader && (this.LA(1).startLine ?? 0) < (this.LA(2).startLine ?? 0);
  }

  /** Passes the `else` of an `if` whose broken header was skipped. */
  protected passLostElse(): boolean {
    if (this.RECORDING_PHASE || !this.lostIf || this.LA(1).tokenType !== t.Else) return false;
    this.lostIf = false;
    this.SKIP_TOKEN();
    return true;
  }

  /** `for (i = 1; i < N; ...)`: at a `;` inside parentheses that do close on this line. */
  private closesOnLine(open: readonly TokenType[]): boolean {
    if (open.length !== 1 || open[0] !== t.LeftParen) return false;
    const line = this.LA(1).startLine;
    for (let ahead = 2; this.LA(ahead).startLine === line; ahead++)
      if (this.LA(ahead).tokenType === t.RightParen) return true;
    return false;
  }

  private startsLine(): boolean {
    return (this.LA(0).endLine ?? 0) < (this.LA(1).startLine ?? 0);
  }

  /** Brackets opened and not closed between `first` and the next token. */
  private openedSince(first: IToken): TokenType[] {
    let consumed = 0;
    if (this.LA(1) !== first) while (this.LA(-consumed) !== first) consumed++;
    else consumed = -1;
    const open: TokenType[] = [];
    for (let back = -consumed; back <= 0; back++) noteBracket(open, this.LA(back).tokenType);
    return open;
  }

  private track(open: TokenType[]): void {
    noteBracket(open, this.LA(1).tokenType);
    this.SKIP_TOKEN();
  }

  /** At `{` where a statement starts: is it an array literal (`{1, 2} ~ f();`) and not a block? */
  protected braceOpensArray(): boolean {
    if (this.LA(1).tokenType !== t.LeftBrace) return false;
    let depth = 0;
    for (let ahead = 1; depth <= NESTING_LIMIT; ahead++) {
      const { tokenType } = this.LA(ahead);
      if (tokenType === EOF || tokenType === t.Semicolon || startsBody(this.LA(ahead))) return false;
      if (tokenType === t.LeftBrace) depth++;
      if (tokenType !== t.RightBrace) continue;
      if (this.LA(ahead - 1).tokenType === t.LeftBrace) return false;
      if (--depth === 0) return continuesExpression(this.LA(ahead + 1));
    }
    return false;
  }
}

const closers: ReadonlyMap<TokenType, TokenType> = new Map([
  [t.RightBrace, t.LeftBrace],
  [t.RightParen, t.LeftParen],
  [t.RightBracket, t.LeftBracket],
]);

/** A closing bracket also closes what was left open inside it; one without a partner is ignored. */
function noteBracket(open: TokenType[], type: TokenType): void {
  if (type === t.LeftBrace || type === t.LeftParen || type === t.LeftBracket) open.push(type);
  const opener = closers.get(type);
  const at = opener === undefined ? -1 : open.lastIndexOf(opener);
  if (at >= 0) open.length = at;
}

function startsBlock(token: IToken, next: IToken): boolean {
  return (
    next.tokenType === t.LeftBrace && (tokenMatcher(token, t.BlockKeyword) || token.tokenType === t.Functions)
  );
}

function startsBody(token: IToken): boolean {
  return tokenMatcher(token, t.StatementKeyword) || tokenMatcher(token, t.TypeKeyword);
}

function startsStatement(token: IToken, bracketsClosed: boolean): boolean {
  if (startsBody(token)) return true;
  return bracketsClosed && [t.Identifier, t.Truncate, t.Target, t.LeftBrace].includes(token.tokenType);
}

function continuesExpression(token: IToken): boolean {
  const follows = [
    t.Tilde,
    t.Question,
    t.Transpose,
    t.LeftBracket,
    t.DotNumeral,
    t.BinaryOperator,
    t.PowerOperator,
  ];
  return follows.some((type) => tokenMatcher(token, type));
}

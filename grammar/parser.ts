// TEXT -> concrete syntax tree: one rule per construct of the language, LL(1) throughout, so an error is always raised at the first
// token that cannot continue the program. A Chevrotain grammar is one class; here it grows by inheritance, each part in a file of its
// own: recovery.ts, expressions, types, statements, and programs in this one. Where an error may be survived is marked by `attempt`.

import { EOF } from "chevrotain";
import type { CstNode, IToken } from "chevrotain";
import type { Rule } from "./expression-parser.ts";
import { MAX_ERRORS } from "./recovery.ts";
import { StatementParser } from "./statement-parser.ts";
import * as t from "./tokens.ts";
import type { Place } from "./type-parser.ts";

export class StanParser extends StatementParser {
  constructor() {
    super(t.tokenTypes);
    this.performSelfAnalysis();
  }

  /** Parses a whole file; throws `NestingTooDeep` and, after `maxErrors`, `TooManyErrors`, nothing else. */
  parseFile(tokens: IToken[], functionsOnly: boolean, maxErrors = MAX_ERRORS): CstNode | undefined {
    this.unassignable = [];
    this.restart(tokens, maxErrors);
    return functionsOnly ? this.functionsFile() : this.program();
  }

  program: Rule = this.RULE("program", () => {
    do {
      this.MANY(() => this.attempt("block", () => this.SUBRULE(this.block)));
    } while (!this.attempt("block", () => this.CONSUME(EOF)));
  });

  functionsFile: Rule = this.RULE("functionsFile", () => {
    do {
      this.MANY(() => this.attempt("function", () => this.SUBRULE(this.functionDefinition)));
    } while (!this.attempt("function", () => this.CONSUME(EOF)));
  });

  block: Rule = this.RULE("block", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Functions);
          this.SUBRULE(this.functionsBody);
        },
      },
      {
        ALT: () => {
          const keyword = this.CONSUME(t.BlockKeyword);
          this.SUBRULE(this.body, { ARGS: [placeOf(keyword)] });
        },
      },
    ]);
  });

  functionsBody: Rule = this.RULE("functionsBody", () => {
    this.CONSUME(t.LeftBrace);
    do {
      this.MANY(() => this.attempt("function", () => this.SUBRULE(this.functionDefinition)));
    } while (!this.attemptToClose("function", () => this.CONSUME(t.RightBrace)));
  });

  functionDefinition: Rule = this.RULE("functionDefinition", () => {
    this.OR1([{ ALT: () => this.CONSUME(t.Void) }, { ALT: () => this.SUBRULE(this.unsizedType) }]);
    this.CONSUME(t.Identifier);
    this.CONSUME(t.LeftParen);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.functionArgument) });
    this.CONSUME(t.RightParen);
    this.OR2([{ ALT: () => this.CONSUME(t.Semicolon) }, { ALT: () => this.SUBRULE(this.body) }]);
  });

  functionArgument: Rule = this.RULE("functionArgument", () => {
    this.OPTION(() => this.CONSUME(t.Data));
    this.SUBRULE(this.unsizedType);
    this.CONSUME(t.Identifier);
  });
}

function placeOf(keyword: IToken): Place {
  if (keyword.tokenType === t.Data || keyword.tokenType === t.Parameters) return "input";
  return keyword.tokenType === t.Model ? "local" : "top";
}

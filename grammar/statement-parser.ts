// Grammar rules of declarations and statements. The single statements under `if`, `for` and `while` survive an error of their own.

import { EMPTY_ALT, tokenMatcher } from "chevrotain";
import type { IToken } from "chevrotain";
import { isAssignable, isPlainCall, isPrimary } from "./cst-shape.ts";
import type { ExpressionCstNode } from "./cst.ts";
import type { Rule } from "./expression-parser.ts";
import * as t from "./tokens.ts";
import { TypeParser } from "./type-parser.ts";
import type { Place, PlaceRule } from "./type-parser.ts";

export abstract class StatementParser extends TypeParser {
  /** Assignment targets that parse but cannot be assigned to, e.g. `f(x) = 1`. */
  unassignable: ExpressionCstNode[] = [];

  body: PlaceRule = this.RULE("body", (place: Place = "local") => {
    this.CONSUME(t.LeftBrace);
    do {
      this.MANY({
        GATE: () => place !== "input" || isDeclarationStart(this.LA(1)),
        DEF: () => this.attempt("statement", () => this.SUBRULE(this.statement, { ARGS: [place] })),
      });
    } while (this.passLostElse() || !this.attemptToClose("statement", () => this.CONSUME(t.RightBrace)));
  });

  private readonly statements = {
    input: this.statementKinds("input"),
    top: this.statementKinds("top"),
    local: this.statementKinds("local"),
  };

  private statementKinds(place: Place) {
    const kinds = [
      {
        GATE: () => place !== "local" || !tokenMatcher(this.LA(1), t.ConstrainedType),
        ALT: () => this.SUBRULE(this.declaration, { ARGS: [place] }),
      },
      { GATE: () => !this.braceOpensArray(), ALT: () => this.SUBRULE(this.body) },
      { ALT: () => this.SUBRULE(this.ifStatement) },
      { ALT: () => this.SUBRULE(this.whileStatement) },
      { ALT: () => this.SUBRULE(this.forStatement) },
      { ALT: () => this.SUBRULE(this.profileStatement) },
      { ALT: () => this.SUBRULE(this.printStatement) },
      { ALT: () => this.SUBRULE(this.returnStatement) },
      { ALT: () => this.SUBRULE(this.simpleStatement) },
      {
        GATE: () => this.LA(2).tokenType === t.PlusAssign,
        ALT: () => this.SUBRULE(this.targetIncrement),
      },
      { ALT: () => this.SUBRULE(this.jacobianIncrement) },
      { ALT: () => this.SUBRULE(this.expressionStatement) },
    ];
    return { IGNORE_AMBIGUITIES: true, DEF: kinds };
  }

  statement: PlaceRule = this.RULE("statement", (place: Place = "local") => {
    this.descend();
    this.OR(this.statements[place]);
    this.level--;
  });

  declaration: PlaceRule = this.RULE("declaration", (place: Place = "local") => {
    this.SUBRULE(this.sizedType, { ARGS: [place] });
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => this.SUBRULE(this.declarator, { ARGS: [place] }),
    });
    this.CONSUME(t.Semicolon);
  });

  declarator: PlaceRule = this.RULE("declarator", (place: Place = "local") => {
    this.CONSUME(t.Identifier);
    this.OPTION({
      GATE: () => place !== "input",
      DEF: () => {
        this.CONSUME(t.Assign);
        this.SUBRULE(this.expression);
      },
    });
  });

  ifStatement: Rule = this.RULE("ifStatement", () => {
    this.CONSUME(t.If);
    this.CONSUME(t.LeftParen);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RightParen);
    this.attempt("branch", () => this.SUBRULE1(this.statement));
    this.OPTION(() => {
      this.CONSUME(t.Else);
      this.attempt("branch", () => this.SUBRULE2(this.statement));
    });
  });

  whileStatement: Rule = this.RULE("whileStatement", () => {
    this.CONSUME(t.While);
    this.CONSUME(t.LeftParen);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RightParen);
    this.attempt("branch", () => this.SUBRULE(this.statement));
  });

  forStatement: Rule = this.RULE("forStatement", () => {
    this.CONSUME(t.For);
    this.CONSUME(t.LeftParen);
    this.CONSUME(t.Identifier);
    this.CONSUME(t.In);
    this.SUBRULE1(this.expression);
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      this.SUBRULE2(this.expression);
    });
    this.CONSUME(t.RightParen);
    this.attempt("branch", () => this.SUBRULE(this.statement));
  });

  profileStatement: Rule = this.RULE("profileStatement", () => {
    this.CONSUME(t.Profile);
    this.CONSUME(t.LeftParen);
    this.CONSUME(t.StringLiteral);
    this.CONSUME(t.RightParen);
    this.SUBRULE(this.body);
  });

  printStatement: Rule = this.RULE("printStatement", () => {
    this.CONSUME(t.PrintKeyword);
    this.CONSUME(t.LeftParen);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.printItem) });
    this.CONSUME(t.RightParen);
    this.CONSUME(t.Semicolon);
  });

  printItem: Rule = this.RULE("printItem", () => {
    this.OR([{ ALT: () => this.CONSUME(t.StringLiteral) }, { ALT: () => this.SUBRULE(this.expression) }]);
  });

  returnStatement: Rule = this.RULE("returnStatement", () => {
    this.CONSUME(t.Return);
    this.OPTION(() => this.SUBRULE(this.expression));
    this.CONSUME(t.Semicolon);
  });

  simpleStatement: Rule = this.RULE("simpleStatement", () => {
    this.OPTION(() => {
      this.OR([{ ALT: () => this.CONSUME(t.Break) }, { ALT: () => this.CONSUME(t.Continue) }]);
    });
    this.CONSUME(t.Semicolon);
  });

  targetIncrement: Rule = this.RULE("targetIncrement", () => {
    this.CONSUME(t.Target);
    this.CONSUME(t.PlusAssign);
    this.SUBRULE(this.expression);
    this.CONSUME(t.Semicolon);
  });

  jacobianIncrement: Rule = this.RULE("jacobianIncrement", () => {
    this.CONSUME(t.Jacobian);
    this.CONSUME(t.PlusAssign);
    this.SUBRULE(this.expression);
    this.CONSUME(t.Semicolon);
  });

  /** Assignment, `~` and the call of a void function all start with an expression; what follows must fit its shape. */
  expressionStatement: Rule = this.RULE("expressionStatement", () => {
    const first = this.SUBRULE1(this.expression) as ExpressionCstNode;
    this.OR([
      {
        GATE: () => isPrimary(first),
        ALT: () => {
          this.CONSUME(t.AssignOperator);
          this.ACTION(() => {
            if (!isAssignable(first)) this.unassignable.push(first);
          });
          this.SUBRULE2(this.expression);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Tilde);
          this.CONSUME(t.Identifier);
          this.SUBRULE(this.tildeArguments);
          this.OPTION({
            GATE: () => this.LA(1).tokenType === t.Truncate,
            DEF: () => this.SUBRULE(this.truncation),
          });
        },
      },
      { GATE: () => isPlainCall(first), ALT: EMPTY_ALT() },
    ]);
    this.CONSUME(t.Semicolon);
  });

  tildeArguments: Rule = this.RULE("tildeArguments", () => {
    this.CONSUME(t.LeftParen);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(t.RightParen);
  });

  truncation: Rule = this.RULE("truncation", () => {
    this.CONSUME(t.Truncate);
    this.CONSUME(t.LeftBracket);
    this.OPTION1(() => this.SUBRULE1(this.expression, { LABEL: "lower" }));
    this.CONSUME(t.Comma);
    this.OPTION2(() => this.SUBRULE2(this.expression, { LABEL: "upper" }));
    this.CONSUME(t.RightBracket);
  });
}

function isDeclarationStart(token: IToken): boolean {
  return token.tokenType === t.Semicolon || tokenMatcher(token, t.TypeKeyword);
}

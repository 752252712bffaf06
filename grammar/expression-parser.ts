// Grammar rules of expressions. Binary operators are parsed as one flat list (expressions-to-ast.ts applies the precedence table),
// which keeps chains of any length off the stack.

import { tokenMatcher } from "chevrotain";
import type { CstNode, ParserMethod } from "chevrotain";
import { RecoveringParser } from "./recovery.ts";
import * as t from "./tokens.ts";

export type Rule = ParserMethod<[], CstNode>;
export type FlagRule = ParserMethod<[flag?: boolean], CstNode>;

export abstract class ExpressionParser extends RecoveringParser {
  /** `inConstraint`: arithmetic only, so that `>` closes the constraint. */
  expression: FlagRule = this.RULE("expression", (inConstraint = false) => {
    this.descend();
    this.SUBRULE1(this.operand);
    this.MANY(inConstraint ? this.arithmeticTail : this.tail);
    this.OPTION(inConstraint ? this.noTernary : this.ternary);
    this.level--;
  });

  // What is built once here would otherwise be built for every operand of a program.

  private readonly tail = () => {
    this.CONSUME(t.BinaryOperator);
    this.SUBRULE2(this.operand);
  };

  private readonly arithmeticTail = {
    GATE: () => tokenMatcher(this.LA(1), t.ArithmeticOperator),
    DEF: this.tail,
  };

  private readonly ternary = () => {
    this.CONSUME(t.Question);
    this.SUBRULE1(this.expression);
    this.CONSUME(t.Colon);
    this.SUBRULE2(this.expression);
  };

  private readonly noTernary = { GATE: () => false, DEF: this.ternary };

  private readonly primaries = [
    {
      ALT: () => {
        this.CONSUME(t.Identifier);
        this.OPTION1(() => this.SUBRULE(this.callArguments));
      },
    },
    { ALT: () => this.CONSUME(t.IntLiteral) },
    { ALT: () => this.CONSUME(t.RealLiteral) },
    { ALT: () => this.CONSUME(t.DotNumeral) },
    { ALT: () => this.CONSUME(t.ImaginaryLiteral) },
    { ALT: () => this.SUBRULE(this.parenthesized) },
    { ALT: () => this.SUBRULE(this.rowVectorLiteral) },
    { ALT: () => this.SUBRULE(this.arrayLiteral) },
    { ALT: () => this.SUBRULE(this.targetCall) },
  ];

  operand: Rule = this.RULE("operand", () => {
    this.MANY1(() => this.CONSUME(t.PrefixOperator));
    this.OR(this.primaries);
    this.MANY2(() => this.SUBRULE(this.suffix));
    this.MANY3(() => this.CONSUME(t.Transpose));
    this.OPTION2(() => {
      this.CONSUME(t.PowerOperator);
      this.descend();
      this.SUBRULE(this.operand);
      this.level--;
    });
  });

  /** A parenthesised expression, or a tuple if there is a comma: `(e,)` has one slot, longer ones take no trailing comma. */
  parenthesized: Rule = this.RULE("parenthesized", () => {
    this.CONSUME(t.LeftParen);
    this.SUBRULE1(this.expression);
    this.OPTION1(() => {
      this.CONSUME1(t.Comma);
      this.OPTION2(() => {
        this.SUBRULE2(this.expression);
        this.MANY(() => {
          this.CONSUME2(t.Comma);
          this.SUBRULE3(this.expression);
        });
      });
    });
    this.CONSUME(t.RightParen);
  });

  rowVectorLiteral: Rule = this.RULE("rowVectorLiteral", () => {
    this.CONSUME(t.LeftBracket);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(t.RightBracket);
  });

  arrayLiteral: Rule = this.RULE("arrayLiteral", () => {
    this.CONSUME(t.LeftBrace);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(t.RightBrace);
  });

  targetCall: Rule = this.RULE("targetCall", () => {
    this.CONSUME(t.Target);
    this.CONSUME(t.LeftParen);
    this.CONSUME(t.RightParen);
  });

  private readonly furtherArguments = [
    {
      ALT: () => {
        this.CONSUME(t.Bar);
        this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE2(this.expression) });
      },
    },
    {
      ALT: () =>
        this.MANY(() => {
          this.CONSUME2(t.Comma);
          this.SUBRULE3(this.expression);
        }),
    },
  ];

  callArguments: Rule = this.RULE("callArguments", () => {
    this.CONSUME(t.LeftParen);
    this.OPTION1(() => {
      this.SUBRULE1(this.expression);
      this.OR(this.furtherArguments);
    });
    this.CONSUME(t.RightParen);
  });

  private readonly suffixes = [
    { ALT: () => this.CONSUME(t.DotNumeral) },
    {
      ALT: () => {
        this.CONSUME(t.LeftBracket);
        this.SUBRULE1(this.index);
        this.MANY(() => {
          this.CONSUME(t.Comma);
          this.SUBRULE2(this.index);
        });
        this.CONSUME(t.RightBracket);
      },
    },
  ];

  suffix: Rule = this.RULE("suffix", () => {
    this.OR(this.suffixes);
  });

  index: Rule = this.RULE("index", () => {
    this.OPTION1(() => this.SUBRULE1(this.expression, { LABEL: "lower" }));
    this.OPTION2(() => {
      this.CONSUME(t.Colon);
      this.OPTION3(() => this.SUBRULE2(this.expression, { LABEL: "upper" }));
    });
  });
}

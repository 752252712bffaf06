// Grammar rules of types: without sizes in function signatures, with sizes in declarations, with constraints where a block allows them.

import type { CstNode, ParserMethod, TokenType } from "chevrotain";
import { ExpressionParser } from "./expression-parser.ts";
import type { FlagRule, Rule } from "./expression-parser.ts";
import * as t from "./tokens.ts";

/** Which declarations may stand here: `input` data and parameters, `top` the other top-level blocks, `local` everywhere else. */
export type Place = "input" | "top" | "local";
export type PlaceRule = ParserMethod<[place?: Place], CstNode>;

export abstract class TypeParser extends ExpressionParser {
  unsizedType: Rule = this.RULE("unsizedType", () => {
    this.descend();
    this.OR1([
      { ALT: () => this.CONSUME1(t.BasicType) },
      {
        ALT: () => {
          this.CONSUME(t.ArrayKeyword);
          this.CONSUME(t.LeftBracket);
          this.MANY(() => this.CONSUME(t.Comma));
          this.CONSUME(t.RightBracket);
          this.OR2([
            { ALT: () => this.CONSUME2(t.BasicType) },
            { ALT: () => this.SUBRULE1(this.unsizedTuple) },
          ]);
        },
      },
      { ALT: () => this.SUBRULE2(this.unsizedTuple) },
    ]);
    this.level--;
  });

  unsizedTuple: Rule = this.RULE("unsizedTuple", () => {
    this.CONSUME(t.TupleKeyword);
    this.CONSUME(t.LeftParen);
    this.SUBRULE1(this.unsizedType);
    this.CONSUME(t.Comma);
    this.OPTION(() => {
      this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE2(this.unsizedType) });
    });
    this.CONSUME(t.RightParen);
  });

  sizedType: PlaceRule = this.RULE("sizedType", (place: Place = "local") => {
    this.descend();
    this.OR1([
      {
        ALT: () => {
          this.CONSUME(t.ArrayKeyword);
          this.CONSUME(t.LeftBracket);
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.expression) });
          this.CONSUME(t.RightBracket);
          this.OR2([
            { ALT: () => this.SUBRULE1(this.sizedTuple, { ARGS: [place] }) },
            { ALT: () => this.SUBRULE1(this.basicSizedType, { ARGS: [place] }) },
          ]);
        },
      },
      { ALT: () => this.SUBRULE2(this.sizedTuple, { ARGS: [place] }) },
      { ALT: () => this.SUBRULE2(this.basicSizedType, { ARGS: [place] }) },
    ]);
    this.level--;
  });

  sizedTuple: PlaceRule = this.RULE("sizedTuple", (place: Place = "local") => {
    this.CONSUME(t.TupleKeyword);
    this.CONSUME(t.LeftParen);
    this.SUBRULE1(this.sizedType, { ARGS: [place] });
    this.CONSUME(t.Comma);
    this.OPTION(() => {
      this.AT_LEAST_ONE_SEP({
        SEP: t.Comma,
        DEF: () => this.SUBRULE2(this.sizedType, { ARGS: [place] }),
      });
    });
    this.CONSUME(t.RightParen);
  });

  basicSizedType: PlaceRule = this.RULE("basicSizedType", (place: Place = "local") => {
    const constrained = () => place !== "local";
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Int);
          this.OPTION1({ GATE: constrained, DEF: () => this.SUBRULE1(this.constraint) });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.ScalarType);
          this.OPTION2({ GATE: constrained, DEF: () => this.SUBRULE2(this.constraint, { ARGS: [true] }) });
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.VectorType);
          this.OPTION3({ GATE: constrained, DEF: () => this.SUBRULE3(this.constraint, { ARGS: [true] }) });
          this.SUBRULE1(this.oneSize);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.MatrixType);
          this.OPTION4({ GATE: constrained, DEF: () => this.SUBRULE4(this.constraint, { ARGS: [true] }) });
          this.SUBRULE1(this.twoSizes);
        },
      },
      {
        GATE: constrained,
        ALT: () => {
          this.CONSUME(t.OneSizeType);
          this.SUBRULE2(this.oneSize);
        },
      },
      {
        GATE: constrained,
        ALT: () => {
          this.CONSUME(t.TwoSizeType);
          this.SUBRULE2(this.twoSizes);
        },
      },
      {
        GATE: constrained,
        ALT: () => {
          this.CONSUME(t.CholeskyFactorCov);
          this.SUBRULE(this.oneOrTwoSizes);
        },
      },
    ]);
  });

  oneSize: Rule = this.RULE("oneSize", () => {
    this.CONSUME(t.LeftBracket);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RightBracket);
  });

  twoSizes: Rule = this.RULE("twoSizes", () => {
    this.CONSUME(t.LeftBracket);
    this.SUBRULE1(this.expression);
    this.CONSUME(t.Comma);
    this.SUBRULE2(this.expression);
    this.CONSUME(t.RightBracket);
  });

  oneOrTwoSizes: Rule = this.RULE("oneOrTwoSizes", () => {
    this.CONSUME(t.LeftBracket);
    this.SUBRULE1(this.expression);
    this.OPTION(() => {
      this.CONSUME(t.Comma);
      this.SUBRULE2(this.expression);
    });
    this.CONSUME(t.RightBracket);
  });

  /** `affine`: offset and multiplier are allowed too, though never mixed with lower and upper. */
  constraint: FlagRule = this.RULE("constraint", (affine = false) => {
    this.CONSUME(t.Less);
    this.OR([
      { ALT: () => this.bounds(1, t.Lower, t.Upper) },
      { ALT: () => this.bounds(2, t.Upper, t.Lower) },
      { GATE: () => affine, ALT: () => this.bounds(3, t.Offset, t.Multiplier) },
      { GATE: () => affine, ALT: () => this.bounds(4, t.Multiplier, t.Offset) },
    ]);
    this.CONSUME(t.Greater);
  });

  private bounds(index: number, first: TokenType, second: TokenType): void {
    this.consume(index, first);
    this.consume(2 * index, t.Assign);
    this.subrule(2 * index, this.expression, { ARGS: [true] });
    this.option(index, () => {
      this.consume(index, t.Comma);
      this.consume(index, second);
      this.consume(2 * index + 1, t.Assign);
      this.subrule(2 * index + 1, this.expression, { ARGS: [true] });
    });
  }
}

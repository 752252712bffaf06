// TEXT -> concrete syntax tree: one rule per construct of the language, LL(1) throughout, so an error is always raised at the first
// token that cannot continue the program. Binary operators are parsed as one flat list (to-ast.ts applies the precedence table),
// which keeps chains of any length off the stack. Where an error may be survived is marked by `attempt` (recovery.ts).

import { EMPTY_ALT, EOF, tokenMatcher } from "chevrotain";
import type { CstNode, IToken, ParserMethod, TokenType } from "chevrotain";
import { isAssignable, isPlainCall, isPrimary } from "./cst-shape.ts";
import type { ExpressionCstNode } from "./cst.ts";
import { MAX_ERRORS, RecoveringParser } from "./recovery.ts";
import * as t from "./tokens.ts";

/** Which declarations may stand here: `input` data and parameters, `top` the other top-level blocks, `local` everywhere else. */
type Place = "input" | "top" | "local";

type Rule = ParserMethod<[], CstNode>;
type PlaceRule = ParserMethod<[place?: Place], CstNode>;
type FlagRule = ParserMethod<[flag?: boolean], CstNode>;

export class StanParser extends RecoveringParser {
  /** Assignment targets that parse but cannot be assigned to, e.g. `f(x) = 1`. */
  unassignable: ExpressionCstNode[] = [];

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

  // -------------------------------------------------------------------------------------------------------------- programs

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

  // ----------------------------------------------------------------------------------------------------------------- types

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

  // ------------------------------------------------------------------------------------------------------------ statements

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

  // ----------------------------------------------------------------------------------------------------------- expressions

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

function placeOf(keyword: IToken): Place {
  if (keyword.tokenType === t.Data || keyword.tokenType === t.Parameters) return "input";
  return keyword.tokenType === t.Model ? "local" : "top";
}

function isDeclarationStart(token: IToken): boolean {
  return token.tokenType === t.Semicolon || tokenMatcher(token, t.TypeKeyword);
}

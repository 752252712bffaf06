// Types of the concrete syntax tree, one per grammar rule. Generated from the parser: run test/grammar/cst.test.ts with UPDATE_CST=1.

import type { CstNode, IToken } from "chevrotain";

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  operand: OperandCstNode[];
  BinaryOperator?: IToken[];
  Question?: IToken[];
  expression?: ExpressionCstNode[];
  Colon?: IToken[];
};

export interface OperandCstNode extends CstNode {
  name: "operand";
  children: OperandCstChildren;
}

export type OperandCstChildren = {
  PrefixOperator?: IToken[];
  Identifier?: IToken[];
  callArguments?: CallArgumentsCstNode[];
  IntLiteral?: IToken[];
  RealLiteral?: IToken[];
  DotNumeral?: IToken[];
  ImaginaryLiteral?: IToken[];
  parenthesized?: ParenthesizedCstNode[];
  rowVectorLiteral?: RowVectorLiteralCstNode[];
  arrayLiteral?: ArrayLiteralCstNode[];
  targetCall?: TargetCallCstNode[];
  suffix?: SuffixCstNode[];
  Transpose?: IToken[];
  PowerOperator?: IToken[];
  operand?: OperandCstNode[];
};

export interface ParenthesizedCstNode extends CstNode {
  name: "parenthesized";
  children: ParenthesizedCstChildren;
}

export type ParenthesizedCstChildren = {
  LeftParen: IToken[];
  expression: ExpressionCstNode[];
  Comma?: IToken[];
  RightParen: IToken[];
};

export interface RowVectorLiteralCstNode extends CstNode {
  name: "rowVectorLiteral";
  children: RowVectorLiteralCstChildren;
}

export type RowVectorLiteralCstChildren = {
  LeftBracket: IToken[];
  expression?: ExpressionCstNode[];
  Comma?: IToken[];
  RightBracket: IToken[];
};

export interface ArrayLiteralCstNode extends CstNode {
  name: "arrayLiteral";
  children: ArrayLiteralCstChildren;
}

export type ArrayLiteralCstChildren = {
  LeftBrace: IToken[];
  expression: ExpressionCstNode[];
  Comma?: IToken[];
  RightBrace: IToken[];
};

export interface TargetCallCstNode extends CstNode {
  name: "targetCall";
  children: TargetCallCstChildren;
}

export type TargetCallCstChildren = {
  Target: IToken[];
  LeftParen: IToken[];
  RightParen: IToken[];
};

export interface CallArgumentsCstNode extends CstNode {
  name: "callArguments";
  children: CallArgumentsCstChildren;
}

export type CallArgumentsCstChildren = {
  LeftParen: IToken[];
  expression?: ExpressionCstNode[];
  Bar?: IToken[];
  Comma?: IToken[];
  RightParen: IToken[];
};

export interface SuffixCstNode extends CstNode {
  name: "suffix";
  children: SuffixCstChildren;
}

export type SuffixCstChildren = {
  DotNumeral?: IToken[];
  LeftBracket?: IToken[];
  index?: IndexCstNode[];
  Comma?: IToken[];
  RightBracket?: IToken[];
};

export interface IndexCstNode extends CstNode {
  name: "index";
  children: IndexCstChildren;
}

export type IndexCstChildren = {
  lower?: ExpressionCstNode[];
  Colon?: IToken[];
  upper?: ExpressionCstNode[];
};

export interface UnsizedTypeCstNode extends CstNode {
  name: "unsizedType";
  children: UnsizedTypeCstChildren;
}

export type UnsizedTypeCstChildren = {
  BasicType?: IToken[];
  Array?: IToken[];
  LeftBracket?: IToken[];
  Comma?: IToken[];
  RightBracket?: IToken[];
  unsizedTuple?: UnsizedTupleCstNode[];
};

export interface UnsizedTupleCstNode extends CstNode {
  name: "unsizedTuple";
  children: UnsizedTupleCstChildren;
}

export type UnsizedTupleCstChildren = {
  Tuple: IToken[];
  LeftParen: IToken[];
  unsizedType: UnsizedTypeCstNode[];
  Comma: IToken[];
  RightParen: IToken[];
};

export interface SizedTypeCstNode extends CstNode {
  name: "sizedType";
  children: SizedTypeCstChildren;
}

export type SizedTypeCstChildren = {
  Array?: IToken[];
  LeftBracket?: IToken[];
  expression?: ExpressionCstNode[];
  Comma?: IToken[];
  RightBracket?: IToken[];
  sizedTuple?: SizedTupleCstNode[];
  basicSizedType?: BasicSizedTypeCstNode[];
};

export interface SizedTupleCstNode extends CstNode {
  name: "sizedTuple";
  children: SizedTupleCstChildren;
}

export type SizedTupleCstChildren = {
  Tuple: IToken[];
  LeftParen: IToken[];
  sizedType: SizedTypeCstNode[];
  Comma: IToken[];
  RightParen: IToken[];
};

export interface BasicSizedTypeCstNode extends CstNode {
  name: "basicSizedType";
  children: BasicSizedTypeCstChildren;
}

export type BasicSizedTypeCstChildren = {
  Int?: IToken[];
  constraint?: ConstraintCstNode[];
  ScalarType?: IToken[];
  VectorType?: IToken[];
  oneSize?: OneSizeCstNode[];
  MatrixType?: IToken[];
  twoSizes?: TwoSizesCstNode[];
  OneSizeType?: IToken[];
  TwoSizeType?: IToken[];
  CholeskyFactorCov?: IToken[];
  oneOrTwoSizes?: OneOrTwoSizesCstNode[];
};

export interface OneSizeCstNode extends CstNode {
  name: "oneSize";
  children: OneSizeCstChildren;
}

export type OneSizeCstChildren = {
  LeftBracket: IToken[];
  expression: ExpressionCstNode[];
  RightBracket: IToken[];
};

export interface TwoSizesCstNode extends CstNode {
  name: "twoSizes";
  children: TwoSizesCstChildren;
}

export type TwoSizesCstChildren = {
  LeftBracket: IToken[];
  expression: ExpressionCstNode[];
  Comma: IToken[];
  RightBracket: IToken[];
};

export interface OneOrTwoSizesCstNode extends CstNode {
  name: "oneOrTwoSizes";
  children: OneOrTwoSizesCstChildren;
}

export type OneOrTwoSizesCstChildren = {
  LeftBracket: IToken[];
  expression: ExpressionCstNode[];
  Comma?: IToken[];
  RightBracket: IToken[];
};

export interface ConstraintCstNode extends CstNode {
  name: "constraint";
  children: ConstraintCstChildren;
}

export type ConstraintCstChildren = {
  Less: IToken[];
  Lower?: IToken[];
  Assign?: IToken[];
  expression?: ExpressionCstNode[];
  Comma?: IToken[];
  Upper?: IToken[];
  Offset?: IToken[];
  Multiplier?: IToken[];
  Greater: IToken[];
};

export interface BodyCstNode extends CstNode {
  name: "body";
  children: BodyCstChildren;
}

export type BodyCstChildren = {
  LeftBrace: IToken[];
  statement?: StatementCstNode[];
  RightBrace: IToken[];
};

export interface StatementCstNode extends CstNode {
  name: "statement";
  children: StatementCstChildren;
}

export type StatementCstChildren = {
  declaration?: DeclarationCstNode[];
  body?: BodyCstNode[];
  ifStatement?: IfStatementCstNode[];
  whileStatement?: WhileStatementCstNode[];
  forStatement?: ForStatementCstNode[];
  profileStatement?: ProfileStatementCstNode[];
  printStatement?: PrintStatementCstNode[];
  returnStatement?: ReturnStatementCstNode[];
  simpleStatement?: SimpleStatementCstNode[];
  targetIncrement?: TargetIncrementCstNode[];
  jacobianIncrement?: JacobianIncrementCstNode[];
  expressionStatement?: ExpressionStatementCstNode[];
};

export interface DeclarationCstNode extends CstNode {
  name: "declaration";
  children: DeclarationCstChildren;
}

export type DeclarationCstChildren = {
  sizedType: SizedTypeCstNode[];
  declarator: DeclaratorCstNode[];
  Comma?: IToken[];
  Semicolon: IToken[];
};

export interface DeclaratorCstNode extends CstNode {
  name: "declarator";
  children: DeclaratorCstChildren;
}

export type DeclaratorCstChildren = {
  Identifier: IToken[];
  Assign?: IToken[];
  expression?: ExpressionCstNode[];
};

export interface IfStatementCstNode extends CstNode {
  name: "ifStatement";
  children: IfStatementCstChildren;
}

export type IfStatementCstChildren = {
  If: IToken[];
  LeftParen: IToken[];
  expression: ExpressionCstNode[];
  RightParen: IToken[];
  statement: StatementCstNode[];
  Else?: IToken[];
};

export interface WhileStatementCstNode extends CstNode {
  name: "whileStatement";
  children: WhileStatementCstChildren;
}

export type WhileStatementCstChildren = {
  While: IToken[];
  LeftParen: IToken[];
  expression: ExpressionCstNode[];
  RightParen: IToken[];
  statement: StatementCstNode[];
};

export interface ForStatementCstNode extends CstNode {
  name: "forStatement";
  children: ForStatementCstChildren;
}

export type ForStatementCstChildren = {
  For: IToken[];
  LeftParen: IToken[];
  Identifier: IToken[];
  In: IToken[];
  expression: ExpressionCstNode[];
  Colon?: IToken[];
  RightParen: IToken[];
  statement: StatementCstNode[];
};

export interface ProfileStatementCstNode extends CstNode {
  name: "profileStatement";
  children: ProfileStatementCstChildren;
}

export type ProfileStatementCstChildren = {
  Profile: IToken[];
  LeftParen: IToken[];
  StringLiteral: IToken[];
  RightParen: IToken[];
  body: BodyCstNode[];
};

export interface PrintStatementCstNode extends CstNode {
  name: "printStatement";
  children: PrintStatementCstChildren;
}

export type PrintStatementCstChildren = {
  PrintKeyword: IToken[];
  LeftParen: IToken[];
  printItem: PrintItemCstNode[];
  Comma?: IToken[];
  RightParen: IToken[];
  Semicolon: IToken[];
};

export interface PrintItemCstNode extends CstNode {
  name: "printItem";
  children: PrintItemCstChildren;
}

export type PrintItemCstChildren = {
  StringLiteral?: IToken[];
  expression?: ExpressionCstNode[];
};

export interface ReturnStatementCstNode extends CstNode {
  name: "returnStatement";
  children: ReturnStatementCstChildren;
}

export type ReturnStatementCstChildren = {
  Return: IToken[];
  expression?: ExpressionCstNode[];
  Semicolon: IToken[];
};

export interface SimpleStatementCstNode extends CstNode {
  name: "simpleStatement";
  children: SimpleStatementCstChildren;
}

export type SimpleStatementCstChildren = {
  Break?: IToken[];
  Continue?: IToken[];
  Semicolon: IToken[];
};

export interface TargetIncrementCstNode extends CstNode {
  name: "targetIncrement";
  children: TargetIncrementCstChildren;
}

export type TargetIncrementCstChildren = {
  Target: IToken[];
  PlusAssign: IToken[];
  expression: ExpressionCstNode[];
  Semicolon: IToken[];
};

export interface JacobianIncrementCstNode extends CstNode {
  name: "jacobianIncrement";
  children: JacobianIncrementCstChildren;
}

export type JacobianIncrementCstChildren = {
  Jacobian: IToken[];
  PlusAssign: IToken[];
  expression: ExpressionCstNode[];
  Semicolon: IToken[];
};

export interface ExpressionStatementCstNode extends CstNode {
  name: "expressionStatement";
  children: ExpressionStatementCstChildren;
}

export type ExpressionStatementCstChildren = {
  expression: ExpressionCstNode[];
  AssignOperator?: IToken[];
  Tilde?: IToken[];
  Identifier?: IToken[];
  tildeArguments?: TildeArgumentsCstNode[];
  truncation?: TruncationCstNode[];
  Semicolon: IToken[];
};

export interface TildeArgumentsCstNode extends CstNode {
  name: "tildeArguments";
  children: TildeArgumentsCstChildren;
}

export type TildeArgumentsCstChildren = {
  LeftParen: IToken[];
  expression?: ExpressionCstNode[];
  Comma?: IToken[];
  RightParen: IToken[];
};

export interface TruncationCstNode extends CstNode {
  name: "truncation";
  children: TruncationCstChildren;
}

export type TruncationCstChildren = {
  Truncate: IToken[];
  LeftBracket: IToken[];
  lower?: ExpressionCstNode[];
  Comma: IToken[];
  upper?: ExpressionCstNode[];
  RightBracket: IToken[];
};

export interface ProgramCstNode extends CstNode {
  name: "program";
  children: ProgramCstChildren;
}

export type ProgramCstChildren = {
  block?: BlockCstNode[];
  EOF: IToken[];
};

export interface FunctionsFileCstNode extends CstNode {
  name: "functionsFile";
  children: FunctionsFileCstChildren;
}

export type FunctionsFileCstChildren = {
  functionDefinition?: FunctionDefinitionCstNode[];
  EOF: IToken[];
};

export interface BlockCstNode extends CstNode {
  name: "block";
  children: BlockCstChildren;
}

export type BlockCstChildren = {
  Functions?: IToken[];
  functionsBody?: FunctionsBodyCstNode[];
  BlockKeyword?: IToken[];
  body?: BodyCstNode[];
};

export interface FunctionsBodyCstNode extends CstNode {
  name: "functionsBody";
  children: FunctionsBodyCstChildren;
}

export type FunctionsBodyCstChildren = {
  LeftBrace: IToken[];
  functionDefinition?: FunctionDefinitionCstNode[];
  RightBrace: IToken[];
};

export interface FunctionDefinitionCstNode extends CstNode {
  name: "functionDefinition";
  children: FunctionDefinitionCstChildren;
}

export type FunctionDefinitionCstChildren = {
  Void?: IToken[];
  unsizedType?: UnsizedTypeCstNode[];
  Identifier: IToken[];
  LeftParen: IToken[];
  functionArgument?: FunctionArgumentCstNode[];
  Comma?: IToken[];
  RightParen: IToken[];
  Semicolon?: IToken[];
  body?: BodyCstNode[];
};

export interface FunctionArgumentCstNode extends CstNode {
  name: "functionArgument";
  children: FunctionArgumentCstChildren;
}

export type FunctionArgumentCstChildren = {
  Data?: IToken[];
  unsizedType: UnsizedTypeCstNode[];
  Identifier: IToken[];
};

// The vocabulary: every token type and the lexer definition. Longest match is had by order (long operators first, words through
// `longer_alt`). Operators and type names carry categories, so that the parser consumes "a binary operator" or "a vector type" and
// each such set is written down once, here.

import { createToken, Lexer } from "chevrotain";
import type { TokenType } from "chevrotain";

const all: TokenType[] = [];

function category(name: string, ...parents: TokenType[]): TokenType {
  return add(createToken({ name, pattern: Lexer.NA, categories: parents }));
}

function add(type: TokenType): TokenType {
  all.push(type);
  return type;
}

// -------------------------------------------------------------------------------------------------------------- categories

export const BinaryOperator = category("BinaryOperator");
/** The binary operators allowed in a constraint, where `>` closes the bounds. */
export const ArithmeticOperator = category("ArithmeticOperator", BinaryOperator);
export const PrefixOperator = category("PrefixOperator");
export const PowerOperator = category("PowerOperator");
export const AssignOperator = category("AssignOperator");

export const BlockKeyword = category("BlockKeyword");
export const StatementKeyword = category("StatementKeyword");
export const PrintKeyword = category("PrintKeyword", StatementKeyword);

export const TypeKeyword = category("TypeKeyword");
/** Types that may appear without sizes in a function signature. */
export const BasicType = category("BasicType", TypeKeyword);
/** Types that only a top-level declaration may name. */
export const ConstrainedType = category("ConstrainedType", TypeKeyword);
export const ScalarType = category("ScalarType");
export const VectorType = category("VectorType");
export const MatrixType = category("MatrixType");
export const OneSizeType = category("OneSizeType", ConstrainedType);
export const TwoSizeType = category("TwoSizeType", ConstrainedType);

// ------------------------------------------------------------------------------------------------------------------- words

export const Identifier = createToken({ name: "Identifier", pattern: /[A-Za-z][A-Za-z0-9_]*/ });

/** Every word that cannot be a name, with its token type. */
export const reservedWords: ReadonlyMap<string, TokenType> = new Map();

function word(text: string, ...categories: TokenType[]): TokenType {
  const name = text.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const type = add(createToken({ name, pattern: new RegExp(text), longer_alt: Identifier, categories }));
  (reservedWords as Map<string, TokenType>).set(text, type);
  return type;
}

function blockWords(name: string, pattern: RegExp): TokenType {
  return add(createToken({ name, pattern, longer_alt: Identifier, categories: BlockKeyword }));
}

export const TransformedData = blockWords("TransformedData", /transformed[ \t\f]+data/);
export const TransformedParameters = blockWords("TransformedParameters", /transformed[ \t\f]+parameters/);
export const GeneratedQuantities = blockWords("GeneratedQuantities", /generated[ \t\f]+quantities/);
export const Functions = word("functions");
export const Data = word("data", BlockKeyword);
export const Parameters = word("parameters", BlockKeyword);
export const Model = word("model", BlockKeyword);

export const Int = word("int", BasicType);
export const Real = word("real", BasicType, ScalarType);
export const ComplexVector = word("complex_vector", BasicType, VectorType);
export const ComplexRowVector = word("complex_row_vector", BasicType, VectorType);
export const ComplexMatrix = word("complex_matrix", BasicType, MatrixType);
export const Complex = word("complex", BasicType, ScalarType);
export const Vector = word("vector", BasicType, VectorType);
export const RowVector = word("row_vector", BasicType, VectorType);
export const Matrix = word("matrix", BasicType, MatrixType);
export const ArrayKeyword = word("array", TypeKeyword);
export const TupleKeyword = word("tuple", TypeKeyword);
export const CholeskyFactorCov = word("cholesky_factor_cov", ConstrainedType);
for (const name of [
  "ordered",
  "positive_ordered",
  "simplex",
  "unit_vector",
  "sum_to_zero_vector",
  "cholesky_factor_corr",
  "corr_matrix",
  "cov_matrix",
])
  word(name, OneSizeType);
for (const name of ["sum_to_zero_matrix", "column_stochastic_matrix", "row_stochastic_matrix"])
  word(name, TwoSizeType);

export const If = word("if", StatementKeyword);
export const Else = word("else");
export const While = word("while", StatementKeyword);
export const For = word("for", StatementKeyword);
export const In = word("in");
export const Break = word("break", StatementKeyword);
export const Continue = word("continue", StatementKeyword);
export const Return = word("return", StatementKeyword);
export const Profile = word("profile", StatementKeyword);
word("print", PrintKeyword);
word("reject", PrintKeyword);
word("fatal_error", PrintKeyword);
export const Target = word("target");
export const Jacobian = word("jacobian", StatementKeyword);
export const Void = word("void");
export const Lower = word("lower");
export const Upper = word("upper");
export const Offset = word("offset");
export const Multiplier = word("multiplier");

/** `T` opens a truncation and is an ordinary name everywhere else. */
export const Truncate = add(
  createToken({ name: "Truncate", pattern: /T/, longer_alt: Identifier, categories: Identifier }),
);
add(Identifier);

// ---------------------------------------------------------------------------------------------------------------- literals

const DIGITS = "[0-9]+(?:_[0-9]+)*";
const EXPONENT = `[eE][+-]?${DIGITS}`;
const REAL = `(?:${DIGITS}\\.(?:${DIGITS})?(?:${EXPONENT})?|${DIGITS}${EXPONENT}|\\.${DIGITS}${EXPONENT})`;

function pattern(name: string, source: string | RegExp): TokenType {
  return add(createToken({ name, pattern: new RegExp(source) }));
}

export const ImaginaryLiteral = pattern("ImaginaryLiteral", `(?:${REAL}|${DIGITS}|\\.${DIGITS})i`);
export const RealLiteral = pattern("RealLiteral", REAL);
/** A real number or, after a primary, the slot of a tuple. */
export const DotNumeral = pattern("DotNumeral", `\\.${DIGITS}`);
export const IntLiteral = pattern("IntLiteral", DIGITS);
export const StringLiteral = pattern("StringLiteral", /"[^"\r\n]*"/);

// ------------------------------------------------------------------------------------------------------------------ trivia

export const LineComment = add(createToken({ name: "LineComment", pattern: /\/\/[^\r\n]*/ }));
export const BlockComment = add(
  createToken({ name: "BlockComment", pattern: /\/\*[\s\S]*?\*\//, line_breaks: true }),
);
/** Not closed: takes the rest of the file. */
export const OpenComment = add(
  createToken({ name: "OpenComment", pattern: /\/\*[\s\S]*/, line_breaks: true }),
);
export const Include = add(
  createToken({
    name: "Include",
    pattern: /#include[ \t\f\r\n]+(?:"[^"\r\n]*"|<[^>\r\n]*>|[^\s"<]\S*)/,
    line_breaks: true,
  }),
);
export const HashComment = add(createToken({ name: "HashComment", pattern: /#[^\r\n]*/ }));
export const OpenString = add(createToken({ name: "OpenString", pattern: /"[^"\r\n]*/ }));
add(createToken({ name: "WhiteSpace", pattern: /[ \t\f\r\n]+/, line_breaks: true, group: Lexer.SKIPPED }));

// --------------------------------------------------------------------------------------------------------------- operators

function symbol(name: string, text: string, ...categories: TokenType[]): TokenType {
  return add(createToken({ name, pattern: text, categories }));
}

symbol("TimesDotAssign", ".*=", AssignOperator);
symbol("DivideDotAssign", "./=", AssignOperator);
symbol("IntDivide", "%/%", ArithmeticOperator);
symbol("DotTimes", ".*", ArithmeticOperator);
symbol("DotDivide", "./", ArithmeticOperator);
symbol("DotPower", ".^", PowerOperator);
symbol("Or", "||", BinaryOperator);
symbol("And", "&&", BinaryOperator);
symbol("Equal", "==", BinaryOperator);
symbol("NotEqual", "!=", BinaryOperator);
symbol("LessEqual", "<=", BinaryOperator);
symbol("GreaterEqual", ">=", BinaryOperator);
export const PlusAssign = symbol("PlusAssign", "+=", AssignOperator);
symbol("MinusAssign", "-=", AssignOperator);
symbol("TimesAssign", "*=", AssignOperator);
symbol("DivideAssign", "/=", AssignOperator);
export const Less = symbol("Less", "<", BinaryOperator);
export const Greater = symbol("Greater", ">", BinaryOperator);
export const Plus = symbol("Plus", "+", ArithmeticOperator, PrefixOperator);
export const Minus = symbol("Minus", "-", ArithmeticOperator, PrefixOperator);
symbol("Times", "*", ArithmeticOperator);
symbol("Divide", "/", ArithmeticOperator);
symbol("Modulo", "%", ArithmeticOperator);
symbol("LeftDivide", "\\", ArithmeticOperator);
symbol("Power", "^", PowerOperator);
symbol("Not", "!", PrefixOperator);
export const Transpose = symbol("Transpose", "'");
export const Assign = symbol("Assign", "=", AssignOperator);
export const Tilde = symbol("Tilde", "~");
export const Question = symbol("Question", "?");
export const Colon = symbol("Colon", ":");
export const Comma = symbol("Comma", ",");
export const Semicolon = symbol("Semicolon", ";");
export const Bar = symbol("Bar", "|");
export const LeftBrace = symbol("LeftBrace", "{");
export const RightBrace = symbol("RightBrace", "}");
export const LeftParen = symbol("LeftParen", "(");
export const RightParen = symbol("RightParen", ")");
export const LeftBracket = symbol("LeftBracket", "[");
export const RightBracket = symbol("RightBracket", "]");

/** Every token type, in matching order. */
export const tokenTypes: readonly TokenType[] = all;

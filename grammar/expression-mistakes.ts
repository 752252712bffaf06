// Known mistakes in expressions: commas with nothing behind them, operators of other languages, strings, reserved words, what can and
// cannot be indexed.

import {
  describeFound,
  imageAt,
  isAt,
  isReserved,
  ruleOf,
  spanFromTo,
  spanOfToken,
  tokenAt,
  touches,
} from "./failure.ts";
import type { Failure } from "./failure.ts";
import type { Span } from "./source.ts";
import type { Detector, Finding } from "./syntax-errors.ts";
import * as t from "./tokens.ts";

export const expressionMistakes: readonly Detector[] = [
  trailingComma,
  foreignOperator,
  emptyLiteral,
  stringAsValue,
  reservedAsValue,
  indexAfterTranspose,
  slot,
  assignInside,
  wordOperator,
  barInCall,
];

const expectsValue: ReadonlySet<string> = new Set([
  "operand",
  "printItem",
  "functionArgument",
  "unsizedType",
  "sizedType",
  "declarator",
]);

/** `f(a, )` */
function trailingComma(failure: Failure): Finding | null {
  const comma = tokenAt(failure, -1);
  if (comma?.tokenType !== t.Comma || !expectsValue.has(ruleOf(failure))) return null;
  const closes = [t.RightParen, t.RightBracket, t.RightBrace, t.Semicolon, t.Comma].some((type) =>
    isAt(failure, 0, type),
  );
  if (!closes) return null;
  return {
    message: `The comma before ${describeFound(failure)} is followed by nothing.`,
    hint: "Delete the comma or add what is missing.",
    fix: { span: spanOfToken(failure, comma), text: "" },
  };
}

/** Operators that lex as two of ours, with the offending token second. */
const foreign: ReadonlyMap<string, { name: string; hint: string; fix?: string }> = new Map([
  ["**", { name: "**", hint: "Powers are written `^`.", fix: "^" }],
  ["%*", { name: "%*%", hint: "The matrix product is written `*`." }],
]);

function foreignOperator(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "operand" || failure.expected !== null) return null;
  const [before, found] = [tokenAt(failure, -1), tokenAt(failure, 0)];
  if (before === undefined || !touches(before, found)) return increment(failure);
  const known = foreign.get(before.image + found!.image);
  if (known === undefined) return increment(failure);
  const finding = { message: `There is no operator \`${known.name}\`.`, hint: known.hint };
  if (known.fix === undefined) return finding;
  return { ...finding, fix: { span: spanFromTo(failure, before, found!), text: known.fix } };
}

/** `i++;` */
function increment(failure: Failure): Finding | null {
  const [first, second] = [tokenAt(failure, -2), tokenAt(failure, -1)];
  if (first === undefined || second === undefined || !touches(first, second)) return null;
  if (first.image !== second.image || (first.tokenType !== t.Plus && first.tokenType !== t.Minus))
    return null;
  return {
    code: "syn-statement",
    message: `There is no operator \`${first.image}${first.image}\`.`,
    hint: `Write \`${imageAt(failure, -3)} ${first.image}= 1\`.`,
  };
}

function emptyLiteral(failure: Failure): Finding | null {
  if (failure.expected !== null) return null;
  if (ruleOf(failure) === "arrayLiteral" && isAt(failure, 0, t.RightBrace))
    return {
      message: "An array literal needs at least one element.",
      hint: "Declare an array of size zero: `array[0] real x;`.",
    };
  if (ruleOf(failure) === "operand" && isAt(failure, 0, t.RightParen) && isAt(failure, -1, t.LeftParen))
    return { message: "There is nothing between these parentheses." };
  if (ruleOf(failure) === "sizedType" && isAt(failure, 0, t.RightBracket))
    return {
      message: "The sizes of the array are missing.",
      hint: "Write them between the brackets: `array[N] real x`.",
    };
  return null;
}

function stringAsValue(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "operand" || !isAt(failure, 0, t.StringLiteral)) return null;
  return {
    message: "Strings are no values.",
    hint: "A string can only be an item of print, reject and fatal_error, or the name of a profile.",
  };
}

function reservedAsValue(failure: Failure): Finding | null {
  const token = tokenAt(failure, 0);
  if (ruleOf(failure) !== "operand" || failure.expected !== null) return null;
  if (token === undefined || !isReserved(token)) return null;
  return {
    message: `Expected an expression, but found the keyword \`${token.image}\`.`,
    hint: `\`${token.image}\` is a reserved word and cannot name a variable or function.`,
  };
}

/** `a'[1]` */
function indexAfterTranspose(failure: Failure): Finding | null {
  const isSuffix = isAt(failure, 0, t.LeftBracket) || isAt(failure, 0, t.DotNumeral);
  if (!isSuffix || !isAt(failure, -1, t.Transpose)) return null;
  return {
    code: "syn-expression",
    message: "A transpose can only be indexed in parentheses.",
    hint: "Write `(a')[i]`.",
  };
}

/** `x.1e3`: a number where a tuple slot was meant. */
function slot(failure: Failure): Finding | null {
  const [before, found] = [tokenAt(failure, -1), tokenAt(failure, 0)];
  if (found === undefined || !/^\./.test(found.image) || !touches(before, found)) return null;
  if (found.tokenType !== t.RealLiteral && found.tokenType !== t.ImaginaryLiteral) return null;
  return {
    code: "syn-tuple-index",
    message: `\`${found.image}\` is no tuple slot.`,
    hint: "Slots are picked by a plain integer: `x.1`.",
    fix: { span: spanOfToken(failure, found), text: /^\.[0-9]+/.exec(found.image)![0] },
  };
}

/** `if (a = b)`, `f(x = 1)`, `a => b` */
function assignInside(failure: Failure): Finding | null {
  const found = tokenAt(failure, 0);
  const next = tokenAt(failure, 1);
  if (found?.tokenType === t.Assign && next?.tokenType === t.Greater && touches(found, next))
    return reversedComparison(spanFromTo(failure, found, next), "=>", ">=");
  const before = tokenAt(failure, -1);
  if (found?.tokenType === t.Less && before?.tokenType === t.Assign && touches(before, found))
    return reversedComparison(spanFromTo(failure, before, found), "=<", "<=");
  if (failure.expected !== t.RightParen.name || found?.tokenType !== t.Assign) return null;
  const rule = ruleOf(failure);
  if (rule === "callArguments" || rule === "tildeArguments")
    return {
      message: "Arguments have no names here, but found `=`.",
      hint: "Pass arguments in the order of the signature; equality is written `==`.",
    };
  return {
    message: "Equality is written `==`, not `=`.",
    fix: { span: spanOfToken(failure, found), text: "==" },
  };
}

function reversedComparison(span: Span, written: string, operator: string): Finding {
  return {
    message: `There is no operator \`${written}\`.`,
    hint: `Write \`${operator}\`.`,
    fix: { span, text: operator },
  };
}

const wordOperators: ReadonlyMap<string, string> = new Map([
  ["and", "&&"],
  ["or", "||"],
  ["not", "!"],
  ["mod", "%"],
]);

/** `a and b` */
function wordOperator(failure: Failure): Finding | null {
  const word = imageAt(failure, 0);
  const operator = wordOperators.get(word ?? "");
  if (operator === undefined || failure.expected === t.Identifier.name) return null;
  return {
    message: `There is no operator \`${word}\`.`,
    hint: `Write \`${operator}\`.`,
    fix: { span: spanOfToken(failure, tokenAt(failure, 0)!), text: operator },
  };
}

/** `f(a, b | c)` */
function barInCall(failure: Failure): Finding | null {
  if (!isAt(failure, 0, t.Bar)) return null;
  if (ruleOf(failure) === "callArguments")
    return {
      message: "Only the first argument can be followed by `|`.",
      hint: "Write `normal_lpdf(y | mu, sigma)`: the variate, a bar, then the other arguments.",
    };
  return {
    message: `Expected an operator or the end of the expression, but found \`|\`.`,
    hint: "Logical or is written `||`.",
  };
}

// Known mistakes with statements: `<-`, `==` or `:=` for `=`, expressions that do nothing, loops and conditions as other languages
// write them, truncation.

import {
  describeFound,
  imageAt,
  isAt,
  lineOf,
  openBracket,
  foundSpan,
  ruleOf,
  spanFromTo,
  spanOfToken,
  statementStart,
  tokenAt,
  touches,
} from "./failure.ts";
import type { Failure } from "./failure.ts";
import type { Detector, Finding } from "./syntax-errors.ts";
import * as t from "./tokens.ts";

export const statementMistakes: readonly Detector[] = [
  arrow,
  colonEquals,
  equalsForAssign,
  emptyPrint,
  truncation,
  distribution,
  loopHeader,
  elseIf,
  bareExpression,
  assignToExpression,
  targetOperator,
];

/** `x <- 1;` parses as `x < -1` and fails at the end. The arrow is shown if that does not change the line. */
function arrow(failure: Failure): Finding | null {
  const rule = ruleOf(failure);
  const { tokens } = failure.lexed;
  if (rule !== "expressionStatement" && rule !== "declaration") return null;
  const from = rule === "declaration" ? failure.place : statementStart(failure);
  const to = rule === "declaration" ? failure.place : failure.place - 1;
  for (let at = from; at <= to; at++) {
    const [less, minus] = [tokens[at], tokens[at + 1]];
    if (less?.tokenType !== t.Less || minus?.tokenType !== t.Minus || !touches(less, minus)) continue;
    const span = spanFromTo(failure, less, minus);
    const found = foundSpan(failure);
    return {
      code: "syn-statement",
      message: "Assignment is written `=`, not `<-`.",
      hint: "Replace `<-` by `=`.",
      fix: { span, text: "=", isMigration: true },
      span: lineOf(span) === lineOf(found) ? span : found,
    };
  }
  return null;
}

function colonEquals(failure: Failure): Finding | null {
  const [colon, equals] = [tokenAt(failure, 0), tokenAt(failure, 1)];
  if (colon?.tokenType !== t.Colon || equals?.tokenType !== t.Assign || !touches(colon, equals)) return null;
  return {
    message: "Assignment is written `=`, not `:=`.",
    fix: { span: spanFromTo(failure, colon, equals), text: "=" },
  };
}

/** `x == 1;` as a statement. */
function equalsForAssign(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "expressionStatement" || !isAt(failure, 0, t.Semicolon)) return null;
  const { tokens } = failure.lexed;
  for (let at = statementStart(failure), depth = 0; at < failure.place; at++) {
    const { tokenType, image } = tokens[at]!;
    if (tokenType === t.LeftParen || tokenType === t.LeftBracket) depth++;
    if (tokenType === t.RightParen || tokenType === t.RightBracket) depth--;
    if (image !== "==" || depth > 0) continue;
    const found = foundSpan(failure);
    const span = spanOfToken(failure, tokens[at]!);
    return {
      message: "This comparison is not a statement.",
      hint: "Assignment is written `=`.",
      fix: { span, text: "=" },
      others: [{ fix: { span, text: "~" }, hint: "A distribution is stated with `~`." }],
      span: lineOf(span) === lineOf(found) ? span : found,
    };
  }
  return null;
}

function emptyPrint(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "printStatement" || failure.expected !== null || !isAt(failure, 0, t.RightParen))
    return null;
  return { message: `\`${imageAt(failure, -2)}\` needs at least one string or expression.` };
}

function truncation(failure: Failure): Finding | null {
  const rule = ruleOf(failure);
  if (rule === "truncation" && failure.expected === t.RightBracket.name)
    return {
      message: `Expected \`]\` to close the truncation, but found ${describeFound(failure)}.`,
      hint: "A truncation is written `T[lower, upper]`; either bound may be left out.",
    };
  if (rule !== "expressionStatement" || failure.expected !== t.Semicolon.name || !inTilde(failure))
    return null;
  if (imageAt(failure, 0) === "t" && isAt(failure, 1, t.LeftBracket))
    return {
      code: "syn-tilde-truncation",
      message: "A truncation starts with a capital `T`.",
      fix: { span: spanOfToken(failure, tokenAt(failure, 0)!), text: "T" },
    };
  if (!isAt(failure, 0, t.BinaryOperator)) return null;
  return {
    code: "syn-tilde-truncation",
    message: `A distribution after \`~\` cannot be part of an expression, but found ${describeFound(failure)}.`,
    hint: "Use `target += ..._lpdf(...)` to compute with a log density.",
  };
}

function inTilde(failure: Failure): boolean {
  const { tokens } = failure.lexed;
  return tokens.slice(statementStart(failure), failure.place).some(({ tokenType }) => tokenType === t.Tilde);
}

function distribution(failure: Failure): Finding | null {
  const rule = ruleOf(failure);
  if (rule === "tildeArguments" && isAt(failure, 0, t.Bar))
    return {
      message: "The arguments of a distribution after `~` are separated by commas, but found `|`.",
      hint: "The variate stands on the left of `~` only.",
    };
  if (rule !== "expressionStatement" || failure.expected !== t.Identifier.name) return null;
  return {
    code: "syn-tilde-truncation",
    message: `Expected the name of a distribution after \`~\`, but found ${describeFound(failure)}.`,
    hint: "Write `y ~ normal(mu, sigma);`.",
  };
}

function loopHeader(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "forStatement") return null;
  if (failure.expected === t.In.name && isAt(failure, 0, t.Assign))
    return {
      message: "Expected `in` after the loop variable, but found `=`.",
      hint: "A loop over integers is written `for (i in 1:N)`.",
    };
  if (failure.expected === t.LeftParen.name && isAt(failure, 0, t.Identifier))
    return {
      message: `Expected \`(\` after \`for\`, but found ${describeFound(failure)}.`,
      hint: "The header of a loop stands in parentheses: `for (i in 1:N)`.",
    };
  return null;
}

/** `elseif (b) ...` reads as a call. */
function elseIf(failure: Failure): Finding | null {
  if (failure.expected !== t.Semicolon.name || !isAt(failure, -1, t.RightParen)) return null;
  const word = failure.lexed.tokens[openBracket(failure, failure.place - 2) - 1];
  if (word === undefined || !/^(?:elseif|elsif|elif)$/i.test(word.image)) return null;
  return {
    message: `There is no \`${word.image}\`.`,
    hint: "Write `else if`.",
    fix: { span: spanOfToken(failure, word), text: "else if" },
    span:
      lineOf(spanOfToken(failure, word)) === lineOf(foundSpan(failure))
        ? spanOfToken(failure, word)
        : foundSpan(failure),
  };
}

/** An expression followed by `;` that is neither an assignment nor a call. */
function bareExpression(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "expressionStatement" || failure.expected !== null) return null;
  const first = failure.lexed.tokens[statementStart(failure)];
  if (first !== undefined && isUnknownWord(failure)) return unknownStatement(failure);
  if (!isAt(failure, 0, t.Semicolon) && !isAt(failure, 0, t.RightBrace)) return null;
  return {
    message: "This expression is not a statement.",
    hint: "A statement assigns (`x = ...;`), states a distribution (`y ~ normal(...);`) or calls a void function.",
  };
}

/** Two names in a row at the start of a statement: probably a misspelt type or keyword. */
function isUnknownWord(failure: Failure): boolean {
  const start = statementStart(failure);
  const { tokens } = failure.lexed;
  return (
    tokens[start]?.tokenType === t.Identifier && failure.place === start + 1 && isAt(failure, 0, t.Identifier)
  );
}

const declareHint = "Declare a variable with its type: `real x = 1;`.";
const foreignWords: ReadonlyMap<string, string> = new Map([
  ["double", "Real numbers have the type `real`."],
  ["float", "Real numbers have the type `real`."],
  ["integer", "Integers have the type `int`."],
  ["bool", "Truth values have the type `int`: 0 or 1."],
  ["boolean", "Truth values have the type `int`: 0 or 1."],
  ["let", declareHint],
  ["const", declareHint],
  ["var", declareHint],
  ["function", "Functions are defined in the block `functions`: `real f(real x) { ... }`."],
]);

function unknownStatement(failure: Failure): Finding {
  const word = imageAt(failure, -1)!;
  const hint = foreignWords.get(word);
  const message = `Expected \`=\`, \`~\` or \`(\` after \`${word}\`, but found ${describeFound(failure)}.`;
  return hint === undefined
    ? { message, hint: `There is no type or statement called \`${word}\`.` }
    : { message, hint };
}

/** `x + 1 = 2;` */
function assignToExpression(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "expressionStatement" || failure.expected !== null) return null;
  if (!isAt(failure, 0, t.AssignOperator)) return null;
  return {
    code: "syn-invalid-lvalue",
    message: "What stands on the left of this assignment cannot be assigned to.",
    hint: "The left side is a variable, an element x[i], a tuple slot x.1 or a tuple of these.",
  };
}

/** `target = 1;`, `target -= 1;` */
function targetOperator(failure: Failure): Finding | null {
  const rule = ruleOf(failure);
  if (rule === "targetCall" && isAt(failure, 0, t.AssignOperator))
    return {
      code: "syn-statement",
      message: `\`target\` can only be increased, but found ${describeFound(failure)}.`,
      hint: "Write `target += ...;`, with a minus sign before the expression to subtract it.",
    };
  if (rule === "operand" && isAt(failure, 0, t.Jacobian))
    return { message: "`jacobian` can only be used in `jacobian += ...;`." };
  return null;
}

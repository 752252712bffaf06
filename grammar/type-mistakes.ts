// Known mistakes with types: sizes and constraints where types have none, reserved words as names, constraints that do not fit. Arrays
// as they were written before 2022 have a file of their own.

import { tokenMatcher } from "chevrotain";
import { reservedName } from "./block-mistakes.ts";
import {
  describeFound,
  enclosingBlock,
  imageAt,
  isAt,
  isReserved,
  ruleOf,
  spanOfToken,
  tokenAt,
} from "./failure.ts";
import type { Failure } from "./failure.ts";
import { oldArrays } from "./old-arrays.ts";
import type { Detector, Finding } from "./syntax-errors.ts";
import * as t from "./tokens.ts";

export const typeMistakes: readonly Detector[] = [
  reservedAsName,
  ...oldArrays,
  sizesInSignature,
  constraintBehindType,
  constrainedType,
  arrayOfArray,
  argumentWithoutType,
  valueInInputBlock,
  insideConstraint,
];

const CONSTRAINED = "syn-constraint-local-or-fn";

function reservedAsName(failure: Failure): Finding | null {
  const token = tokenAt(failure, 0);
  if (failure.expected !== t.Identifier.name || token === undefined || !isReserved(token)) return null;
  const isType = tokenMatcher(token, t.TypeKeyword);
  if (ruleOf(failure) === "declarator" && isType && isAt(failure, -1, t.Comma))
    return {
      code: "syn-reserved-identifier",
      message: `Expected the name of a variable after the comma, but found the type \`${token.image}\`.`,
      hint: "All variables in one declaration share its type: end this one with `;` and start another.",
    };
  if (ruleOf(failure) === "forStatement" && isType)
    return {
      message: `Loop variables are not declared with a type, but found \`${token.image}\`.`,
      hint: "Write `for (i in 1:N)`.",
      fix: { span: spanOfToken(failure, token), text: "" },
    };
  return reservedName(failure);
}

/** `array[N] real x` in a signature. */
function sizesInSignature(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "unsizedType" || failure.expected !== t.RightBracket.name) return null;
  if (tokenAt(failure, 0) === undefined) return null;
  return {
    code: "syn-sized-type-in-fn",
    message: `Array types in a function signature have no sizes, but found ${describeFound(failure)}.`,
    hint: "Leave the brackets empty, with one comma per further dimension: `array[] real`, `array[,] real`.",
  };
}

/** `real<lower=0> x` in a function or a nested block. */
function constraintBehindType(failure: Failure): Finding | null {
  if (!isAt(failure, 0, t.Less) || !isAt(failure, -1, t.BasicType)) return null;
  const wanted: readonly (string | null)[] = [t.Identifier.name, t.LeftBracket.name, t.Comma.name];
  if (!wanted.includes(failure.expected)) return null;
  const type = imageAt(failure, -1);
  if (failure.rules.includes("functionDefinition") && !failure.rules.includes("statement"))
    return {
      code: CONSTRAINED,
      message: "Types in a function signature have no constraints.",
      hint: `Write \`${type}\`, and check the value with \`if\` and \`reject\` if needed.`,
    };
  return {
    code: CONSTRAINED,
    message: "Local variables have no constraints.",
    hint: `Delete \`<...>\` behind \`${type}\`: only variables at the top level of data, parameters, transformed blocks and generated quantities are constrained.`,
  };
}

/** `simplex[K] x` in a function or a nested block. */
function constrainedType(failure: Failure): Finding | null {
  const token = tokenAt(failure, 0);
  if (token === undefined || !tokenMatcher(token, t.ConstrainedType)) return null;
  const rule = ruleOf(failure);
  if (rule === "unsizedType" || rule === "functionDefinition")
    return {
      code: CONSTRAINED,
      message: `\`${token.image}\` is a constrained type and cannot stand in a function signature.`,
      hint: `Write \`${plainType(token.image)}\`.`,
      fix: { span: spanOfToken(failure, token), text: plainType(token.image) },
    };
  if (rule !== "statement" && rule !== "basicSizedType" && rule !== "sizedType") return null;
  return {
    code: CONSTRAINED,
    message: `\`${token.image}\` is a constrained type, and local variables have no constraints.`,
    hint: `Declare a \`${plainType(token.image)}\`, or move the declaration to the top level of a block other than \`model\`.`,
  };
}

function plainType(constrained: string): string {
  return /matrix|cholesky/.test(constrained) || constrained.startsWith("c") ? "matrix" : "vector";
}

/** `array[2] array[3] real x`, `array[3] x` */
function arrayOfArray(failure: Failure): Finding | null {
  const rule = ruleOf(failure);
  if ((rule !== "sizedType" && rule !== "unsizedType") || failure.expected !== null) return null;
  if (!isAt(failure, -1, t.RightBracket)) return null;
  if (!isAt(failure, 0, t.ArrayKeyword))
    return {
      message: `Expected the type of the elements of the array, but found ${describeFound(failure)}.`,
    };
  return {
    message: "The elements of an array cannot be declared as arrays.",
    hint: "Write the dimensions in one pair of brackets: `array[2, 3] real x`.",
  };
}

/** `real f(x)` */
function argumentWithoutType(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "functionDefinition" || failure.expected !== t.RightParen.name) return null;
  if (!isAt(failure, -1, t.LeftParen)) return null;
  return {
    message: `Expected the type of an argument or \`)\`, but found ${describeFound(failure)}.`,
    hint: "Every argument has a type: `real f(real x, array[] int y)`.",
  };
}

/** `data { int N = 3; }` */
function valueInInputBlock(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "declaration" || !isAt(failure, 0, t.Assign)) return null;
  const block = enclosingBlock(failure)?.image;
  const where = block === "parameters" ? "transformed parameters" : "transformed data";
  return {
    message: `Variables of the block \`${block}\` cannot be given a value.`,
    hint: `Declare the variable in \`${where}\` to define it.`,
  };
}

function insideConstraint(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "constraint") return null;
  const { expected } = failure;
  const found = describeFound(failure);
  if (expected === t.Greater.name && (isAt(failure, 0, t.BinaryOperator) || isAt(failure, 0, t.Question)))
    return {
      message: `Expected \`>\` to close the constraint, but found ${found}.`,
      hint: "Put a bound that compares or chooses in parentheses: `<lower=(a < b ? a : b)>`.",
    };
  if (expected === t.Greater.name && isAt(failure, 0, t.Comma))
    return { message: "There are too many bounds: a constraint has at most two." };
  const second: Readonly<Record<string, string>> = {
    Upper: "`lower` goes with `upper`",
    Lower: "`upper` goes with `lower`",
    Multiplier: "`offset` goes with `multiplier`",
    Offset: "`multiplier` goes with `offset`",
  };
  if (expected !== null && second[expected] !== undefined)
    return {
      message: `Expected \`${expected.toLowerCase()}\` after the comma (${second[expected]}), but found ${found}.`,
    };
  if (expected !== null) return null;
  if (imageAt(failure, -2) === "int" && (isAt(failure, 0, t.Offset) || isAt(failure, 0, t.Multiplier)))
    return { message: "Integers have no `offset` or `multiplier`, only `lower` and `upper` bounds." };
  const names =
    imageAt(failure, -2) === "int" ? "`lower` or `upper`" : "`lower`, `upper`, `offset` or `multiplier`";
  return {
    message: `Expected ${names} after \`<\`, but found ${found}.`,
    hint: "Write bounds as in `<lower=0, upper=1>`.",
  };
}

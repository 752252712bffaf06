// Known mistakes with blocks: misspelt names, braces that do not match, things that stand where they may not.

import { tokenMatcher } from "chevrotain";
import {
  describeFound,
  enclosingBlock,
  imageAt,
  isAt,
  isReserved,
  openBracket,
  ruleOf,
  spanFromTo,
  spanOfToken,
  tokenAt,
} from "./failure.ts";
import type { Failure } from "./failure.ts";
import type { Detector, Finding } from "./syntax-errors.ts";
import { slips } from "./slips.ts";
import { positionOf } from "./source.ts";
import { renaming } from "./taken-words.ts";
import * as t from "./tokens.ts";

const blockNames = [
  "functions",
  "data",
  "transformed data",
  "parameters",
  "transformed parameters",
  "model",
  "generated quantities",
];

export const blockMistakes: readonly Detector[] = [
  outsideBlocks,
  inFunctions,
  notClosed,
  inBody,
  beforeBrace,
];

function outsideBlocks(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "program") return null;
  if (isAt(failure, 0, t.RightBrace))
    return { message: "This `}` closes nothing.", hint: "Check the braces before it." };
  const split = splitName(failure);
  if (split !== null) return split;
  const near = nearBlockName(failure);
  if (near !== null)
    return {
      message: `There is no block called \`${near.written}\`.`,
      hint: `Did you mean \`${near.name}\`?`,
      fix: { span: near.span, text: near.name },
    };
  return {
    message: `Expected a block such as \`data {\` or \`model {\`, but found ${describeFound(failure)}.`,
    hint: "Declarations and statements must stand inside a block.",
  };
}

/** `transformed` and `data` on different lines. */
function splitName(failure: Failure): Finding | null {
  const first = tokenAt(failure, 0);
  const second = tokenAt(failure, 1);
  if (first === undefined || second === undefined) return null;
  const name = `${first.image} ${second.image}`;
  if (!blockNames.includes(name)) return null;
  const span = spanFromTo(failure, first, second);
  return { message: `The words \`${name}\` must stand on one line.`, fix: { span, text: name } };
}

/** A word or two before `{` that nearly are the name of a block. */
function nearBlockName(failure: Failure) {
  const first = tokenAt(failure, 0);
  if (first === undefined) return null;
  const length = isAt(failure, 1, t.LeftBrace) ? 1 : isAt(failure, 2, t.LeftBrace) ? 2 : 0;
  if (length === 0) return null;
  const span = spanFromTo(failure, first, tokenAt(failure, length - 1)!);
  const written = [imageAt(failure, 0), imageAt(failure, 1)].slice(0, length).join(" ");
  const name = blockNames.find((known) => slips(written.toLowerCase().replace(/_/g, " "), known) <= 2);
  return name === undefined ? null : { written, name, span };
}

function inFunctions(failure: Failure): Finding | null {
  const rule = ruleOf(failure);
  if (rule !== "functionsFile" && rule !== "functionsBody") return null;
  if (failure.expected === t.LeftBrace.name) return null;
  const token = tokenAt(failure, 0);
  if (token === undefined || startsBlock(failure)) return null;
  if (token.tokenType === t.RightBrace)
    return { message: "This `}` closes nothing.", hint: "Check the braces before it." };
  if (tokenMatcher(token, t.ConstrainedType))
    return {
      code: "syn-constraint-local-or-fn",
      message: `A function cannot return the constrained type \`${token.image}\`.`,
      hint: "Functions use plain types: `vector` for simplexes and ordered vectors, `matrix` for the rest.",
    };
  return {
    message: `Expected a function definition such as \`real f(vector x) { ... }\`, but found ${describeFound(failure)}.`,
  };
}

function startsBlock(failure: Failure): boolean {
  return (isAt(failure, 0, t.BlockKeyword) || isAt(failure, 0, t.Functions)) && isAt(failure, 1, t.LeftBrace);
}

/** The end of the file or another block, and a brace still open. */
function notClosed(failure: Failure): Finding | null {
  if (failure.expected !== t.RightBrace.name || ruleOf(failure) === "arrayLiteral") return null;
  if (tokenAt(failure, 0) !== undefined && !startsBlock(failure)) return null;
  const open = openBracket(failure);
  if (open < 0) return null;
  const { line, column } = positionOf(...place(failure, open));
  const owner = failure.lexed.tokens[open - 1];
  const whose =
    owner !== undefined && (tokenMatcher(owner, t.BlockKeyword) || owner.tokenType === t.Functions)
      ? ` of the block \`${owner.image.replace(/\s+/, " ")}\``
      : "";
  const what =
    tokenAt(failure, 0) === undefined ? "the end of the file" : `the block \`${imageAt(failure, 0)}\``;
  return {
    message: `Expected \`}\` before ${what}: the \`{\`${whose} at line ${line}, column ${column} is not closed.`,
  };
}

function place(failure: Failure, index: number) {
  const span = spanOfToken(failure, failure.lexed.tokens[index]!);
  return [span.source, span.start] as const;
}

/** A token that starts nothing, inside a block. */
function inBody(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "body" || failure.expected !== t.RightBrace.name) return null;
  const token = tokenAt(failure, 0);
  if (token === undefined) return null;
  if (token.tokenType === t.Else)
    return {
      code: "syn-statement",
      message: "This `else` belongs to no `if`.",
      hint: "Several statements under an `if` need braces, and there is no `;` after the closing one.",
    };
  const block = enclosingBlock(failure);
  const name = block?.image.replace(/\s+/, " ");
  if (isReserved(token) && isAt(failure, 1, t.AssignOperator)) return reservedName(failure);
  if (name === "data" || name === "parameters")
    return {
      message: `Only declarations may stand in the block \`${name}\`, but found ${describeFound(failure)}.`,
      hint: `Statements belong in \`transformed ${name}\` or \`model\`.`,
    };
  return {
    code: "syn-statement",
    message: `Expected a statement, a declaration or \`}\`, but found ${describeFound(failure)}.`,
  };
}

export function reservedName(failure: Failure): Finding {
  const base = {
    code: "syn-reserved-identifier",
    message: `\`${imageAt(failure, 0)}\` is a reserved word and cannot be used as a name.`,
  };
  const other = renaming(failure);
  if (other === null) return { ...base, hint: "Choose another name." };
  return { ...base, hint: `Choose another name, such as \`${other.name}\`.`, fix: other.fix };
}

function beforeBrace(failure: Failure): Finding | null {
  if (failure.expected !== t.LeftBrace.name || !failure.rules.includes("block")) return null;
  if (failure.rules.includes("statement") || failure.rules.includes("functionDefinition")) return null;
  const name = imageAt(failure, -1)?.replace(/\s+/, " ");
  return {
    code: "syn-block",
    message: `Expected \`{\` after \`${name}\`, but found ${describeFound(failure)}.`,
  };
}

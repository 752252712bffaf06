// Arrays as they were written before 2022: `real x[3];`, `int[] f(real[,] y)`. Each comes with the same declaration in today's words.

import { tokenMatcher } from "chevrotain";
import type { IToken } from "chevrotain";
import {
  closingBracket,
  imageAt,
  isAt,
  ruleOf,
  spanFromTo,
  spanOfToken,
  statementStart,
  tokenAt,
} from "./failure.ts";
import type { Failure } from "./failure.ts";
import type { Fix } from "./problem.ts";
import { textOf } from "./source.ts";
import type { Span } from "./source.ts";
import type { Detector, Finding } from "./syntax-errors.ts";
import * as t from "./tokens.ts";

export const oldArrays: readonly Detector[] = [declaration, bracketsBehindType, argument];

const CODE = "syn-old-array-syntax";

/** `real x[3];` */
function declaration(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "declaration" || failure.expected !== t.Semicolon.name) return null;
  if (!isAt(failure, 0, t.LeftBracket) || !isAt(failure, -1, t.Identifier)) return null;
  const message = "Arrays are declared with `array[...]` before the type, not with brackets after the name.";
  const fix = rewritten(failure);
  if (fix === null) return { code: CODE, message, hint: "Write `array[3] real x;` for `real x[3];`." };
  const isShort = !/[\r\n]/.test(fix.text) && fix.text.length <= 80;
  const hint = isShort ? `Write \`${fix.text}\`.` : "Write `array[3] real x;` for `real x[3];`.";
  return { code: CODE, message, hint, fix };
}

/** One name of a declaration with what follows it, as indices of tokens; `sizes`: the brackets, if there are any. */
interface Declared {
  readonly name: number;
  readonly sizes: readonly [open: number, close: number] | null;
  /** The comma or semicolon. */
  readonly end: number;
}

/** The declaration with a type for each of its names, whatever stands between them kept. */
function rewritten(failure: Failure): Fix | null {
  const { tokens } = failure.lexed;
  const start = statementStart(failure);
  const type = tokens[start];
  if (type === undefined || !tokenMatcher(type, t.TypeKeyword) || type.tokenType === t.ArrayKeyword)
    return null;
  const first = firstName(tokens, start);
  const declared = first === null ? null : namesFrom(failure, first);
  if (first === null || declared === null) return null;
  const typeText = between(failure, start, first - 1);
  const parts = declared.map(({ name, sizes, end }, at) => {
    const array = sizes === null ? "" : `array${between(failure, sizes[0], sizes[1])} `;
    const after = (sizes?.[1] ?? name) + 1;
    const rest = after === end ? "" : ` ${between(failure, after, end - 1)}`;
    const gap = at === 0 ? "" : `;${gapBefore(failure, name)}`;
    return `${gap}${array}${typeText} ${tokens[name]!.image}${rest}`;
  });
  const last = tokens[declared.at(-1)!.end - 1]!;
  const span = spanFromTo(failure, type, last);
  // Half of it may stand in an included file.
  if (span.source !== spanOfToken(failure, last).source) return null;
  return { span, text: parts.join(""), isMigration: true };
}

/** Index of the first name declared: behind the type, its constraint and its sizes. */
function firstName(tokens: readonly IToken[], start: number): number | null {
  for (let at = start + 1, depth = 0; at < tokens.length; at++) {
    const { tokenType } = tokens[at]!;
    if (tokenType === t.Semicolon) return null;
    if (tokenType === t.Less || tokenType === t.LeftBracket || tokenType === t.LeftParen) depth++;
    else if (tokenType === t.Greater || tokenType === t.RightBracket || tokenType === t.RightParen) depth--;
    else if (depth === 0 && tokenMatcher(tokens[at]!, t.Identifier)) return at;
  }
  return null;
}

function namesFrom(failure: Failure, first: number): Declared[] | null {
  const { tokens } = failure.lexed;
  const declared: Declared[] = [];
  for (let name = first; ;) {
    if (tokens[name] === undefined || !tokenMatcher(tokens[name], t.Identifier)) return null;
    const open = tokens[name + 1]?.tokenType === t.LeftBracket ? name + 1 : null;
    const close = open === null ? null : closingBracket(failure, open);
    if (close === -1) return null;
    const end = endOfDeclarator(tokens, (close ?? name) + 1);
    if (end === null) return null;
    declared.push({ name, sizes: open === null ? null : [open, close!], end });
    if (tokens[end]!.tokenType === t.Semicolon) return declared;
    name = end + 1;
  }
}

/** Index of the comma or semicolon behind an initial value or nothing. */
function endOfDeclarator(tokens: readonly IToken[], from: number): number | null {
  const { tokenType } = tokens[from] ?? {};
  if (tokenType !== t.Assign) return tokenType === t.Comma || tokenType === t.Semicolon ? from : null;
  for (let at = from, depth = 0; at < tokens.length; at++) {
    const { image } = tokens[at]!;
    if (depth === 0 && (image === "," || image === ";")) return at;
    if ("([{".includes(image)) depth++;
    if (")]}".includes(image) && --depth < 0) return null;
  }
  return null;
}

function between(failure: Failure, first: number, last: number): string {
  const { tokens } = failure.lexed;
  return textOf(spanFromTo(failure, tokens[first]!, tokens[last]!));
}

/** The text from the comma before a name to the name; at least a space. */
function gapBefore(failure: Failure, name: number): string {
  const { tokens, spanAt } = failure.lexed;
  const gap = textOf(spanAt(tokens[name - 1]!.endOffset! + 1, tokens[name]!.startOffset));
  return gap === "" ? " " : gap;
}

/** `real[] x`, `vector[3] x` in a signature; `int[3] x` in a declaration. */
function bracketsBehindType(failure: Failure): Finding | null {
  if (failure.expected !== t.Identifier.name || !isAt(failure, 0, t.LeftBracket)) return null;
  const type = tokenAt(failure, -1);
  if (type === undefined || !tokenMatcher(type, t.BasicType)) return null;
  const close = closingBracket(failure, failure.place);
  if (close < 0) return null;
  const inside = failure.lexed.tokens.slice(failure.place + 1, close);
  const brackets = textOf(spanFromTo(failure, tokenAt(failure, 0)!, failure.lexed.tokens[close]!));
  const whole = spanFromTo(failure, type, failure.lexed.tokens[close]!);
  const inSignature = failure.rules.includes("functionDefinition") && !failure.rules.includes("statement");
  if (inSignature && inside.some(({ tokenType }) => tokenType !== t.Comma))
    return sized(type.image, inside, whole);
  const text = `array${brackets} ${type.image}`;
  return {
    code: CODE,
    message: "Array types are written with `array` before the type of the elements.",
    hint: `Write \`${text}\`.`,
    fix: { span: whole, text, isMigration: true },
  };
}

function sized(type: string, inside: readonly { tokenType: unknown }[], span: Span): Finding {
  const isArray = type === "int" || type === "real" || type === "complex";
  const commas = ",".repeat(inside.filter(({ tokenType }) => tokenType === t.Comma).length);
  const text = isArray ? `array[${commas}] ${type}` : type;
  return {
    code: "syn-sized-type-in-fn",
    message: "Types in a function signature have no sizes.",
    hint: `Write \`${text}\`.`,
    fix: { span, text },
  };
}

/** `real x[]` in a signature. */
function argument(failure: Failure): Finding | null {
  if (ruleOf(failure) !== "functionDefinition" || failure.expected !== t.RightParen.name) return null;
  if (!isAt(failure, 0, t.LeftBracket) || !isAt(failure, -1, t.Identifier)) return null;
  const close = closingBracket(failure, failure.place);
  const [type, name] = [tokenAt(failure, -2), tokenAt(failure, -1)!];
  const base = {
    code: CODE,
    message: "Array arguments are written with `array` before the type, not with brackets after the name.",
    hint: `Write \`array[] ${imageAt(failure, -2)} ${name.image}\`.`,
  };
  if (close < 0 || type === undefined || !tokenMatcher(type, t.BasicType)) return base;
  const dimensions = failure.lexed.tokens.slice(failure.place, close).filter(({ image }) => image === ",");
  const text = `array[${",".repeat(dimensions.length)}] ${type.image} ${name.image}`;
  const span = spanFromTo(failure, type, failure.lexed.tokens[close]!);
  return { ...base, hint: `Write \`${text}\`.`, fix: { span, text, isMigration: true } };
}

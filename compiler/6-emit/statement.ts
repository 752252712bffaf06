// Statements as lines of JavaScript. Blocks are indented by two; what nobody reads is left out (see printing.ts), and a loop or branch
// that has nothing left goes with it.

import { distributions, kernels } from "../../runtime/library.ts";
import { assertNever, internalError } from "../diagnostics/internal-error.ts";
import { enlargedBy } from "../ir/growing.ts";
import { iadd, int, isNumber, isub, op, sameExpr } from "../ir/build.ts";
import type { Buffer, Expr, KernelArg, Local, MessagePart, Statement, View } from "../ir/mir.ts";
import { scalarType } from "../ir/scalar-type.ts";
import { visitStatements } from "../ir/walk.ts";
import { comparedText, expressionText, negated, opposite } from "./expression.ts";
import { cellCount, placeOf } from "./offset.ts";
import { callForNext } from "./inline-calls.ts";
import { isLive, nameDeclared, nameRead, type Printing, use, useFromLibrary } from "./printing.ts";
import { lineComments, shortComment, stringText, templateText } from "./text.ts";

type Of<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;

export function statementLines(p: Printing, statements: readonly Statement[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < statements.length;) {
    const cleared = wholeZeros(statements.slice(i));
    if (cleared.length > 1) out.push(...clearLines(p, cleared));
    const count = cleared.length > 1 ? cleared.length : inlineCall(p, statements, i);
    if (count === 0) out.push(...lines(p, statements[i]!));
    i += Math.max(1, count);
  }
  return out;
}

/** Prepares the call at `i` for the statement that uses its result; the number of statements that it stands for, 0 for none. */
function inlineCall(p: Printing, statements: readonly Statement[], i: number): number {
  const call = callForNext(p, statements, i);
  if (call === null || !isLive(p, call.local)) return 0;
  const text = (): string => {
    const s = statements[i]!;
    if (s.kind === "kernel") return callText(p, s);
    if (call.cell === null) return `${p.stack}.pop()`;
    const { buffer, index } = call.cell;
    return `${use(p, "take")}(${nameRead(p, buffer)}, ${expressionText(p, placeOf(p, buffer, index))})`;
  };
  p.uses.inlined.set(call.local, text());
  return call.cell === null ? 1 : 2;
}

/** Arrays that neighbouring statements set to zero. */
function wholeZeros(statements: readonly Statement[]): readonly Buffer[] {
  const end = statements.findIndex((s) => !(s.kind === "fill" && isWholeZero(s)));
  const zeros = end < 0 ? statements : statements.slice(0, end);
  return zeros.flatMap((s) => (s.kind === "fill" ? [s.view.buffer] : []));
}

const isWholeZero = ({ view, count, value }: Of<"fill">): boolean =>
  isNumber(value, 0) && view.index.length === 0 && sameExpr(count, cellCount(view.buffer));

const LIST_WIDTH = 90;

function clearLines(p: Printing, buffers: readonly Buffer[]): string[] {
  const lists: string[] = [];
  for (const name of buffers.map((buffer) => nameRead(p, buffer))) {
    const last = lists.at(-1);
    if (last !== undefined && last.length + name.length < LIST_WIDTH)
      lists[lists.length - 1] = `${last}, ${name}`;
    else lists.push(name);
  }
  return lists.map((list) => `${use(p, "clear")}(${list});`);
}

export const indented = (block: readonly string[]): string[] =>
  block.map((line) => (line === "" ? "" : `  ${line}`));

function lines(p: Printing, s: Statement): string[] {
  switch (s.kind) {
    case "let":
      return isLive(p, s.local)
        ? [`const ${declared(p, s.local, s.value)} = ${expressionText(p, s.value)};`]
        : [];
    case "var":
      return isLive(p, s.local) ? [`let ${nameDeclared(p, s.local)} = ${initialText(p, s)};`] : [];
    case "set":
      return isLive(p, s.local) ? [setText(p, s)] : [];
    case "store":
      return [`${cellText(p, s.buffer, s.index)} = ${expressionText(p, s.value)};`];
    case "accumulate":
      return accumulate(p, s);
    case "fill":
      return [fillText(p, s)];
    case "copy":
      return [
        `${use(p, "copy")}(${viewText(p, s.to)}, ${viewText(p, s.from)}, ${expressionText(p, s.count)});`,
      ];
    case "each":
    case "for":
      return countedLoop(p, s);
    case "loop":
      return openLoop(p, s);
    case "exitIf":
      return [`if (${expressionText(p, s.condition)}) break;`];
    case "if":
      return branches(p, s);
    case "kernel":
      return [growthText(p, s) ?? kernelText(p, s)];
    case "push":
      return [
        `${p.stack}.push(${expressionText(p, scalarType(s.value) === "bool" ? op("toInt", s.value) : s.value)});`,
      ];
    case "pop":
      return [popText(p, s.local)];
    case "return":
      return [`return ${expressionText(p, s.value)};`];
    case "region":
      return region(p, s);
    case "check":
      return [`if (${expressionText(p, opposite(s.condition))}) ${throwText(p, p.refusal, s.message)}`];
    case "reject":
      return [throwText(p, s.fatal ? "abort" : p.refusal, s.message)];
    case "print":
      return [`${use(p, "print")}(${messageText(p, s.message)});`];
    default:
      return assertNever(s);
  }
}

// --------------------------------------------------------------------------------------------------------------- assignment

/** With a type where TypeScript would take a literal for the type: `const K = 1` makes `K === 2` an error. */
function declared(p: Printing, local: Local, value: Expr): string {
  const name = nameDeclared(p, local);
  return p.round.types && p.uses.compared.has(local) && isLiteral(value) ? `${name}: number` : name;
}

const isLiteral = (e: Expr): boolean =>
  isNumber(e) ||
  (e.kind === "op" && (e.op === "toInt" || (e.op === "toReal" && isLiteral(e.args[0]!)))) ||
  (e.kind === "select" && (isLiteral(e.then) || isLiteral(e.otherwise)));

function initialText(p: Printing, { local, initial }: Of<"var">): string {
  if (initial !== null) return expressionText(p, initial);
  return { real: "NaN", int: "0", bool: "false" }[local.scalar];
}

function setText(p: Printing, { local, value }: Of<"set">): string {
  const name = nameDeclared(p, local);
  if (value.kind === "op" && ["add", "iadd", "sub", "isub"].includes(value.op)) {
    const [left, right] = value.args as [Expr, Expr];
    const sign = value.op.endsWith("add") ? "+" : "-";
    if (left.kind === "ref" && left.local === local) return `${name} ${sign}= ${expressionText(p, right)};`;
  }
  return `${name} = ${expressionText(p, value)};`;
}

function accumulate(p: Printing, { into, value }: Of<"accumulate">): string[] {
  if (into.kind === "local" && !isLive(p, into.local)) return [];
  const place =
    into.kind === "local"
      ? nameDeclared(p, into.local)
      : `${cellText(p, into.buffer, into.index)}${p.round.types ? "!" : ""}`;
  const positive = negated(value);
  return [
    positive === null
      ? `${place} += ${expressionText(p, value)};`
      : `${place} -= ${expressionText(p, positive)};`,
  ];
}

function cellText(p: Printing, buffer: Buffer, index: readonly Expr[]): string {
  return `${nameRead(p, buffer)}[${expressionText(p, placeOf(p, buffer, index))}]`;
}

/** Two arguments: the array and where the block starts. */
function viewText(p: Printing, { buffer, index }: View): string {
  return `${nameRead(p, buffer)}, ${expressionText(p, placeOf(p, buffer, index))}`;
}

function fillText(p: Printing, { view, count, value }: Of<"fill">): string {
  const name = nameRead(p, view.buffer);
  const offset = placeOf(p, view.buffer, view.index);
  const filling = expressionText(p, value);
  if (isNumber(offset, 0) && sameExpr(count, cellCount(view.buffer))) return `${name}.fill(${filling});`;
  const start = expressionText(p, offset);
  return `${name}.fill(${filling}, ${start}, ${expressionText(p, iadd(offset, count))});`;
}

function popText(p: Printing, local: Local): string {
  const value = `${p.stack}.pop()`;
  if (!isLive(p, local)) return `${value};`;
  return `const ${nameDeclared(p, local)} = ${local.scalar === "bool" ? `${value} !== 0` : value};`;
}

// ------------------------------------------------------------------------------------------------------------- control flow

const isEmpty = (block: readonly string[]): boolean =>
  block.every((line) => line.trimStart().startsWith("//"));

function countedLoop(p: Printing, s: Of<"each" | "for">): string[] {
  const body = statementLines(p, s.body);
  if (isEmpty(body)) return [];
  const i = nameDeclared(p, s.index);
  return block(`for (${loopHead(p, s, i)})`, body);
}

/** `head` before a body: braces are for bodies of several lines. */
function block(head: string, body: readonly string[]): string[] {
  const [only] = body;
  const isPlain = body.length === 1 && !/^(const|let|\/\/)/.test(only!);
  return isPlain ? [`${head} ${only}`] : [`${head} {`, ...indented(body), "}"];
}

export function loopHead(p: Printing, s: Of<"each" | "for">, i: string): string {
  if (s.kind === "each") return `let ${i} = 0; ${i} < ${comparedText(p, s.count)}; ${i}++`;
  if (!s.down) return `let ${i} = ${expressionText(p, s.from)}; ${i} < ${comparedText(p, s.to)}; ${i}++`;
  return `let ${i} = ${expressionText(p, isub(s.to, int(1)))}; ${i} >= ${comparedText(p, s.from)}; ${i}--`;
}

function openLoop(p: Printing, { body }: Of<"loop">): string[] {
  const [first, ...rest] = body;
  if (first?.kind !== "exitIf") return ["for (;;) {", ...indented(statementLines(p, body)), "}"];
  const condition = expressionText(p, opposite(first.condition));
  return [`while (${condition}) {`, ...indented(statementLines(p, rest)), "}"];
}

function branches(p: Printing, s: Of<"if">): string[] {
  const then = statementLines(p, s.then);
  const otherwise = statementLines(p, s.otherwise);
  if (isEmpty(then) && isEmpty(otherwise)) return [];
  if (isEmpty(then)) return block(`if (${expressionText(p, opposite(s.condition))})`, otherwise);
  if (isEmpty(otherwise)) return block(`if (${expressionText(p, s.condition)})`, then);
  const head = [`if (${expressionText(p, s.condition)}) {`, ...indented(then)];
  if (s.otherwise.length === 1 && s.otherwise[0]!.kind === "if" && otherwise[0]!.startsWith("if "))
    return [...head, `} else ${otherwise[0]}`, ...otherwise.slice(1)];
  return [...head, "} else {", ...indented(otherwise), "}"];
}

function region(p: Printing, { title, body }: Of<"region">): string[] {
  const block = statementLines(p, body);
  if (block.length === 0) return [];
  if (p.uses.quotedElsewhere?.has(title) === true) return block;
  const isKnown = p.uses.quoted.has(title) || /^Reverse of |; /.test(title);
  p.uses.quoted.add(title);
  return [...(isKnown ? [shortComment(title)] : lineComments(title)), ...block];
}

// ------------------------------------------------------------------------------------------------------------------ kernels

/** `v = enlarged(v, n);` */
function growthText(p: Printing, s: Of<"kernel">): string | null {
  const grown = enlargedBy(s);
  if (grown === null) return null;
  const name = nameRead(p, grown.target);
  return `${name} = ${use(p, "enlarged")}(${name}, ${expressionText(p, grown.count)});`;
}

function kernelText(p: Printing, s: Of<"kernel">): string {
  const { result } = s;
  const call = callText(p, s);
  return result !== null && isLive(p, result) ? `const ${nameDeclared(p, result)} = ${call};` : `${call};`;
}

function callText(p: Printing, { kernel, args }: Of<"kernel">): string {
  const words = args.map((arg) => argumentText(p, arg));
  if (typeof kernel === "string" && isRandom(kernel))
    words.unshift(p.random ?? internalError(`${kernel} draws random numbers where none may be`));
  const name = typeof kernel === "string" ? useFromLibrary(p, kernel) : nameRead(p, kernel);
  return `${name}(${words.join(", ")})`;
}

function argumentText(p: Printing, arg: KernelArg): string {
  if (arg.kind === "absent") return "null, 0";
  if (arg.kind === "callback") return arg.callee === null ? "null" : nameRead(p, arg.callee);
  return arg.kind === "scalar" ? expressionText(p, arg.value) : viewText(p, arg.view);
}

const generators = new Set(Object.values(distributions).flatMap(({ rng }) => rng ?? []));

/** Random number generators of distributions take the stream first, as do kernels that say so. */
function isRandom(kernel: string): boolean {
  return generators.has(kernel) || (Object.hasOwn(kernels, kernel) && kernels[kernel]!.random === true);
}

export function drawsRandom(statements: readonly Statement[]): boolean {
  let draws = false;
  visitStatements(
    statements,
    (s) => (draws ||= s.kind === "kernel" && typeof s.kernel === "string" && isRandom(s.kernel)),
  );
  return draws;
}

export function usesStack(statements: readonly Statement[]): boolean {
  let uses = false;
  visitStatements(statements, (s) => (uses ||= s.kind === "push" || s.kind === "pop"));
  return uses;
}

// ----------------------------------------------------------------------------------------------------------------- messages

function throwText(
  p: Printing,
  how: "reject" | "refuseData" | "abort",
  message: readonly MessagePart[],
): string {
  return `throw ${use(p, how)}(${messageText(p, message)});`;
}

function messageText(p: Printing, message: readonly MessagePart[]): string {
  if (message.every((part) => typeof part === "string")) return stringText(message.join(""));
  return `\`${message.map((part) => partText(p, part)).join("")}\``;
}

function partText(p: Printing, part: MessagePart): string {
  if (typeof part === "string") return templateText(part);
  if (part.kind !== "contents") return `\${${expressionText(p, part)}}`;
  const dims = part.dims.map((dim) => expressionText(p, dim)).join(", ");
  return `\${${use(p, "show")}(${viewText(p, part.view)}, [${dims}])}`;
}

// Programs over tensors as lines of TypeScript. Numbers and loops are printed by the printers of the other target.

import { internalError } from "../../diagnostics/internal-error.ts";
import { iadd, isNumber, product, sameExpr } from "../../ir/build.ts";
import type { Buffer, Expr } from "../../ir/mir.ts";
import { expressionText } from "../expression.ts";
import { mentionedByExpr } from "../mentions.ts";
import { claim, openScope } from "../names.ts";
import { isLive, nameDeclared, nameRead, type Printing, useFromLibrary } from "../printing.ts";
import { indented, loopHead, statementLines } from "../statement.ts";
import { lineComments } from "../text.ts";
import type { ElementwiseFunction } from "./elementwise.ts";
import type { Argument, Constant, Node, TensorStatement } from "./program.ts";

export interface TensorPrinting extends Printing {
  /** The name of each library function that is applied element by element. */
  readonly functions: ReadonlyMap<string, ElementwiseFunction>;
}

export function tensorLines(p: TensorPrinting, statements: readonly TensorStatement[]): string[] {
  return statements.flatMap((s) => lines(p, s));
}

function lines(p: TensorPrinting, s: TensorStatement): string[] {
  switch (s.kind) {
    case "declare":
      return declaration(p, s);
    case "assign":
      return isLive(p, s.local) ? [`${nameDeclared(p, s.local)} = ${text(p, s.value)};`] : [];
    case "do":
      return [`${text(p, s.action)};`];
    case "host":
      return statementLines(p, [s.statement]);
    case "loop": {
      const head = s.loop.kind === "loop" ? ";;" : loopHead(p, s.loop, nameDeclared(p, s.loop.index));
      return [`for (${head}) {`, ...indented(tensorLines(p, s.body)), "}"];
    }
    case "if": {
      const otherwise = tensorLines(p, s.otherwise);
      return [
        `if (${expressionText(p, s.condition)}) {`,
        ...indented(tensorLines(p, s.then)),
        ...(otherwise.length === 0 ? [] : ["} else {", ...indented(otherwise)]),
        "}",
      ];
    }
    case "region": {
      const block = tensorLines(p, s.body);
      return block.length === 0 ? [] : [...lineComments(s.title), ...block];
    }
  }
}

function declaration(
  p: TensorPrinting,
  { local, isMutable, value }: Extract<TensorStatement, { kind: "declare" }>,
): string[] {
  // A routine may do more than give its result.
  if (!isLive(p, local)) return value.kind === "runtime" ? [`${text(p, value)};`] : [];
  const name = nameDeclared(p, local);
  return [`${isMutable ? `let ${name}: tf.Tensor` : `const ${name}`} = ${text(p, value)};`];
}

function text(p: TensorPrinting, node: Node): string {
  switch (node.kind) {
    case "host":
      return expressionText(p, node.value);
    case "name":
      return nameRead(p, node.local);
    case "constant":
      return node.constant.isBound ? nameRead(p, node.constant.local) : constantText(p, node.constant);
    case "tf":
      return `tf.${node.name}(${argumentsText(p, node.args)})`;
    case "runtime":
      return `${useFromLibrary(p, node.name)}(${argumentsText(p, node.args)})`;
    case "elementwise": {
      const { local } = p.functions.get(node.op) ?? internalError(`${node.op} was not collected`);
      return `${nameRead(p, local)}(${argumentsText(p, node.args)})`;
    }
    case "cells":
      return `${nameRead(p, node.buffer)}.${node.method}(${argumentsText(p, node.args)})`;
    case "choice":
      return `(${expressionText(p, node.condition)} ? ${text(p, node.then)} : ${text(p, node.otherwise)})`;
  }
}

const argumentsText = (p: TensorPrinting, args: readonly Argument[]): string =>
  args.map((arg) => argumentText(p, arg)).join(", ");

function argumentText(p: TensorPrinting, arg: Argument): string {
  switch (arg.kind) {
    case "shape":
      return shapeText(p, arg.sizes);
    case "buffer":
      return nameRead(p, arg.buffer);
    case "part": {
      const start = arg.start.kind === "host" ? arg.start.value : internalError("a part starts somewhere");
      const [from, to] = [start, iadd(start, arg.count)].map((e) => expressionText(p, e));
      return `${nameRead(p, arg.buffer)}.subarray(${from}, ${to})`;
    }
    case "text":
      return arg.text;
    default:
      return text(p, arg);
  }
}

const shapeText = (p: Printing, sizes: readonly Expr[]): string =>
  `[${sizes.map((size) => expressionText(p, size)).join(", ")}]`;

// --------------------------------------------------------------------------------------------------------------- constants

/** `const estTensor = keep(constant([J], est));` */
export function constantLines(p: Printing, constants: readonly Constant[]): string[] {
  return constants.flatMap((c) => {
    if (!isLive(p, c.local)) return [];
    return [`const ${nameDeclared(p, c.local)} = ${useFromLibrary(p, "keep")}(${constantText(p, c)});`];
  });
}

function constantText(p: Printing, c: Constant): string {
  const shape = shapeText(p, c.shape);
  const whole = c.what === "constant" ? wholeBuffer(c) : null;
  const values = whole === null ? elementText(p, c) : nameRead(p, whole);
  return `${useFromLibrary(p, c.what)}(${shape}, ${values})`;
}

/** `(n, k) => X[k * N + n]!`, without parameters after the last one in use. */
function elementText(p: Printing, { indices, value }: Constant): string {
  const mentioned = mentionedByExpr(value);
  const scope = openScope(
    p.scope,
    "element",
    [...mentioned].filter((object) => !indices.some((index) => index === object)),
  );
  const last = indices.findLastIndex((index) => mentioned.has(index));
  const params = indices.slice(0, last + 1).map((index) => {
    const name = claim(scope, index);
    return mentioned.has(index) || name.startsWith("_") ? name : `_${name}`;
  });
  return `(${params.join(", ")}) => ${expressionText({ ...p, scope }, value)}`;
}

/** The array that the table is a copy of, if it is one. */
function wholeBuffer({ shape, indices, value }: Constant): Buffer | null {
  if (value.kind !== "load" || value.index.length === 0) return null;
  const { buffer, index } = value;
  const used = index.map((e) => (e.kind === "ref" ? indices.indexOf(e.local) : -1));
  const isInOrder = used.every((d, i) => d >= 0 && (i === 0 || d > used[i - 1]!));
  const isComplete = used.every((d, i) => d >= 0 && sameExpr(shape[d]!, buffer.dims[i]!));
  const isNothingElse = shape.every((size, d) => used.includes(d) || isNumber(size, 1));
  return isInOrder && isComplete && isNothingElse ? buffer : null;
}

export const cellsLine = (p: Printing, like: Buffer, buffer: Buffer): string =>
  `const ${nameDeclared(p, buffer)} = new ${useFromLibrary(p, "Cells")}(${nameRead(p, like)}, ${expressionText(p, product(buffer.dims))});`;

// The doc comment of `bind`: where each parameter sits in the unconstrained vector and how it got there, for the reader who holds a `q`.

import type { Bound, Declared, Expr, Parameter } from "../ir/mir.ts";
import { isNumber } from "../ir/build.ts";
import { expressionText } from "./expression.ts";
import { commentPrinting, type Printing } from "./printing.ts";
import { commentText } from "./text.ts";

/** Lines without comment marks: a heading and the parameters, several to a line. */
export function describeUnconstrained(
  p: Printing,
  parameters: readonly Parameter[],
  dimension: Expr,
): string[] {
  const comment = commentPrinting(p);
  const text = (e: Expr): string => commentText(expressionText(comment, e));
  const size = text(dimension);
  const noun = size === "1" ? "number" : "numbers";
  return wrap(
    `Unconstrained q, ${size} ${noun}:`,
    parameters.flatMap((parameter) => (isLaterPart(parameter) ? [] : [placeOf(parameter, text)])),
  );
}

const LINE = 100;

function wrap(heading: string, parts: readonly string[]): string[] {
  const lines = [heading];
  for (const part of parts) {
    const last = lines.at(-1)!;
    const gap = last === heading ? "  " : "   ";
    if (last.length + gap.length + part.length <= LINE) lines[lines.length - 1] = last + gap + part;
    else lines.push(part);
  }
  return lines;
}

/** Interleaved parts are described as one. */
const isInterleaved = ({ part }: Parameter): boolean =>
  part?.steps.some(({ array, key }) => array.length > 0 || key === "real" || key === "imag") === true;

const isLaterPart = (parameter: Parameter): boolean =>
  isInterleaved(parameter) && parameter.part!.steps.some(({ key }) => key !== "1" && key !== "real");

function placeOf(parameter: Parameter, text: (e: Expr) => string): string {
  if (!isInterleaved(parameter)) return plainPlace(parameter, text);
  const { part, offset } = parameter;
  const isComplex = part!.steps.length === 1 && part!.steps[0]!.key === "real";
  const how = isComplex ? "(real, imaginary)" : "(element by element)";
  return `q[${text(offset)} ..] = ${part!.variable} ${how}`;
}

function plainPlace({ name, offset, shape, constraint }: Parameter, text: (e: Expr) => string): string {
  const { array, inner } = shape;
  if (constraint.kind === "structured") {
    const type = constraint.name === "simplex_stick_breaking" ? "simplex, stick-breaking" : constraint.name;
    const what = array.length > 0 ? `array of ${type}` : type;
    return `q[${text(offset)} ..] = ${name} (${what})`;
  }
  if (array.length === 0 && inner.kind === "scalar")
    return `q[${text(offset)}] = ${unconstrained(name, constraint, text)}`;
  const dimensions = array.length + (inner.kind === "scalar" ? 0 : inner.kind === "matrix" ? 2 : 1);
  const index = "j";
  if (dimensions === 1) {
    const place = isNumber(offset, 0) ? index : `${asTerm(text(offset))} + ${index}`;
    return `q[${place}] = ${unconstrained(`${name}[${index}]`, constraint, text)}`;
  }
  const order = inner.kind === "matrix" ? ", column by column" : "";
  return `q[${text(offset)} ..] = ${unconstrained(name, constraint, text)}${order}`;
}

/** A choice that something is added to stands in parentheses. */
const asTerm = (text: string): string => (text.includes("?") ? `(${text})` : text);

/** The inverse of the constraint, as a formula of `x`. */
function unconstrained(x: string, constraint: Declared["constraint"], text: (e: Expr) => string): string {
  const bound = (b: Bound): string => (b.kind === "scalar" ? operand(b.value, text) : b.buffer.name);
  const minus = (a: string, b: Bound): string => (isZero(b) ? a : `${a} - ${bound(b)}`);
  if (constraint.kind === "affine") {
    const { offset, multiplier } = constraint;
    const shifted = offset === null ? x : minus(x, offset);
    if (multiplier === null) return shifted;
    return `${shifted === x ? x : `(${shifted})`} / ${bound(multiplier)}`;
  }
  if (constraint.kind !== "bounds") return x;
  const { lower, upper } = constraint;
  if (lower === null) return upper === null ? x : `log(${bound(upper)} - ${x})`;
  if (upper === null) return `log(${minus(x, lower)})`;
  if (isZero(lower) && isOne(upper)) return `logit(${x})`;
  const width = isZero(lower) ? bound(upper) : `(${bound(upper)} - ${bound(lower)})`;
  return `logit(${isZero(lower) ? x : `(${minus(x, lower)})`} / ${width})`;
}

const isZero = (b: Bound): boolean => b.kind === "scalar" && isNumber(b.value, 0);
const isOne = (b: Bound): boolean => b.kind === "scalar" && isNumber(b.value, 1);

/** In parentheses unless it is a number or a name. */
function operand(e: Expr, text: (e: Expr) => string): string {
  return e.kind === "op" || e.kind === "select" ? `(${text(e)})` : text(e);
}

// Data in words: the shape of every variable and the range of its numbers, and its first values. The data themselves stay out of the
// report: they may be large or private.

import { figure, whole } from "./words.ts";

export interface DataLine {
  readonly name: string;
  /** "8 numbers", "3 × 2 numbers", "a whole number". */
  readonly shape: string;
  readonly range: string;
}

export function describeData(values: Readonly<Record<string, unknown>>): DataLine[] {
  return Object.entries(values).map(([name, value]) => ({ name, ...describe(value) }));
}

function describe(value: unknown): Omit<DataLine, "name"> {
  if (typeof value === "number") {
    return { shape: Number.isInteger(value) ? "one whole number" : "one number", range: figure(value, 6) };
  }
  if (typeof value === "string" || typeof value === "boolean")
    return { shape: "one value", range: clipped(String(value)) };
  if (isList(value)) return describeList(value);
  if (typeof value === "object" && value !== null) {
    const keys = Object.keys(value);
    return { shape: `${keys.length} parts`, range: clipped(keys.join(", ")) };
  }
  return { shape: "nothing", range: "" };
}

type List = ArrayLike<unknown>;

function isList(value: unknown): value is List {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

function describeList(list: List): Omit<DataLine, "name"> {
  const leaves: unknown[] = [];
  const sizes: number[] = [];
  collect(list, 0, sizes, leaves);
  if (leaves.length === 0) return { shape: "no values", range: "" };
  const numbers = leaves.filter((leaf): leaf is number => typeof leaf === "number");
  const kind =
    numbers.length < leaves.length ? "values" : numbers.every(Number.isInteger) ? "whole numbers" : "numbers";
  return {
    shape: `${sizes.map(whole).join(" × ")} ${kind}`,
    range: numbers.length > 0 ? rangeOf(numbers) : "",
  };
}

/** Sizes are the largest at each depth: rows of unequal length are told as the longest. */
function collect(value: unknown, depth: number, sizes: number[], leaves: unknown[]): void {
  if (!isList(value)) {
    leaves.push(value);
    return;
  }
  sizes[depth] = Math.max(sizes[depth] ?? 0, value.length);
  for (let i = 0; i < value.length; i++) collect(value[i], depth + 1, sizes, leaves);
}

function rangeOf(numbers: readonly number[]): string {
  const finite = numbers.filter(Number.isFinite);
  if (finite.length === 0) return "not finite";
  let [low, high, sum] = [Infinity, -Infinity, 0];
  for (const value of finite) {
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  const odd = numbers.length - finite.length;
  const end = odd === 0 ? "" : `, ${whole(odd)} not finite`;
  if (low === high) return `all ${figure(low, 6)}${end}`;
  return `from ${figure(low, 4)} to ${figure(high, 4)}, mean ${figure(sum / finite.length, 4)}${end}`;
}

function clipped(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

// A source text and positions in it. Every node, token and message carries a Span; lines and columns are computed only when a
// message is shown. An included file is a Source of its own that knows where it was included from.

export interface Source {
  /** Name shown to the user, usually the path as the user typed it. */
  readonly name: string;
  readonly text: string;
  /** Where the `#include` that brought this file in stands; absent for the main file. */
  readonly includedFrom?: Span;
}

/** Half-open range of UTF-16 offsets `[start, end)` in one source. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** Line from 1, column from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function spanBetween(first: Span, last: Span): Span {
  return first.source === last.source ? { source: first.source, start: first.start, end: last.end } : first;
}

export function textOf(span: Span): string {
  return span.source.text.slice(span.start, span.end);
}

/** Position of an offset; LF, CR and CR LF each end a line. */
export function positionOf(source: Source, offset: number): Position {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! };
}

export function lineText(source: Source, line: number): string {
  const starts = lineStarts(source);
  const start = starts[line - 1] ?? source.text.length;
  const next = starts[line] ?? source.text.length + 1;
  return source.text.slice(start, next).replace(/[\r\n]+$/, "");
}

const startsBySource = new WeakMap<Source, number[]>();

function lineStarts(source: Source): number[] {
  let starts = startsBySource.get(source);
  if (starts === undefined) {
    starts = [0];
    for (const match of source.text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    startsBySource.set(source, starts);
  }
  return starts;
}

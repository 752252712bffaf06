// Sequences of statements, functions or blocks with the comments between them. A comment that starts on the line where something ends
// stays behind it; all others get lines of their own. One blank line is kept where there was at least one.

import type { Comment } from "./ast.ts";
import { hardLine, indent } from "./layout.ts";
import type { Doc } from "./layout.ts";
import { behindDoc, commentDoc, commentsBetween, isDirective, lineEnds } from "./trivia.ts";
import type { Trivia } from "./trivia.ts";

/** Something that prints on lines of its own, from where it stands in the source. */
export interface Item {
  readonly start: number;
  readonly end: number;
  readonly print: (depth: number) => Doc;
}

interface Row {
  readonly doc: Doc[];
  readonly blankBefore: boolean;
}

/** `{ items }` for the braces at `open` and `close`. */
export function bracedDoc(
  items: readonly Item[],
  open: number,
  close: number,
  depth: number,
  trivia: Trivia,
): Doc {
  const { head, rows } = rowsOf(items, open + 1, close, depth + 1, trivia, true);
  if (rows.length === 0 && head.length === 0) return "{}";
  return ["{", head, indent(rows.map((row, at) => rowDoc(row, at > 0))), hardLine, "}"];
}

/** Items at the outermost level, between two offsets. */
export function topDoc(items: readonly Item[], from: number, to: number, trivia: Trivia): Doc {
  const { rows } = rowsOf(items, from, to, 0, trivia, false);
  return rows.map((row, at) => (at === 0 ? row.doc : rowDoc(row, true)));
}

function rowDoc(row: Row, mayBeBlank: boolean): Doc {
  return [row.blankBefore && mayBeBlank ? hardLine : "", hardLine, row.doc];
}

/** `head` is what stays on the line of the opening brace. */
function rowsOf(
  items: readonly Item[],
  from: number,
  to: number,
  depth: number,
  trivia: Trivia,
  afterBrace: boolean,
) {
  const head: Doc[] = [];
  const rows: Row[] = [];
  let end = from;
  const add = (start: number, doc: Doc) =>
    rows.push({ doc: [doc], blankBefore: lineEnds(trivia, end, start) > 1 });
  const addComments = (comments: readonly Comment[]) => {
    for (const comment of comments) {
      const last = rows.at(-1)?.doc ?? (afterBrace ? head : undefined);
      const { span } = comment;
      const behind = last !== undefined && !isDirective(comment) && lineEnds(trivia, end, span.start) === 0;
      if (behind) last.push(" ", behindDoc(comment));
      else add(span.start, commentDoc(trivia, comment, depth));
      end = span.end;
    }
  };
  for (const item of items) {
    addComments(commentsBetween(trivia, end, item.start));
    add(item.start, item.print(depth));
    end = item.end;
  }
  addComments(commentsBetween(trivia, end, to));
  return { head, rows };
}

// Documents and their layout in lines of limited width, after Wadler ("A prettier printer", 2003): a group is printed on one line if it
// fits and else breaks at each of its lines. Knows nothing of the language. Everything keeps its own stack, so documents may be long.

export type Doc =
  | string
  | readonly Doc[]
  | { readonly kind: "line"; readonly flat: string; readonly hard: boolean }
  | { readonly kind: "newline" }
  | { readonly kind: "indent"; readonly body: Doc }
  | { readonly kind: "group"; readonly body: Doc };

/** A space, or the end of the line if the group breaks. */
export const line: Doc = { kind: "line", flat: " ", hard: false };
/** Nothing, or the end of the line if the group breaks. */
export const softLine: Doc = { kind: "line", flat: "", hard: false };
/** Always the end of the line. Not for use inside groups. */
export const hardLine: Doc = { kind: "line", flat: "", hard: true };
/** The end of the line without indentation after it, for text that brings its own. */
export const newline: Doc = { kind: "newline" };

export function indent(...body: Doc[]): Doc {
  return { kind: "indent", body };
}

export function group(...body: Doc[]): Doc {
  return { kind: "group", body };
}

export function join(separator: Doc, parts: readonly Doc[]): Doc {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [separator, part]));
}

export const WIDTH = 80;
export const INDENT = 2;

interface Command {
  readonly depth: number;
  readonly flat: boolean;
  readonly doc: Doc;
}

export function layOut(root: Doc): string {
  const commands: Command[] = [{ depth: 0, flat: false, doc: root }];
  const out: string[] = [];
  let column = 0;
  for (let next = commands.pop(); next !== undefined; next = commands.pop()) {
    const { depth, flat, doc } = next;
    if (typeof doc === "string") {
      out.push(doc);
      column += doc.length;
    } else if (isList(doc)) {
      for (let at = doc.length - 1; at >= 0; at--) commands.push({ depth, flat, doc: doc[at]! });
    } else if (doc.kind === "indent") commands.push({ depth: depth + 1, flat, doc: doc.body });
    else if (doc.kind === "group") {
      const one = { depth, flat: true, doc: doc.body };
      commands.push(
        flat || fits(one, commands, WIDTH - column) ? one : { depth, flat: false, doc: doc.body },
      );
    } else if (doc.kind === "newline") {
      trimEnd(out);
      out.push("\n");
      column = 0;
    } else if (flat && !doc.hard) {
      out.push(doc.flat);
      column += doc.flat.length;
    } else {
      trimEnd(out);
      out.push("\n", " ".repeat(depth * INDENT));
      column = depth * INDENT;
    }
  }
  return out.join("");
}

/** Lines end without spaces: takes back indentation and separators that nothing followed. */
function trimEnd(out: string[]): void {
  while (out.length > 0) {
    const last = out.at(-1)!.replace(/ +$/, "");
    if (last !== "") {
      out[out.length - 1] = last;
      return;
    }
    out.pop();
  }
}

/** Does the text up to the next possible end of line fit in `room`? `rest` is what follows, last first. */
function fits(first: Command, rest: readonly Command[], room: number): boolean {
  const commands: Command[] = [first];
  let next = rest.length;
  while (room >= 0) {
    const command = commands.pop() ?? rest[--next];
    if (command === undefined) return true;
    const { depth, flat, doc } = command;
    if (typeof doc === "string") room -= doc.length;
    else if (isList(doc))
      for (let at = doc.length - 1; at >= 0; at--) commands.push({ depth, flat, doc: doc[at]! });
    else if (doc.kind === "indent" || doc.kind === "group") commands.push({ depth, flat, doc: doc.body });
    else if (doc.kind === "newline" || doc.hard || !flat) return true;
    else room -= doc.flat.length;
  }
  return false;
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

// Where a text stops being JSON. `JSON.parse` says this only sometimes, and in words that differ between engines; this reader
// runs only after it has refused a text, to give people a line, a column and what was expected there.

const SPACE = /[ \t\r\n]*/y;
const SCALAR =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/** Thrown inside, caught at the top: the offset of the first character that does not fit, and what would. */
class Misfit {
  readonly offset: number;
  readonly expected: string;
  constructor(offset: number, expected: string) {
    this.offset = offset;
    this.expected = expected;
  }
}

/** "expected a value at line 2, column 8, found `}`"; null if the text is JSON. */
export function jsonMistake(text: string): string | null {
  try {
    const end = afterValue(text, 0);
    if (end < text.length) throw new Misfit(end, "the end of the file");
    return null;
  } catch (cause) {
    if (!(cause instanceof Misfit)) throw cause;
    const before = text.slice(0, cause.offset).split("\n");
    const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
    const found = /^[\w.+-]+|^[^]/.exec(text.slice(cause.offset, cause.offset + 20))?.[0];
    return `expected ${cause.expected} at ${place}, found ${found === undefined ? "the end of the file" : `\`${found}\``}`;
  }
}

/** Offset after the match and the white space behind it; -1 without a match. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  if (!pattern.test(text)) return -1;
  SPACE.lastIndex = pattern.lastIndex;
  SPACE.test(text);
  return SPACE.lastIndex;
}

function afterValue(text: string, start: number): number {
  const at = skip(SPACE, text, start);
  if (text[at] === "[") return afterItems(text, at + 1, "]", afterValue);
  if (text[at] === "{") return afterItems(text, at + 1, "}", afterMember);
  const end = skip(SCALAR, text, at);
  if (end < 0) throw new Misfit(at, text[at] === '"' ? "a string that ends on its line" : "a value");
  return end;
}

function afterMember(text: string, at: number): number {
  const colon = skip(STRING, text, at);
  if (colon < 0) throw new Misfit(at, 'a name in "double quotes"');
  if (text[colon] !== ":") throw new Misfit(colon, "`:`");
  return afterValue(text, colon + 1);
}

/** What follows an opening bracket: items with commas between, then the closing one. */
function afterItems(text: string, start: number, close: string, afterItem: typeof afterValue): number {
  let at = skip(SPACE, text, start);
  if (text[at] === close) return skip(SPACE, text, at + 1);
  for (;;) {
    at = afterItem(text, at);
    if (text[at] === close) return skip(SPACE, text, at + 1);
    if (text[at] !== ",") throw new Misfit(at, `\`,\` or \`${close}\``);
    at = skip(SPACE, text, at + 1);
  }
}

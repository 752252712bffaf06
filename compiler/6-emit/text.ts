// The only ways in which text that came from a user reaches generated code: as a comment that cannot end early, or as a string literal.
// And numbers, in the fewest digits that give the same double back.

import type { RuntimeSymbol } from "./printing.ts";

/** One line, safe inside a block comment and behind `//`. */
export function commentText(text: string): string {
  return text
    .replace(/[\s\u0000-\u001f\u0085\u2028\u2029]+/g, " ")
    .replaceAll("*/", "* /")
    .replaceAll("/*", "/ *")
    .trim();
}

const LINE = 100;

/** `//` lines of at most about 100 characters. */
export function lineComments(text: string): string[] {
  const lines: string[] = [];
  let line = "//";
  for (const word of commentText(text).split(" ")) {
    if (word === "") continue;
    if (line.length > 2 && line.length + word.length >= LINE) {
      lines.push(line);
      line = "//";
    }
    line += ` ${word}`;
  }
  if (line.length > 2) lines.push(line);
  return lines;
}

/** One line: what is quoted again needs no more than its beginning. */
export function shortComment(text: string): string {
  const [first, ...rest] = lineComments(text);
  return rest.length === 0 ? first! : `${first} ...`;
}

/** A string literal. */
export function stringText(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, escapeUnusual);
}

/** The fixed part of a template literal. */
export function templateText(text: string): string {
  return stringText(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("`", "\\`").replaceAll("${", "\\${");
}

/** Letters stay readable; separators and lone surrogates could break a file, so they become escapes. */
function escapeUnusual(character: string): string {
  const code = character.charCodeAt(0);
  const risky = code < 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff;
  return risky ? `\\u${code.toString(16).padStart(4, "0")}` : character;
}

/** A key of an object literal or a member of an interface. */
export function propertyKey(name: string): string {
  return /^([A-Za-z_][A-Za-z0-9_]*|[1-9][0-9]*)$/.test(name) ? name : stringText(name);
}

/** One variable of a destructuring pattern, or one member of a literal with the value of `local`. */
export function memberBinding(name: string, local: string): string {
  return name === local ? name : `${propertyKey(name)}: ${local}`;
}

/** The member `name` of the object `of`. */
export function memberText(of: string, name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${of}.${name}` : `${of}[${stringText(name)}]`;
}

const GLOBAL: ReadonlyMap<number, string> = new Map([
  [Math.PI, "Math.PI"],
  [Math.LN2, "Math.LN2"],
  [Math.E, "Math.E"],
]);
const IMPORTED: ReadonlyMap<number, RuntimeSymbol> = new Map([
  [1.1447298858494002, "LOG_PI"],
  [1.8378770664093453, "LOG_2PI"],
  [0.9189385332046727, "LOG_SQRT_2PI"],
]);

/** A number without its sign, which the printer of expressions places. Well-known constants go by their names. */
export function magnitudeText(magnitude: number, use: (symbol: RuntimeSymbol) => string): string {
  const imported = IMPORTED.get(magnitude);
  return imported === undefined ? (GLOBAL.get(magnitude) ?? String(magnitude)) : use(imported);
}

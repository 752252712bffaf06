// The notation in which the tables write overloads, and its expansion into signatures. One clause per shape, `;` between:
// `0-7: {r|v}^ i -> =1` reads "for each depth n from 0 to 7: n-deep arrays of real or vector, and an int, give the type of the
// first argument". Tables stay readable and start-up stays cheap: a name is expanded the first time it is looked up.

import {
  COMPLEX,
  COMPLEX_MATRIX,
  COMPLEX_ROW_VECTOR,
  COMPLEX_VECTOR,
  INT,
  MATRIX,
  REAL,
  ROW_VECTOR,
  VECTOR,
  arrayOf,
  type ArgumentType,
  type Type,
} from "../ir/type.ts";
import { internalError } from "../diagnostics/internal-error.ts";

export interface Signature {
  readonly args: readonly ArgumentType[];
  readonly result: Type;
}

/**
 * Notation of a clause: `[from-to:] argument* -> result`.
 * argument: `!` (data only) then a type, class or `{a|b}`, then `^` if it takes part in the lifting of `from-to`.
 * result: a type (with `^`), `=k` the type of argument k, or `r*`, `i*`, `v*`: real, int, real when all arguments are scalars,
 * otherwise array[] real, array[] int, vector.
 */
export function expandSignatures(notation: string): Signature[] {
  return notation.split(";").flatMap((clause) => expandClause(clause.trim()));
}

interface Term {
  readonly isData: boolean;
  readonly isLifted: boolean;
  readonly alternatives: readonly Type[];
}

function expandClause(clause: string): Signature[] {
  const [, from, to, left, right] =
    /^(?:(\d+)-(\d+):)?(.*)->(.*)$/.exec(clause) ?? internalError(`bad signature notation ${clause}`);
  const terms = left!.split(" ").filter(Boolean).map(parseTerm);
  const signatures: Signature[] = [];
  for (let depth = Number(from ?? 0); depth <= Number(to ?? 0); depth++)
    for (const args of argumentLists(terms, depth))
      signatures.push({ args, result: resultType(right!.trim(), args, depth) });
  return signatures;
}

function argumentLists(terms: readonly Term[], depth: number): ArgumentType[][] {
  let lists: ArgumentType[][] = [[]];
  for (const { isData, isLifted, alternatives } of terms)
    lists = lists.flatMap((list) =>
      alternatives.map((type) => [...list, { isData, type: isLifted ? arrayOf(type, depth) : type }]),
    );
  return lists;
}

function parseTerm(text: string): Term {
  const [, data, body, lift] = /^(!?)(.*?)(\^?)$/.exec(text)!;
  const names = body!.startsWith("{")
    ? body!.slice(1, -1).split("|")
    : (classes[body!]?.split(" ") ?? [body!]);
  return { isData: data === "!", isLifted: lift === "^", alternatives: names.map(parseType) };
}

function resultType(text: string, args: readonly ArgumentType[], depth: number): Type {
  if (text.startsWith("=")) return args[Number(text.slice(1)) - 1]!.type;
  if (text.endsWith("*")) {
    const scalar = text[0] === "i" ? INT : REAL;
    if (args.every(({ type }) => type.kind === "int" || type.kind === "real")) return scalar;
    return text[0] === "v" ? VECTOR : arrayOf(scalar);
  }
  return text.endsWith("^") ? arrayOf(parseType(text.slice(0, -1)), depth) : parseType(text);
}

/** Sets of types that appear together in many places. */
const classes: Record<string, string> = {
  INTS: "i i[]",
  REALS: "r v rv r[]",
  /** What rng functions take: they do not promote, so int forms are listed. */
  REALSI: "i r v rv i[] r[]",
  VECS: "v v[] rv rv[]",
  VECLIKE: "v rv r[]",
  ANY: "i r v z rv m zv zrv zm",
};

const basic: Record<string, Type> = {
  i: INT,
  r: REAL,
  z: COMPLEX,
  v: VECTOR,
  rv: ROW_VECTOR,
  m: MATRIX,
  zv: COMPLEX_VECTOR,
  zrv: COMPLEX_ROW_VECTOR,
  zm: COMPLEX_MATRIX,
};

/** Written `<a,!b=>r>` in the tables. */
function parseFunctionType(text: string): Type {
  const [args, result] = text.slice(1, -1).split("=>");
  return {
    kind: "function",
    args: args!
      .split(",")
      .map((arg) => ({ isData: arg.startsWith("!"), type: parseType(arg.replace("!", "")) })),
    result: parseType(result!),
  };
}

function parseType(text: string): Type {
  if (text.startsWith("<")) return parseFunctionType(text);
  if (text.startsWith("(")) return { kind: "tuple", slots: text.slice(1, -1).split(",").map(parseType) };
  const [, name, brackets] =
    /^(\w+)((?:\[\])*)$/.exec(text) ?? internalError(`bad type ${text} in a signature`);
  return arrayOf(basic[name!] ?? internalError(`bad type ${text} in a signature`), brackets!.length / 2);
}

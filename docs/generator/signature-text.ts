// Overloads for readers: one line for each family of the tables, types as the language writes them.

import { clausesOf, signaturesOf } from "../../compiler/library/signatures.ts";

const TYPES: Readonly<Record<string, string>> = {
  i: "int", r: "real", z: "complex", v: "vector", rv: "row_vector", m: "matrix",
  zv: "complex_vector", zrv: "complex_row_vector", zm: "complex_matrix",
}; // prettier-ignore

/** Sets of types with names of their own; every page explains them. */
const SETS: Readonly<Record<string, string>> = {
  INTS: "ints", REALS: "reals", REALSI: "numbers", VECS: "vectors", VECLIKE: "list", ANY: "any",
}; // prettier-ignore

export const LEGEND = [
  "`a|b` is one of the two types; `…` after a type: it, and arrays of it of any depth.",
  "*ints* are int or array[] int; *reals* real, vector, row_vector or array[] real; *numbers* reals or ints; *vectors* vector, row_vector or",
  "an array of them; a *list* vector, row_vector or array[] real; *any* every type that is no array or tuple.",
].join(" ");

function typeText(text: string): string {
  if (text.startsWith("<")) {
    const [args, result] = text.slice(1, -1).split("=>");
    return `(${args!.split(",").map(argumentText).join(", ")}) => ${typeText(result!)}`;
  }
  if (text.startsWith("(")) return `tuple(${text.slice(1, -1).split(",").map(typeText).join(", ")})`;
  const [, name, brackets] = /^(\w+)((?:\[\])*)$/.exec(text)!;
  const type = TYPES[name!] ?? name!;
  const depth = brackets!.length / 2;
  return depth === 0 ? type : `array[${",".repeat(depth - 1)}] ${type}`;
}

function argumentText(text: string): string {
  const [, data, body, lift] = /^(!?)(.*?)(\^?)$/.exec(text)!;
  const names = body!.startsWith("{")
    ? body!.slice(1, -1).split("|").map(typeText)
    : [SETS[body!] ?? typeText(body!)];
  const type = names.join("|");
  return `${data === "" ? "" : "data "}${lift !== "" && names.length > 1 ? `(${type})` : type}${lift === "" ? "" : "…"}`;
}

function resultText(text: string): string {
  if (text.startsWith("=")) return `the type of argument ${text.slice(1)}`;
  if (text === "r*") return "real, or array[] real";
  if (text === "i*") return "int, or array[] int";
  if (text === "v*") return "real, or vector";
  return text.endsWith("^") ? `${typeText(text.slice(0, -1))}…` : typeText(text);
}

/** `fmax(real, vector…) → vector…`, one for each family. */
export function signatureLines(name: string): string[] {
  const isDensity = /_(lpdf|lpmf|cdf|lcdf|lccdf)$/.test(name);
  return clausesOf(name).map((clause) => {
    const [, left, right] = /^(?:\d+-\d+:)?(.*)->(.*)$/.exec(clause)!;
    const args = left!.split(" ").filter(Boolean).map(argumentText);
    const list = isDensity && args.length > 1 ? `${args[0]} | ${args.slice(1).join(", ")}` : args.join(", ");
    return `${name}(${list}) → ${resultText(right!.trim())}`;
  });
}

/** Functions of scalars with this many overloads are lifted over every container: said in words instead. */
const MANY = 30;
export const isLifted = (name: string): boolean => signaturesOf(name).length >= MANY;

// Every signature of the library, each in a one-line program of its own: the checker gives it the type of the table; lowering takes it with
// data and with parameters, or it stands in the list of what is not available. The listing of golden/signatures.txt is made of both.

import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check } from "../../../compiler/1-check/index.ts";
import { lower } from "../../../compiler/2-lower/index.ts";
import type { TypedProgram } from "../../../compiler/ir/typed-ast.ts";
import { showType } from "../../../compiler/diagnostics/show-type.ts";
import { expandSignatures } from "../../../compiler/library/signatures-notation.ts";
import { libraryFunctionNames, signaturesOf, type Signature } from "../../../compiler/library/signatures.ts";
import { listing } from "../../../docs/generator/listing.ts";
import { parse, type Problem } from "../../../grammar/index.ts";
import { notAvailable } from "./not-available.ts";
import {
  callText,
  callbackText,
  declaredType,
  isIntType,
  signatureText,
  typeName,
} from "./signature-calls.ts";

const test = suite("every signature");

const golden = new URL("../../../golden/signatures.txt", import.meta.url);
/** The names and overloads of the language's reference. */
const reference = new URL("../1-check/signatures.json.gz", import.meta.url);
const TOTAL = 24246;

interface Row {
  readonly name: string;
  readonly signature: Signature;
}

const rows: readonly Row[] = libraryFunctionNames().flatMap((name) =>
  signaturesOf(name).map((signature) => ({ name, signature })),
);

/** Functions of one line that return what the library's function returns; `_rng` and `_jacobian` because only such may call these. */
function oneLiner({ name, signature }: Row, n: number): string {
  const role = /_(rng|jacobian)$/.exec(name)?.[0] ?? "";
  const params = signature.args.flatMap(({ type, isData }, i) =>
    type.kind === "function" ? [] : [`${isData ? "data " : ""}${showType(type)} x${i}`],
  );
  const args = signature.args.map(({ type }, i) => (type.kind === "function" ? callbackName(type) : `x${i}`));
  return `${showType(signature.result)} f${n}${role}(${params.join(", ")}) { return ${callText(name, args)}; }`;
}

const callbacks = new Map<string, string>();
/** One function for each function type. */
function callbackName(type: Signature["args"][number]["type"]): string {
  if (type.kind !== "function") throw new Error("no function");
  const name = `callback_${typeName(type.result)}_${type.args.map((arg) => typeName(arg.type)).join("_")}`;
  callbacks.set(name, callbackText(name, type));
  return name;
}

const PART = 1000;
const messages = (problems: readonly Problem[]): string[] =>
  problems.filter(({ severity }) => severity === "error").map(({ message }) => message);

test(`${TOTAL} one-line programs have the type of the table`, () => {
  assert.is(rows.length, TOTAL);
  const wrong: string[] = [];
  for (let start = 0; start < rows.length; start += PART) {
    const part = rows.slice(start, start + PART);
    const lines = part.map(oneLiner);
    const text = `functions {\n${[...callbacks.values(), ...lines].join("\n")}\n}`;
    const { program, problems } = check(parse({ name: "signatures", text }).program!);
    assert.equal(messages(problems), [], text.slice(0, 200));
    const results = program!.functions.slice(callbacks.size).map(({ body }) => returnedType(body));
    part.forEach(({ name, signature }, k) => {
      if (results[k] !== showType(signature.result))
        wrong.push(`${signatureText(name, signature)}: the checker says ${results[k]}`);
    });
  }
  assert.equal(wrong, []);
});

/** The type of what the one statement of a body returns, before any promotion. */
function returnedType(body: TypedProgram["functions"][number]["body"]): string {
  const [statement] = body ?? [];
  if (statement?.kind !== "return" || statement.value === null) throw new Error("no return statement");
  return showType(statement.value.type);
}

type Level = "data" | "parameters";

/** A program that prints each call, on variables of one kind: what is no int and may be a parameter is one. */
function printing(part: readonly Row[], level: Level): string {
  const data = new Map<string, string>();
  const parameters = new Map<string, string>();
  const variable = ({ type, isData }: Signature["args"][number]): string => {
    if (type.kind === "function") return callbackName(type);
    const isParameter = level === "parameters" && !isData && !isIntType(type);
    const name = `${isParameter ? "p" : "d"}_${typeName(type)}`;
    (isParameter ? parameters : data).set(name, `${declaredType(type)} ${name};`);
    return name;
  };
  const calls = part.map(({ name, signature }) => `print(${callText(name, signature.args.map(variable))});`);
  const block = level === "data" ? "transformed data" : "transformed parameters";
  return [
    `functions { ${[...callbacks.values()].join("\n")} }`,
    `data { ${[...data.values()].join("\n")} }`,
    level === "data" ? "" : `parameters { ${[...parameters.values()].join("\n")} }`,
    `${block} {\n${calls.join("\n")}\n}`,
  ].join("\n");
}

function refusals(part: readonly Row[], level: Level): string[] {
  const parsed = parse({ name: "signatures", text: printing(part, level) });
  const checked = check(parsed.program!);
  assert.equal(messages(checked.problems), []);
  return messages(lower(checked.program!, { name: "signatures", simplex: "ilr" }).problems);
}

/** Draws and Jacobian adjustments belong to blocks of one level only. */
const isPossible = (name: string, level: Level): boolean =>
  !(level === "data" ? /_jacobian$/ : /_rng$/).test(name);

test("every signature is lowered, or stands in the list of what is not available", () => {
  const refused = new Set<string>();
  for (const level of ["data", "parameters"] as const) {
    const possible = rows.filter(({ name }) => isPossible(name, level));
    for (let start = 0; start < possible.length; start += 50) {
      const part = possible.slice(start, start + 50);
      if (refusals(part, level).length === 0) continue;
      for (const row of part)
        if (refusals([row], level).length > 0) refused.add(signatureText(row.name, row.signature));
    }
  }
  const listed = new Set(Object.keys(notAvailable));
  assert.equal([...refused].filter((signature) => !listed.has(signature)), [], "refused without a reason"); // prettier-ignore
  assert.equal([...listed].filter((signature) => !refused.has(signature)), [], "listed, though available"); // prettier-ignore
  assert.ok(Object.values(notAvailable).every((reason) => reason.length > 20));
});

test("golden/signatures.txt is what the tables say", () => {
  const text = listing(notAvailable);
  if (process.env.UPDATE) writeFileSync(golden, text);
  assert.fixture(text, readFileSync(golden, "utf8"));
});

test("golden/signatures.txt, read by its own notation, is the reference", () => {
  const found = new Map<string, string[]>();
  for (const line of readFileSync(golden, "utf8").split("\n")) {
    const [, name, clause, count] = /^(\w+) {4}(.*->.*) {4}# (\d+)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const signatures = expandSignatures(clause!);
    assert.is(signatures.length, Number(count), line);
    const texts = signatures.map(
      ({ args, result }) => `${args.map((arg) => showType(arg.type)).join(", ")} -> ${showType(result)}`,
    );
    found.set(name, [...(found.get(name) ?? []), ...texts]);
  }
  const expected = JSON.parse(gunzipSync(readFileSync(reference)).toString("utf8")) as Record<
    string,
    [string, string][]
  >;
  assert.equal([...found.keys()].sort(), Object.keys(expected).sort());
  for (const [name, overloads] of Object.entries(expected))
    assert.equal(found.get(name)!.sort(), overloads.map((pair) => pair.join(" -> ")).sort(), name);
});

test.run();

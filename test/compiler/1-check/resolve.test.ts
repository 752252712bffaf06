// Overload resolution: promotion costs, ties, and what is reported when nothing fits.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  COMPLEX,
  INT,
  MATRIX,
  REAL,
  ROW_VECTOR,
  VECTOR,
  arrayOf,
  type Type,
} from "../../../compiler/ir/type.ts";
import { showArguments, showType } from "../../../compiler/diagnostics/show-type.ts";
import { commonType, fit, promotionCost, resolve } from "../../../compiler/library/resolve.ts";
import { signaturesOf } from "../../../compiler/library/signatures.ts";

const test = suite("resolve");

const data = (type: Type) => ({ type, level: "data" as const });
const active = (type: Type) => ({ type, level: "autodiff" as const });
const tuple = (...slots: Type[]): Type => ({ kind: "tuple", slots });

function chosen(name: string, ...types: Type[]): string {
  const resolution = resolve(signaturesOf(name), types.map(active));
  return resolution.kind === "match"
    ? `(${showArguments(resolution.candidate.args)}) => ${showType(resolution.candidate.result)}`
    : resolution.kind;
}

test("promotion costs one per step, whatever the depth of arrays", () => {
  assert.is(promotionCost(INT, REAL), 1);
  assert.is(promotionCost(INT, COMPLEX), 2);
  assert.is(promotionCost(REAL, COMPLEX), 1);
  assert.is(promotionCost(arrayOf(INT, 3), arrayOf(REAL, 3)), 1);
  assert.is(promotionCost(tuple(INT, INT), tuple(REAL, COMPLEX)), 3);
  assert.is(promotionCost(VECTOR, VECTOR), 0);
});

test("nothing else promotes", () => {
  for (const [from, to] of [
    [REAL, INT],
    [VECTOR, ROW_VECTOR],
    [arrayOf(REAL), VECTOR],
    [VECTOR, arrayOf(REAL)],
    [arrayOf(INT), arrayOf(INT, 2)],
    [tuple(INT), tuple(INT, INT)],
    [VECTOR, MATRIX],
  ] as const)
    assert.is(promotionCost(from, to), null, `${showType(from)} to ${showType(to)}`);
});

test("the cheapest overload wins", () => {
  assert.is(chosen("abs", INT), "(int) => int");
  assert.is(chosen("sqrt", INT), "(int) => real");
  assert.is(chosen("add", INT, REAL), "(real, real) => real");
  assert.is(chosen("add", COMPLEX, INT), "(complex, complex) => complex");
  assert.is(chosen("multiply", ROW_VECTOR, VECTOR), "(row_vector, vector) => real");
  assert.is(chosen("normal_lpdf", VECTOR, INT, REAL), "(vector, real, real) => real");
  assert.is(chosen("poisson_lpmf", arrayOf(INT), VECTOR), "(array[] int, vector) => real");
});

test("a tie is ambiguous, not decided by order", () => {
  const overloads = [{ args: [data(INT), data(REAL)] }, { args: [data(REAL), data(INT)] }].map(
    ({ args }) => ({
      args: args.map(({ type }) => ({ isData: false, type })),
    }),
  );
  assert.is(resolve(overloads, [data(INT), data(INT)]).kind, "ambiguous");
  assert.is(resolve(overloads, [data(REAL), data(INT)]).kind, "match");
});

test("the first offending argument is named", () => {
  const [signature] = signaturesOf("matrix_power");
  assert.equal(fit(signature!.args, [data(MATRIX), data(REAL)]), {
    kind: "type",
    index: 1,
    expected: INT,
    found: REAL,
  });
  assert.equal(fit(signature!.args, [data(MATRIX)]), { kind: "count", expected: 2, found: 1 });
});

test("data-only arguments refuse what depends on parameters", () => {
  assert.is(resolve(signaturesOf("to_int"), [data(REAL)]).kind, "match");
  const resolution = resolve(signaturesOf("to_int"), [active(REAL)]);
  assert.is(resolution.kind, "none");
  if (resolution.kind === "none") assert.is(resolution.closest[0]!.mismatch.kind, "data");
});

test("the candidates reported are those with the fewest wrong arguments", () => {
  const resolution = resolve(signaturesOf("normal_lpdf"), [data(VECTOR), data(arrayOf(REAL, 2)), data(REAL)]);
  assert.is(resolution.kind, "none");
  if (resolution.kind !== "none") return;
  assert.is(resolution.total, 64);
  assert.is(resolution.closest.length, 4);
  for (const { mismatch } of resolution.closest) assert.is(mismatch.kind === "type" && mismatch.index, 1);
});

test("common types", () => {
  assert.equal(commonType(INT, REAL), REAL);
  assert.equal(commonType(arrayOf(COMPLEX), arrayOf(INT)), arrayOf(COMPLEX));
  assert.equal(commonType(tuple(INT, REAL), tuple(REAL, INT)), tuple(REAL, REAL));
  assert.is(commonType(VECTOR, ROW_VECTOR), null);
});

test.run();

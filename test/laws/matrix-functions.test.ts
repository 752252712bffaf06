// Block kernels against the reference table of matrix functions: values, and gradients of the table's weighted sums of the results.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { kernels } from "../../runtime/kernels/catalogue.ts";
import { flatten, type Nested } from "./blocks.ts";
import { callAdjoint, callKernel, type Arguments } from "./kernel-calls.ts";

const test = suite("matrix functions");

interface Row {
  readonly fn: string;
  readonly types: string;
  readonly args: readonly Nested[];
  readonly expect: Nested | "error";
  readonly expect_grad: readonly (Nested | null)[] | null;
  readonly shape: readonly number[] | null;
  readonly sym_args?: readonly number[];
}

interface Call {
  readonly kernel: string;
  /** Names of the inputs in the language's order, then sizes; `rows` and `columns` of the first matrix, `other` of the second. */
  readonly arguments: (args: readonly (number | number[])[], sizes: Sizes, room: number[]) => Arguments;
  readonly inputs: readonly string[];
}

interface Sizes {
  readonly rows: number;
  readonly columns: number;
  readonly otherRows: number;
  readonly otherColumns: number;
}

const square = (kernel: string, output = "X"): Call => ({
  kernel,
  inputs: ["A"],
  arguments: ([A], { rows }, room) => ({ [output]: room, A: A!, n: rows }),
});
const toNumber = (kernel: string): Call => ({
  kernel,
  inputs: ["A"],
  arguments: ([A], { rows }) => ({ A: A!, n: rows }),
});
const rectangular = (kernel: string): Call => ({
  kernel,
  inputs: ["A"],
  arguments: ([A], { rows, columns }, room) => ({ X: room, A: A!, m: rows, n: columns }),
});
const left = (kernel: string): Call => ({
  kernel,
  inputs: ["A", "B"],
  arguments: ([A, B], s, room) => ({ X: room, A: A!, B: B!, n: s.rows, m: s.otherColumns }),
});
const right = (kernel: string): Call => ({
  kernel,
  inputs: ["B", "A"],
  arguments: ([B, A], s, room) => ({ X: room, B: B!, A: A!, m: s.rows, n: s.columns }),
});
const block = (kernel: string): Call => ({
  kernel,
  inputs: ["x"],
  arguments: ([x]) => ({ x: x!, n: (x as number[]).length }),
});
const toBlock = (kernel: string): Call => ({
  kernel,
  inputs: ["x"],
  arguments: ([x], _, room) => ({ y: room, x: x!, n: (x as number[]).length }),
});

const CALLS: Readonly<Record<string, Call>> = {
  cholesky_decompose: square("choleskyDecompose", "L"),
  inverse: square("inverseMatrix"),
  inverse_spd: square("inverseSpd"),
  chol2inv: {
    kernel: "cholToInverse",
    inputs: ["L"],
    arguments: ([L], { rows }, room) => ({ X: room, L: L!, n: rows }),
  },
  matrix_exp: square("matrixExp"),
  eigenvalues_sym: square("eigenvaluesSym"),
  singular_values: rectangular("singularValues"),
  generalized_inverse: rectangular("generalizedInverse"),
  determinant: toNumber("determinant"),
  log_determinant: toNumber("logDeterminant"),
  log_determinant_spd: toNumber("logDeterminantSpd"),
  mdivide_left: left("mdivideLeft"),
  mdivide_left_spd: left("mdivideLeftSpd"),
  mdivide_left_tri_low: left("mdivideLeftTriLow"),
  mdivide_right: right("mdivideRight"),
  mdivide_right_spd: right("mdivideRightSpd"),
  mdivide_right_tri_low: right("mdivideRightTriLow"),
  qr_thin_Q: {
    kernel: "qrQ",
    inputs: ["A"],
    arguments: ([A], s, room) => ({ X: room, A: A!, m: s.rows, n: s.columns, columns: s.columns }),
  },
  qr_thin_R: {
    kernel: "qrR",
    inputs: ["A"],
    arguments: ([A], s, room) => ({ X: room, A: A!, m: s.rows, n: s.columns, columns: s.columns }),
  },
  log_sum_exp: block("logSumExp"),
  max: block("maximum"),
  min: block("minimum"),
  prod: block("product"),
  norm2: block("norm2"),
  sd: block("standardDeviation"),
  variance: block("variance"),
  softmax: toBlock("softmax"),
  log_softmax: toBlock("logSoftmax"),
  sort_asc: toBlock("sortAsc"),
  sort_desc: toBlock("sortDesc"),
  log_mix: {
    kernel: "logMixture",
    inputs: ["theta", "x"],
    arguments: ([theta, x]) => ({ theta: theta!, x: x!, n: (x as number[]).length }),
  },
};

const rows = JSON.parse(
  readFileSync(new URL("matrix-functions.json", import.meta.url), "utf8"),
  (_, value: unknown) =>
    value === "Infinity" || value === "-Infinity" || value === "NaN" ? Number(value) : value,
) as Row[];

const rowsOf = (x: Nested | undefined): number => (Array.isArray(x) ? x.length : 1);
const columnsOf = (x: Nested | undefined): number =>
  Array.isArray(x) && Array.isArray(x[0]) ? x[0].length : 1;

const weight = (k: number): number => (((37 * k + 11) % 64) - 31.5) / 32;

/** The table's weights count by rows, our blocks by columns. */
function weights(shape: readonly number[]): number[] {
  const [r, c] = [shape[0] ?? 1, shape[1] ?? 1];
  return Array.from({ length: r * c }, (_, k) => weight((k % r) * c + Math.floor(k / r)));
}

function compare(row: Row, call: Call): void {
  const label = `${row.fn} ${JSON.stringify(row.args)}`;
  const expected = [flatten(row.expect as Nested)].flat();
  const sizes: Sizes = {
    rows: rowsOf(row.args[0]),
    columns: columnsOf(row.args[0]),
    otherRows: rowsOf(row.args[1]),
    otherColumns: columnsOf(row.args[1]),
  };
  const flat = row.args.map((arg) => flatten(arg));
  const args = call.arguments(
    flat,
    sizes,
    expected.map(() => 0),
  );
  const kernel = kernels[call.kernel]!;
  const outcome = callKernel(kernel, args);
  const [outputName] = Object.keys(outcome.outputs);
  const actual = outputName === undefined ? [outcome.result] : outcome.outputs[outputName]!;
  const size = Math.max(...expected.map(Math.abs), 1e-300);
  expected.forEach((e, k) => {
    assert.ok(
      actual[k] === e || Math.abs(actual[k]! - e) <= 1e-12 * size,
      `${label}: [${k}] is ${actual[k]}, not ${e}`,
    );
  });
  if (row.expect_grad === null) return;
  const outputAdj = outputName === undefined ? {} : { [outputName]: weights(row.shape ?? [expected.length]) };
  const found = callAdjoint(kernel, args, outcome, 1, outputAdj);
  call.inputs.forEach((name, k) => {
    const wanted = row.expect_grad![k];
    if (wanted === null || wanted === undefined) return;
    const theirs = [flatten(wanted)].flat() as (number | null)[];
    const n = Math.round(Math.sqrt(theirs.length));
    const isSymmetric = row.sym_args?.includes(k) ?? false;
    const pair = (m: readonly (number | null)[], i: number): number | null =>
      !isSymmetric || i % n === Math.floor(i / n) ? m[i]! : m[i]! + m[(i % n) * n + Math.floor(i / n)]!;
    const largest = Math.max(...theirs.map((g) => Math.abs(g ?? 0)), 1e-300);
    theirs.forEach((_, i) => {
      const [own, g] = [pair(found[name]!, i), pair(theirs, i)];
      if (g !== null && Number.isFinite(g) && own !== g)
        assert.ok(
          Math.abs(own! - g) <= 1e-10 * largest + 1e-290,
          `${label}: d/d${name}[${i}] is ${own}, not ${g}`,
        );
    });
  });
}

for (const [name, call] of Object.entries(CALLS)) {
  test(`${name} agrees with the reference table`, () => {
    const own = rows.filter((row) => row.fn === name);
    assert.ok(own.length > 0, "no rows");
    for (const row of own) if (row.expect !== "error") compare(row, call);
  });
}

test.run();

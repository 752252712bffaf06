// Complex numbers: elementary functions and their derivatives against 40-digit values (mpmath), operators and containers against
// arithmetic written out, Fourier transforms against their definition.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("lower: complex numbers");

type Row = readonly number[];
const table = JSON.parse(readFileSync(new URL("complex.json", import.meta.url), "utf8")) as Readonly<
  Record<string, readonly Row[]>
>;

const close = (found: number, expected: number, what: string, scale = 1): void =>
  assert.ok(
    Math.abs(found - expected) <= 1e-12 * Math.max(scale, Math.abs(expected)),
    `${what}: ${found}, expected ${expected}`,
  );

/** Value of `get_real(w)` and `get_imag(w)` with their gradients, for `w` a complex expression of `z`. */
async function partsOf(
  expression: string,
  data: Readonly<Record<string, unknown>>,
  declarations = "",
): Promise<(q: readonly number[]) => { readonly value: number; readonly gradient: Float64Array }[]> {
  const models = await Promise.all(
    ["get_real", "get_imag"].map((part) =>
      bindSource(
        `data { ${declarations} } parameters { complex z; } model { complex w = ${expression}; target += ${part}(w); }`,
        data,
      ),
    ),
  );
  return (q) =>
    models.map((model) => {
      const gradient = new Float64Array(2);
      return { value: model.logDensityGradient(Float64Array.from(q), gradient), gradient };
    });
}

/** Cauchy-Riemann: the gradients of both parts follow from the complex derivative. */
function expectNumber(
  [re, im]: readonly { readonly value: number; readonly gradient: Float64Array }[],
  [value, valueIm, slope, slopeIm]: Row,
  what: string,
): void {
  const size = Math.hypot(value!, valueIm!);
  const steep = Math.hypot(slope!, slopeIm!);
  close(re!.value, value!, `Re ${what}`, size);
  close(im!.value, valueIm!, `Im ${what}`, size);
  close(re!.gradient[0]!, slope!, `dRe/dx ${what}`, steep);
  close(re!.gradient[1]!, -slopeIm!, `dRe/dy ${what}`, steep);
  close(im!.gradient[0]!, slopeIm!, `dIm/dx ${what}`, steep);
  close(im!.gradient[1]!, slope!, `dIm/dy ${what}`, steep);
}

for (const [name, rows] of Object.entries(table)) {
  if (name === "pow") continue;
  test(name, async () => {
    const at = await partsOf(`${name}(z)`, {});
    for (const [x, y, ...expected] of rows) expectNumber(at([x!, y!]), expected, `${name}(${x} + ${y}i)`);
  });
}

test("powers", async () => {
  for (const exponent of [...new Set(table["pow"]!.map(([, , c, d]) => `${c} ${d}`))]) {
    const [c, d] = exponent.split(" ").map(Number);
    const at = await partsOf(d === 0 ? `z ^ ${c}` : `pow(z, e)`, { e: [c, d] }, "complex e;");
    for (const [x, y, a, b, ...expected] of table["pow"]!)
      if (a === c && b === d) expectNumber(at([x!, y!]), expected, `(${x} + ${y}i) ^ (${c} + ${d}i)`);
  }
});

test("zero to a power is zero", async () => {
  const at = await partsOf("pow(z, to_complex(1.5, 1))", {});
  assert.equal(
    at([0, 0]).map(({ value }) => value),
    [0, 0],
  );
});

const generatedOf = async (program: string, data: unknown = {}): Promise<number[]> => {
  const model = await bindSource(program, data);
  const random = { uniform: () => 0.5, normal: () => 0, uint32: () => 0 };
  const all = model.write(new Float64Array(model.dimension), random as never);
  return [...all.subarray(model.parameterNames.length)];
};

const expectAll = (found: readonly number[], expected: readonly number[]): void => {
  assert.is(found.length, expected.length);
  found.forEach((value, k) => close(value, expected[k]!, `number ${k + 1}`));
};

test("arithmetic, comparison and parts", async () => {
  const found = await generatedOf(`
    transformed data { complex a = to_complex(1, 2); complex b = 3 - 0.5i; complex none = to_complex(); }
    generated quantities {
      complex product = a * b; complex quotient = a / b; complex mixed = 2 * a - 1 + a / 4;
      array[5] int tests = {a == b, a != b, a == to_complex(1, 2), b == 3, none == 0};
      array[4] real parts = {norm(a), abs(3 + 4i), arg(-1 + 0i), get_imag(conj(a))};
      complex turned = polar(2, pi() / 2); complex same = proj(a); complex kept = a;
      kept *= b; kept -= 1i;
    }`);
  const quotient = [(1 * 3 - 2 * 0.5) / 9.25, (2 * 3 + 1 * 0.5) / 9.25];
  expectAll(found, [
    ...[4, 5.5, ...quotient, 1.25, 4.5, 0, 1, 1, 0, 1, 5, 5, Math.PI, -2],
    ...[0, 2, 1, 2, 4, 4.5],
  ]);
});

test("products, transposes and reductions of containers", async () => {
  const found = await generatedOf(`
    transformed data {
      complex_vector[2] v = [1 + 1i, 2]'; complex_row_vector[2] r = [1i, 3]; complex_matrix[2, 2] A = [[1, 1i], [2, 3 - 1i]];
    }
    generated quantities {
      complex_vector[2] Av = A * v; complex_row_vector[2] rA = r * A; complex rv = r * v; complex_matrix[2, 2] vr = v * r;
      complex total = sum(A); complex all = prod(v); complex inner = dot_product(v, v);
      complex_matrix[2, 2] T = A'; complex_vector[2] w = v .* v ./ [2, 1i]' + 1; complex_vector[3] longer = append_row(v, [5i]');
      array[4] int shapes = {rows(A), cols(A), size(v), num_elements(A)}; complex_vector[2] back = reverse(v);
    }`);
  // v = (1+i, 2), r = (i, 3), A = [[1, i], [2, 3-i]]; matrices come column by column.
  expectAll(found, [
    ...[1, 3, 8, 0], // A v
    ...[6, 1, 8, -3], // r A: (i + 6, -1 + 9 - 3i)
    ...[5, 1], // r v: i - 1 + 6
    ...[-1, 1, 0, 2, 3, 3, 6, 0], // v r
    ...[6, 0], // sum A
    ...[2, 2], // prod v
    ...[6, 0], // conj(v) v
    ...[1, 0, 0, 1, 2, 0, 3, -1], // A'
    ...[1, 1, 1, -4], // v v / (2, i) + 1: (2i / 2 + 1, 4 / i + 1)
    ...[1, 1, 2, 0, 0, 5],
    ...[2, 2, 2, 4],
    ...[2, 0, 1, 1],
  ]);
});

test("linear systems, inner products and diagonals", async () => {
  const found = await generatedOf(`
    transformed data {
      complex_matrix[2, 2] A = [[2 + 1i, 1i], [1, 3 - 2i]]; complex_vector[2] x = [1 - 1i, 2 + 0.5i]';
      complex_row_vector[2] r = [1i, 2];
    }
    generated quantities {
      complex_row_vector[2] right = (r * A) / A; complex_matrix[2, 2] one = A / A;
      complex self = dot_self(x); complex_row_vector[2] columns = columns_dot_product(A, A);
      complex_matrix[2, 2] scaled = diag_pre_multiply(x, A); complex_row_vector[2] over = 1 / r;
    }`);
  expectAll(found, [
    ...[0, 1, 2, 0, 1, 0, 0, 0, 0, 0, 1, 0],
    ...[6.25, 0, 6, 0, 14, 0],
    ...[3, -1, 2, 0.5, 1, 1, 7, -2.5],
    ...[0, -1, 0.5, 0],
  ]);
});

test("Fourier transforms and their inverses", async () => {
  const found = await generatedOf(`
    transformed data { complex_vector[3] x = [1, 2 + 1i, -1i]'; complex_matrix[2, 3] M = [[1, 2i, 3], [4, 5, 6 - 1i]]; }
    generated quantities {
      complex_vector[3] f = fft(x); complex_vector[3] back = inv_fft(f);
      complex_matrix[2, 3] g = fft2(M); complex_matrix[2, 3] home = inv_fft2(g);
    }`);
  const x = [[1, 0], [2, 1], [0, -1]]; // prettier-ignore
  const f = [0, 1, 2].flatMap((k) => {
    let [re, im] = [0, 0];
    x.forEach(([a, b], j) => {
      const angle = (-2 * Math.PI * j * k) / 3;
      re += a! * Math.cos(angle) - b! * Math.sin(angle);
      im += a! * Math.sin(angle) + b! * Math.cos(angle);
    });
    return [re, im];
  });
  expectAll(found.slice(0, 12), [...f, ...x.flat()]);
  expectAll(found.slice(12, 14), [19, 1]);
  expectAll(found.slice(24), [1, 0, 4, 0, 0, 2, 5, 0, 3, 0, 6, -1]);
});

test("branches, functions and arrays", async () => {
  const found = await generatedOf(
    `
    functions {
      complex pick(complex a, real b) { if (b > 0) return a * a; return b; }
      tuple(complex, array[] complex) both(complex_vector v) { return (v[1], {v[2], 1}); }
      complex_vector twice(complex_vector v) { for (i in 1:2) { if (i == 2) return 2 * v; } return v; }
    }
    generated quantities {
      complex a = pick(1i, 1); complex b = pick(1i, -3);
      array[2] complex z = {1 + 1i, 2}; z[2] *= z[1];
      complex_vector[2] t = twice([1i, 2]');
      complex c; array[2] complex d; (c, d) = both(t);
      complex e = get_real(c) > 0 ? c : d[1]; complex_vector[2] g = a == b ? t : t + 1;
      for (y in z) e += y;
    }`,
  );
  expectAll(found, [-1, 0, -3, 0, 1, 1, 2, 2, 0, 2, 4, 0, 0, 2, 4, 0, 1, 0, 7, 3, 1, 2, 5, 0]);
});

test.run();

// Fourier transforms against the sums that define them, of lengths that are powers of two and of others; there and back.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fourier } from "../../../runtime/kernels/fourier.ts";
import { randomStream } from "../../../runtime/random/random.ts";

const test = suite("Fourier transforms");

type Pair = readonly [re: Float64Array, im: Float64Array];

function transform([re, im]: Pair, rows: number, columns: number, axes: number, isInverse = 0): Pair {
  const out: Pair = [new Float64Array(re.length), new Float64Array(re.length)];
  fourier(out[0], 0, out[1], 0, re, 0, im, 0, rows, columns, axes, isInverse);
  return out;
}

function random(size: number): Pair {
  const stream = randomStream(9, size, 0);
  const draw = () => Float64Array.from({ length: size }, () => 2 * stream.uniform() - 1);
  return [draw(), draw()];
}

/** By definition, in both directions at once. */
function sums([re, im]: Pair, rows: number, columns: number): Pair {
  const out: Pair = [new Float64Array(re.length), new Float64Array(re.length)];
  for (let u = 0; u < rows; u++)
    for (let v = 0; v < columns; v++)
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++) {
          const angle = -2 * Math.PI * (((u * r) % rows) / rows + ((v * c) % columns) / columns);
          const [x, y] = [re[r + c * rows]!, im[r + c * rows]!];
          out[0][u + v * rows]! += x * Math.cos(angle) - y * Math.sin(angle);
          out[1][u + v * rows]! += x * Math.sin(angle) + y * Math.cos(angle);
        }
  return out;
}

function close(a: Pair, b: Pair, what: string): void {
  const size = Math.max(1, ...b[0].map(Math.abs), ...b[1].map(Math.abs));
  for (const part of [0, 1] as const)
    a[part].forEach((x, k) =>
      assert.ok(Math.abs(x - b[part][k]!) < 1e-13 * size, `${what}: ${x}, not ${b[part][k]}`),
    );
}

for (const n of [1, 2, 3, 4, 5, 7, 8, 12, 16, 30, 64, 97, 100])
  test(`of length ${n}`, () => {
    const x = random(n);
    close(transform(x, n, 1, 1), sums(x, n, 1), "forwards");
    close(transform(transform(x, n, 1, 1), n, 1, 1, 1), x, "there and back");
  });

for (const [m, n] of [
  [1, 6],
  [4, 4],
  [3, 8],
  [5, 7],
] as const)
  test(`of a ${m} x ${n} matrix`, () => {
    const x = random(m * n);
    close(transform(x, m, n, 3), sums(x, m, n), "forwards");
    close(transform(transform(x, m, n, 3), m, n, 3, 1), x, "there and back");
    close(transform(transform(x, m, n, 1), m, n, 2), sums(x, m, n), "along columns, then along rows");
  });

test("long signals: the spectrum of one frequency", () => {
  const n = 100003;
  const k = 1234;
  const x: Pair = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const angle = (2 * Math.PI * ((i * k) % n)) / n;
    [x[0][i], x[1][i]] = [Math.cos(angle), Math.sin(angle)];
  }
  const [re, im] = transform(x, n, 1, 1);
  re.forEach((value, i) => {
    if (Math.abs(value - (i === k ? n : 0)) > 1e-8 * n || Math.abs(im[i]!) > 1e-8 * n)
      assert.unreachable(`${i}: ${value} + ${im[i]} i`);
  });
});

test.run();

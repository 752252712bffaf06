// Integers have 32 bits: what needs more raises `integer overflow`, at bind, in the density and in generated quantities; what the compiler
// can bound carries no check.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/index.ts";
import { randomStream } from "../../../runtime/random/random.ts";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("lower: integers");

/** What a transformed-data block ends in: the value of `r`, or the error. */
async function outcome(body: string, data: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const declared = Object.keys(data).map((name) => `int ${name};`).join(" "); // prettier-ignore
  const source = `functions {
      int factorial(int n) { return n <= 1 ? 1 : n * factorial(n - 1); }
    }
    data { ${declared} } transformed data { ${body} } parameters { real x; } model { target += x * r; }`;
  try {
    return (await bindSource(source, data)).logDensity(Float64Array.of(1));
  } catch (error) {
    return (error as Error).message.replace(/ \(.*$/, "");
  }
}

const beyond = (text: string, value: number): string =>
  `integer overflow: ${text} is ${value}, which needs more than 32 bits`;

test("the ends of the range", async () => {
  const data = { most: 2147483647, least: -2147483648 };
  assert.is(await outcome("int r = most - 1 + 1;", data), 2147483647);
  assert.is(await outcome("int r = most + 1;", data), beyond("most + 1", 2147483648));
  assert.is(await outcome("int r = least - 1;", data), beyond("least - 1", -2147483649));
  assert.is(await outcome("int r = -most - 1;", data), -2147483648);
  assert.is(await outcome("int r = -least;", data), beyond("-least", 2147483648));
  assert.is(await outcome("int r = least %/% minus;", { ...data, minus: -1 }), beyond("least / minus", 2147483648)); // prettier-ignore
  assert.is(await outcome("int r = most; r += 1;", data), beyond("r + 1", 2147483648));
});

test("a step on the way overflows, whatever the result", async () => {
  assert.is(await outcome("int r = a + a - a;", { a: 2000000000 }), beyond("a + a", 4000000000));
  assert.is(await outcome("int r = a * a / a;", { a: 65536 }), beyond("a * a", 4294967296));
});

test("literals, loops, recursion and sums", async () => {
  assert.is(await outcome("int r = 65536; r *= 32768;"), beyond("r * 32768", 2147483648));
  assert.is(await outcome("int r = 1; while (r < a) r = 3 * r;", { a: 2000000000 }), beyond("3 * r", 3486784401)); // prettier-ignore
  assert.is(await outcome("int r = factorial(a);", { a: 12 }), 479001600);
  assert.is(await outcome("int r = factorial(a);", { a: 13 }), beyond("n * factorial(n - 1)", 6227020800));
  assert.is(await outcome("int r = sum({a, a, -a});", { a: 2000000000 }), 2000000000);
  assert.is(await outcome("int r = sum({a, a});", { a: 2000000000 }), beyond("sum({a, a})", 4000000000));
});

test("in the density the point is rejected, in generated quantities it is an error", async () => {
  const model = await bindSource(
    `data { int a; } parameters { real x; } model { int k = a; if (x > 0) k = k * a; target += x * k; }
     generated quantities { int k = a; if (x > 0) k = k * a; }`,
    { a: 100000 },
  );
  assert.is(model.logDensity(Float64Array.of(-1)), -100000);
  assert.is(model.logDensity(Float64Array.of(1)), -Infinity);
  assert.match(model.rejection!, /^integer overflow: k \* a is 10000000000, /);
  const random = randomStream(1, 0, 0);
  assert.equal([...model.generate(Float64Array.of(-1), random)], [100000]);
  assert.throws(
    () => model.generate(Float64Array.of(1), random),
    /^integer overflow: k \* a is 10000000000, /,
  );
});

test("sizes, loops over them and declared bounds carry no check", async () => {
  const { code } = await compile(
    `data { int N; int<lower=1, upper=1000> K; array[N] int<lower=1, upper=K> g; vector[N] y; }
     transformed data { array[N + 1, K * K] real a; }
     parameters { vector[N + 1] x; matrix[N, K] m; }
     model {
       int count = 0;
       for (n in 2:(N - 1)) {
         int before = n - 1;
         y[n] ~ normal(x[before] + x[n + 1] * (2 * g[n] - 1) + m[N - n, g[n]], 1);
         count += g[n] == 1;
       }
       for (i in 1:(K * K)) target += x[2 * g[1] %/% K] * (i - count);
     }`,
    { fileName: "model.model" },
  );
  assert.not.match(code!, /overflow/);
});

test.run();

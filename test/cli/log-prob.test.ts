// `logjoint log-prob` on eight schools against values of Stan's C++ (StanHeaders 2.21), and `bench` by its shape.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { assertGradient, assertLogDensity, assertValues } from "../support/agreement.ts";
import { EIGHT_SCHOOLS, type Folder, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("command line: log-prob");

const POINT = [1.1515, -1.1245, 1.3444, 0.6201, -0.0412, -1.2097, -0.2915, 0.9324, 1.496, -0.72];
const STAN = {
  full: -48.31456546897334,
  withoutJacobian: -47.190065468973344,
  gradient: [
    0.3418970070107846, 1.1089691350139115, -1.3062713307182234, -0.5985092905801574, 0.03594952347098523,
    1.2264546162385968, 0.2832520431785404, -0.9336196860144652, -1.4428519226236174, 0.7311102379496547,
  ],
  tau: 0.32481483418035173,
  theta1: 1.588181063072065,
};

interface Evaluated {
  readonly log_density: number;
  readonly gradient: number[];
  readonly constrained?: { readonly names: string[]; readonly values: number[] };
}

test.before.each((context) => {
  context.folder = temporaryFolder({
    "schools.stan": EIGHT_SCHOOLS.model,
    "data.json": EIGHT_SCHOOLS.data,
    "points.json": JSON.stringify([POINT, POINT.map(() => 0)]),
  });
});
test.after.each(({ folder }) => folder.remove());

async function logProb(folder: Folder, ...options: string[]): Promise<Evaluated[]> {
  const args = ["log-prob", "schools.stan", "--data", "data.json", "--points", "points.json", ...options];
  const { code, stdout, stderr } = await folder.run(...args);
  assert.is(code, 0, stderr);
  return JSON.parse(stdout) as Evaluated[];
}

test("log density and gradient agree with Stan", async ({ folder }) => {
  const results = await logProb(folder);
  assert.is(results.length, 2);
  assert.equal(Object.keys(results[0]!), ["log_density", "gradient"]);
  assertLogDensity(results[0]!.log_density, STAN.full, "full");
  assertGradient(results[0]!.gradient, STAN.gradient, "full");
});

test("--no-jacobian, --constrained and --drop-constants", async ({ folder }) => {
  const [first] = await logProb(folder, "--no-jacobian", "--constrained");
  assertLogDensity(first!.log_density, STAN.withoutJacobian, "without Jacobian");
  const { names, values } = first!.constrained!;
  assert.equal(names.slice(0, 3), ["mu", "tau", "z[1]"]);
  assertValues([values[1]!, values[names.indexOf("theta[1]")]!], [STAN.tau, STAN.theta1], "constrained");
  const [dropped, origin] = await logProb(folder, "--drop-constants");
  const [full, fullOrigin] = await logProb(folder);
  assertLogDensity(
    full!.log_density - dropped!.log_density,
    fullOrigin!.log_density - origin!.log_density,
    "what is dropped does not depend on the point",
  );
  assert.ok(Math.abs(full!.log_density - dropped!.log_density) > 1, "constants were dropped");
});

test("data as CSV columns, with the count of rows filled in", async ({ folder }) => {
  folder.write(
    "data.csv",
    "est,se,school\n28,15,A\n8,10,B\n-3,16,C\n7,11,D\n-1,9,E\n1,11,F\n18,10,G\n12,18,H\n",
  );
  const args = ["log-prob", "schools.stan", "--data", "data.csv", "--points", "points.json"];
  const { code, stdout, stderr } = await folder.run(...args);
  assert.is(code, 0, stderr);
  assertLogDensity((JSON.parse(stdout) as Evaluated[])[0]!.log_density, STAN.full, "from CSV");
});

test("bench prints three numbers", async ({ folder }) => {
  const args = [
    "bench",
    "schools.stan",
    "--data",
    "data.json",
    "--points",
    "points.json",
    "--seconds",
    "0.1",
  ];
  const { code, stdout, stderr } = await folder.run(...args);
  assert.is(code, 0, stderr);
  const result = JSON.parse(stdout) as Record<string, number>;
  assert.equal(Object.keys(result), ["dimension", "ns_per_gradient", "ns_per_log_density"]);
  assert.is(result.dimension, 10);
  assert.ok(result.ns_per_gradient! > 1 && result.ns_per_log_density! > 1);
});

test.run();

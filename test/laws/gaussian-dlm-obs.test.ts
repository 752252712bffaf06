// Dynamic linear models whose observation variances are a vector: the same as the diagonal matrix of it, in value and gradient.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { back, front } from "../acceptance/pipeline.ts";
import { numericGradient } from "../support/finite-differences.ts";

const test = suite("gaussian_dlm_obs");

const modelOf = (V: string) =>
  back(
    front(`parameters { matrix[2, 3] y; matrix[2, 2] F; matrix[2, 2] G; vector<lower=0>[2] V; vector<lower=0>[2] w; vector[2] m0; }
      model { target += gaussian_dlm_obs_lpdf(y | F, G, ${V}, diag_matrix(w), m0, identity_matrix(2)); }`),
    {},
  );

test("a vector of variances is a diagonal matrix", async () => {
  const [vector, matrix] = [await modelOf("V"), await modelOf("diag_matrix(V)")];
  const q = Float64Array.from({ length: vector.dimension }, (_, k) => 0.6 * Math.sin(3 * k + 1));
  const [g, h] = [new Float64Array(q.length), new Float64Array(q.length)];
  const [a, b] = [vector.logDensityGradient(q, g), matrix.logDensityGradient(q, h)];
  assert.ok(Math.abs(a - b) < 1e-13 * Math.abs(a), `${a}, ${b}`);
  g.forEach((slope, k) => assert.ok(Math.abs(slope - h[k]!) < 1e-12, `d/dq[${k}]: ${slope}, ${h[k]}`));
  numericGradient((point) => vector.logDensity(point), q).forEach((slope, k) =>
    assert.ok(Math.abs(slope - g[k]!) < 1e-8, `d/dq[${k}]: ${g[k]}, numerically ${slope}`),
  );
});

test.run();

// Programs for the reverse rules of statements: each makes some form of assignment, loop or branch carry derivatives. Together they reach
// every rule of compiler/5-differentiate; the mutation gate says so.

import {
  accumulateLocal,
  buffer,
  iadd,
  int,
  letLocal,
  load,
  local,
  mul,
  op,
  ref,
} from "../../compiler/ir/build.ts";
import type { Expr, Statement } from "../../compiler/ir/mir.ts";
import { simplify } from "../../compiler/3-simplify/index.ts";
import { declaredScalar, gradientModel, parameter } from "../compiler/6-emit/build-model.ts";
import { program, type Program } from "./programs.ts";

const scalars = "parameters { real a; real b; real c; }";
const vectors = "parameters { vector[4] x; vector[4] y; real a; }";

const TEXTS: Readonly<Record<string, string>> = {
  "sum over a vector": `${vectors} model { for (n in 1:4) target += sin(x[n] * y[n]); }`,
  "gathered elements": `data { array[6] int k; } ${vectors} model { for (n in 1:6) target += sin(x[k[n]] * a); }`,
  "choice of values": `${scalars} model { target += sin((a > 0.1 ? a * b : b * c)) + cos(c); }`,
  "branches that assign": `${scalars} model { real s = a; if (b > 0) s = s * b; else { s = c * s; s += b; } target += sin(s) * s; }`,
  "branches in a loop": `${vectors} model { real s = a; for (n in 1:4) { if (x[n] > 0) s = s * x[n] + y[n]; else s -= y[n] * s; } target += sin(s); }`,
  "recurrence in a number": `${vectors} model { real s = a; for (n in 1:4) s = sin(s * x[n]) + y[n]; target += s * s; }`,
  "two numbers that trade places": `${vectors} model { real s = a; real t = x[1]; for (n in 1:4) { real old = s; s = t * y[n]; t = sin(old); } target += s * t; }`,
  "recurrence in an array": `${vectors} model { vector[4] h; h[1] = a; for (n in 2:4) h[n] = sin(h[n - 1] * x[n]) + y[n]; target += dot_self(h); }`,
  "recurrence backwards": `${vectors} model { vector[4] h; h[4] = a; for (n in 1:3) h[4 - n] = h[5 - n] * x[n]; target += sum(sin(h)); }`,
  "array used again": `${vectors} model { vector[4] h; for (k in 1:3) { for (n in 1:4) h[n] = x[n] * y[k] + a; target += sin(sum(square(h))); } }`,
  "array overwritten by itself": `${vectors} model { vector[4] h = x; for (k in 1:3) { for (n in 1:4) h[n] = sin(h[n] * y[n]); } target += sum(h) * a; }`,
  "additions into cells": `data { array[6] int k; } ${vectors} model { vector[4] h = rep_vector(0, 4); for (n in 1:6) h[k[n]] += x[k[n]] * a; target += sum(sin(h .* y)); }`,
  "an array filled with one value": `${vectors} model { vector[7] h = rep_vector(a, 7); h[2] = x[1]; for (n in 2:7) h[n] = h[n] * h[n - 1] + y[2]; target += sum(sin(h)); }`,
  "an array filled again and again": `${vectors} model { vector[7] h; real s = 0; for (k in 1:3) { h = rep_vector(x[k] * a, 7); for (n in 2:7) h[n] = h[n] + sin(h[n - 1]) * y[2]; s += dot_self(h) * s + h[4]; } target += s; }`,
  "a copied array": `${vectors} model { vector[4] h = x; h[3] = a * y[1]; for (n in 2:4) h[n] += h[n - 1] * y[n]; target += sum(sin(h)); }`,
  "an array copied again and again": `${vectors} model { vector[4] h = x; vector[4] g = y; for (k in 1:3) { vector[4] t = h; for (n in 1:4) h[n] = sin(g[n]) * a; g = t; } target += dot_product(h, g); }`,
  "rows of a matrix": `parameters { matrix[3, 4] A; vector[4] x; } model { matrix[3, 4] B = A; B[2] = x'; for (r in 2:3) B[r] = B[r] + B[r - 1] * B[1, 2]; target += sum(sin(B)); }`,
  "a kernel in a loop": `${vectors} model { vector[4] h = x; for (k in 1:3) { h = softmax(h .* y) * a; } target += sum(sin(h)); }`,
  "a kernel that a loop feeds": `${vectors} model { array[3] vector[4] h; h[1] = x; for (t in 2:3) for (n in 1:4) { vector[4] u = h[t - 1] + y[n]; h[t, n] = log_sum_exp(u * a); } target += log_sum_exp(h[3]); }`,
  "a while loop": `${scalars} model { real s = a; int n = 0; while (n < 3 && s < 5) { s = s + sin(s * b) + 0.3 * c; n += 1; } target += s * s; }`,
  "a loop left early": `${vectors} model { real s = a; for (n in 1:4) { if (s > 2.5) break; s = s * 0.8 + exp(x[n]) * y[n]; } target += sin(s) + a; }`,
  "loops in loops": `${vectors} model { real s = a; for (n in 1:4) { real t = x[n]; for (m in 1:n) t = sin(t * y[m]) + s; s = s + t * t; } target += sin(s); }`,
  "a while loop with two numbers": `${scalars} model { real s = a; real t = 1; int n = 0; while (n < 3 && s < 5) { real u = exp(0.3 * s * b); t = t * u + sin(t * c); s = 0.5 * s + sin(t) * u; n += 1; } target += s * t; }`,
  "a sum that is scaled afterwards": `${vectors} model { real s = 0; for (n in 1:4) s += square(x[n] - a * y[n]) * sin(a); target += -log1p(s * s); }`,
  "a sum over data that is scaled afterwards": `data { array[6] int k; } ${scalars} model { real s = 0; for (n in 1:6) s += square(k[n] - a * b); target += -log1p(s) * c; }`,
  "an equation whose right side loops": `functions { vector f(real t, vector z, vector p) { vector[3] d = rep_vector(0, 3); for (i in 1:3) { real s = z[i]; for (j in 1:i) s = sin(s * p[j]) + z[j]; d[i] = s - p[1] * z[i]; } return d; } } parameters { vector[3] z0; vector[3] p; } model { array[2] vector[3] z = ode_rk45_tol(f, z0, 0.0, {0.5, 1.0}, 1e-11, 1e-11, 100000, p); target += sum(sin(z[1])) * sum(z[2]); }`,
  "a number set again by every iteration": `${scalars} model { real s = b; for (n in 1:4) s = sin(0.7 * sin(a)); target += s * c; }`,
  "a number set and added to": `${scalars} model { real s = b; for (n in 1:4) { s = sin(a); s += 0.4 * cos(c); } target += s * a; }`,
  "kernels in a while loop": `${vectors} model { vector[4] h = x; vector[4] g = y; real s = a; int n = 0; while (n < 3) { n += 1; s += log_sum_exp(h * s); h = softmax(h .* g); g = sin(h + s); } target += s + dot_product(h, g); }`,
  "two rows of one array": `${vectors} model { array[2] vector[4] h; h[1] = softmax(x); h[2] = y; real s = 0; for (n in 1:3) { s += sin(log_mix(h[1], h[2])); h[2] = sin(h[2] * a); h[1] = softmax(h[1] + s); } target += s; }`,
  "two rows of one array in a while loop": `${vectors} model { array[2] vector[4] h; h[1] = softmax(x); h[2] = y; real s = 0; int n = 0; while (n < 3) { n += 1; s += sin(log_mix(h[1], h[2])); h[2] = sin(h[2] * a); h[1] = softmax(h[1] + s); } target += s; }`,
  "independent loops in a while loop": `${vectors} model { vector[4] h = x; int n = 0; while (n < 2) { n += 1; for (m in 1:4) target += sin(h[m] * a) * exp(y[m]); h = sin(h * a); } }`,
  "a while loop in independent iterations": `${vectors} model { vector[4] h; for (m in 1:4) { real s = x[m]; int n = 0; while (n < m) { n += 1; s = sin(s * y[m]) + exp(s * a); } h[m] = s; } target += sum(sin(h)) * a; }`,
  "a while loop left in the middle": `${scalars} model { real s = a; int n = 0; while (n < 5) { n += 1; s = s + 0.3 * exp(b); if (s > 1.2) break; s = s * sin(c); } target += s * s; }`,
  "the target in a recurrence": `${vectors} model { real s = a; for (n in 1:4) { s = s * x[n]; target += sin(s); if (y[n] > -9) target += y[n] * s; } }`,
  "a value replaced after its use": `${vectors} model { vector[4] h = x; for (k in 1:3) { target += sin(sum(square(h))); for (n in 2:4) h[n] = h[n - 1] * y[k] + a; } }`,
  "the target itself": `${scalars} model { target += sin(a * b); target += c * target(); }`,
  "a user's function": `functions { real f(real u, real v) { real w = u; for (k in 1:3) w = sin(w * v) + u; return w; } } ${scalars} model { target += f(a, b * c) * f(c, a); }`,
  "a scalar argument of a kernel": `parameters { cholesky_factor_corr[3] L; real<lower=0> eta; real a; } model { target += a * lkj_corr_cholesky_lpdf(L | eta * eta); }`,
  "a result of a kernel in a formula": `${vectors} model { real m = log_sum_exp(x); target += sin(m) * m * a; target += sum(y) * m; }`,
};

const DATA: Program["data"] = { k: [1, 3, 3, 2, 4, 1] };

/** A block filled with a value that varies, in a loop: the language's own functions are written out as loops over elements. */
function filledBlock(): Program {
  const [q, h] = [[0, 1, 2, 3, 4].map((k) => `x${k}`), buffer("h", "f64", [int(7)], "call")];
  const x = q.map((name) => declaredScalar(name, "real"));
  const frame = gradientModel(
    { parameters: x.map((p, k) => parameter(p, int(k), int(1))), dimension: int(x.length) },
    () => [],
  ).model;
  const k = local("k", "int");
  const [value, element] = [local("value", "real"), local("element", "real")];
  const each = (statements: readonly Statement[]): Statement => ({
    kind: "for",
    index: k,
    from: int(0),
    to: int(3),
    down: false,
    body: statements,
  });
  const at = (n: number): Expr => load(h, [int(n)]);
  const body: Statement[] = [
    ...x.map((p, n) => letLocal(p.local, load(frame.q, [int(n)]))),
    each([
      letLocal(value, op("sin", mul(load(frame.q, [iadd(ref(k), int(1))]), ref(x[0]!.local)))),
      { kind: "fill", view: { buffer: h, index: [] }, count: int(7), value: ref(value) },
      { kind: "store", buffer: h, index: [int(2)], value: mul(at(1), ref(x[4]!.local)) },
      letLocal(element, op("exp", mul(at(2), at(3)))),
      accumulateLocal(frame.target, mul(ref(element), at(0))),
    ]),
  ];
  return {
    ...program("a block filled with one value", ""),
    text: null,
    build: () => simplify({ ...frame, logJoint: body }),
  };
}

export const statementPrograms = (): readonly Program[] => [...textPrograms(), filledBlock()];

const textPrograms = (): readonly Program[] =>
  Object.entries(TEXTS).map(([name, text]) => program(name, text, text.startsWith("data") ? DATA : {}));

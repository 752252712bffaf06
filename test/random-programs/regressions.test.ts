// Programs that once were compiled wrongly, found by random programs and made small.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { judge } from "./judge.ts";
import { judgePrograms } from "./judge-text.ts";
import { DATA } from "./inputs.ts";

const test = suite("programs that were compiled wrongly");

const DECLARED = `data { int Z; int U; int M; int N; vector[N] dv; vector[M] dw; array[M] int pair; }`;

/** What went wrong, and a program of which it was true. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "an array of ints became a real name": `${DECLARED} parameters { real p; } model { array[M] int k; for (i in 1:M) k[i] = U + 1; target += p * k[2]; }`,
  "a kernel's result under a branch was moved without the branch": `${DECLARED} parameters { real p; } model { if (U > 0) { target += p * sin(log_sum_exp(dv)); } for (i in 1:M) { target += p * tanh(variance(dv)) * i; } }`,
  "a kernel read what changes in a loop of unknown length": `${DECLARED} parameters { vector[3] p; } model { vector[3] x = p; int c = 0; while (c < 3 && x[1] < 2) { c += 1; x = softmax(x .* p); target += log_sum_exp(x); } target += sum(sin(x)); }`,
  "a name of prepared data was changed where it is used only": `functions { void f_lp(vector v, real u) { target += sin(u) * sum(v); } } ${DECLARED} parameters { simplex[N] p; } model { f_lp(p, 0.5); }`,
  "a slot for one iteration was shared by all": `${DECLARED} parameters { real p; } model { target += append_row(exp(-p), dw[1:2]); }`,
  "an adjoint kernel added to one block in each iteration": `${DECLARED} parameters { simplex[M] p; } model { for (i in 1:U) { 0.5 ~ logistic(prod(p), 2.5); } }`,
  "a partial derivative was a choice of ints": `${DECLARED} parameters { real p; } model { target += fmax(p, 0.3); target += p; }`,
  "an adjoint kernel without anything to send back was called": `${DECLARED} parameters { real p; } model { vector[M] x = softmax(tanh(dw)); x = tanh(p * cumulative_sum(rep_vector(-0.7, 3))); target += sum(sin(x)); }`,
  "an array of one loop's values stood inside independent iterations": `${DECLARED} parameters { real p; vector[N] v; } model { for (i in 1:M) { if (p < 1.3) { for (j in 1:3) { for (e in v) { target += inv_logit(exp(-square(e))); } } } } }`,
  "an array was as long as an outer loop's index said": `${DECLARED} parameters { real p; } model { for (i in 1:M) for (j in 1:M) for (l in 1:M) for (k in 1:j) target += l * exp(p * dv[k]); }`,
  "the copy of an argument took its place": `functions { real f(vector v) { vector[size(v)] x = v; x[1] = 2; return x[3] * x[1] * v[1]; } } ${DECLARED} parameters { real p; } model { target += f(sin(rep_vector(p, M))); }`,
};

for (const [name, text] of Object.entries(PROGRAMS))
  test(name, async () => {
    const { fault, nonZero } = await judge(text, DATA);
    assert.is(fault, null, fault?.message);
    assert.ok(nonZero > 0);
  });

/** The same, where it was a program derived from `~` that went wrong. */
const DERIVED: Readonly<Record<string, string>> = {
  "the variate is made of a local": `${DECLARED} parameters { real p; } model { real s = dv[U]; exp(tanh(s)) ~ gamma(0.5, 1.5); p ~ normal(0, 1); }`,
  "the variate is made of an index and a parameter": `${DECLARED} parameters { real p; } model { for (i in 1:M) exp(tanh(i * p)) ~ scaled_inv_chi_square(3, 1); }`,
};

for (const [name, text] of Object.entries(DERIVED))
  test(`derived programs: ${name}`, async () => {
    assert.is((await judgePrograms(text, DATA))?.message, undefined);
  });

test.run();

// The fix of the first error: what the program reads like with it. `null`: nothing is offered, since nothing sensible is known.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check } from "../../compiler/index.ts";

const test = suite("compiler/repair");

function repaired(text: string): string | null {
  const first = check(text, { fileName: "model.stan" }).problems.find(({ severity }) => severity === "error");
  assert.ok(first, "there is no error");
  assert.is("others" in first, false);
  if (first.fix === undefined) return null;
  const { span, text: put } = first.fix;
  return text.slice(0, span.start) + put + text.slice(span.end);
}

/** Inside a model block over these declarations. */
function inModel(body: string): string {
  return `data {\n  int N;\n  vector[N] y;\n}\nparameters {\n  real mu;\n  real<lower=0> sigma;\n}\nmodel {\n${body}\n}\n`;
}

const statements: readonly (readonly [what: string, wrong: string, right: string | null])[] = [
  ["a semicolon", "  mu ~ normal(0, 1)", "  mu ~ normal(0, 1);"],
  ["a bracket", "  y ~ normal(mu, exp(sigma);", "  y ~ normal(mu, exp(sigma));"],
  ["an inner bracket, told by types", "  target += sum(y[1:2);", "  target += sum(y[1:2]);"],
  ["a bracket too many", "  mu ~ normal(0, 1));", "  mu ~ normal(0, 1);"],
  ["the wrong bracket", "  target += y[1);", "  target += y[1];"],
  ["a comma", "  y ~ normal(mu sigma);", "  y ~ normal(mu, sigma);"],
  ["a doubled word", "  y ~ normal(mu mu, sigma);", "  y ~ normal(mu, sigma);"],
  ["an exchange", "  y normal ~(mu, sigma);", "  y ~ normal(mu, sigma);"],
  ["an assignment for a distribution", "  mu = normal(0, 1);", null],
  ["a comparison for a distribution", "  mu == normal(0, 1);", "  mu ~ normal(0, 1);"],
  ["a keyword", "  fro (n in 1:N) target += y[n];", "  for (n in 1:N) target += y[n];"],
  ["a type", "  rael z = mu;", "  real z = mu;"],
  ["a type far before the error", "  vectr[N] z = y;", "  vector[N] z = y;"],
  ["a name", "  mu ~ normal(0, sigmaa);", "  mu ~ normal(0, sigma);"],
  ["a distribution", "  mu ~ nromal(0, 1);", "  mu ~ normal(0, 1);"],
  ["a function", "  target += epx(mu);", "  target += exp(mu);"],
  [
    "the declaration rather than its uses",
    "  real scael = 1;\n  target += scale * scale;",
    "  real scale = 1;\n  target += scale * scale;",
  ],
  ["multiplication as in mathematics", "  target += 2 mu;", "  target += 2 * mu;"],
  ["a missing operand", "  target += mu + ;", null],
  ["a likely repair beside another error", "  mu ~ normal(nowhere, 1)", "  mu ~ normal(nowhere, 1);"],
  ["a fix that does not help", "  mu ~ normal(0, );", null],
  [
    "a closing brace, told by indentation",
    "  for (n in 1:N) {\n    real z = y[n];\n    z ~ normal(mu, sigma);\n  mu ~ normal(0, 1);",
    "  for (n in 1:N) {\n    real z = y[n];\n    z ~ normal(mu, sigma);\n  }\n  mu ~ normal(0, 1);",
  ],
  [
    "an opening brace, told by indentation",
    "  for (n in 1:N)\n    real z = y[n];\n    z ~ normal(mu, sigma);\n  }\n  mu ~ normal(0, 1);",
    "  for (n in 1:N) {\n    real z = y[n];\n    z ~ normal(mu, sigma);\n  }\n  mu ~ normal(0, 1);",
  ],
];

for (const [what, wrong, right] of statements)
  test(what, () => {
    assert.is(repaired(inModel(wrong)), right === null ? null : inModel(right));
  });

test("a block that is there twice and holds what only another may", () => {
  const text = "data { int N; }\nmodel { real<lower=0> s; }\nmodel { s ~ normal(0, N); }\n";
  assert.is(repaired(text), text.replace("model", "parameters"));
});

test("no block is renamed to make a single mistake in it right", () => {
  assert.is(repaired("model { real<lower=0> s; }\n"), null);
  assert.is(repaired("parameters { real s; s ~ normal(0, 1); }\n"), null);
});

test("a variable of another scope is pointed to, not replaced by one that looks alike", () => {
  const text =
    "data { int N; }\nmodel { real scale = 1; }\ngenerated quantities { real scales = 2; real q = scale; }\n";
  const [first] = check(text, { fileName: "model.stan" }).problems;
  assert.is(first!.fix, undefined);
  assert.match(first!.hint!, /line 2, in the model block/);
});

test("an error in an included file gets no fix in this one", () => {
  const include = () => ({ name: "part.stan", text: "real x" });
  const { problems } = check("data {\n#include <part.stan>\n}\n", { fileName: "model.stan", include });
  assert.is(problems.length, 1);
  assert.ok(problems[0]!.fix === undefined || problems[0]!.fix.span.source.name === "part.stan");
});

test.run();

// What a web page pays for a model: the generated module bundled by esbuild holds the runtime it uses and nothing else, and stays within a
// budget in kilobytes. Samplers, other distributions, special functions that no formula of the model mentions must shake out.

import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../compiler/index.ts";
import * as abi from "../../runtime/abi.ts";
import { distributions, kernels, scalarFunctions } from "../../runtime/library.ts";

const test = suite("bundle");

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Bundle {
  readonly text: string;
  /** Runtime files of which something is left. */
  readonly files: readonly string[];
}

async function bundle(contents: string, minify: boolean): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    conditions: ["logjoint-src"],
    minify,
    metafile: true,
    write: false,
    logLevel: "error",
  });
  const [output] = Object.values(metafile.outputs);
  const files = Object.entries(output!.inputs)
    .filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && file.startsWith("runtime/"))
    .map(([file]) => file.slice("runtime/".length).replace(/\.ts$/, ""))
    .sort();
  return { text: outputFiles[0]!.text, files };
}

const model = (name: string): string => `export { bind } from "./golden/models/${name}/model.ts";`;

/** Functions of the ABI that are left, by name. */
const functionsIn = ({ text }: Bundle): string[] =>
  Object.entries(abi)
    .filter(
      ([name, value]) =>
        typeof value === "function" && new RegExp(`^(async )?function ${name}\\(`, "m").test(text),
    )
    .map(([name]) => name);

/** Checks of data, layouts, transforms of bounds: what every model needs. */
const FRAME = [
  "constants",
  "data/check-data",
  "data/closest-name",
  "data/constraints",
  "data/data-error",
  "data/read-values",
  "data/shape",
  "define-model",
  "no-programs",
  "functions/double-double",
  "functions/exp",
  "functions/log",
  "functions/logistic",
  "functions/powers-of-two",
  "layout/bounds",
  "layout/layout",
  "layout/names",
  "layout/nest",
  "layout/parts",
  "layout/plain",
  "layout/sizes",
  "layout/transform",
  "rejection",
];

/** What a model needs beyond the frame. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  gauss_mean_sd: [],
  radon_grouplevel: [],
  logit_wells_like: [],
  // The best school: sort_indices_desc. The spread of the schools: square(tau) / square(mean(se)).
  eight_schools_noncentered: ["functions/roots", "kernels/sort"],
  hmm_forward: [
    "cells",
    "data/structures",
    "distributions/multivariate/dirichlet",
    // lgamma, by reflection for negative arguments: sin(pi x).
    "functions/gamma-function",
    "functions/pi-multiples",
    "functions/pi-reduction",
    "functions/trigonometric",
    "kernels/log-sum-exp",
    "kernels/reductions",
    "kernels/scratch",
    "layout/structured",
    "transforms/ordered",
    "transforms/simplex",
    "transforms/sum-to-zero-vector",
    "transforms/zero-adjoint",
  ],
};

for (const [name, needs] of Object.entries(NEEDS))
  test(`${name}: nothing but what it uses`, async () => {
    const { files } = await bundle(model(name), true);
    const allowed = [...FRAME, ...needs];
    assert.equal(
      files.filter((file) => !allowed.includes(file)),
      [],
      "left though nothing needs it",
    );
  });

test("of a file that is used in part, the rest goes", async () => {
  const functions = functionsIn(await bundle(model("hmm_forward"), false));
  for (const used of ["logSumExp", "logSumExpAdjoint", "maximum", "simplexConstrain", "dirichletDensity"])
    assert.ok(functions.includes(used), `${used} is missing: the search does not see functions`);
  const unused = [
    "logMixture",
    "minimum",
    "product",
    "norm2",
    "simplexStickBreakingConstrain",
    "dirichletRng",
  ];
  assert.ok(unused.every((name) => Object.hasOwn(abi, name)));
  assert.equal(
    functions.filter((name) => unused.includes(name)),
    [],
  );
});

/**
 * Minified bytes, and what travels: gzipped. A little above what they are; a model that grows past it needs a reason. Layouts that know tuples
 * and complex numbers and a bound model that names what it was compiled without cost 1 kB of each.
 */
const BUDGET: Readonly<Record<string, readonly [minified: number, gzipped: number]>> = {
  gauss_mean_sd: [19_500, 8_000],
  radon_grouplevel: [20_500, 8_500],
  hmm_forward: [29_500, 12_500],
};

for (const [name, [minified, gzipped]] of Object.entries(BUDGET))
  test(`${name}: at most ${minified / 1000} kB, ${gzipped / 1000} kB gzipped`, async () => {
    const { text } = await bundle(model(name), true);
    assert.ok(text.length <= minified, `${text.length} bytes`);
    assert.ok(gzipSync(text).length <= gzipped, `${gzipSync(text).length} bytes gzipped`);
  });

/** Every function of the runtime that an entry of the catalogue names, derivatives and adjoints too. */
const ofCatalogue = new Set([
  ...Object.values(scalarFunctions).flatMap(({ kernel }) => kernel ?? []),
  ...Object.values(kernels).flatMap(({ name, adjoint }) => [
    name,
    ...(adjoint === undefined ? [] : [adjoint.name]),
  ]),
  ...Object.values(distributions).flatMap(({ rng }) => rng ?? []),
]);

/** The functions of the catalogue in the bundle of a program. */
async function usedBy(program: string): Promise<readonly string[]> {
  const { code } = await compile(program, { fileName: "three.model" });
  assert.ok(code !== null, "the program does not compile");
  return functionsIn(await bundle(code!, false)).filter((name) => ofCatalogue.has(name));
}

test("a model that uses three functions bundles three functions", async () => {
  const frame = await usedBy("parameters { real<lower=0> x; } model { target += -x; }");
  const three = await usedBy(
    `parameters { real<lower=0> x; matrix[2, 2] a; vector[3] v; }
     model { target += lambert_w0(x) - norm2(v) - sum(cholesky_decompose(a * a' + identity_matrix(2))); }`,
  );
  assert.equal(
    three.filter((name) => !frame.includes(name)),
    ["choleskyDecompose", "choleskyDecomposeAdjoint", "lambertW0", "lambertW0Dx", "norm2", "norm2Adjoint"],
  );
  assert.ok(ofCatalogue.size > 300 && frame.length < 12, `${ofCatalogue.size} functions, ${frame.join(" ")}`);
});

test("of three distributions nothing but theirs", async () => {
  const used = await usedBy(
    `data { int<lower=0> n; } parameters { real<lower=0> mu; real y; }
     model { n ~ poisson(mu); y ~ student_t(4, 0, 1); mu ~ gamma(2, 3); }`,
  );
  const generators = used.filter((name) => Object.values(distributions).some(({ rng }) => rng === name));
  assert.equal(generators, [], "draws that nothing makes");
  const { files } = await bundle(
    (await compile("parameters { real<lower=0> mu; } model { mu ~ gamma(2, 3); }", { fileName: "one.model" }))
      .code!,
    true,
  );
  assert.equal(
    files.filter((file) => file.startsWith("distributions/")),
    [],
    "formulas are inlined: no file of a distribution stays",
  );
});

test("a bundle that samples is seen to hold the sampler", async () => {
  const { files, text } = await bundle(`${model("gauss_mean_sd")} export { sample } from "logjoint";`, true);
  assert.ok(files.includes("inference/nuts/trajectory"));
  assert.ok(text.length > BUDGET.gauss_mean_sd![0]);
  assert.not(
    files.some((file) => file.startsWith("inference/advi/")),
    "ADVI comes along with NUTS",
  );
});

test.run();

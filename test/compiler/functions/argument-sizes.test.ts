// Densities of blocks refuse arguments whose sizes do not agree: every dimension that a descriptor's `shapes` names, made one longer than it
// should be, is found when data are bound, by a message that names the argument.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Distribution } from "../../../runtime/descriptor.ts";
import { distributions } from "../../../runtime/library.ts";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("sizes of densities' arguments");

const SCALARS: Readonly<Record<string, number>> = { nu: 6, eta: 2 };

const isIntBlock = (d: Distribution, name: string): boolean =>
  Object.values(d.kernels ?? {}).some((kernel) =>
    kernel.params.some((param) => param.name === name && "elem" in param && param.elem === "i32"),
  );

interface Longer {
  readonly name: string;
  readonly axis: number;
}

/** Sizes by name, all different where they may be; the dimension `longer` is one more than its name says. */
function program(d: Distribution, longer: Longer | null): { readonly text: string; readonly data: object } {
  const sizes = Object.fromEntries(Object.keys(d.sizes!).map((size, k) => [size, k + 2]));
  const data: Record<string, unknown> = {};
  const declarations: string[] = [];
  const names = [...Object.keys(d.over), ...Object.keys(d.params)];
  for (const name of names) {
    const shape = d.shapes![name];
    if (shape === undefined) {
      data[name] = SCALARS[name];
      declarations.push(`real ${name};`);
      continue;
    }
    const dims = shape.map(
      (size, axis) => sizes[size]! + (longer?.name === name && longer.axis === axis ? 1 : 0),
    );
    const [rows, columns] = dims;
    if (columns === undefined) {
      data[name] = Array.from({ length: rows! }, () => (isIntBlock(d, name) ? 1 : 1 / rows!));
      declarations.push(isIntBlock(d, name) ? `array[${rows}] int ${name};` : `vector[${rows}] ${name};`);
    } else {
      data[name] = Array.from({ length: rows! }, (_, i) =>
        Array.from({ length: columns }, (_, j) => (i === j ? 1 : 0)),
      );
      declarations.push(`matrix[${rows}, ${columns}] ${name};`);
    }
  }
  const call = `${d.name}(${names.slice(1).join(", ")})`;
  const text = `data { ${declarations.join(" ")} } parameters { real free; } model { ${names[0]} ~ ${call}; free ~ normal(0, 1); }`;
  return { text, data };
}

for (const d of Object.values(distributions)) {
  if (d.shapes === undefined) continue;
  test(d.name, async () => {
    const agreed = program(d, null);
    const model = await bindSource(agreed.text, agreed.data);
    assert.ok(Number.isFinite(model.logDensity(Float64Array.of(0.1))), model.rejection ?? "");
    for (const [name, shape] of Object.entries(d.shapes!))
      for (const [axis, size] of shape.entries()) {
        // A size that nothing else shares may be any.
        if (Object.values(d.shapes!).flat().filter((other) => other === size).length === 1) continue; // prettier-ignore
        const { text, data } = program(d, { name, axis });
        const outcome = await refusal(text, data);
        assert.match(outcome, /size mismatch: /, `${name}, dimension ${axis + 1}`);
        assert.match(outcome, new RegExp(`\\b${name}\\b`));
      }
  });
}

/** What binding or evaluating says. */
async function refusal(text: string, data: object): Promise<string> {
  try {
    const model = await bindSource(text, data);
    model.logDensity(Float64Array.of(0.1));
    return model.rejection ?? "nothing";
  } catch (error) {
    return String((error as { message?: string; reason?: string }).message ?? error);
  }
}

/** Calls of functions with an argument of the wrong size, or out of its range. */
const REFUSED: readonly (readonly [expression: string, message: RegExp])[] = [
  ["sum(add_diag(identity_matrix(3), [1, 2]'))", /size mismatch: \[1, 2\]' has 2, the diagonal has 3/],
  ["sum(rows_dot_product(identity_matrix(2), identity_matrix(3)))", /size mismatch/],
  ["sum(columns_dot_product(identity_matrix(2), rep_matrix(1, 2, 3)))", /size mismatch: .* has 2, .* has 3/],
  [
    "trace_dot(rep_matrix(1, 2, 3), rep_matrix(1, 2, 3))",
    /size mismatch: cols of .* has 3, rows of .* has 2/,
  ],
  ["trace_gen_quad_form(identity_matrix(2), identity_matrix(3), rep_matrix(1, 3, 3))", /size mismatch/],
  ["sum(one_hot_vector(3, 4))", /index 4 is out of range/],
  [
    "sum(linspaced_vector(3, 2, 1.5))",
    /linspaced_vector: it goes from 2 \(2\) to 1\.5 \(1\.5\), which is less/,
  ],
  ["sum(linspaced_int_array(3, 2, 1))", /linspaced_int_array: it goes from 2 \(2\) to 1 \(1\)/],
  ["quantile({1.0, 2.0}, 1.5)", /quantile: 1\.5 must be between 0 and 1/],
  ["sum(cov_matrix_constrain([1, 2]', 2))", /\[1, 2\]' has 2 elements/],
  ["sum(cov_matrix_constrain([1, 2, 3, 4]', 2))", /\[1, 2, 3, 4\]' has 4 elements/],
  ["sum(corr_matrix_constrain([1, 2]', 3))", /\[1, 2\]' has 2 elements/],
  ["sum(cholesky_factor_corr_constrain([1, 2]', 3))", /\[1, 2\]' has 2 elements/],
  ["sum(cholesky_factor_cov_constrain([1, 2, 3, 4]', 3, 2))", /\[1, 2, 3, 4\]' has 4 elements/],
  ["sum(cholesky_factor_cov_constrain([1, 2, 3]', 1, 2))", /1 rows are fewer than 2 columns/],
];

for (const [expression, message] of REFUSED)
  test(expression, async () => {
    const text = `parameters { real free; } model { target += ${expression}; free ~ normal(0, 1); }`;
    assert.match(await refusal(text, {}), message);
  });

test("right sizes are taken", async () => {
  const model = await bindSource(
    `parameters { real free; }
     model {
       free ~ normal(0, 1);
       target += sum(cov_matrix_constrain([1, 2, 3]', 2)) + sum(cholesky_factor_cov_constrain([1, 2, 3, 4, 5]', 3, 2));
       target += sum(corr_matrix_constrain([1, 2, 3]', 3)) + sum(add_diag(rep_matrix(1, 2, 3), [1, 2]'));
       target += trace_dot(rep_matrix(1, 2, 3), rep_matrix(1, 3, 2)) + sum(one_hot_vector(3, 3)) + quantile({1.0, 2.0}, 1);
     }`,
    {},
  );
  assert.ok(Number.isFinite(model.logDensity(Float64Array.of(0.1))), model.rejection ?? "");
});

test("every density of several blocks says their shapes", () => {
  const silent = Object.values(distributions).filter((d) => {
    const blocks = new Set(
      Object.values(d.kernels ?? {}).flatMap((kernel) =>
        kernel.params.filter(({ role }) => role === "in").map(({ name }) => name),
      ),
    );
    return blocks.size > 1 && [...blocks].some((name) => d.shapes?.[name] === undefined);
  });
  assert.equal(
    silent.map(({ name }) => name),
    [],
  );
});

test.run();

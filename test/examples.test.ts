// Generated files in examples/ are those that the compiler writes today (as in golden/, UPDATE=1 rewrites them), made-up data are those
// that the script writes, each example's data fit its model, and nothing of an example is missing. Figures and commands of the READMEs
// are the slow tests' (examples-figures).

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile, renderProblem } from "../compiler/index.ts";
import { dataText, makers } from "../examples/make-data.ts";
import type { Model } from "../runtime/index.ts";

const test = suite("examples");
const folder = new URL("../examples/", import.meta.url);
const abi = new URL("../runtime/abi.ts", import.meta.url).href;

async function compiled(path: string, target: "typescript" | "javascript"): Promise<string> {
  const text = readFileSync(new URL(path, folder), "utf8");
  const options = { fileName: path.split("/").at(-1)!, target, ...(target === "javascript" ? { abi } : {}) };
  const { code, problems } = await compile(text, options);
  assert.ok(code !== null, problems.map(renderProblem).join("\n"));
  return code;
}

const models = (readdirSync(folder, { recursive: true }) as string[])
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.(model|stan)$/.test(path));

test("there are at least eight examples, and the gallery shows each", () => {
  assert.ok(models.length >= 8);
  const gallery = readFileSync(new URL("README.md", folder), "utf8");
  for (const path of models) assert.ok(gallery.includes(`(${path.split("/")[0]}/picture.svg)`), path);
});

test("the README shows the first example's model as it is", () => {
  const model = readFileSync(new URL("gaussian-advi/gaussian-advi.model", folder), "utf8");
  const readme = readFileSync(new URL("../README.md", folder), "utf8");
  assert.ok(readme.includes(`\`\`\`stan\n${model.slice(model.indexOf("data {"))}\`\`\``));
});

for (const name of Object.keys(makers))
  test(`${name}: the data are those that make-data.ts writes`, () => {
    const url = new URL(`${name}/data.json`, folder);
    const made = JSON.parse(dataText(name)) as unknown;
    // Layout is the formatter's: only other values are a reason to write.
    const isFresh = existsSync(url) && isDeepStrictEqual(JSON.parse(readFileSync(url, "utf8")), made);
    if (!isFresh && process.env.UPDATE === "1") writeFileSync(url, dataText(name));
    else assert.ok(isFresh, `${name}/data.json differs: run \`npx tsx examples/make-data.ts\``);
  });

for (const path of models) {
  test(`${path}: the generated file is fresh`, async () => {
    const code = await compiled(path, "typescript");
    const url = new URL(`${path}.ts`, folder);
    if (process.env.UPDATE === "1") writeFileSync(url, code);
    else
      assert.is(
        existsSync(url) ? readFileSync(url, "utf8") : "",
        code,
        "run `npm run golden:update examples`",
      );
  });

  test(`${path}: it has a README of one screen with a picture`, () => {
    const beside = new URL(path, folder);
    const lines = readFileSync(new URL("README.md", beside), "utf8").split("\n");
    assert.ok(lines.length <= 45, `${lines.length} lines`);
    assert.ok(lines.some((line) => line.endsWith("](picture.svg)")));
    assert.match(readFileSync(new URL("picture.svg", beside), "utf8"), /^<svg xmlns=[^]*<\/svg>\n$/);
  });

  test(`${path}: it accepts its data and has a finite density`, async () => {
    const code = await compiled(path, "javascript");
    const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      bind: (data: unknown) => Model;
    };
    const data: unknown = JSON.parse(readFileSync(new URL("data.json", new URL(path, folder)), "utf8"));
    const model = module.bind(data);
    const gradient = new Float64Array(model.dimension);
    assert.ok(
      Number.isFinite(model.logDensityGradient(new Float64Array(model.dimension).fill(0.1), gradient)),
    );
    assert.ok(gradient.every((value) => Number.isFinite(value)));
  });
}

test.run();

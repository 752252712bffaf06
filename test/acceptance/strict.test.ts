// Generated TypeScript as its users compile it: against the declarations that the package ships, under the strictest settings, by the
// oldest TypeScript that is supported and the newest. And it is a function of the model's text: no time, no path, no order of a machine.

import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../compiler/index.ts";
import { kernels, transforms } from "../../runtime/library.ts";
import { goldenFile, goldenModels } from "../support/golden-models.ts";
import { programs as derivedPrograms } from "../compiler/2-lower/derived/programs.ts";
import { kernelProgram, type Program, transformProgram } from "./programs.ts";
import { statementPrograms } from "./statement-programs.ts";

const test = suite("strict");

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);
const compilerOf = (name: string): string =>
  join(dirname(require.resolve(`${name}/package.json`)), "bin/tsc");
const COMPILERS = { "typescript-5.4": "5.4.5", typescript: "7.0.2" } as const;

const OPTIONS = {
  target: "ES2022",
  lib: ["ES2022"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noUnusedLocals: true,
  noImplicitReturns: true,
  noEmit: true,
  skipLibCheck: false,
};

const folder = mkdtempSync(join(tmpdir(), "logjoint-strict-"));

/** A project that has the package installed, as far as types go. */
function installDeclarations(): void {
  const installed = join(folder, "node_modules/logjoint");
  mkdirSync(installed, { recursive: true });
  const settings = {
    extends: join(root, "tsconfig.build.json"),
    compilerOptions: { rootDir: root, outDir: join(installed, "dist"), emitDeclarationOnly: true, types: [] },
    include: [],
    files: [join(root, "runtime/abi.ts")],
  };
  writeFileSync(join(installed, "tsconfig.json"), JSON.stringify(settings));
  execFileSync(process.execPath, [compilerOf("typescript"), "-p", installed], { stdio: "pipe" });
  const exports = { "./abi/1": { types: "./dist/runtime/abi.d.ts", default: "./dist/runtime/abi.js" } };
  writeFileSync(
    join(installed, "package.json"),
    JSON.stringify({ name: "logjoint", version: "0.0.0", type: "module", exports }),
  );
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
}

const stem = (name: string): string => name.replace(/[^a-zA-Z0-9]+/g, "-");

async function typescriptOf(text: string, fileName: string, programs = false): Promise<string> {
  const { code, problems } = await compile(text, { fileName, programs });
  assert.ok(code, problems.map((problem) => problem.message).join("\n"));
  return code;
}

/** Programs of the catalogue that have a text; each kernel, transform and statement form once. */
function catalogue(): readonly Program[] {
  const all = [
    ...statementPrograms(),
    ...Object.keys(transforms).map(transformProgram),
    ...Object.keys(kernels).map(kernelProgram),
  ].filter((program) => program !== null);
  return [...new Map(all.filter((p) => p.text !== null).map((p) => [p.name, p])).values()];
}

test.before(async () => {
  installDeclarations();
  for (const name of goldenModels()) copyFileSync(goldenFile(name, "model.ts"), join(folder, `${name}.ts`));
  for (const program of catalogue()) {
    const name = stem(program.name);
    writeFileSync(join(folder, `${name}.ts`), await typescriptOf(program.text!, `${name}.model`));
  }
  for (const { name, source } of derivedPrograms) {
    const text = await typescriptOf(source, `${stem(name)}.model`, true);
    writeFileSync(join(folder, `derived-${stem(name)}.ts`), text);
  }
});

test.after(() => rmSync(folder, { recursive: true }));

/** What the compiler says about the files; empty if nothing. */
function errorsBy(compiler: string, include: readonly string[]): string {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include }));
  const { stdout, status } = spawnSync(process.execPath, [compilerOf(compiler), "-p", folder], {
    encoding: "utf8",
  });
  return status === 0 ? "" : stdout.slice(0, 3000);
}

for (const [compiler, version] of Object.entries(COMPILERS)) {
  test(`golden models and the catalogue under TypeScript ${version}`, () => {
    const actual = execFileSync(process.execPath, [compilerOf(compiler), "--version"], { encoding: "utf8" });
    assert.is(actual.trim(), `Version ${version}`);
    assert.is(errorsBy(compiler, ["*.ts"]), "");
  });

  test(`TypeScript ${version} would see a mistake`, () => {
    const wrong = join(folder, "wrong.ts");
    const right = readFileSync(goldenFile("gauss_mean_sd", "model.ts"), "utf8");
    try {
      writeFileSync(wrong, right.replace("q[0]!", "q[0]").replace("mu: real()", "mu: real(), nu: 1"));
      assert.match(errorsBy(compiler, ["wrong.ts"]), /wrong\.ts\(\d+,\d+\): error TS/);
    } finally {
      rmSync(wrong);
    }
  });
}

test("a user's code is typed by the model", () => {
  const user = join(folder, "user.ts");
  try {
    writeFileSync(
      user,
      `import { bind } from "./eight_schools_noncentered.js";\n` +
        `const model = bind({ J: 1, est: [1], se: new Float64Array([2]) });\n` +
        `export const theta: Float64Array = model.constrain(new Float64Array(3)).theta;\n` +
        `// @ts-expect-error: se is missing\nbind({ J: 1, est: [1] });\n`,
    );
    for (const compiler of Object.keys(COMPILERS)) assert.is(errorsBy(compiler, ["user.ts"]), "");
  } finally {
    rmSync(user);
  }
});

test("the same text gives the same bytes, wherever the file lies and whenever it is compiled", async () => {
  for (const name of goldenModels()) {
    const text = readFileSync(goldenFile(name, "model.model"), "utf8");
    const first = await typescriptOf(text, `${name}.model`);
    assert.is(await typescriptOf(text, `${name}.model`), first, `${name}, again`);
    assert.is(await typescriptOf(text, join(folder, "sub", `${name}.model`)), first, `${name}, elsewhere`);
    for (const place of [root, process.cwd(), homedir(), folder, tmpdir()])
      if (place.length > 1) assert.not(first.includes(place), `${name} mentions ${place}`);
    assert.not.match(first, /\b20\d\d-\d\d-\d\d\b|\d\d:\d\d:\d\d|\b(19|20)\d\d\b/, `${name} mentions a time`);
  }
});

test("another process with another time zone, locale and folder writes the same bytes", async () => {
  const script =
    `import { compile } from ${JSON.stringify(new URL("../../compiler/index.ts", import.meta.url).href)};` +
    `import { readFileSync } from "node:fs";` +
    `const { code } = await compile(readFileSync(process.argv[1], "utf8"), { fileName: process.argv[1] });` +
    `process.stdout.write(code);`;
  const name = "hmm_forward";
  const source = join(folder, `${name}.model`);
  copyFileSync(goldenFile(name, "model.model"), source);
  const output = execFileSync(
    process.execPath,
    [
      "--conditions=logjoint-src",
      "--import",
      import.meta.resolve("tsx"),
      "--input-type=module",
      "-e",
      script,
      source,
    ],
    {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, TZ: "Asia/Tokyo", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
    },
  );
  assert.is(output, await typescriptOf(readFileSync(source, "utf8"), `${name}.model`));
});

test.run();

// Over two thousand random programs: no fault in any, every cell of the coverage table reached, and gradients that say something. What is
// emitted for some of them passes the strictest settings of TypeScript.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../compiler/index.ts";
import { showCoverage } from "./coverage.ts";
import { describeFault, sweep } from "./sweep.ts";
import { printProgram } from "./tree.ts";
import { programOf } from "./trials.ts";

const test = suite("random programs, many");

const FIRST = 200_000;
const COUNT = 2050;
const HOW = { points: 1, textsEvery: 80, shrinking: 20 };

test("over two thousand programs", async () => {
  const { faults, nonZero, compared, coverage, refused } = await sweep(FIRST, COUNT, HOW);
  console.log(showCoverage(coverage));
  console.log(
    `${COUNT} programs: ${compared} gradients compared, ${nonZero} not zero, ${refused.length} not supported yet`,
  );
  assert.is(faults.slice(0, 3).map(describeFault).join("\n\n"), "");
  assert.equal(coverage.missing, []);
  assert.equal(coverage.wrong, []);
  assert.ok(nonZero >= 0.9 * COUNT, `${nonZero} gradients are not zero`);
  assert.ok(compared >= 0.9 * COUNT, `${compared} gradients were compared`);
  assert.ok(refused.length <= 0.01 * COUNT, refused.slice(0, 3).map(describeFault).join("\n\n"));
});

const OPTIONS = {
  ...{ target: "ES2022", lib: ["ES2022", "DOM"], module: "NodeNext", moduleResolution: "NodeNext", types: [] },
  ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noUnusedLocals: true },
  ...{ verbatimModuleSyntax: true, noImplicitReturns: true, noEmit: true, allowImportingTsExtensions: true },
};

/** Found by the test below: a size that is checked to be 1 and compared with 3 later was taken for the type 1. */
const NARROWED = `data { int U; } transformed data { vector[U] a = [0.3]'; } parameters { real p; }
  model { if (U == 3) target += p; else target += sum(a) * p; }`;

test("emitted TypeScript of forty programs is strict", async () => {
  const folder = mkdtempSync(join(tmpdir(), "logjoint-random-"));
  const root = fileURLToPath(new URL("../..", import.meta.url));
  try {
    for (let seed = FIRST; seed <= FIRST + 40; seed++) {
      const text = seed === FIRST + 40 ? NARROWED : printProgram(programOf(seed).tree);
      const options = {
        fileName: `p${seed}.model`,
        abi: join(root, "runtime/abi.ts"),
        programs: seed % 4 === 0,
      };
      const { code } = await compile(text, options);
      if (code !== null) writeFileSync(join(folder, `p${seed}.ts`), code);
    }
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: OPTIONS, include: ["*.ts"] }),
    );
    assert.is(errorsIn(folder), "");
    writeFileSync(join(folder, "wrong.ts"), "export const x: number = [1][0];");
    assert.match(errorsIn(folder), /wrong\.ts.*TS2322/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** What the TypeScript compiler says; empty if nothing. */
function errorsIn(folder: string): string {
  const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  try {
    execFileSync(process.execPath, [join(typescript, "bin/tsc"), "-p", folder], { encoding: "utf8" });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout.slice(0, 3000);
  }
}

test.run();

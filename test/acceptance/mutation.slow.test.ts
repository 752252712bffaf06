// The gate that keeps the checks honest: the sign of any one partial derivative, adjoint kernel or reverse rule turned must make the
// comparison with finite differences fail, for at least one of the small programs that use it. What survives is listed by name.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { OPS } from "../../compiler/ir/ops.ts";
import { kernels } from "../../runtime/library.ts";
import { judgeGradient } from "./gradient-fault.ts";
import {
  addedAdjoints,
  ruleMutants,
  SWEEP_KERNELS,
  withTurnedKernel,
  withTurnedOperation,
  withTurnedPartial,
} from "./mutants.ts";
import { back, type Back } from "./pipeline.ts";
import {
  differentiableFunctions,
  kernelProgram,
  operationProgram,
  type Program,
  scalarProgram,
} from "./programs.ts";
import { statementPrograms } from "./statement-programs.ts";

const test = suite("mutation gate");

/** Whether the check fails, by a wrong gradient and nothing else: a mutant that does not run would prove nothing. */
async function isCaught(program: Program, how: Back = {}): Promise<boolean> {
  const model = await back(program.build(), program.data, how);
  return judgeGradient(model, program.points(model.dimension), program.name).fault !== null;
}

/** The first program that catches it decides. */
async function someCatches(programs: readonly Program[], how: Back): Promise<boolean> {
  for (const program of programs) if (await isCaught(program, how)) return true;
  return false;
}

async function assertSound(programs: readonly Program[]): Promise<void> {
  for (const program of programs) {
    const model = await back(program.build(), program.data);
    const { fault, compared } = judgeGradient(model, program.points(model.dimension), program.name);
    assert.is(fault, null, "without any mutation");
    assert.ok(compared > 0, `${program.name} is compared nowhere`);
  }
}

test("partial derivatives of operations", async () => {
  const survivors: string[] = [];
  for (const [name, row] of Object.entries(OPS)) {
    if (row.partials === null) continue;
    const program = operationProgram(name);
    await assertSound([program]);
    for (const k of row.partials.keys())
      if (!(await withTurnedOperation(name, k, () => isCaught(program))))
        survivors.push(`${name}, argument ${k + 1}`);
  }
  assert.equal(survivors, [], "partials whose sign nobody checks");
});

test("partial derivatives of scalar functions", async () => {
  const survivors: string[] = [];
  let mutants = 0;
  for (const f of differentiableFunctions()) {
    const program = scalarProgram(f);
    await assertSound([program]);
    for (const argument of Object.keys(f.partials ?? {})) {
      mutants++;
      if (!(await withTurnedPartial(f, argument, () => isCaught(program))))
        survivors.push(`${f.name}, ${argument}`);
    }
  }
  assert.ok(mutants > 100, `only ${mutants} partials were found`);
  assert.equal(survivors, [], "partials whose sign nobody checks");
});

/** Arguments that the language allows data for only, in adjoints that are shared with solvers that take parameters there. */
const DATA_ONLY: Readonly<Record<string, readonly string[]>> = { dae: ["t0.adj", "ts.adj"] };

test("adjoint kernels", async () => {
  const survivors: string[] = [];
  let mutants = 0;
  for (const kernel of Object.values(kernels)) {
    if (kernel.adjoint === undefined) continue;
    const program = kernelProgram(kernel.name);
    assert.ok(program, `test/acceptance/programs.ts has no program that uses ${kernel.name}`);
    await assertSound([program]);
    for (const token of addedAdjoints(kernel)) {
      if (DATA_ONLY[kernel.name]?.includes(token)) continue;
      mutants++;
      if (!(await isCaught(program, { abi: withTurnedKernel(kernel, token) })))
        survivors.push(`${kernel.adjoint.name} of ${kernel.name}, ${token}`);
    }
  }
  assert.ok(mutants > 60, `only ${mutants} adjoints were found`);
  assert.equal(survivors, [], "adjoint kernels whose sign nobody checks");
});

test("reverse rules", async () => {
  const programs = [...statementPrograms(), kernelProgram("odeRk45")!];
  await assertSound(programs);
  const survivors: string[] = [];
  for (const [name, abi] of Object.entries(SWEEP_KERNELS))
    if (!(await someCatches(programs, { abi }))) survivors.push(name);
  const { mutants, remove } = await ruleMutants();
  try {
    for (const { rule, differentiate } of mutants)
      if (!(await someCatches(programs, { differentiate }))) survivors.push(rule);
  } finally {
    remove();
  }
  assert.equal(survivors, [], "rules of the reverse sweep that nobody checks");
});

test.run();

// The whole compiler over the whole catalogue: every operation, scalar function, kernel, transform and distribution in a program of its
// own, whose gradient is compared with finite differences of its log density.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { differentiate } from "../../compiler/5-differentiate/index.ts";
import { printGradientModel } from "../../compiler/ir/print.ts";
import { OPS } from "../../compiler/ir/ops.ts";
import { kernels, transforms } from "../../runtime/library.ts";
import { judgeGradient } from "./gradient-fault.ts";
import { back } from "./pipeline.ts";
import {
  differentiableFunctions,
  distributionProgram,
  elementwiseProgram,
  elementwiseDistributions,
  kernelDistributions,
  kernelProgram,
  OPERATIONS,
  operationProgram,
  type Program,
  scalarProgram,
  transformProgram,
} from "./programs.ts";
import { statementPrograms } from "./statement-programs.ts";

const test = suite("gradients of the catalogue");

function check(name: string, program: Program | null): void {
  test(name, async () => {
    assert.ok(program, `test/acceptance/programs.ts has no program that uses it`);
    const model = await back(program.build(), program.data);
    const { fault, compared } = judgeGradient(model, program.points(model.dimension), program.name);
    assert.is(fault, null);
    assert.ok(compared > 0, "there is no point where finite differences say anything");
  });
}

for (const [name, row] of Object.entries(OPS))
  if (row.partials !== null)
    check(`operation ${name}`, Object.hasOwn(OPERATIONS, name) ? operationProgram(name) : null);
for (const f of differentiableFunctions()) check(`function ${f.name}`, scalarProgram(f));
for (const kernel of Object.values(kernels)) {
  if (kernel.adjoint === undefined) continue;
  const program = kernelProgram(kernel.name);
  check(`kernel ${kernel.name}`, program);
  test(`kernel ${kernel.name} is called`, () => {
    const gradient = printGradientModel(differentiate(program!.build()));
    assert.match(gradient, new RegExp(`\\b${kernel.adjoint!.name}\\b`));
  });
}
for (const name of Object.keys(transforms)) check(`transform ${name}`, transformProgram(name));
for (const d of elementwiseDistributions()) check(`distribution ${d.name}`, elementwiseProgram(d));
for (const d of kernelDistributions()) check(`distribution ${d.name}`, distributionProgram(d));
for (const program of statementPrograms()) check(program.name, program);

test.run();

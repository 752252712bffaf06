// Random programs: the compiled density equals that of the program as it was lowered, without any pass after that, and the gradient equals
// finite differences of the latter. A failure prints seed and program.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { emit } from "../../compiler/6-emit/index.ts";
import { buffer } from "../../compiler/ir/build.ts";
import { verifyGradientModel, verifyModel } from "../../compiler/ir/verify.ts";
import { differentiate } from "../../compiler/5-differentiate/index.ts";
import { polish, simplify } from "../../compiler/3-simplify/index.ts";
import type { Model as Mir } from "../../compiler/ir/mir.ts";
import * as runtime from "../../runtime/abi.ts";
import type { Model } from "../../runtime/index.ts";
import { randomStream } from "../../runtime/random/random.ts";
import { assertLogDensity } from "../support/agreement.ts";
import { judgeGradient } from "./gradient-fault.ts";
import { back, lowered } from "./pipeline.ts";
import { randomProgram } from "./random-programs.ts";

const test = suite("random programs");

const PROGRAMS = Number(process.env.PROGRAMS ?? 600);
const FIRST = Number(process.env.FIRST ?? 0);
const GROUP = 50;

/** The density alone, straight from lowering; its gradient stays what it was. */
async function plain(model: Mir): Promise<Model> {
  const gradient = buffer("gradient", "f64", [model.dimension], "input");
  const text = await emit(
    { model, gradient, body: model.logJoint },
    { target: "function", abi: "logjoint/abi/1", fileName: "random.model" },
  );
  return (new Function("abi", text)(runtime) as { bind: (data: unknown) => Model }).bind({});
}

/** Density by the plain program, gradient by the compiled one. */
const joined = (density: Model, gradient: Model): Model => ({ ...gradient, logDensity: density.logDensity });

function pointsFor(seed: number, dimension: number): number[][] {
  const random = randomStream(seed, 12, 0);
  return Array.from({ length: 3 }, () => Array.from({ length: dimension }, () => 3 * random.uniform() - 1.5));
}

async function checkProgram(seed: number): Promise<number> {
  const text = randomProgram(seed);
  try {
    const model = lowered(text);
    const simple = simplify(model);
    assert.equal(verifyModel(simple), []);
    assert.equal(verifyGradientModel(polish(differentiate(simple))), []);
    const [density, compiled] = [await plain(model), await back(simple, {})];
    const points = pointsFor(seed, compiled.dimension);
    for (const point of points) {
      const q = Float64Array.from(point);
      assertLogDensity(compiled.logDensity(q), density.logDensity(q), `log density at ${point.join(", ")}`);
    }
    const { fault, compared } = judgeGradient(joined(density, compiled), points, "gradient");
    assert.is(fault, null);
    return compared;
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}\n${text}`, { cause: error });
  }
}

for (let start = FIRST; start < FIRST + PROGRAMS; start += GROUP)
  test(`seeds ${start} to ${start + GROUP - 1}`, async () => {
    let compared = 0;
    for (let seed = start; seed < start + GROUP; seed++) compared += await checkProgram(seed);
    assert.ok(compared > GROUP, `only ${compared} points were compared`);
  });

test.run();

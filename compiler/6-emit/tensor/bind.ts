// The body of `bindTensor(data, options)`: data and what needs data only as in the other target, then data as tensors, the density over
// tensors, and its definition.

import type { Buffer, GradientModel, Model } from "../../ir/mir.ts";
import { declaredIn } from "../../ir/effects.ts";
import { allocationLines } from "../allocation.ts";
import { boundBuffers, nameBindLevel, paragraphs, preparedLines, titled, weightLines } from "../bind.ts";
import { dataCheckLines } from "../data-checks.ts";
import { expressionText } from "../expression.ts";
import { stackLine } from "../functions.ts";
import { claim, FRAMES, nameBlock, openScope, OPTIONS, RANDOM, type Scope, STACK } from "../names.ts";
import {
  isLive,
  nameDeclared,
  nameRead,
  type Printing,
  type Round,
  use,
  useFromLibrary,
} from "../printing.ts";
import { drawsRandom, indented } from "../statement.ts";
import { usesIn } from "../uses.ts";
import { framesLine, memoryInside, reachedSubprograms, subprogramLines } from "../subprograms.ts";
import { type ElementwiseFunction, elementwiseLines } from "./elementwise.ts";
import { mentionedByProgram } from "./mentions.ts";
import { cellsLine, constantLines, tensorLines, type TensorPrinting } from "./print.ts";
import type { TensorProgram, TensorStatement } from "./program.ts";

export interface BindTensorText {
  /** Name of the second parameter; null if nothing depends on options. */
  readonly options: string | null;
  readonly body: readonly string[];
  /** For the printers of doc comments. */
  readonly p: Printing;
}

/** `density` is the model without its other programs: its body is the log density alone. */
export function bindTensorText(
  density: GradientModel,
  program: TensorProgram,
  functions: ReadonlyMap<string, ElementwiseFunction>,
  round: Round,
  reserved: ReadonlySet<string>,
): BindTensorText {
  const { model } = density;
  const { prepareData } = model;
  const scope: Scope = { outer: null, label: "bind", names: new Map(), taken: new Set(), reserved };
  const reached = reachedSubprograms({ ...density, body: [] });
  const buffers = boundBuffers(density, prepareData, reached).filter((b) => !program.cells.includes(b));
  const callees = reached.map(({ callee }) => callee);
  nameBindLevel(scope, density, prepareData, buffers, callees);
  const options = claim(scope, OPTIONS);
  const random = drawsRandom(prepareData) ? claim(scope, RANDOM) : null;
  const [stack, frames] = [claim(scope, STACK), claim(scope, FRAMES)];
  for (const { local } of functions.values()) claim(scope, local);
  for (const { local } of program.constants) claim(scope, local);
  const uses = usesIn(prepareData);
  const p: Printing = { round, scope, random, stack, frames, refusal: "refuseData", uses };

  const allocated = new Set<Buffer>();
  const inside = memoryInside(reached);
  const prepared = preparedLines(p, prepareData, new Set(buffers), allocated, inside);
  const subprograms = reached.map((subprogram) => subprogramLines(p, subprogram));
  const densityText = logDensityLines(p, density, program, functions);
  const stream = random === null ? [] : [`const ${random} = ${use(p, "dataRandom")}(${options}.seed);`];
  const stacks = [
    ...stackLine(
      p,
      reached.flatMap((s) => s.body),
    ),
    ...framesLine(p, reached),
  ];
  const weights = weightLines(p, density, options);
  const memory = buffers.filter((b) => !allocated.has(b)).flatMap((b) => allocationLines(p, b));
  const body = paragraphs([
    [...dataCheckLines(p, model.data), ...weights],
    ...subprograms,
    titled("Needs data only, so computed once.", [...stream, ...stacks, ...prepared]),
    titled("Working memory, overwritten by every evaluation.", memory),
    titled(
      "Not in tfjs: computed element by element in JavaScript.",
      elementwiseLines(p, functions.values()),
    ),
    titled("Data as tensors, until `dispose` frees them.", constantLines(p, program.constants)),
    densityText,
    definitionLines(p, model, program),
  ]);
  return { options: weights.length + stream.length > 0 ? options : null, body, p };
}

function definitionLines(p: Printing, { dimension }: Model, { constants }: TensorProgram): string[] {
  const kept = constants.filter(({ local }) => isLive(p, local)).map(({ local }) => nameDeclared(p, local));
  const members = [
    `dimension: ${expressionText(p, dimension)}`,
    `constants: [${kept.join(", ")}]`,
    "logDensity",
  ];
  return [`return ${useFromLibrary(p, "defineTensorModel")}({ ${members.join(", ")} });`];
}

/** From `q`, the draws' unconstrained values, to one number per draw. */
function logDensityLines(
  outer: Printing,
  { model }: GradientModel,
  program: TensorProgram,
  functions: ReadonlyMap<string, ElementwiseFunction>,
): string[] {
  const { q, target } = model;
  const visible = [...mentionedByProgram(program), ...[...functions.values()].map(({ local }) => local)];
  const scope = openScope(outer.scope, "density", visible);
  for (const { home } of [...model.parameters, ...model.transform.outputs])
    if (home.kind === "local") claim(scope, home.local);
  for (const object of [q, target, ...program.cells]) claim(scope, object);
  if (program.valid !== null) claim(scope, program.valid);
  nameAll(scope, program.body);
  const p: TensorPrinting = { ...outer, scope, refusal: "reject", functions };

  const body = tensorLines(p, program.body);
  const cells = program.cells.filter((b) => isLive(p, b)).map((buffer) => cellsLine(p, q, buffer));
  const { valid } = program;
  const result =
    valid === null
      ? nameRead(p, target)
      : `tf.where(${nameRead(p, valid)}, ${nameRead(p, target)}, -Infinity)`;
  const start = valid === null ? [] : [`let ${nameDeclared(p, valid)}: tf.Tensor = tf.scalar(true, "bool");`];
  const parameter = `${isLive(p, q) ? "" : "_"}${nameDeclared(p, q)}: ${useFromLibrary(p, "Cells")}`;
  const head = `function logDensity(${parameter}): tf.Tensor {`;
  return [head, ...indented([...cells, ...start, ...body, `return ${result};`]), "}"];
}

/** Dimensions leave no blocks, so names are unique in the whole function. */
function nameAll(scope: Scope, statements: readonly TensorStatement[]): void {
  for (const s of statements) {
    if (s.kind === "declare") claim(scope, s.local);
    else if (s.kind === "host") {
      for (const local of declaredIn([s.statement])) claim(scope, local);
      nameBlock(scope, [s.statement]);
    } else if (s.kind === "loop") {
      if (s.loop.kind !== "loop") claim(scope, s.loop.index);
      nameAll(scope, s.body);
    } else if (s.kind === "if") nameAll(scope, [...s.then, ...s.otherwise]);
    else if (s.kind === "region") nameAll(scope, s.body);
  }
}

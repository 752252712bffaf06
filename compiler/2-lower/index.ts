// Typed AST -> MIR. Constraints become transforms with log Jacobians, `~` and lpdf calls become accumulations to the target, blocks become
// programs; broadcasting, slices, user functions and jumps are gone. What the compiler cannot do yet is a problem with its place.

import type { Problem } from "../../grammar/index.ts";
import { buffer, local } from "../ir/build.ts";
import type { Model, Statement } from "../ir/mir.ts";
import type { TypedProgram } from "../ir/typed-ast.ts";
import {
  asInputs,
  FINITE,
  lowerData,
  lowerLogJoint,
  lowerParameters,
  lowerRoutine,
  lowerTransformedData,
} from "./blocks.ts";
import { headComment } from "./comments.ts";
import type { Context, LowerOptions } from "./context.ts";
import { derivePrograms } from "./derived/index.ts";
import { noFacts } from "./facts.ts";
import { topFrame } from "./frames.ts";
import { lowerByRows, separate } from "./rows/index.ts";
import { usageOf } from "./usage.ts";

export type { LowerOptions } from "./context.ts";

export interface Lowered {
  /** null if something in the program is not available. */
  readonly model: Model | null;
  readonly problems: readonly Problem[];
}

export function lower(program: TypedProgram, options: LowerOptions): Lowered {
  const ctx = newContext(program, options);
  const data = lowerData(ctx);
  const prepareData = lowerTransformedData(ctx);
  const parameters = lowerParameters(ctx);
  const q = buffer("q", "f64", [parameters.dimension], "input");
  ctx.facts.reals.set(q, FINITE);
  const separation = options.rows === true ? separate(program) : null;
  const rowWeight = separation?.rows.kind === "separable" ? local("rowWeight", "real") : null;
  const lowerDensity = (): readonly Statement[] => lowerLogJoint(ctx, parameters, q);
  const logJoint = rowWeight ? lowerByRows(ctx, separation!, rowWeight, lowerDensity) : lowerDensity();
  const transform = lowerRoutine(ctx, "transform", "transformed parameters", parameters.declared, false);
  const inputs = [...parameters.declared, ...asInputs(ctx, transform.outputs, "transformed parameters")];
  const generate = lowerRoutine(ctx, "generate", "generated quantities", inputs, true);
  if (ctx.problems.length > 0) return { model: null, problems: inTextOrder(ctx.problems) };
  const programs = options.programs === true ? derivePrograms(ctx, parameters, inputs, q) : null;
  const { target, jacobianWeight, constantWeight } = ctx;
  const model: Model = {
    name: options.name,
    comment: headComment(program),
    data: data.declared,
    prepareData: [...data.checks, ...prepareData, ...ctx.hoisted],
    parameters: parameters.declared,
    q,
    dimension: parameters.dimension,
    jacobianWeight,
    constantWeight,
    logJoint,
    target,
    transform,
    generate,
    subprograms: ctx.subprograms,
    ...(programs === null ? {} : { programs }),
    ...(separation === null ? {} : { rows: separation.rows }),
    ...(rowWeight === null ? {} : { rowWeight }),
  };
  return { model, problems: [] };
}

function newContext(program: TypedProgram, options: LowerOptions): Context {
  return {
    program,
    options,
    problems: [],
    facts: noFacts(),
    usage: usageOf(program),
    target: local("target", "real"),
    jacobianWeight: local("jacobian", "real"),
    constantWeight: local("constants", "real"),
    bindLevel: new Set(),
    hoisted: [],
    mutable: new Set(),
    dataBuffers: new Set(),
    subprograms: [],
    recursive: new Map(),
    entry: null,
    bounds: new Map(),
    depth: 0,
    derive: null,
    stage: "prepareData",
    isIndex: false,
    place: null,
    loops: [],
    out: [],
    variables: new Map(),
    frame: topFrame(true),
  };
}

function inTextOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => a.span.start - b.span.start);
}

// Shorthand for models written by hand in MIR: an empty model to fill in, and declared variables with their homes.

import { buffer, int, local, num, ref } from "../../../compiler/ir/build.ts";
import type {
  Buffer,
  Constraint,
  Declared,
  Expr,
  GradientModel,
  Lifetime,
  Local,
  Model,
  Parameter,
  Shape,
  Statement,
} from "../../../compiler/ir/mir.ts";

export const NONE: Constraint = { kind: "none" };
export const lower = (value: Expr): Constraint => ({
  kind: "bounds",
  lower: { kind: "scalar", value },
  upper: null,
});
export const structured = (name: string): Constraint => ({ kind: "structured", name });

export const scalarShape = (scalar: "int" | "real"): Shape => ({
  scalar,
  array: [],
  inner: { kind: "scalar" },
});
export const vectorShape = (size: Expr): Shape => ({
  scalar: "real",
  array: [],
  inner: { kind: "vector", size },
});
export const arrayShape = (scalar: "int" | "real", ...array: Expr[]): Shape => ({
  scalar,
  array,
  inner: { kind: "scalar" },
});
export const matrixShape = (rows: Expr, columns: Expr, ...array: Expr[]): Shape => ({
  scalar: "real",
  array,
  inner: { kind: "matrix", rows, columns },
});

/** Dimensions in storage order: a matrix column index first. */
export function storageDims({ array, inner }: Shape): readonly Expr[] {
  if (inner.kind === "scalar") return array;
  return inner.kind === "matrix" ? [...array, inner.columns, inner.rows] : [...array, inner.size];
}

export function declaredScalar(
  name: string,
  scalar: "int" | "real",
  constraint: Constraint = NONE,
  comment: string | null = null,
): Declared & { readonly local: Local } {
  const home = local(name, scalar);
  return {
    name,
    comment,
    shape: scalarShape(scalar),
    constraint,
    home: { kind: "local", local: home },
    local: home,
  };
}

export function declaredBlock(
  name: string,
  shape: Shape,
  lifetime: Lifetime,
  constraint: Constraint = NONE,
  comment: string | null = null,
): Declared & { readonly buffer: Buffer } {
  const home = buffer(name, shape.scalar === "int" ? "i32" : "f64", storageDims(shape), lifetime);
  return { name, comment, shape, constraint, home: { kind: "buffer", buffer: home }, buffer: home };
}

export const parameter = (declared: Declared, offset: Expr, unconstrainedSize: Expr): Parameter => ({
  ...declared,
  offset,
  unconstrainedSize,
});

/** A gradient model with nothing in it but what `given` says; its density is `body`. */
export function gradientModel(
  given: Partial<Model>,
  body: (frame: Frame) => readonly Statement[],
): GradientModel {
  const dimension = given.dimension ?? int(1);
  const model: Model = {
    name: "test",
    comment: null,
    data: [],
    prepareData: [],
    parameters: [],
    q: buffer("q", "f64", [dimension], "input"),
    dimension,
    jacobianWeight: local("jacobian", "int"),
    constantWeight: local("constants", "int"),
    logJoint: [],
    target: local("target", "real"),
    transform: { inputs: [], body: [], outputs: [] },
    generate: { inputs: [], body: [], outputs: [] },
    subprograms: [],
    ...given,
  };
  const gradient = buffer("gradient", "f64", [dimension], "input");
  return { model, gradient, body: body({ q: model.q, gradient, target: model.target, model }) };
}

export interface Frame {
  readonly q: Buffer;
  readonly gradient: Buffer;
  readonly target: Local;
  readonly model: Model;
}

/** One unbounded parameter x = q[0], for tests of the density alone. */
export function oneParameter(
  body: (frame: Frame, x: Expr) => readonly Statement[],
  given: Partial<Model> = {},
): GradientModel {
  const x = declaredScalar("x", "real");
  return gradientModel({ parameters: [parameter(x, int(0), int(1))], ...given }, (frame) => [
    { kind: "let", local: x.local, value: { kind: "load", buffer: frame.q, index: [int(0)] } },
    ...body(frame, ref(x.local)),
    { kind: "store", buffer: frame.gradient, index: [int(0)], value: num(0) },
  ]);
}

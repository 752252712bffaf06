// The state of lowering: where statements are appended, what variables are, what is known. One mutable object handed to every function;
// `nested` redirects the output while a body is built.

import type { Problem, Span } from "../../grammar/index.ts";
import { letLocal, local, ref } from "../ir/build.ts";
import type { Buffer, Expr, Local, Scalar, Statement, Subprogram } from "../ir/mir.ts";
import { scalarType } from "../ir/scalar-type.ts";
import type { TypedExpr, TypedProgram, TypedStatement, VariableSymbol } from "../ir/typed-ast.ts";
import { isTrivial, type Bind } from "../library/formula.ts";
import type { Facts } from "./facts.ts";
import type { Frame } from "./frames.ts";
import { realRange } from "./real-ranges.ts";
import type { Signature } from "./recursion.ts";
import { isStable } from "./stability.ts";
import type { Usage } from "./usage.ts";
import type { Value } from "./value.ts";
import type { Variable } from "./variables.ts";

export interface LowerOptions {
  readonly name: string;
  readonly simplex: "ilr" | "stick-breaking";
  /** Derive the other programs of each `~` too. */
  readonly programs?: boolean;
  /** Tell which data have one entry per row, and give the terms of rows a weight. */
  readonly rows?: boolean;
}

export type DensityStatement = Extract<TypedStatement, { readonly kind: "tilde" | "targetIncrement" }>;

/** The program being built; it decides what a rejected check means and where buffers live. */
export type Stage = "prepareData" | "logJoint" | "transform" | "generate";

export interface Context {
  readonly program: TypedProgram;
  readonly options: LowerOptions;
  readonly problems: Problem[];
  readonly facts: Facts;
  readonly usage: Usage;
  /** What densities are added to. */
  target: Local;
  /** What `~` and `target +=` become instead of increments of the target; null in the density itself. */
  derive: ((s: DensityStatement) => void) | null;
  readonly jacobianWeight: Local;
  readonly constantWeight: Local;
  /** Locals whose value is known once data are bound: they may stand in sizes of buffers. */
  readonly bindLevel: Set<Local>;
  /** Statements at data level that must run before the current top-level statement of `prepareData`, or at its end. */
  readonly hoisted: Statement[];
  /** Mutable scalars: what refers to them may change. */
  readonly mutable: Set<Local>;
  /** Buffers that nothing writes any more: data, and transformed data after `prepareData`. */
  readonly dataBuffers: Set<Buffer>;
  /** Users' functions that run as such. */
  readonly subprograms: Subprogram[];
  /** Recursive functions by what was lowered of them: function, levels of the arguments, program. */
  readonly recursive: Map<string, Signature>;
  /** In the body of a recursive function: its integer parameters and sizes, known whenever it is entered. */
  entry: ReadonlySet<Local> | null;
  /** Bounds at data level that were computed already. */
  readonly bounds: Map<TypedExpr, Value>;
  /** Number of loops and branches around the statements being built: 0 runs exactly once per program. */
  depth: number;
  stage: Stage;
  /** What is being lowered is an index: it is checked as such. */
  isIndex: boolean;
  /** The statement being lowered and the variables of the loops around it, for messages. */
  place: Span | null;
  loops: readonly { readonly name: string; readonly value: Expr }[];
  out: Statement[];
  variables: Map<VariableSymbol, Variable>;
  frame: Frame;
}

export class NotAvailable extends Error {
  readonly what: string;
  readonly span: Span | undefined;
  constructor(what: string, span?: Span) {
    super(what);
    this.what = what;
    this.span = span;
  }
}

/** Ends the lowering of the current statement; it becomes a problem at `span`, or else at the statement; "" says it is one already. */
export function notAvailable(what: string, span?: Span): never {
  throw new NotAvailable(what, span);
}

/** Runs `lower`; what is not available becomes a problem at `span` at the latest, and lowering goes on. */
export function guarded(ctx: Context, span: Span, lower: () => void): void {
  const out = ctx.out;
  const variables = ctx.variables;
  const { frame, depth, place, loops } = ctx;
  try {
    lower();
  } catch (error) {
    // What fails after a problem fails because of it.
    if (!(error instanceof NotAvailable) && ctx.problems.length === 0) throw error;
    ctx.out = out;
    ctx.variables = variables;
    ctx.frame = frame;
    ctx.depth = depth;
    ctx.place = place;
    ctx.loops = loops;
    if (!(error instanceof NotAvailable) || error.what === "") return;
    const message = `${error.what} is not available yet.`;
    const at = error.span ?? span;
    const isKnown = ctx.problems.some((p) => p.message === message && p.span.start === at.start);
    if (!isKnown) ctx.problems.push({ severity: "error", code: "not-available", message, span: at });
  }
}

export function emit(ctx: Context, ...statements: readonly Statement[]): void {
  ctx.out.push(...statements);
}

/** The statements that `build` emits. */
export function nested(ctx: Context, build: () => void): Statement[] {
  const outer = ctx.out;
  const inner: Statement[] = [];
  ctx.out = inner;
  build();
  ctx.out = outer;
  return inner;
}

/** A `let` of its own for the value. */
export function bindLet(ctx: Context, name: string, value: Expr, scalar: Scalar = scalarType(value)): Expr {
  const target = local(name, scalar);
  emit(ctx, letLocal(target, value));
  recordDefinition(ctx, target, value);
  return ref(target);
}

/** Remembers what an integer was defined as, if that cannot change afterwards, and the range of a real. */
export function recordDefinition(ctx: Context, target: Local, value: Expr): void {
  if (target.scalar === "int" && isStable(ctx, value)) ctx.facts.definitions.set(target, value);
  if (target.scalar === "real") ctx.facts.reals.set(target, realRange(ctx.facts, value));
}

/** The value as an expression that may be written many times. */
export function once(ctx: Context, name: string, value: Expr): Expr {
  return isTrivial(value) ? value : bindLet(ctx, name, value);
}

export const binder =
  (ctx: Context): Bind =>
  (name, value) =>
    bindLet(ctx, name, value);

/** Buffers that outlive one call: temporaries of `prepareData` live as long as the bound model. */
export const temporaryLifetime = (ctx: Context): Buffer["lifetime"] =>
  ctx.entry !== null ? "frame" : ctx.stage === "prepareData" ? "bind" : "call";

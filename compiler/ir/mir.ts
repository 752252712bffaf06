// The mid-level IR: scalar expressions, buffers and loops. Everything a user can write has become these few nodes; everything that
// makes code fast (what is data, what is parallel, what is stored) is visible in them. Gradient programs are written in the same nodes.
//
// Conventions. Indices count from 0. Every buffer is row-major over `dims`; a matrix is stored with its column index FIRST
// (dims [columns, rows]), so column-major storage needs no rule of its own and any prefix of indices names a contiguous block.
// Locals and buffers are identified by object identity; `name` is what a person would call them, made unique at emission.

import type { Span } from "../../grammar/index.ts";

export type Scalar = "int" | "real" | "bool";

export interface Local {
  readonly kind: "local";
  readonly name: string;
  readonly scalar: Scalar;
  /** Introduced by a pass: folded back into the formula that uses it where it is used once. */
  readonly isTemporary?: true;
}

/**
 * bind: filled once by `prepareData`; call: owned by the bound model and rewritten by every evaluation; output: allocated afresh
 * by the program that fills it and handed to the caller; input: given by the caller (`q`, `gradient`, parameter values of `generate`).
 * In subprograms only: argument: given by the caller; frame: owned by one activation, so that a subprogram may call itself.
 */
export type Lifetime = "bind" | "call" | "frame" | "output" | "input" | "argument";

export interface Buffer {
  readonly kind: "buffer";
  readonly name: string;
  readonly elem: "f64" | "i32";
  /** Integer expressions at data level, in subprograms also over their parameters; empty for a scalar output. */
  readonly dims: readonly Expr[];
  readonly lifetime: Lifetime;
}

// ------------------------------------------------------------------------------------------------------------- expressions

/** Pure and scalar. `op.name` is a key of `ops.ts` (arithmetic) or a scalar function of the library under Stan's name. */
export type Expr =
  | { readonly kind: "num"; readonly value: number }
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "ref"; readonly local: Local }
  | { readonly kind: "load"; readonly buffer: Buffer; readonly index: readonly Expr[] }
  | { readonly kind: "op"; readonly op: string; readonly args: readonly Expr[] }
  /** Lazy: only the chosen branch is evaluated. */
  | { readonly kind: "select"; readonly condition: Expr; readonly then: Expr; readonly otherwise: Expr };

/** A contiguous block of a buffer that starts at `index` (missing trailing indices are 0); its length is known to the kernel that gets it. */
export interface View {
  readonly buffer: Buffer;
  readonly index: readonly Expr[];
}

// -------------------------------------------------------------------------------------------------------------- statements

export type Statement =
  /** Single assignment. */
  | { readonly kind: "let"; readonly local: Local; readonly value: Expr }
  /** Declares a mutable scalar; without `initial` it is NaN (or 0 for int, false for bool) until set. */
  | { readonly kind: "var"; readonly local: Local; readonly initial: Expr | null }
  | { readonly kind: "set"; readonly local: Local; readonly value: Expr }
  | { readonly kind: "store"; readonly buffer: Buffer; readonly index: readonly Expr[]; readonly value: Expr }
  /** `+=` into a `var` or a cell; reorderable with other accumulations into the same place. The only statement that may change `target`. */
  | { readonly kind: "accumulate"; readonly into: Place; readonly value: Expr }
  /** Every cell of the block gets `value`; `count` cells from `view`. */
  | { readonly kind: "fill"; readonly view: View; readonly count: Expr; readonly value: Expr }
  /** `count` cells are copied; the blocks may overlap (as if copied at once). */
  | { readonly kind: "copy"; readonly to: View; readonly from: View; readonly count: Expr }
  /** `index` runs over 0 .. count-1; iterations are independent: each writes only cells of its own index and accumulates. */
  | {
      readonly kind: "each";
      readonly index: Local;
      readonly count: Expr;
      readonly body: readonly Statement[];
    }
  /** `index` runs over from .. to-1 in order (or to-1 .. from when `down`); both bounds are evaluated once on entry. */
  | {
      readonly kind: "for";
      readonly index: Local;
      readonly from: Expr;
      readonly to: Expr;
      readonly down: boolean;
      readonly body: readonly Statement[];
    }
  /** Runs `body` until an `exitIf` directly in it (not in a nested loop) holds. */
  | { readonly kind: "loop"; readonly body: readonly Statement[] }
  | { readonly kind: "exitIf"; readonly condition: Expr }
  | {
      readonly kind: "if";
      readonly condition: Expr;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  /**
   * An opaque routine of the runtime (see `kernels` of the library for its adjoint) or a subprogram. `result` receives its scalar result.
   */
  | {
      readonly kind: "kernel";
      readonly kernel: string | Callee;
      readonly result: Local | null;
      readonly args: readonly KernelArg[];
    }
  /** Differentiation only: a stack of saved values, one of numbers per bound model. */
  | { readonly kind: "push"; readonly value: Expr }
  | { readonly kind: "pop"; readonly local: Local }
  /** The scalar result of a subprogram: its last statement. */
  | { readonly kind: "return"; readonly value: Expr }
  /** Source statements that these statements compute: printed as a comment, kept together as far as possible. */
  | {
      readonly kind: "region";
      readonly title: string;
      readonly span: Span | null;
      readonly body: readonly Statement[];
    }
  /** Rejects the point (or aborts, outside `logJoint`) unless `condition` holds. Effects never move across each other. */
  | { readonly kind: "check"; readonly condition: Expr; readonly message: readonly MessagePart[] }
  | { readonly kind: "reject"; readonly fatal: boolean; readonly message: readonly MessagePart[] }
  | { readonly kind: "print"; readonly message: readonly MessagePart[] };

export type Place =
  | { readonly kind: "local"; readonly local: Local }
  | { readonly kind: "cell"; readonly buffer: Buffer; readonly index: readonly Expr[] };

/** In the order of the runtime function's parameters. `null`: the adjoint of an argument that is not wanted. */
export type KernelArg =
  | { readonly kind: "in" | "out" | "inout"; readonly view: View }
  | { readonly kind: "scalar"; readonly value: Expr }
  /** A subprogram that the routine calls, or null; `captures` are the blocks it reads besides its arguments. */
  | { readonly kind: "callback"; readonly callee: Callee | null; readonly captures: readonly View[] }
  | { readonly kind: "absent" };

export type MessagePart =
  string | Expr | { readonly kind: "contents"; readonly view: View; readonly dims: readonly Expr[] };

// -------------------------------------------------------------------------------------------------------------- subprograms

/** What calls refer to; the definition stands in the model's list under the same object. */
export interface Callee {
  readonly kind: "callee";
  readonly name: string;
  readonly result: "real" | "int" | null;
}

/**
 * A user's function that runs as such: one that solvers call back, or a recursive one. It sees its parameters, what `prepareData`
 * defines and captured blocks; nothing else.
 */
export interface Subprogram {
  readonly callee: Callee;
  /** One line above it in generated code. */
  readonly title: string;
  readonly params: readonly SubprogramParam[];
  readonly body: readonly Statement[];
}

/** A block comes as an array and, unless it is always the whole array, the offset where it starts. */
export type SubprogramParam =
  | { readonly kind: "scalar"; readonly local: Local }
  | { readonly kind: "in" | "out" | "inout"; readonly buffer: Buffer; readonly offset: Local | null };

// ----------------------------------------------------------------------------------------------------------------- programs

/** How a value of the user's type is laid out: enough to read it from JSON, name its cells and show it. */
export interface Shape {
  readonly scalar: "int" | "real";
  /** Array dimensions, outermost first. */
  readonly array: readonly Expr[];
  readonly inner:
    | { readonly kind: "scalar" }
    | { readonly kind: "vector" | "rowVector"; readonly size: Expr }
    | { readonly kind: "matrix"; readonly rows: Expr; readonly columns: Expr };
}

/** A constraint with its arguments; `lower` etc. are scalars, or a whole buffer for element-wise bounds, or take statements to compute. */
export type Constraint =
  | { readonly kind: "none" }
  | { readonly kind: "bounds"; readonly lower: Bound | null; readonly upper: Bound | null }
  | { readonly kind: "affine"; readonly offset: Bound | null; readonly multiplier: Bound | null }
  /** simplex, ordered, cholesky_factor_corr ...: a structured type by Stan's name; its sizes are those of the shape. */
  | { readonly kind: "structured"; readonly name: string };
export type Bound =
  | { readonly kind: "scalar"; readonly value: Expr }
  | { readonly kind: "container"; readonly buffer: Buffer }
  /** Of parameters only: from the homes of earlier ones to the buffer. */
  | { readonly kind: "computed"; readonly body: readonly Statement[]; readonly buffer: Buffer };

/** Where the value lives: a scalar in a local, anything else in a buffer with the dims of the shape in storage order. */
export type Home =
  { readonly kind: "local"; readonly local: Local } | { readonly kind: "buffer"; readonly buffer: Buffer };

/**
 * What a variable with several homes is made of: the slots of a tuple, or the real and imaginary parts of complex numbers. The steps lead
 * from the variable to one of them.
 */
export interface Part {
  readonly variable: string;
  readonly steps: readonly PartStep[];
}

export interface PartStep {
  /** Its key in the variable's value: "1", "2", ... of a tuple, "real" or "imag". */
  readonly key: string;
  /** How many slots the tuple has. */
  readonly of?: number;
  /** Array dimensions around a tuple, which lead those of its slots. Those of complex numbers belong to the part's own shape. */
  readonly array: readonly Expr[];
}

export interface Declared {
  /** The user's name; of a part `t.1`, `z.real`. */
  readonly name: string;
  /** Absent for a variable with one home. */
  readonly part?: Part;
  /** The comment beside or above the declaration, without its marks; null if none. */
  readonly comment: string | null;
  readonly shape: Shape;
  readonly constraint: Constraint;
  readonly home: Home;
}

/** A program over its own locals: `inputs` and what `prepareData` defined are visible, `outputs` are filled. */
export interface Routine {
  readonly inputs: readonly Declared[];
  readonly body: readonly Statement[];
  readonly outputs: readonly Declared[];
}

export interface Model {
  /** File stem, e.g. `eight-schools`. */
  readonly name: string;
  /** Leading comment of the file; null if none. */
  readonly comment: string | null;
  /** Read and validated in order; later sizes and bounds may use earlier ones. */
  readonly data: readonly Declared[];
  /** Transformed data and whatever was hoisted; defines bind-level locals and buffers. */
  readonly prepareData: readonly Statement[];
  readonly parameters: readonly Parameter[];
  /** The unconstrained vector, one input buffer of `dimension` cells. */
  readonly q: Buffer;
  readonly dimension: Expr;
  /** Data-level weights: 1 or 0. `jacobianWeight` multiplies every log Jacobian, `constantWeight` every term that `~` may drop. */
  readonly jacobianWeight: Local;
  readonly constantWeight: Local;
  /** From `q` to `target`: transforms with Jacobians, transformed parameters, model. `target` is declared by the program's frame as 0. */
  readonly logJoint: readonly Statement[];
  readonly target: Local;
  /** Inputs: the parameters' constrained values. Outputs: transformed parameters. */
  readonly transform: Routine;
  /** Inputs: parameters and transformed parameters. Outputs: generated quantities. May draw random numbers. */
  readonly generate: Routine;
  /** Callees of all programs, and of one another. */
  readonly subprograms: readonly Subprogram[];
  /** Absent unless asked for. */
  readonly programs?: Programs;
  /** Absent unless asked for; with rows that separate also the data-level weight of the terms that rows add. */
  readonly rows?: Rows;
  readonly rowWeight?: Local;
}

/** Whether the target is a sum of one term per row of some data plus terms that no row enters. */
export type Rows =
  | {
      readonly kind: "separable";
      /** The data variable that counts the rows, and those with an entry per row. */
      readonly size: string;
      readonly variables: readonly string[];
    }
  /** `by`: the statements that combine rows, each with its line and the reason. */
  | { readonly kind: "refused"; readonly by: readonly string[] };

/** What every `~` says besides its density. */
export interface Programs {
  /** Inputs as those of `generate`. Outputs: log densities per element of each observed variable, of its name. */
  readonly pointwise: Derived;
  /** Inputs as those of `generate`. Outputs: each observed variable drawn anew. */
  readonly predict: Derived;
  /** The same, but what statements read of observed variables are the new draws too. */
  readonly simulate: Derived;
  /** No inputs. Outputs: the parameters drawn from their priors. */
  readonly drawParameters: Derived;
  /** From `q` to the two parts of `target`: outputs `prior` (with the log Jacobians) and `likelihood`. */
  readonly split: Derived;
}
export type ProgramName = keyof Programs;

/** `blocked`: the statements that stand in the way, each with its line and the reason. */
export type Derived =
  | { readonly kind: "routine"; readonly routine: Routine }
  | { readonly kind: "blocked"; readonly by: readonly string[] };

export interface Parameter extends Declared {
  /** Offset of its first unconstrained value in `q`. */
  readonly offset: Expr;
  readonly unconstrainedSize: Expr;
}

/** What differentiation makes of a model: `logJoint` is replaced by one program that also fills `gradient`. */
export interface GradientModel {
  readonly model: Model;
  readonly gradient: Buffer;
  readonly body: readonly Statement[];
}

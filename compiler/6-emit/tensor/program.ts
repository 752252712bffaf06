// The density as a program over tensors: what translation makes of the MIR and the printer turns into text. Every tensor is
// [draws, n1, n2, ...] with one dimension per loop level (`axes`), 1 where it does not vary; "host" is what is the same for all draws and is
// computed in plain JavaScript by the printers of the other target.

import type { Buffer, Expr, Local, Statement } from "../../ir/mir.ts";

/** A loop whose iterations became a dimension of tensors; its depth among such loops is the dimension, from 0. */
export interface Axis {
  readonly index: Local;
  readonly count: Expr;
}

export type Node =
  /** A number or truth value of JavaScript. */
  | { readonly kind: "host"; readonly value: Expr }
  | { readonly kind: "name"; readonly local: Local }
  | { readonly kind: "constant"; readonly constant: Constant }
  /** `tf.name(...)`. */
  | { readonly kind: "tf"; readonly name: string; readonly args: readonly Argument[] }
  /** A function of `logjoint/tensor`. */
  | { readonly kind: "runtime"; readonly name: string; readonly args: readonly Argument[] }
  /** A scalar function of the library, element by element. */
  | { readonly kind: "elementwise"; readonly op: string; readonly args: readonly Node[] }
  /** A method of an array of cells. */
  | {
      readonly kind: "cells";
      readonly buffer: Buffer;
      readonly method: "get" | "gather" | "set" | "scatter";
      readonly args: readonly Argument[];
    }
  /** The same choice for all draws and elements. */
  | { readonly kind: "choice"; readonly condition: Expr; readonly then: Node; readonly otherwise: Node };

export type Argument =
  | Node
  | { readonly kind: "shape"; readonly sizes: readonly Expr[] }
  | { readonly kind: "buffer"; readonly buffer: Buffer }
  /** A run of a typed array. */
  | { readonly kind: "part"; readonly buffer: Buffer; readonly start: Argument; readonly count: Expr }
  | { readonly kind: "text"; readonly text: string };

/** Data as a tensor: made when data are bound, or where it is used if it depends on a loop of the density. */
export interface Constant {
  readonly local: Local;
  readonly what: "constant" | "mask" | "places";
  readonly shape: readonly Expr[];
  /** Parameters of the function that gives an element, one per dimension of `shape`. */
  readonly indices: readonly Local[];
  readonly value: Expr;
  readonly isBound: boolean;
}

/** A value and the dimensions along which it varies. */
export interface Tensor {
  readonly node: Node;
  readonly axes: ReadonlySet<number>;
}

export type TensorStatement =
  | {
      readonly kind: "declare";
      readonly local: Local;
      readonly isMutable: boolean;
      readonly value: Node;
    }
  | { readonly kind: "assign"; readonly local: Local; readonly value: Node }
  | { readonly kind: "do"; readonly action: Node }
  /** Printed as in the other target. */
  | { readonly kind: "host"; readonly statement: Statement }
  | {
      readonly kind: "loop";
      readonly loop: Extract<Statement, { kind: "each" | "for" | "loop" }>;
      readonly body: readonly TensorStatement[];
    }
  | {
      readonly kind: "if";
      readonly condition: Expr;
      readonly then: readonly TensorStatement[];
      readonly otherwise: readonly TensorStatement[];
    }
  | { readonly kind: "region"; readonly title: string; readonly body: readonly TensorStatement[] };

export interface TensorProgram {
  readonly body: readonly TensorStatement[];
  /** Arrays of the density that hold a number per draw, besides `q`. */
  readonly cells: readonly Buffer[];
  readonly constants: readonly Constant[];
  /** Library functions applied element by element, by Stan's name. */
  readonly functions: readonly string[];
  readonly target: Local;
  /** Which draws are not rejected; null if nothing rejects. */
  readonly valid: Local | null;
}

// The checked program: the syntax tree again, each expression now with its type, its autodiff level and what its name means.
// What hangs on names and statements rather than on expressions stands in side tables keyed by the node itself.

import type {
  Block,
  Expr,
  FunctionDefinition,
  Name,
  Program,
  Source,
  Statement,
  Truncation,
} from "../../grammar/index.ts";
import type { Type } from "./type.ts";

/** `data`: does not depend on parameters by type; `autodiff`: may. Tuples carry one level per slot. */
export type Level = "data" | "autodiff" | readonly Level[];

export interface Typed {
  readonly type: Type;
  readonly level: Level;
  /** On `variable` expressions: the declaration meant; absent where a function name is passed as an argument. */
  readonly symbol?: VariableSymbol;
  /** On `call` expressions, and on `variable` expressions that name a function passed as an argument (kind "user" | "library"). */
  readonly call?: ResolvedCall;
}

export type Origin =
  | "data"
  | "transformed data"
  | "parameters"
  | "transformed parameters"
  | "model"
  | "generated quantities"
  | "argument"
  | "function local"
  | "loop";

/** One declared variable. Identity is by object: every use of the variable refers to the same symbol. */
export interface VariableSymbol {
  readonly name: string;
  readonly type: Type;
  readonly level: Level;
  readonly origin: Origin;
  /** Declared at the top of its block (so it is an output of the block), not inside a nested one or a function. */
  readonly isTopLevel: boolean;
  readonly declaredAt: Name;
}

export type ResolvedCall =
  /** `target()` */
  | { readonly kind: "target" }
  /** A built-in. `name` is normalised: `normal_lupdf` is `normal_lpdf` with `propto: true`. Argument types are those of the chosen signature, before promotion of the actual ones. */
  | {
      readonly kind: "library";
      readonly name: string;
      readonly args: readonly Type[];
      readonly result: Type;
      readonly propto: boolean;
    }
  /** Typed by special rules: ode_*, reduce_sum, solve_*, integrate_1d_*, laplace_* ...; callbacks are among the call's arguments. */
  | { readonly kind: "variadic"; readonly name: string; readonly result: Type; readonly propto: boolean }
  /** A user's function; `propto` if called as `_lupdf`/`_lupmf`. */
  | {
      readonly kind: "user";
      readonly definition: FunctionDefinition<Typed>;
      readonly result: Type;
      readonly propto: boolean;
    };

/** The cumulative functions behind `T[lower, upper]`: lcdf at each bound when both are given, else lccdf at lower, lcdf at upper. */
export interface TruncationCalls {
  readonly lower: ResolvedCall | null;
  readonly upper: ResolvedCall | null;
}

export interface TypedProgram extends Program<Typed> {
  readonly source: Source;
  readonly functions: readonly FunctionDefinition<Typed>[];
  readonly blocks: readonly Block<Typed>[];
  /** Symbol of each declaring name: declarators, loop variables, function arguments. */
  readonly symbols: ReadonlyMap<Name, VariableSymbol>;
  /** What `~` and void call statements resolve to; for `~` the library or user `_lpdf`/`_lpmf`. */
  readonly calls: ReadonlyMap<Statement<Typed>, ResolvedCall>;
  /** The cumulative functions of each truncation that has a bound. */
  readonly truncations: ReadonlyMap<Truncation<Typed>, TruncationCalls>;
}

export type TypedExpr = Expr<Typed>;
export type TypedStatement = Statement<Typed>;

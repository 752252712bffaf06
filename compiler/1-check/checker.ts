// The state of one run of the checker: what has been found wrong, what names mean, and where in the program we are. Checking goes
// on after an error: a wrong expression gets the type BROKEN, which every rule accepts in silence, so one mistake gives one message.

import type {
  BlockName,
  Expr,
  Located,
  Name,
  Problem,
  Program,
  Statement,
  Truncation,
} from "../../grammar/index.ts";
import type { Type } from "../ir/type.ts";
import type { ResolvedCall, Typed, TypedExpr, TruncationCalls, VariableSymbol } from "../ir/typed-ast.ts";
import type { LaplaceCallback } from "./laplace.ts";
import type { UserFunction } from "./user-functions.ts";

/** Compared by identity. Never reaches a later stage: a program with an error is not handed on. */
export const BROKEN: Type = { kind: "void" };

export function isBroken(type: Type): boolean {
  return type === BROKEN;
}

export interface Checker {
  /** What is checked, for messages about other places of it. */
  readonly whole: Program<Located>;
  readonly problems: Problem[];
  readonly variables: Map<string, VariableSymbol>;
  /** What each open scope declared, innermost last; `hidden`: a variable of an outer scope that had the name, which is an error. */
  readonly scopes: { readonly name: string; readonly hidden: VariableSymbol | undefined }[][];
  readonly functions: Map<string, UserFunction[]>;
  readonly symbols: Map<Name, VariableSymbol>;
  readonly calls: Map<Statement<Typed>, ResolvedCall>;
  readonly truncations: Map<Truncation<Typed>, TruncationCalls>;
  /** Likelihood functions passed to Laplace approximations, whose calls are judged at the end. */
  readonly laplaceCallbacks: LaplaceCallback[];
  /** Name that an identifier must not have because generated code uses it; null if there is none. */
  readonly modelName: string | null;
  block: BlockName | "functions";
  /** The function whose body is being checked. */
  function: UserFunction | null;
  loopDepth: number;
  /** Inside the size of a top-level declaration, where only data may be used. */
  isInSize: boolean;
  /** Not inside any nested block of the current program block. */
  isTopLevel: boolean;
}

export function newChecker(whole: Program<Located>, modelName: string | null): Checker {
  return {
    whole,
    problems: [],
    variables: new Map(),
    scopes: [[]],
    functions: new Map(),
    symbols: new Map(),
    calls: new Map(),
    truncations: new Map(),
    laplaceCallbacks: [],
    modelName,
    block: "data",
    function: null,
    loopDepth: 0,
    isInSize: false,
    isTopLevel: true,
  };
}

export function report(checker: Checker, problem: Problem): void {
  checker.problems.push(problem);
}

export function hasErrors(checker: Checker): boolean {
  return checker.problems.some(({ severity }) => severity === "error");
}

/** The typed version of an expression about which nothing more can be said. */
export function broken(expr: Expr<Located> | TypedExpr): TypedExpr {
  return { ...(expr as TypedExpr), type: BROKEN, level: "data" };
}

/** Reports and gives the expression the silent type. */
export function wrong(checker: Checker, expr: Expr<Located> | TypedExpr, problem: Problem): TypedExpr {
  report(checker, problem);
  return broken(expr);
}

// The checker: names, scopes, types and levels of a whole program. It turns the parser's tree into the same tree with types, or
// says what is wrong with it: as many errors as there are, in the order of the text, and one message for each mistake.

import type { Block, Located, Problem, Program, Span } from "../../grammar/index.ts";
import { emptyProgram } from "../diagnostics/warnings.ts";
import type { Typed, TypedProgram } from "../ir/typed-ast.ts";
import { hasErrors, newChecker, type Checker } from "./checker.ts";
import { checkFunctionBodies } from "./function-bodies.ts";
import { checkLaplaceCallbacks } from "./laplace.ts";
import { pedanticWarnings } from "./pedantic/index.ts";
import { inScope } from "./scopes.ts";
import { checkStatements } from "./statements.ts";
import { registerFunctions } from "./user-functions.ts";

export interface CheckOptions {
  /** A name that no identifier may have; none by default. */
  readonly modelName?: string;
  /** Also warn about what is legal but probably not meant. */
  readonly pedantic?: boolean;
}

export interface Checked {
  /** null if there is an error. */
  readonly program: TypedProgram | null;
  /** Errors and warnings in the order of the text; errors in the signatures of functions come first. */
  readonly problems: readonly Problem[];
}

export function check(program: Program<Located>, options: CheckOptions = {}): Checked {
  const checker = newChecker(program, options.modelName ?? null);
  checker.block = "functions";
  const registered = registerFunctions(checker, program.functions);
  const signatureProblems = [...checker.problems];
  checkFunctionBodies(checker, registered);
  const blocks = program.blocks.map((block) => checkBlock(checker, block));
  if (!hasErrors(checker)) checkLaplaceCallbacks(checker);
  if (program.functions.length === 0 && blocks.every(({ body }) => body.length === 0))
    checker.problems.push(emptyProgram({ source: program.source, start: 0, end: 0 }));
  const problems = [
    ...inTextOrder(signatureProblems),
    ...inTextOrder(checker.problems.slice(signatureProblems.length)),
  ];
  const typed: TypedProgram = {
    ...program,
    functions: registered.map(({ shell }) => shell),
    blocks,
    symbols: checker.symbols,
    calls: checker.calls,
    truncations: checker.truncations,
  };
  if (problems.some(({ severity }) => severity === "error")) return { program: null, problems };
  if (options.pedantic !== true) return { program: typed, problems };
  return { program: typed, problems: inTextOrder([...problems, ...pedanticWarnings(typed)]) };
}

function checkBlock(checker: Checker, block: Block<Located>): Block<Typed> {
  checker.block = block.name;
  const body =
    block.name === "model"
      ? inScope(checker, () => checkStatements(checker, block.body))
      : checkStatements(checker, block.body);
  return { ...block, body };
}

/** Stable, so that messages about one place keep the order in which they were found. What was included counts where it was included. */
function inTextOrder(problems: readonly Problem[]): Problem[] {
  const keyed = problems.map((problem) => ({ problem, path: pathOf(problem.span) }));
  keyed.sort((a, b) => comparePaths(a.path, b.path));
  return keyed.map(({ problem }) => problem);
}

/** Offsets from the main file inwards. */
function pathOf(span: Span): number[] {
  const outer = span.source.includedFrom;
  return [...(outer === undefined ? [] : pathOf(outer)), span.start];
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

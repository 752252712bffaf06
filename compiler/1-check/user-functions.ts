// The functions block, first pass: every signature becomes known before any body is checked, so functions may call each other in
// any order. The typed definition exists from the start as a shell that calls can point to; its body is filled in afterwards.

import { positionOf, type FunctionDefinition, type Located, type Span } from "../../grammar/index.ts";
import * as say from "../diagnostics/functions.ts";
import { notOverloadable } from "../diagnostics/names.ts";
import { redundantDeclaration } from "../diagnostics/warnings.ts";
import { sameType, type ArgumentType, type Type } from "../ir/type.ts";
import type { Typed } from "../ir/typed-ast.ts";
import { signaturesOf } from "../library/signatures.ts";
import { typeOfUnsized } from "./ast-types.ts";
import { report, type Checker } from "./checker.ts";
import { isUnnormalized, suffixOf, type Suffix } from "./names.ts";
import { isSpeciallyTyped } from "../library/special-functions.ts";

export interface UserFunction {
  readonly name: string;
  readonly suffix: Suffix | null;
  readonly args: readonly ArgumentType[];
  readonly result: Type;
  /** What the parser gave: the definition where there is one, otherwise the declaration. */
  source: FunctionDefinition<Located>;
  /** The same, typed; `body` is filled when the body has been checked. */
  definition: TypedShell;
}

type TypedShell = { -readonly [K in keyof FunctionDefinition<Typed>]: FunctionDefinition<Typed>[K] };

/** Registers all functions and gives the typed shells in program order. */
export function registerFunctions(
  checker: Checker,
  functions: readonly FunctionDefinition<Located>[],
): Registered[] {
  return functions.map((source) => register(checker, source));
}

export interface Registered {
  readonly source: FunctionDefinition<Located>;
  readonly shell: TypedShell;
  readonly user: UserFunction;
}

function register(checker: Checker, source: FunctionDefinition<Located>): Registered {
  const shell: TypedShell = { ...source, body: null };
  const user: UserFunction = {
    name: source.name.text,
    suffix: suffixOf(source.name.text),
    args: source.args.map(({ isData, type }) => ({ isData, type: typeOfUnsized(type) })),
    result: typeOfUnsized(source.result),
    source,
    definition: shell,
  };
  const known = checker.functions.get(user.name) ?? [];
  const twin = known.find(({ args }) => sameArguments(args, user.args));
  if (twin !== undefined && isDeclarationOf(twin, user))
    return { source, shell, user: complete(checker, twin, user) };
  checkSignature(checker, user, twin);
  if (twin === undefined) checker.functions.set(user.name, [...known, user]);
  return { source, shell, user };
}

function isDeclarationOf(declared: UserFunction, user: UserFunction): boolean {
  return (
    declared.source.body === null &&
    sameType(declared.result, user.result) &&
    declared.args.every(({ isData }, i) => isData === user.args[i]!.isData)
  );
}

/** A definition takes the place of its declaration; a second declaration is an error. */
function complete(checker: Checker, declared: UserFunction, user: UserFunction): UserFunction {
  const { source } = declared;
  if (user.source.body === null) {
    report(checker, say.redeclared(user.source.span, user.name, types(user), lineOf(source.span)));
    return user;
  }
  report(checker, redundantDeclaration(source.span, user.name));
  declared.source = user.source;
  declared.definition = user.definition;
  return declared;
}

function checkSignature(checker: Checker, user: UserFunction, twin: UserFunction | undefined): void {
  const { name, span } = user.source;
  const library = signaturesOf(user.name).find(({ args }) => sameArguments(args, user.args));
  if (twin !== undefined) {
    const line = lineOf(twin.source.span);
    if (!sameType(twin.result, user.result)) report(checker, say.overloadByReturn(span, user.name, line));
    else report(checker, say.redeclared(span, user.name, types(user), line));
  } else if (library !== undefined) {
    if (!sameType(library.result, user.result))
      report(checker, say.overloadsLibraryByReturn(span, user.name, library.result));
    else report(checker, say.redefinesLibrary(span, user.name, types(user)));
  } else if (isSpeciallyTyped(user.name)) report(checker, notOverloadable(name));
  else if (isUnnormalized(user.name)) report(checker, say.unnormalizedDefinition(name));
}

function sameArguments(a: readonly ArgumentType[], b: readonly ArgumentType[]): boolean {
  return a.length === b.length && a.every(({ type }, i) => sameType(type, b[i]!.type));
}

function types(user: UserFunction): Type[] {
  return user.args.map(({ type }) => type);
}

function lineOf(span: Span): number {
  return positionOf(span.source, span.start).line;
}

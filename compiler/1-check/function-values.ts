// Function names passed as arguments. A bare name that is not a variable may name several overloads; which one is meant is decided
// by what the call asks for, so until then its node only carries the type of the first.

import type { Name } from "../../grammar/index.ts";
import type { Type } from "../ir/type.ts";
import type { ResolvedCall, TypedExpr } from "../ir/typed-ast.ts";
import type { ArgumentType } from "../ir/type.ts";
import { signaturesOf } from "../library/signatures.ts";
import type { Checker } from "./checker.ts";
import { isUnnormalized, normalizedName, suffixOf, type Suffix } from "./names.ts";
import type { UserFunction } from "./user-functions.ts";

/** A function that a name or a call may mean. */
export interface Candidate {
  readonly args: readonly ArgumentType[];
  readonly result: Type;
  /** null for library functions. */
  readonly user: UserFunction | null;
}

/** All functions of this name, `_lupdf` counting as `_lpdf`: library and user overloads together. */
export function candidatesNamed(checker: Checker, name: string): readonly Candidate[] {
  const plain = normalizedName(name);
  const users = checker.functions.get(plain);
  const library = libraryCandidates(plain);
  if (users === undefined) return library;
  return [...library, ...users.map((user) => ({ args: user.args, result: user.result, user }))];
}

/** Made once for each name: a program calls few functions often. */
const known = new Map<string, readonly Candidate[]>();

function libraryCandidates(name: string): readonly Candidate[] {
  let candidates = known.get(name);
  if (candidates === undefined) {
    candidates = signaturesOf(name).map(({ args, result }) => ({ args, result, user: null }));
    if (candidates.length > 0) known.set(name, candidates);
  }
  return candidates;
}

export function typeOfCandidate({ args, result }: Candidate): Type {
  return { kind: "function", args, result };
}

export function resolvedAs(candidate: Candidate, name: string): ResolvedCall {
  const propto = isUnnormalized(name);
  return candidate.user === null
    ? {
        kind: "library",
        name: normalizedName(name),
        args: candidate.args.map(({ type }) => type),
        result: candidate.result,
        propto,
      }
    : { kind: "user", definition: candidate.user.definition, result: candidate.result, propto };
}

/** The functions an argument may stand for, if it is a bare function name. */
export function functionsMeant(checker: Checker, expr: TypedExpr): readonly Candidate[] | null {
  if (expr.kind !== "variable" || expr.type.kind !== "function") return null;
  return candidatesNamed(checker, expr.name.text);
}

export function suffixOfFunction(expr: { readonly name: Name }): Suffix | null {
  return suffixOf(normalizedName(expr.name.text));
}

/** The argument once it is known which function it means. */
export function asFunction(expr: TypedExpr & { readonly kind: "variable" }, candidate: Candidate): TypedExpr {
  return {
    ...expr,
    type: typeOfCandidate(candidate),
    level: "data",
    call: resolvedAs(candidate, expr.name.text),
  };
}

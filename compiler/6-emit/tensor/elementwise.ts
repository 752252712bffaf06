// Library functions that tfjs lacks: the function and its derivatives, which the library states as formulas, as functions of JavaScript.

import type { ScalarFunction } from "../../../runtime/descriptor.ts";
import { scalarFunctions } from "../../../runtime/library.ts";
import { internalError } from "../../diagnostics/internal-error.ts";
import { ref } from "../../ir/build.ts";
import type { Expr, Local } from "../../ir/mir.ts";
import { instantiate, parseFormula } from "../../library/formula.ts";
import { expressionText } from "../expression.ts";
import { mentionedByExpr } from "../mentions.ts";
import { claim, openScope } from "../names.ts";
import { isLive, nameDeclared, type Printing, useFromLibrary } from "../printing.ts";

const descriptorOf = (op: string): ScalarFunction =>
  Object.hasOwn(scalarFunctions, op) ? scalarFunctions[op]! : internalError(`${op} is not in the library`);

/** A library function over tensors: its name, and its derivatives over `params`, the last of which is the result. */
export interface ElementwiseFunction {
  readonly local: Local;
  readonly kernel: string;
  readonly params: readonly Local[];
  /** One per argument; null where there is none. */
  readonly partials: readonly (Expr | null)[];
}

export function elementwiseFunction(op: string): ElementwiseFunction {
  const { args, partials = {}, where = {}, kernel } = descriptorOf(op);
  if (kernel === undefined) return internalError(`${op} has no function`);
  const locals = Object.entries(args).map(([name, scalar]): Local => ({ kind: "local", name, scalar }));
  const params = [...locals, { kind: "local", name: "result", scalar: "real" } as const];
  const bindings = new Map<string, Expr>(params.map((local) => [local.name, ref(local)]));
  const keep = (_: string, value: Expr): Expr => value;
  for (const [name, formula] of Object.entries(where))
    bindings.set(name, instantiate(parseFormula(formula), bindings, keep));
  return {
    local: { kind: "local", name: `${kernel.replace("Math.", "")}OfEach`, scalar: "real" },
    kernel,
    params,
    partials: locals.map(({ name }) =>
      Object.hasOwn(partials, name) ? instantiate(parseFormula(partials[name]!), bindings, keep) : null,
    ),
  };
}

/** `const lgammaOfEach = elementwise(lgamma, [(x) => digamma(x)]);` */
export function elementwiseLines(p: Printing, functions: Iterable<ElementwiseFunction>): string[] {
  return [...functions].flatMap(({ local, kernel, params, partials }) => {
    if (!isLive(p, local)) return [];
    const name = kernel.startsWith("Math.") ? kernel : useFromLibrary(p, kernel);
    const texts = partials.map((partial) => (partial === null ? "null" : lambda(p, params, partial)));
    return [
      `const ${nameDeclared(p, local)} = ${useFromLibrary(p, "elementwise")}(${name}, [${texts.join(", ")}]);`,
    ];
  });
}

/** Without parameters after the last one in use. */
function lambda(p: Printing, params: readonly Local[], value: Expr): string {
  const scope = openScope(p.scope, "partial", []);
  const mentioned = mentionedByExpr(value);
  const last = params.findLastIndex((local) => mentioned.has(local));
  const names = params.map((local) => claim(scope, local));
  const texts = params
    .slice(0, last + 1)
    .map((local, i) => (mentioned.has(local) ? names[i]! : `_${names[i]!}`));
  return `(${texts.join(", ")}) => ${expressionText({ ...p, scope }, value)}`;
}

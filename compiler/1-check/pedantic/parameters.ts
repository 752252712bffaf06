// Parameters as declared, and bounds that are probably a mistake: hard limits where the density should say what is unlikely, and
// intervals without room.

import type { Constraint, Name, Problem, SizedType } from "../../../grammar/index.ts";
import * as say from "../../diagnostics/pedantic.ts";
import type { Typed, TypedProgram, VariableSymbol } from "../../ir/typed-ast.ts";
import type { Facts } from "./facts.ts";

export type BasicSizedType = SizedType<Typed> & { readonly kind: "basic" };

export interface Parameter {
  readonly name: Name;
  readonly symbol: VariableSymbol;
  /** Below arrays; null for tuples, which no warning looks into. */
  readonly type: BasicSizedType | null;
}

export function parametersOf(program: TypedProgram): Map<VariableSymbol, Parameter> {
  const parameters = new Map<VariableSymbol, Parameter>();
  for (const { name: block, body } of program.blocks)
    for (const statement of block === "parameters" ? body : [])
      for (const { name } of statement.kind === "declaration" ? statement.declarators : []) {
        const symbol = program.symbols.get(name)!;
        parameters.set(symbol, {
          name,
          symbol,
          type: basicOf((statement as { type: SizedType<Typed> }).type),
        });
      }
  return parameters;
}

function basicOf(type: SizedType<Typed>): BasicSizedType | null {
  if (type.kind === "array") return basicOf(type.element);
  return type.kind === "basic" ? type : null;
}

/** Limits that are no one's opinion: a probability, a correlation. */
const natural: ReadonlySet<string> = new Set(["0,1", "-1,1"]);

export function boundWarnings({ parameters, constants }: Facts): Problem[] {
  return [...parameters.values()].flatMap(({ name, type }) => {
    const [lower, upper] = literalBounds(type?.constraint, constants);
    if (lower === null || upper === null) return [];
    if (lower >= upper) return [say.emptyBounds(name, lower, upper)];
    return natural.has(`${lower},${upper}`) ? [] : [say.hardBounds(name, lower, upper)];
  });
}

/** The bounds as numbers; null where there is none, or none that is known. */
export function literalBounds(
  constraint: Constraint<Typed> | undefined,
  constants: Facts["constants"],
): [lower: number | null, upper: number | null] {
  if (constraint?.kind !== "bounds") return [null, null];
  const { lower, upper } = constraint;
  return [lower && constants(lower), upper && constants(upper)];
}

// A feature of the language: its name, the section of the language it belongs to, how much it must matter to count, and how it is recognised.

import type { TypedExpr } from "../../../compiler/ir/typed-ast.ts";
import type { Type } from "../../../compiler/ir/type.ts";
import type { Activity } from "./flow.ts";
import type {
  DeclarationSite,
  DefinitionSite,
  ExpressionSite,
  Occurrences,
  StatementSite,
} from "./occurrences.ts";

export interface Feature {
  readonly section: string;
  readonly name: string;
  /** The least that counts: what carries derivatives must be active, integers must be useful, text must be there. */
  readonly least: Activity;
  readonly isIn: (program: Occurrences) => boolean;
}

const RANK: Readonly<Record<Activity, number>> = { executed: 0, useful: 1, active: 2 };
const enough = (least: Activity) => (site: { readonly activity: Activity }) =>
  RANK[site.activity] >= RANK[least];

type Of<Kind extends TypedExpr["kind"]> = Extract<TypedExpr, { kind: Kind }>;

/** Features of one section. */
export function section(name: string) {
  const make = (feature: string, least: Activity, isIn: Feature["isIn"]): Feature => ({
    section: name,
    name: feature,
    least,
    isIn,
  });
  return {
    expression: (feature: string, holds: (site: ExpressionSite) => boolean, least: Activity = "active") =>
      make(feature, least, (p) => p.expressions.filter(enough(least)).some(holds)),
    statement: (feature: string, holds: (site: StatementSite) => boolean, least: Activity = "active") =>
      make(feature, least, (p) => p.statements.filter(enough(least)).some(holds)),
    declaration: (feature: string, holds: (site: DeclarationSite) => boolean, least: Activity = "active") =>
      make(feature, least, (p) => p.declarations.filter(enough(least)).some(holds)),
    definition: (feature: string, holds: (site: DefinitionSite) => boolean, least: Activity = "active") =>
      make(feature, least, (p) => p.definitions.filter(enough(least)).some(holds)),
    text: (feature: string, holds: (text: string, p: Occurrences) => boolean) =>
      make(feature, "executed", (p) => holds(p.program.source.text, p)),
  };
}

/** The expression without its parentheses. */
export function bare(e: TypedExpr): TypedExpr {
  return e.kind === "parenthesized" ? bare(e.inner) : e;
}

export const isKind = <Kind extends TypedExpr["kind"]>(e: TypedExpr, kind: Kind): e is Of<Kind> =>
  e.kind === kind;

/** `array[,] real` as `real[][]`, `tuple(real, int)` as `(real,int)`. */
export function typeName(type: Type): string {
  if (type.kind === "array") return `${typeName(type.element)}[]`;
  if (type.kind === "tuple") return `(${type.slots.map(typeName).join(",")})`;
  return type.kind;
}

/** The library function called, without argument types; null for anything else. */
export function libraryCall(e: TypedExpr): string | null {
  if (e.kind !== "call" || e.call === undefined) return null;
  return e.call.kind === "library" || e.call.kind === "variadic" ? e.call.name : null;
}

/** What an array holds at its innermost. */
export const elementOf = (type: Type): Type => (type.kind === "array" ? elementOf(type.element) : type);

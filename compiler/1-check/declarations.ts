// Declarations: sizes, constraints, initial values, and what each block allows.

import type { Constraint, Declarator, Expr, Located, SizedType, Statement } from "../../grammar/index.ts";
import { assertNever } from "../diagnostics/internal-error.ts";
import * as say from "../diagnostics/declarations.ts";
import { initialValueType, functionAsValue } from "../diagnostics/statements.ts";
import { selfAssignment } from "../diagnostics/warnings.ts";
import type { Type } from "../ir/type.ts";
import type { Typed, TypedExpr, TypedStatement } from "../ir/typed-ast.ts";
import { promotionCost } from "../library/resolve.ts";
import { containsInt, isComplexType, typeOfSized } from "./ast-types.ts";
import { broken, isBroken, report, wrong, type Checker } from "./checker.ts";
import { checkExpr, checkInt } from "./expressions.ts";
import { levelOfOrigin } from "./levels.ts";
import { declare } from "./scopes.ts";
import { currentOrigin } from "./statements.ts";
import { collectNames } from "./targets.ts";
import { arrayOf } from "../ir/type.ts";

type Declaration = Statement<Located> & { readonly kind: "declaration" };

export function checkDeclaration(checker: Checker, statement: Declaration): TypedStatement {
  const isOutput = checker.isTopLevel && checker.function === null && checker.block !== "model";
  const type = checkSizedType(checker, statement.type, isOutput, (slot) => slot);
  const declared = typeOfSized(statement.type);
  const declarators = statement.declarators.map((declarator) =>
    checkDeclarator(checker, declarator, statement, declared, isOutput),
  );
  if (isOutput) checkBlockRules(checker, statement, declared);
  return { ...statement, type, declarators };
}

/** `around`: from the type of this part to that of the whole below its tuples, which is what a container bound must have. */
function checkSizedType(
  checker: Checker,
  type: SizedType<Located>,
  isOutput: boolean,
  around: (type: Type) => Type,
): SizedType<Typed> {
  switch (type.kind) {
    case "array": {
      const depth = type.sizes.length;
      const element = checkSizedType(checker, type.element, isOutput, (slot) => around(arrayOf(slot, depth)));
      return {
        ...type,
        element,
        sizes: type.sizes.map((size) => checkSize(checker, size, "The size of an array", isOutput)),
      };
    }
    case "tuple":
      return {
        ...type,
        slots: type.slots.map((slot) => checkSizedType(checker, slot, isOutput, (inner) => inner)),
      };
    case "basic": {
      const sizes = type.sizes.map((size) => checkSize(checker, size, `The size of ${type.name}`, isOutput));
      const constraint = checkConstraint(checker, type, around(typeOfSized(type)));
      return { ...type, sizes, constraint };
    }
    default:
      return assertNever(type);
  }
}

function checkSize(checker: Checker, size: Expr<Located>, what: string, isOutput: boolean): TypedExpr {
  checker.isInSize = isOutput;
  const typed = checkInt(checker, size, what);
  checker.isInSize = false;
  return typed;
}

function checkConstraint(
  checker: Checker,
  type: SizedType<Located> & { readonly kind: "basic" },
  whole: Type,
): Constraint<Typed> {
  const { constraint } = type;
  if (constraint.kind === "none") return constraint;
  const element = typeOfSized(type);
  if (isComplexType(element)) report(checker, say.constrainedComplex(type.span, element));
  const bound = (expr: Expr<Located> | null, what: string) => expr && checkBound(checker, expr, what, whole);
  return constraint.kind === "bounds"
    ? {
        ...constraint,
        lower: bound(constraint.lower, "The lower bound"),
        upper: bound(constraint.upper, "The upper bound"),
      }
    : {
        ...constraint,
        offset: bound(constraint.offset, "The offset"),
        multiplier: bound(constraint.multiplier, "The multiplier"),
      };
}

/** Scalars apply to every element, containers must have exactly the declared type. `array[n] int` takes real bounds, as stanc does. */
function checkBound(checker: Checker, expr: Expr<Located>, what: string, declared: Type): TypedExpr {
  const typed = checkExpr(checker, expr);
  const { type } = typed;
  if (isBroken(type)) return typed;
  const isScalar = type.kind === "int" || type.kind === "real" || type.kind === "complex";
  const isExact = !isScalar && promotionCost(type, declared) === 0;
  const fits = declared.kind === "int" ? type.kind === "int" : isScalar || isExact;
  return fits ? typed : wrong(checker, typed, say.boundType(expr.span, what, declared, type));
}

function checkDeclarator(
  checker: Checker,
  declarator: Declarator<Located>,
  statement: Declaration,
  type: Type,
  isTopLevel: boolean,
): Declarator<Typed> {
  const { name, initial } = declarator;
  const origin = currentOrigin(checker);
  declare(checker, { name, type, level: levelOfOrigin(type, origin), origin, isTopLevel });
  if (initial === null) return { ...declarator, initial: null };
  const mentioned = new Set<string>();
  collectNames(initial, mentioned);
  if (mentioned.has(name.text)) report(checker, selfAssignment(declarator.span, name.text));
  const value = checkExpr(checker, initial);
  return { ...declarator, initial: checkInitial(checker, statement, name.text, type, value) };
}

function checkInitial(
  checker: Checker,
  { span }: Declaration,
  name: string,
  type: Type,
  value: TypedExpr,
): TypedExpr {
  if (isBroken(value.type)) return value;
  if (value.type.kind === "function")
    report(checker, functionAsValue(span, value.kind === "variable" ? value.name.text : "this"));
  else if (promotionCost(value.type, type) === null)
    report(checker, initialValueType(span, name, type, value.type));
  else return value;
  return broken(value);
}

function checkBlockRules(checker: Checker, { type, declarators, span }: Declaration, declared: Type): void {
  if (checker.block !== "parameters" && checker.block !== "transformed parameters") return;
  if (containsInt(declared))
    report(
      checker,
      say.integerParameter(
        span.start === type.span.start ? type.span : span,
        declarators[0]!.name.text,
        checker.block,
      ),
    );
}

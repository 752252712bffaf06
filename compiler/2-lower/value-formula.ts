// Expressions of the language over values of any shape, for descriptors that define one density by another: parsed like every formula,
// evaluated by the same operators and library calls as users' expressions.

import type { Expr as Formula } from "../../grammar/index.ts";
import { int, num } from "../ir/build.ts";
import { REAL } from "../ir/type.ts";
import { internalError } from "../diagnostics/internal-error.ts";
import type { Distribution } from "../../runtime/library.ts";
import { parseFormula } from "../library/formula.ts";
import { libraryCall } from "./calls.ts";
import { sourceText } from "./checks.ts";
import type { Context } from "./context.ts";
import { applyOperator, negate } from "./operators.ts";
import { scalar, type Value } from "./value.ts";

export type Via = NonNullable<Distribution["via"]>;

/** Parameters of the distribution behind `d`, from the arguments given for `d`. */
export function parametersVia(
  ctx: Context,
  d: Distribution,
  via: Via,
  args: readonly Value[],
  texts: readonly string[],
): readonly Named[] {
  const names = Object.keys(d.params);
  const actual = new Map(names.map((name, k) => [name, { value: args[k]!, text: texts[k]! }]));
  return via.params.map((text) => {
    const { value, text: shown } = evaluateFormula(ctx, parseFormula(text), actual);
    return { value: asColumn(value), text: shown };
  });
}

/** Linear predictors of row vectors are rows; element-wise densities take any container. */
const asColumn = (value: Value): Value =>
  value.kind === "container" && value.form === "rowVector" ? { ...value, form: "vector" } : value;

export interface Named {
  readonly value: Value;
  /** As the user wrote it. */
  readonly text: string;
}

export function evaluateFormula(ctx: Context, e: Formula, names: ReadonlyMap<string, Named>): Named {
  const at = (part: Formula): Named => evaluateFormula(ctx, part, names);
  const text = sourceText(e.span);
  switch (e.kind) {
    case "intLiteral":
      return { value: scalar(int(e.value), true), text };
    case "realLiteral":
      return { value: scalar(num(e.value), true), text };
    case "variable":
      return names.get(e.name.text) ?? internalError(`${e.name.text} is unknown`, e.span);
    case "parenthesized":
      return at(e.inner);
    case "prefix":
      return { value: negate(ctx, at(e.operand).value), text };
    case "binary": {
      if (e.operator === "&&" || e.operator === "||")
        return internalError("logic in a formula of containers", e.span);
      const [a, b] = [at(e.left), at(e.right)];
      return {
        value: applyOperator(ctx, e.operator, a.value, b.value, [a.text, b.text]),
        text: `${a.text} ${e.operator} ${b.text}`,
      };
    }
    case "call": {
      const args = e.args.map(at);
      const texts = args.map((arg) => arg.text);
      const call = {
        name: e.callee.text,
        args: args.map((arg) => arg.value),
        texts,
        result: REAL,
        propto: false,
        span: e.span,
      };
      return { value: libraryCall(ctx, call), text: `${e.callee.text}(${texts.join(", ")})` };
    }
    default:
      return internalError(`${e.kind} in a formula of containers`, e.span);
  }
}

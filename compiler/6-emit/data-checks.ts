// The first lines of `bind`: one check per declared data variable, from what the caller passed to flat storage. Sizes and bounds may use
// variables declared before.

import { internalError } from "../diagnostics/internal-error.ts";
import type { Bound, Declared } from "../ir/mir.ts";
import { expressionText } from "./expression.ts";
import { isLive, nameDeclared, nameRead, type Printing, type RuntimeSymbol, use } from "./printing.ts";
import { memberText, stringText } from "./text.ts";
import { userVariables } from "./variables.ts";

export function dataCheckLines(p: Printing, data: readonly Declared[]): string[] {
  if (data.length === 0) return [];
  const keys = userVariables(data)
    .map(({ name }) => stringText(name))
    .join(", ");
  return [`${use(p, "checkKeys")}(data, [${keys}]);`, ...data.map((declared) => checkLine(p, declared))];
}

function checkLine(p: Printing, declared: Declared): string {
  const { home } = declared;
  const object = home.kind === "local" ? home.local : home.buffer;
  const call = checkText(p, declared);
  return isLive(p, object) ? `const ${nameDeclared(p, object)} = ${call};` : `${call};`;
}

function checkText(p: Printing, declared: Declared): string {
  const { shape, constraint, part } = declared;
  const { array, inner, scalar } = shape;
  const given = givenText(p, declared);
  const last = part?.steps.at(-1)?.key;
  const name =
    last === "real" || last === "imag" ? declared.name.replace(/\.(real|imag)$/, "") : declared.name;
  const constraints = constraintText(p, constraint);
  const call = (check: RuntimeSymbol, ...sizes: string[]): string => {
    const words = [stringText(name), given, ...sizes, ...(constraints === "" ? [] : [constraints])];
    return `${use(p, check)}(${words.join(", ")})`;
  };
  const sizes = array.map((size) => expressionText(p, size));
  const dims = sizes.length === 1 ? sizes[0]! : `[${sizes.join(", ")}]`;
  const innerSizes =
    inner.kind === "matrix" ? [inner.rows, inner.columns] : inner.kind === "scalar" ? [] : [inner.size];
  const innerTexts = innerSizes.map((size) => expressionText(p, size));
  const both = (...more: string[]): string =>
    call(
      "checkArray",
      `{ ${[`array: [${sizes.join(", ")}]`, `inner: [${innerTexts.join(", ")}]`, ...more].join(", ")} }`,
    );
  if (last === "real" || last === "imag") {
    const isReal = last === "real";
    if (array.length + innerSizes.length === 0)
      return `${call("checkComplex")}[${isReal ? 0 : 1}]${p.round.types ? "!" : ""}`;
    return `${use(p, isReal ? "realPart" : "imaginaryPart")}(${both("complex: true")})`;
  }
  if (inner.kind === "scalar") {
    if (array.length === 0) return call(scalar === "int" ? "checkInt" : "checkReal");
    return call(scalar === "int" ? "checkInts" : "checkReals", dims);
  }
  if (array.length > 0) return both();
  const check = ({ vector: "checkVector", rowVector: "checkRowVector", matrix: "checkMatrix" } as const)[
    inner.kind
  ];
  return call(check, ...innerTexts);
}

/** What the caller passed for the variable, or for a slot of it. */
function givenText(p: Printing, { name, part }: Declared): string {
  if (part === undefined) return memberText("data", name);
  let text = memberText("data", part.variable);
  let at = part.variable;
  const outer: string[] = [];
  for (const { key, array, of } of part.steps) {
    if (of === undefined) continue;
    outer.push(...array.map((size) => expressionText(p, size)));
    const dims = outer.length === 0 ? "" : `, [${outer.join(", ")}]`;
    text = `${use(p, "checkTuple")}(${stringText(at)}, ${text}, ${of}${dims})[${Number(key) - 1}]`;
    at = `${at}.${key}`;
  }
  return text;
}

function constraintText(p: Printing, constraint: Declared["constraint"]): string {
  switch (constraint.kind) {
    case "bounds": {
      const { lower, upper } = constraint;
      const parts = [
        ...(lower === null ? [] : [`min: ${boundText(p, lower)}`]),
        ...(upper === null ? [] : [`max: ${boundText(p, upper)}`]),
      ];
      return parts.length === 0 ? "" : `{ ${parts.join(", ")} }`;
    }
    case "structured":
      return `{ is: ${use(p, structureCheck(constraint.name))} }`;
    default:
      return "";
  }
}

export function boundText(p: Printing, bound: Bound): string {
  return bound.kind === "scalar" ? expressionText(p, bound.value) : nameRead(p, bound.buffer);
}

const CHECKS: Readonly<Record<string, RuntimeSymbol>> = {
  simplex: "isSimplex",
  simplex_stick_breaking: "isSimplex",
  ordered: "isOrdered",
  positive_ordered: "isPositiveOrdered",
  unit_vector: "isUnitVector",
  sum_to_zero_vector: "isSumToZeroVector",
  sum_to_zero_matrix: "isSumToZeroMatrix",
  cholesky_factor_corr: "isCholeskyFactorCorr",
  cholesky_factor_cov: "isCholeskyFactorCov",
  corr_matrix: "isCorrMatrix",
  cov_matrix: "isCovMatrix",
  column_stochastic_matrix: "isColumnStochastic",
  row_stochastic_matrix: "isRowStochastic",
};

function structureCheck(name: string): RuntimeSymbol {
  return Object.hasOwn(CHECKS, name)
    ? CHECKS[name]!
    : internalError(`no check for the structured type ${name}`);
}

// The kind of every expression. A function of rows keeps them apart only where that is known of it: element-wise arithmetic and functions,
// sums, products with shared coefficients, and choosing among shared values by a row's group.

import { scalarFunctions } from "../../../runtime/library.ts";
import { childExpressions } from "../../../grammar/index.ts";
import type { TypedExpr } from "../../ir/typed-ast.ts";
import { sourceText } from "../checks.ts";
import { densityKind } from "./densities.ts";
import { FREE, type Kind, mixed, ROWS, SUM, together } from "./kind.ts";
import type { Scope } from "./scope.ts";

type Of<K extends TypedExpr["kind"]> = Extract<TypedExpr, { readonly kind: K }>;

export function kindOf(scope: Scope, e: TypedExpr): Kind {
  const text = sourceText(e.span);
  switch (e.kind) {
    case "variable":
      if (e.symbol === undefined) return FREE;
      if (e.symbol === scope.size) return { kind: "size" };
      return scope.kinds.get(e.symbol) ?? FREE;
    case "parenthesized":
      return kindOf(scope, e.inner);
    case "prefix":
      return kindOf(scope, e.operand);
    case "transpose": {
      const inner = kindOf(scope, e.operand);
      return inner.kind === "rows" && e.operand.type.kind === "matrix"
        ? mixed(`${text} turns rows into columns`)
        : inner;
    }
    case "binary":
      return binaryKind(e, kindOf(scope, e.left), kindOf(scope, e.right), text);
    case "ternary": {
      const [condition, then, otherwise] = [e.condition, e.then, e.otherwise].map((part) =>
        kindOf(scope, part),
      );
      const isWhole =
        then!.kind === otherwise!.kind && /^(rows|sum)$/.test(then!.kind) && condition!.kind === "free";
      return isWhole ? then! : together([condition!, then!, otherwise!], text);
    }
    case "index":
      return indexKind(scope, e, text);
    case "call":
      return callKind(scope, e, text);
    default:
      return together(
        (childExpressions(e) as readonly TypedExpr[]).map((child) => kindOf(scope, child)),
        text,
      );
  }
}

const isScalar = ({ type }: Pick<TypedExpr, "type">): boolean => type.kind === "int" || type.kind === "real";

/** Of an element-wise function: containers have an entry per row, everything else is one shared number. */
function elementwise(values: readonly TypedExpr[], kinds: readonly Kind[], text: string): Kind {
  if (!kinds.some(({ kind }) => kind === "rows")) return together(kinds, text);
  const fits = kinds.every(({ kind }, k) => kind === "rows" || (kind === "free" && isScalar(values[k]!)));
  if (fits) return ROWS;
  const others = kinds.filter(({ kind }) => kind !== "rows");
  const all = together(others, text);
  return all.kind === "mixed" ? all : mixed(`${text} combines rows with a value of another size`);
}

function binaryKind(e: Of<"binary">, left: Kind, right: Kind, text: string): Kind {
  const { operator } = e;
  const sides = [left, right];
  if (left.kind === "sum" || right.kind === "sum") {
    const areSums = left.kind === "sum" && right.kind === "sum";
    if (areSums && (operator === "+" || operator === "-")) return SUM;
    const scales =
      (operator === "*" && sides.some(({ kind }) => kind === "free")) ||
      (operator === "/" && right.kind === "free");
    return scales && !areSums ? SUM : together(sides, text);
  }
  const isWhole = sides.some(({ kind }) => kind === "rows");
  if (!isWhole) return together(sides, text);
  const isProduct = operator === "*" && !isScalar(e.left) && !isScalar(e.right);
  if (isProduct) return productKind(e, left, right, text);
  if (/^(\+|-|\*|\.\*|\.\/|\^|\.\^|%|%\/%)$/.test(operator))
    return elementwise([e.left, e.right], sides, text);
  if (operator === "/" && (isScalar(e.right) || right.kind === "rows") && e.right.type.kind !== "matrix")
    return elementwise([e.left, e.right], sides, text);
  return mixed(`${text} combines all rows`);
}

/** Matrix products: rows of a matrix times what all rows share, or the inner product of two containers with an entry per row. */
function productKind(e: Of<"binary">, left: Kind, right: Kind, text: string): Kind {
  if (left.kind === "rows" && right.kind === "free" && e.left.type.kind === "matrix") return ROWS;
  if (
    left.kind === "rows" &&
    right.kind === "rows" &&
    e.left.type.kind === "rowVector" &&
    e.right.type.kind === "vector"
  )
    return SUM;
  return mixed(`${text} combines all rows`);
}

function indexKind(scope: Scope, e: Of<"index">, text: string): Kind {
  const base = kindOf(scope, e.base);
  const kinds = e.indices.map((index): Kind => {
    if (index.kind === "all") return FREE;
    if (index.kind === "single") return kindOf(scope, index.value);
    const ends = [index.lower, index.upper].flatMap((end) => (end === null ? [] : [kindOf(scope, end)]));
    return together(ends, text);
  });
  const [first, ...rest] = kinds as [Kind, ...Kind[]];
  if (base.kind === "rows") {
    if (e.indices[0]!.kind === "all")
      return rest.every(({ kind }) => kind === "free") ? ROWS : together(kinds, text);
    if (first.kind !== "index" || e.indices[0]!.kind !== "single")
      return mixed(`${text} is not the row that the loop is at`);
    return together([{ kind: "row", loop: first.loop }, ...rest], text);
  }
  if (base.kind === "free" && first.kind === "rows" && rest.every(({ kind }) => kind === "free")) return ROWS;
  return together([base, ...kinds], text);
}

/** Containers with an entry per row made from what all rows share: name of the function and the position of the size. */
const REPEAT: Readonly<Record<string, number>> = {
  rep_vector: 1,
  rep_row_vector: 1,
  rep_array: 1,
  rep_matrix: 1,
};
const COUNTS = new Set(["size", "num_elements", "rows"]);
/** Element-wise functions that are operations rather than entries of the library. */
const OPERATIONS = new Set(["square", "sqrt", "elt_multiply", "elt_divide"]);
/** The same entries in another container. */
const RESHAPES = new Set(["to_vector", "to_row_vector", "to_array_1d"]);

function callKind(scope: Scope, e: Of<"call">, text: string): Kind {
  if (e.call?.kind === "target") return mixed(`${text} reads the density of all rows`);
  const kinds = e.args.map((arg) => kindOf(scope, arg));
  const name = e.callee.text;
  const isUser = e.call?.kind === "user";
  const isRandom = name.endsWith("_rng");
  if (isRandom) return mixed(`${text} is random`);
  const density = /^(.*)_(lpdf|lpmf|lupdf|lupmf|lcdf|lccdf)$/.exec(name);
  if (density !== null) return densityKind(density[1]!, isUser, e.args, kinds, text);
  const isWhole = kinds.some(({ kind }) => kind === "rows");
  if (COUNTS.has(name) && kinds.length === 1 && isWhole && isCounted(name, e.args[0]!))
    return { kind: "size" };
  if (Object.hasOwn(REPEAT, name) && !isUser) return repeatKind(name, e, kinds, text);
  if (!isWhole) return together(kinds, text);
  if (isUser || e.call?.kind !== "library") return mixed(`${text} combines all rows`);
  // A number from containers is a reduction, even of a function that is also one of scalars: log_sum_exp(x).
  const isLifted = Object.hasOwn(scalarFunctions, name) || OPERATIONS.has(name);
  if (isLifted && !isScalar(e)) return elementwise(e.args, kinds, text);
  const areAll = kinds.every(({ kind }) => kind === "rows");
  const isVector = e.args.every(({ type }) => type.kind === "vector" || type.kind === "rowVector");
  if (name === "sum") return SUM;
  if (RESHAPES.has(name) && e.args[0]!.type.kind !== "matrix" && !isNested(e.args[0]!)) return ROWS;
  if ((name === "dot_product" || name === "dot_self") && areAll) return SUM;
  if (
    (name === "append_col" || name === "rows_dot_product") &&
    areAll &&
    !(isVector && e.type.kind === "rowVector")
  )
    return ROWS;
  return mixed(`${text} combines all rows`);
}

const isNested = ({ type }: TypedExpr): boolean => type.kind === "array" && !isScalar({ type: type.element });

/** `num_elements` of a matrix and `rows` of a row vector do not count the rows of the data. */
function isCounted(name: string, { type }: TypedExpr): boolean {
  if (name === "rows") return type.kind === "matrix" || type.kind === "vector";
  return name === "size" ? type.kind !== "matrix" : type.kind === "vector" || type.kind === "rowVector";
}

function repeatKind(name: string, e: Of<"call">, kinds: readonly Kind[], text: string): Kind {
  const isSized = kinds[REPEAT[name]!]?.kind === "size";
  const others = kinds.filter((_, k) => k !== REPEAT[name]);
  // rep_matrix(column, n) has n columns.
  const isRow = name !== "rep_matrix" || e.args[0]!.type.kind !== "vector";
  if (isSized && isRow && others.every(({ kind }) => kind === "free")) return ROWS;
  return together(kinds, text);
}

// What densities, cumulative functions and draws of containers should give: sums, products and sequences of those of scalars or single
// blocks, which the laws evaluate from the descriptors and compare with reference tables.

import type { Type } from "../../../../compiler/ir/type.ts";
import type { Distribution, Kernel } from "../../../../runtime/descriptor.ts";
import { distributions, kernels } from "../../../../runtime/library.ts";
import type { Random } from "../../../../runtime/random/random.ts";
import { density, flatten } from "../../../laws/blocks.ts";
import { argumentsOf, at, type Kind } from "../../../laws/density.ts";
import { runtimeFunction } from "../../../laws/kernel-calls.ts";
import { elementwiseOf, type Argument } from "./arguments.ts";
import { choleskyFactor } from "./complex-arithmetic.ts";
import { build, elementType, lift, rankOf, type Nested } from "./nested.ts";

const flat = (x: Nested): number[] => (typeof x === "number" ? [x] : x.flatMap(flat));
const typesOf = (args: readonly Argument[]): Type[] => args.map(({ type }) => type);
const valuesOf = (args: readonly Argument[]): Nested[] => args.map(({ value }) => value);

/** The value of a density or cumulative function, null if the name is none. */
export function densityOf(name: string, args: readonly Argument[]): number | null {
  const elementwise = elementwiseOf(name, args.length);
  if (elementwise !== null && elementwise.kind !== "rng") {
    const { d, kind, count } = elementwise;
    const own = args.slice(0, count);
    const terms = flat(lift(typesOf(own), valuesOf(own), (point) => outcome(d, kind, point as number[])));
    return kind === "cdf" ? terms.reduce((a, b) => a * b, 1) : terms.reduce((a, b) => a + b, 0);
  }
  const family = /^(.*)_(lpdf|lpmf)$/.exec(name)?.[1];
  const d = family === undefined ? undefined : distributions[family];
  if (d?.vectorised !== "kernel") return null;
  return /_glm$/.test(d.name) ? regression(d, args) : sumOverArrays(d, args);
}

function outcome(d: Distribution, kind: Kind, point: readonly number[]): number {
  const found = at(d, kind, point);
  if (found === "reject") throw new Error(`${d.name} rejects ${point.join(", ")}`);
  return found.value;
}

const VECTORS = new Set(["simplex", "ordered", "positive-vector", "real-vector"]);
const MATRICES = new Set([
  "real-matrix",
  "covariance",
  "cholesky-covariance",
  "cholesky-correlation",
  "correlation",
]);

/** Number of indices of an argument for one variate. */
function ownRank(d: Distribution, name: string): number {
  const domain = ({ ...d.over, ...d.params } as Readonly<Record<string, string>>)[name]!;
  if (/multinomial/.test(d.name) && Object.hasOwn(d.over, name)) return 1;
  return VECTORS.has(domain) ? 1 : MATRICES.has(domain) ? 2 : 0;
}

/** What has more indices than one variate needs is an array over variates. */
function sumOverArrays(d: Distribution, args: readonly Argument[]): number {
  const names = argumentsOf(d);
  const isArray = args.map(({ type }, k) => rankOf(type) > ownRank(d, names[k]!));
  if (!isArray.some(Boolean)) return density(d, withMatrices(d, valuesOf(args))).value;
  const { length } = args[isArray.indexOf(true)]!.value as readonly Nested[];
  let sum = 0;
  for (let i = 0; i < length; i++)
    sum += density(d, args.map(({ value }, k) => (isArray[k] ? (value as readonly Nested[])[i]! : value))).value; // prettier-ignore
  return sum;
}

/** A vector of observation variances is a diagonal matrix. */
function withMatrices(d: Distribution, values: readonly Nested[]): Nested[] {
  const names = argumentsOf(d);
  return values.map((value, k) =>
    MATRICES.has(({ ...d.over, ...d.params } as Readonly<Record<string, string>>)[names[k]!]!) &&
    typeof (value as readonly Nested[])[0] === "number"
      ? (value as readonly number[]).map((v, i) =>
          (value as readonly number[]).map((_, j) => (i === j ? v : 0)),
        )
      : value,
  );
}

/** One density per row of x at the linear predictor of that row; a row vector x is one row for every observation. */
function regression(d: Distribution, args: readonly Argument[]): number {
  const given = new Map(argumentsOf(d).map((name, k) => [name, args[k]!]));
  const x = given.get("x")!;
  const y = args[0]!;
  const rows = x.type.kind === "matrix" ? (x.value as readonly (readonly number[])[]) : null;
  const observations = typeof y.value === "number" ? null : y.value.length;
  const count = rows?.length ?? observations ?? 1;
  const other = distributions[d.via?.distribution ?? { categorical_logit_glm: "categorical_logit", ordered_logistic_glm: "ordered_logistic" }[d.name]!]!; // prettier-ignore
  let sum = 0;
  for (let n = 0; n < count; n++) {
    const element = (name: string): number => {
      const { value, type } = given.get(name)!;
      return rankOf(type) === 0 ? (value as number) : (value as readonly number[])[n]!;
    };
    const row = rows?.[n] ?? (x.value as readonly number[]);
    const beta = given.get("beta")!.value;
    const predictor = (weights: readonly number[]): number => row.reduce((s, v, k) => s + v * weights[k]!, 0);
    const variate = typeof y.value === "number" ? y.value : y.value[n]!;
    if (d.name === "categorical_logit_glm") {
      const alpha = given.get("alpha")!.value as readonly number[];
      const byClass = alpha.map(
        (a, k) => a + predictor((beta as readonly (readonly number[])[]).map((r) => r[k]!)),
      );
      sum += density(other, [variate, byClass]).value;
    } else if (d.name === "ordered_logistic_glm") {
      sum += density(other, [variate, predictor(beta as readonly number[]), given.get("c")!.value]).value;
    } else {
      const eta = element("alpha") + predictor(beta as readonly number[]);
      const rest = Object.keys(d.params).filter((name) => !["x", "alpha", "beta"].includes(name));
      const before = rest.filter((name) => name === "N").map(element);
      const after = rest.filter((name) => name !== "N").map(element);
      const kind = Object.values(other.over)[0] === "int" ? "lpmf" : "lpdf";
      sum += outcome(other, kind, [variate as number, ...before, eta, ...after]);
    }
  }
  return sum;
}

/** The draws of a call, taken from the stream in the order of the elements; null if the name draws nothing. */
export function drawsOf(name: string, args: readonly Argument[], random: Random): Nested | null {
  const elementwise = elementwiseOf(name, args.length);
  if (elementwise !== null) {
    const generate = runtimeFunction(elementwise.d.rng!);
    return lift(typesOf(args), valuesOf(args), (point) => generate(random, ...point) as number);
  }
  const family = /^(.*)_rng$/.exec(name)?.[1];
  if (family === undefined) return null;
  if (family === "bernoulli_logit_glm") return regressionDraws(args, random);
  const kernel = kernels[`${(distributions[family]?.via?.distribution ?? family).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Rng`]; // prettier-ignore
  return kernel === undefined ? null : blockDraws(family, kernel, args, random);
}

function regressionDraws([x, alpha, beta]: readonly Argument[], random: Random): Nested {
  const generate = runtimeFunction(distributions["bernoulli_logit"]!.rng!);
  const rows = x!.type.kind === "matrix" ? (x!.value as readonly (readonly number[])[]) : null;
  return (alpha!.value as readonly number[]).map((a, n) => {
    const row = rows?.[n] ?? (x!.value as readonly number[]);
    return generate(
      random,
      row.reduce((s, v, k) => s + v * (beta!.value as readonly number[])[k]!, a),
    ) as number;
  });
}

/** Arrays of vectors are drawn one by one. */
function blockDraws(family: string, kernel: Kernel, args: readonly Argument[], random: Random): Nested {
  const many = args.findIndex(
    ({ type }) => type.kind === "array" && rankOf(type) === 2 && !/multinomial/.test(family),
  );
  if (many < 0) return blockDraw(family, kernel, args, random);
  return (args[many]!.value as readonly Nested[]).map((value) => {
    const one = args.map((arg, k) => (k === many ? { ...arg, value, type: elementType(arg.type)! } : arg));
    return blockDraw(family, kernel, one, random);
  });
}

function blockDraw(family: string, kernel: Kernel, args: readonly Argument[], random: Random): Nested {
  const values = valuesOf(args).map((value, k) => (distributions[family]?.via !== undefined && args[k]!.type.kind === "matrix" ? choleskyFactor(value as number[][]) : value)); // prettier-ignore
  const inputs = kernel.params.filter(({ role }) => role !== "out").map(({ name }) => name);
  const names = family.startsWith("lkj_corr") ? ["K", "eta"] : inputs;
  const given = new Map(names.map((name, k) => [name, values[k]]));
  const block = values.find((value) => typeof value !== "number") as readonly Nested[] | undefined;
  const size = (block?.length ?? given.get("K")) as number;
  const isMatrix = /lkj|wishart/.test(family);
  let out: Float64Array | Int32Array | null = null;
  const actual = kernel.params.flatMap((param): unknown[] => {
    if (param.role === "out") {
      const cells = isMatrix ? size * size : size;
      out = "elem" in param && param.elem === "i32" ? new Int32Array(cells) : new Float64Array(cells);
      return [out, 0];
    }
    const value = given.get(param.name);
    if (param.role !== "in") return [value ?? size];
    return [Float64Array.from([flatten(value!)].flat()), 0];
  });
  const result = runtimeFunction(kernel.name)(random, ...actual) as number;
  if (out === null) return result;
  const drawn = [...(out as Float64Array)];
  if (!isMatrix) return drawn;
  return build({ kind: "matrix" }, size, (n) => drawn[Math.floor(n / size) + (n % size) * size]!);
}

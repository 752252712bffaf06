// Densities that work on whole vectors and matrices: one or more kernels whose results add up. Arrays of vectors are a loop over their
// elements; every kernel that needs only what does not vary runs once.

import type { ArgumentDomain, Distribution, Kernel } from "../../runtime/descriptor.ts";
import { int, mul, num } from "../ir/build.ts";
import type { Expr, KernelArg } from "../ir/mir.ts";
import { local, ref } from "../ir/build.ts";
import { asInt, asReal, compare } from "../library/arithmetic.ts";
import { instantiate, parseFormula } from "../library/formula.ts";
import type { LibraryCall } from "./calls.ts";
import { checkSameSize } from "./checks.ts";
import { emit, nested, notAvailable, type Context } from "./context.ts";
import { conditionally } from "./frames.ts";
import { provablyFinite } from "./real-ranges.ts";
import { checkStructured } from "./argument-structures.ts";
import { checkDomain } from "./domains.ts";
import { elementAt } from "./indexing.ts";
import { eachElement, loopOver } from "./loops.ts";
import { contiguous } from "./pull-array.ts";
import { weighted, type Sink } from "./sinks.ts";
import {
  asRealContainer,
  expectContainer,
  isDataValue,
  viewOf,
  type Container,
  type Value,
} from "./value.ts";

export const ranks: Partial<Record<ArgumentDomain, number>> = {
  simplex: 1,
  ordered: 1,
  "positive-vector": 1,
  "real-vector": 1,
  "real-matrix": 2,
  covariance: 2,
  "cholesky-covariance": 2,
  "cholesky-correlation": 2,
  correlation: 2,
};

interface Argument {
  readonly name: string;
  readonly value: Value;
  readonly text: string;
  /** One more array dimension than the distribution needs. */
  readonly varies: boolean;
}

export function kernelDensity(ctx: Context, d: Distribution, call: LibraryCall, sink: Sink): void {
  const formal: readonly (readonly [string, ArgumentDomain])[] = [
    ...(Object.entries(d.over) as [string, ArgumentDomain][]),
    ...Object.entries(d.params),
  ];
  const ints = intParameters(d);
  const args = call.args.map((given, k): Argument => {
    const [name, domain] = formal[k]!;
    const rank = ranks[domain] ?? (ints.has(name) ? 1 : 0);
    const value = inMemory(ctx, given, name, ints.has(name));
    const text = call.texts[k]!;
    if (value.kind === "scalar")
      checkDomain(ctx, { value: value.expr, text, index: [] }, domain, d.name, sink.isNeeded);
    return {
      name,
      value,
      text: call.texts[k]!,
      varies: value.kind === "container" && value.dims.length > rank,
    };
  });
  const drops = call.propto && ctx.frame.propto;
  const varying = args.filter((arg) => arg.varies);
  const run = (kernel: Kernel, index: Expr | null, times: Expr | null): void => {
    const result = runKernel(ctx, d, kernel, args, index);
    if (sink.isNeeded) requireFinite(ctx, d, args.filter(({ name }) => uses(kernel, name)), result); // prettier-ignore
    const isDropped = drops && args.every((arg) => !uses(kernel, arg.name) || isDataValue(arg.value));
    const term = times === null ? result : mul(asReal(times), result);
    sink.add(isDropped ? weighted(ctx, term) : term);
  };
  checkShapes(ctx, d, args);
  args.forEach(({ value, text }, k) => {
    if (value.kind === "container") checkStructured(ctx, value, formal[k]![1], text);
  });
  const kernels = Object.values(d.kernels ?? {});
  const needsElement = (kernel: Kernel): boolean => varying.some((arg) => uses(kernel, arg.name));
  const [first] = varying;
  if (first === undefined) return kernels.forEach((kernel) => run(kernel, null, null));
  const count = expectContainer(first.value).dims[0]!;
  for (const other of varying)
    checkSameSize(ctx, count, expectContainer(other.value).dims[0]!, first.text, other.text);
  for (const kernel of kernels) if (!needsElement(kernel)) run(kernel, null, count);
  loopOver(ctx, count, 0, (i) => kernels.filter(needsElement).forEach((kernel) => run(kernel, i, null)));
}

/** Kernels trust the sizes they are given: every block must have those of the descriptor. */
function checkShapes(ctx: Context, d: Distribution, args: readonly Argument[]): void {
  const shapeOf = ({ value, varies }: Argument): readonly Expr[] =>
    value.kind === "container" ? value.dims.slice(varies ? 1 : 0) : [];
  const actual = (name: string): Value | null => {
    const arg = args.find((a) => a.name === name);
    if (arg?.value.kind !== "container") return arg?.value ?? null;
    return { ...arg.value, dims: shapeOf(arg) };
  };
  for (const arg of args)
    d.shapes?.[arg.name]?.forEach((size, axis) => {
      const [found, expected] = [shapeOf(arg)[axis], sizeParameter(d, size, actual)];
      if (found === undefined) return;
      const [, query, of] = /^(\w+)\((\w+)\)$/.exec(d.sizes![size]!) ?? [];
      const other = args.find(({ name }) => name === of)!;
      checkSameSize(ctx, found, expected, sided(arg, axis), query === "size" ? other.text : `${query} of ${other.text}`); // prettier-ignore
    });
}

const sided = ({ text, value, varies }: Argument, axis: number): string => {
  const rank = value.kind === "container" ? value.dims.length - (varies ? 1 : 0) : 0;
  return rank < 2 ? text : `${axis === 0 ? "rows" : "cols"} of ${text}`;
};

/** A density of zero must be the variate's doing: a location that is not finite rejects, and an expression could hide that. */
function requireFinite(ctx: Context, d: Distribution, args: readonly Argument[], result: Expr): void {
  const inDoubt = args.filter(
    ({ name, value }) =>
      d.params[name] === "real-vector" &&
      value.kind === "container" &&
      !provablyFinite(ctx.facts, value.at(value.dims.map(() => int(0)))),
  );
  const checks = nested(ctx, () =>
    conditionally(ctx, () => {
      for (const { value, text } of inDoubt) {
        const c = expectContainer(value);
        eachElement(ctx, c, (index) => {
          const element = { value: c.at(index), text, index };
          checkDomain(ctx, element, "real", d.name, true);
        });
      }
    }),
  );
  if (checks.length === 0) return;
  emit(ctx, {
    kind: "if",
    condition: compare("eq", result, num(-Infinity)),
    then: checks,
    otherwise: [],
  });
}

function inMemory(ctx: Context, value: Value, name: string, keepsInts: boolean): Value {
  if (value.kind === "scalar") return value;
  const c = expectContainer(value);
  return contiguous(ctx, keepsInts ? c : asRealContainer(c), name);
}

/** Names of block parameters of ints, among variate and parameters. */
export function intParameters(d: Distribution): ReadonlySet<string> {
  const names = new Set<string>();
  for (const kernel of Object.values(d.kernels ?? {}))
    for (const param of kernel.params) if ("elem" in param && param.elem === "i32") names.add(param.name);
  return names;
}

const uses = (kernel: Kernel, name: string): boolean => kernel.params.some((param) => param.name === name);

function runKernel(
  ctx: Context,
  d: Distribution,
  kernel: Kernel,
  args: readonly Argument[],
  index: Expr | null,
): Expr {
  const actual = (name: string): Value | null => {
    const arg = args.find((a) => a.name === name);
    if (arg === undefined) return null;
    return arg.varies ? elementAt(expectContainer(arg.value), index ?? int(0)) : arg.value;
  };
  const kernelArgs = kernel.params.map((param): KernelArg => {
    const value = actual(param.name);
    if (value === null) return { kind: "scalar", value: sizeParameter(d, param.name, actual) };
    if (value.kind === "scalar") {
      const expr = param.role === "int" ? asInt(value.expr) : asReal(value.expr);
      return { kind: "scalar", value: expr };
    }
    return { kind: "in", view: viewOf(expectContainer(value)) };
  });
  const result = local("logDensity", "real");
  emit(ctx, { kind: "kernel", kernel: kernel.name, result, args: kernelArgs });
  return ref(result);
}

/** Sizes are formulas over `size(x)`, `rows(x)`, `cols(x)`. */
function sizeParameter(d: Distribution, name: string, actual: (name: string) => Value | null): Expr {
  const text = d.sizes?.[name];
  if (text === undefined) return notAvailable(`distribution ${d.name}`);
  const along = (query: string, dims: Container["dims"]): Expr =>
    query === "cols" ? (dims[1] ?? int(1)) : (dims[0] ?? int(1));
  return instantiate(
    parseFormula(text),
    new Map(Object.keys({ ...d.over, ...d.params }).map((arg) => [arg, int(0)])),
    (_, value) => value,
    (query, [of]) => {
      const value = query === "size" || query === "rows" || query === "cols" ? actual(of!) : null;
      return value?.kind === "container" ? along(query, value.dims) : null;
    },
  );
}

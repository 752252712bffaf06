// Library functions of complex arguments, and of tuples: functions that only move elements work on each part by itself, the others by their
// formulas.

import { add, int, letLocal, local, neg, num, ref, sub } from "../../ir/build.ts";
import type { Expr } from "../../ir/mir.ts";
import type { Type } from "../../ir/type.ts";
import { asReal } from "../../library/arithmetic.ts";
import { libraryCall, type LibraryCall } from "../calls.ts";
import { emit, notAvailable, type Context } from "../context.ts";
import { operatorFunctions } from "../functions/operator-functions.ts";
import { sizes } from "../functions/sizes.ts";
import { input, output, scalarArg } from "../kernels.ts";
import { eachElement } from "../loops.ts";
import { elementwise, reusable } from "../pull-array.ts";
import { contentsOf, newStorage } from "../storage.ts";
import {
  asComplex,
  asRealContainer,
  complexOf,
  expectContainer,
  isDataValue,
  scalar,
  type Container,
  type Struct,
  type Value,
} from "../value.ts";
import { decompositions } from "./decompositions.ts";
import {
  argument,
  elementary,
  fromPolar,
  modulus,
  norm,
  power,
  projected,
  times,
  type Complex,
} from "./numbers.ts";
import { mapComplex, numberOf, solveRight } from "./operators.ts";

type Rule = (ctx: Context, call: LibraryCall) => Value;

/** A call with complex or tuple arguments or result; null if its name is none that this file knows. */
export function structCall(ctx: Context, call: LibraryCall): Value | null {
  const isStruct = call.args.some((arg) => arg.kind === "struct") || isComplexType(call.result);
  if (!isStruct) return null;
  if (Object.hasOwn(elementary, call.name)) {
    const z = elementary[call.name]!;
    return mapComplex(ctx, call.args, call.texts, ([x]) => z(ctx, x!));
  }
  if (Object.hasOwn(rules, call.name)) return rules[call.name]!(ctx, call);
  if (slotwise.has(call.name)) return bySlots(ctx, call);
  const takesParts = Object.hasOwn(operatorFunctions, call.name) || Object.hasOwn(sizes, call.name);
  if (!takesParts && call.args.some((arg) => arg.kind === "struct"))
    return notAvailable(`function ${call.name} of complex numbers or tuples`, call.span);
  return null;
}

const isComplexType = (type: Type): boolean =>
  type.kind === "array"
    ? isComplexType(type.element)
    : type.kind === "tuple"
      ? type.slots.some(isComplexType)
      : type.kind.startsWith("complex");

// ------------------------------------------------------------------------------------------------------------ part by part

/** Functions that put elements in other places. */
const slotwise = new Set([
  ...[
    "append_array",
    "append_col",
    "append_row",
    "block",
    "col",
    "diag_matrix",
    "diagonal",
    "head",
    "reverse",
  ],
  ...[
    "rep_array",
    "rep_matrix",
    "rep_row_vector",
    "rep_vector",
    "row",
    "segment",
    "sub_col",
    "sub_row",
    "sum",
  ],
  ...["tail", "to_array_1d", "to_array_2d", "to_matrix", "to_row_vector", "to_vector", "transpose", "trace"],
  ...["cumulative_sum", "symmetrize_from_lower_tri", "add_diag", "mean"],
]);

function bySlots(ctx: Context, call: LibraryCall): Value {
  const structs = call.args.filter((arg): arg is Struct => arg.kind === "struct");
  const [first] = structs;
  const like = first ?? asComplex(call.args[0]!);
  const isComplex = like.role === "complex";
  const slots = like.slots.map((_, k) => {
    const args = call.args.map((arg) => slotOf(arg, k, isComplex && isNumeric(arg)));
    return partCall(ctx, { ...call, args }, like, k);
  });
  return { kind: "struct", role: like.role, slots, outer: outerOf(call.result, slots) };
}

/** The part may be a tuple itself. */
function partCall(ctx: Context, call: LibraryCall, like: Struct, k: number): Value {
  const result = partType(call.result, like.role, k);
  return libraryCall(ctx, { ...call, result });
}

function partType(type: Type, role: Struct["role"], k: number): Type {
  if (type.kind === "array") return { kind: "array", element: partType(type.element, role, k) };
  if (type.kind === "tuple") return type.slots[k]!;
  const real = {
    complex: "real",
    complexVector: "vector",
    complexRowVector: "rowVector",
    complexMatrix: "matrix",
  };
  return role === "complex" && type.kind in real
    ? ({ kind: real[type.kind as keyof typeof real] } as Type)
    : type;
}

/** Sizes and indices are the same for every part. */
const isNumeric = (arg: Value): boolean =>
  arg.kind === "container" ? arg.elem === "real" : arg.kind === "struct" || !arg.isData || isRealScalar(arg);
const isRealScalar = (arg: Value): boolean => arg.kind === "scalar" && arg.expr.kind === "num";

const slotOf = (arg: Value, k: number, promotes: boolean): Value =>
  arg.kind === "struct" ? arg.slots[k]! : promotes ? asComplex(arg).slots[k]! : arg;

function outerOf(type: Type, slots: readonly Value[]): readonly Expr[] {
  let depth = 0;
  for (let at = type; at.kind === "array"; at = at.element) depth++;
  const dims = (value: Value): readonly Expr[] =>
    value.kind === "container" ? value.dims : value.kind === "struct" ? value.outer : [];
  return dims(slots[0]!).slice(0, depth);
}

// ------------------------------------------------------------------------------------------------------------------ formulas

const realOf =
  (f: (ctx: Context, z: Complex) => Expr): Rule =>
  (ctx, { args: [z] }) => {
    const { slots } = asComplex(z!);
    return elementwise(ctx, slots, ([re, im]) => f(ctx, { re: re!, im: im! }));
  };

const partOf =
  (k: 0 | 1): Rule =>
  (_, { args: [z] }) =>
    asComplex(z!).slots[k]!;

const toComplex: Rule = (ctx, { args, texts }) => {
  const [a = scalar(num(0), true), b = scalar(num(0), true)] = args;
  const [x, y] = [a, b].map(asReals);
  const re = elementwise(ctx, [x!, y!], ([r]) => r!, texts);
  const im = elementwise(ctx, [x!, y!], ([, i]) => i!, texts);
  const arrays = re.kind === "container" && re.form === "scalar" ? re.dims : [];
  return complexOf(cheapIf(re, x!, y!), cheapIf(im, x!, y!), arrays);
};

const asReals = (v: Value): Value =>
  v.kind === "container" ? asRealContainer(v) : v.kind === "scalar" ? { ...v, expr: asReal(v.expr) } : v;

/** A choice of elements costs what they cost. */
const cheapIf = (value: Value, ...from: readonly Value[]): Value =>
  value.kind === "container"
    ? { ...value, isCheap: from.every((v) => v.kind !== "container" || v.isCheap) }
    : value;

/** Products in order. */
const prod: Rule = (ctx, { args: [z] }) => {
  const [re, im] = asComplex(z!).slots as readonly Container[];
  const total = [local("productReal", "real"), local("productImag", "real")] as const;
  total.forEach((part, k) => emit(ctx, { kind: "var", local: part, initial: num(1 - k) }));
  const step = (index: readonly Expr[]): void => {
    const next = times(
      ctx,
      { re: ref(total[0]), im: ref(total[1]) },
      { re: re!.at(index), im: im!.at(index) },
    );
    const parts = [next.re, next.im].map((value) => {
      const part = local("next", "real");
      emit(ctx, letLocal(part, value));
      return part;
    });
    total.forEach((into, k) => emit(ctx, { kind: "set", local: into, value: ref(parts[k]!) }));
  };
  for (const part of total) ctx.mutable.add(part);
  eachElement(ctx, re!, step, { inOrder: true });
  return complexOf(scalar(ref(total[0]), isDataValue(z!)), scalar(ref(total[1]), isDataValue(z!)), []);
};

/** The same function of real arguments. */
const ofReals = (ctx: Context, call: LibraryCall, ...args: readonly Value[]): Value =>
  libraryCall(ctx, { ...call, args, result: realType(call.result) });

const realType = (type: Type): Type => partType(type, "complex", 0);

/** Bilinear functions from those of the parts; `sign` -1: the first argument is conjugated, as Eigen's dot products do. */
const bilinear =
  (sign: 1 | -1): Rule =>
  (ctx, call) => {
    const [a, b] = call.args.map((arg) => stored(ctx, asComplex(arg)));
    const [re, im] = a!.slots as readonly [Value, Value];
    const [u, v] = b!.slots as readonly [Value, Value];
    const combined = (x: Value, y: Value, isSum: boolean): Value =>
      elementwise(ctx, [x, y], ([l, r]) => (isSum ? add(l!, r!) : sub(l!, r!)));
    return complexOf(
      combined(ofReals(ctx, call, re, u), ofReals(ctx, call, im, v), sign < 0),
      combined(ofReals(ctx, call, re, v), ofReals(ctx, call, im, u), sign > 0),
      [],
    );
  };

const stored = (ctx: Context, z: Struct): Struct => ({
  ...z,
  slots: z.slots.map((slot) => (slot.kind === "container" ? reusable(ctx, slot) : slot)),
});

/** Sums of squared absolute values. */
const squaredNorm: Rule = (ctx, call) => {
  const [re, im] = stored(ctx, asComplex(call.args[0]!)).slots;
  const total = elementwise(ctx, [ofReals(ctx, call, re!), ofReals(ctx, call, im!)], ([x, y]) => add(x!, y!));
  return isComplexType(call.result) ? asComplex(total) : total;
};

// ------------------------------------------------------------------------------------------------------- Fourier transforms

const ALONG_FIRST = 1;
const ALONG_BOTH = 3;

const fourier =
  (axes: number, isInverse: boolean): Rule =>
  (ctx, { args: [z] }) => {
    const [re, im] = asComplex(z!).slots.map((slot) => expectContainer(slot)) as [Container, Container];
    const { form, dims } = re;
    const outputs = ["spectrumReal", "spectrumImag"].map((name) =>
      contentsOf(newStorage(ctx, name, { elem: "real", form, dims }), isDataValue(z!)),
    );
    const sizes = [dims[0]!, dims[1] ?? int(1), int(axes), int(isInverse ? 1 : 0)].map(scalarArg);
    const args = [
      ...outputs.map(output),
      input(ctx, re, "signalReal"),
      input(ctx, im, "signalImag"),
      ...sizes,
    ];
    emit(ctx, { kind: "kernel", kernel: "fourier", result: null, args });
    return complexOf({ ...outputs[0]!, isFresh: true }, { ...outputs[1]!, isFresh: true }, []);
  };

const rules: Readonly<Record<string, Rule>> = {
  get_real: partOf(0),
  get_imag: partOf(1),
  abs: realOf(modulus),
  arg: realOf(argument),
  norm: realOf((_, z) => norm(z)),
  conj: (ctx, { args: [z] }) => {
    const { slots, outer } = asComplex(z!);
    return complexOf(
      slots[0]!,
      elementwise(ctx, [slots[1]!], ([im]) => neg(im!)),
      outer,
    );
  },
  proj: (ctx, { args, texts }) => mapComplex(ctx, args, texts, ([z]) => projected(ctx, z!)),
  polar: (ctx, { args: [r, theta] }) => {
    const { re, im } = fromPolar(ctx, numberOf(r!).re, numberOf(theta!).re);
    const isData = [r!, theta!].every(isDataValue);
    return complexOf(scalar(re, isData), scalar(im, isData), []);
  },
  to_complex: toComplex,
  pow: (ctx, { args, texts }) => mapComplex(ctx, args, texts, ([a, b]) => power(ctx, a!, b!)),
  prod,
  dot_product: bilinear(-1),
  columns_dot_product: bilinear(-1),
  rows_dot_product: bilinear(-1),
  diag_pre_multiply: bilinear(1),
  diag_post_multiply: bilinear(1),
  dot_self: squaredNorm,
  columns_dot_self: squaredNorm,
  rows_dot_self: squaredNorm,
  mdivide_right: (ctx, { args: [b, a], texts }) => solveRight(ctx, b!, a!, texts),
  fft: fourier(ALONG_FIRST, false),
  inv_fft: fourier(ALONG_FIRST, true),
  fft2: fourier(ALONG_BOTH, false),
  inv_fft2: fourier(ALONG_BOTH, true),
  ...decompositions,
};

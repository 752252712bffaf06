// Derivatives of the tfjs operations that densities use. In Node, `import "@tensorflow/tfjs-core"` brings operations without derivatives,
// and the files that hold them cannot be imported there; so we state our own, for operations that have none yet: a user who has
// registered those of tfjs keeps them. Comparisons get derivative 0, which tfjs lacks and without which no choice differentiates.

import * as tf from "@tensorflow/tfjs-core";
import { sameShape, sizeOf } from "./shapes.ts";

type Attributes = Readonly<Record<string, unknown>>;
type Thunks = Readonly<Record<string, () => tf.Tensor>>;

/** Safe to call at any time and any number of times; `defineTensorModel` does. */
export function registerGradients(): void {
  for (const config of [
    ...ofInput(),
    ...ofOutput(),
    ...flat(),
    ...arithmetic(),
    ...reductions(),
    ...shapes(),
  ])
    if (tf.getGradient(config.kernelName) === undefined) tf.registerGradient(config);
}

// ------------------------------------------------------------------------------------------------------------ one argument

/** d f / d x from the argument. */
const OF_INPUT: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  Square: (x) => tf.mul(2, x),
  Log: (x) => tf.div(1, x),
  Log1p: (x) => tf.div(1, tf.add(1, x)),
  Expm1: (x) => tf.exp(x),
  Sin: (x) => tf.cos(x),
  Cos: (x) => tf.neg(tf.sin(x)),
  Tan: (x) => tf.div(1, tf.square(tf.cos(x))),
  Asin: (x) => tf.div(1, tf.sqrt(tf.sub(1, tf.square(x)))),
  Acos: (x) => tf.div(-1, tf.sqrt(tf.sub(1, tf.square(x)))),
  Atan: (x) => tf.div(1, tf.add(1, tf.square(x))),
  Sinh: (x) => tf.cosh(x),
  Cosh: (x) => tf.sinh(x),
  Asinh: (x) => tf.div(1, tf.sqrt(tf.add(1, tf.square(x)))),
  Abs: (x) => tf.sign(x),
  Softplus: (x) => tf.sigmoid(x),
};

/** d f / d x from the result. */
const OF_OUTPUT: Readonly<Record<string, (y: tf.Tensor) => tf.Tensor>> = {
  Exp: (y) => y,
  Sqrt: (y) => tf.div(0.5, y),
  Sigmoid: (y) => tf.mul(y, tf.sub(1, y)),
  Tanh: (y) => tf.sub(1, tf.square(y)),
};

/** Constant between jumps, or not a number at all. */
const FLAT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ["Less", "LessEqual", "Greater", "GreaterEqual", "Equal", "NotEqual", "LogicalAnd", "LogicalOr"].map(
      (name) => [name, ["a", "b"]],
    ),
  ),
  ...Object.fromEntries(
    ["LogicalNot", "All", "Floor", "Ceil", "Sign", "IsNan", "IsFinite", "ZerosLike"].map((name) => [
      name,
      ["x"],
    ]),
  ),
};

const ofInput = (): tf.GradConfig[] =>
  Object.entries(OF_INPUT).map(([kernelName, partial]) => ({
    kernelName,
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(only(dy), partial(x!)) }),
  }));

const ofOutput = (): tf.GradConfig[] =>
  Object.entries(OF_OUTPUT).map(([kernelName, partial]) => ({
    kernelName,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({ x: () => tf.mul(only(dy), partial(y!)) }),
  }));

const flat = (): tf.GradConfig[] =>
  Object.entries(FLAT).map(([kernelName, inputs]) => ({
    kernelName,
    inputsToSave: [...inputs],
    gradFunc: (_, saved) =>
      Object.fromEntries(inputs.map((name, i) => [name, () => tf.zeros(saved[i]!.shape)])),
  }));

const only = (dy: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(dy) ? dy[0]! : dy);

// ----------------------------------------------------------------------------------------------------------- two arguments

function binary(
  kernelName: string,
  a: (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  b: (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [x, y]) => ({
      a: () => summedTo(x!.shape, a(only(dy), x!, y!)),
      b: () => summedTo(y!.shape, b(only(dy), x!, y!)),
    }),
  };
}

const where = (condition: tf.Tensor, dy: tf.Tensor): tf.Tensor => tf.where(condition, dy, tf.zerosLike(dy));

const arithmetic = (): tf.GradConfig[] => [
  binary(
    "Add",
    (dy) => dy,
    (dy) => dy,
  ),
  binary(
    "Sub",
    (dy) => dy,
    (dy) => tf.neg(dy),
  ),
  binary(
    "Multiply",
    (dy, _, b) => tf.mul(dy, b),
    (dy, a) => tf.mul(dy, a),
  ),
  binary(
    "RealDiv",
    (dy, _, b) => tf.div(dy, b),
    (dy, a, b) => tf.neg(tf.div(tf.mul(dy, a), tf.square(b))),
  ),
  // At a tie the first argument takes all.
  binary(
    "Maximum",
    (dy, a, b) => where(tf.greaterEqual(a, b), dy),
    (dy, a, b) => where(tf.less(a, b), dy),
  ),
  binary(
    "Minimum",
    (dy, a, b) => where(tf.lessEqual(a, b), dy),
    (dy, a, b) => where(tf.greater(a, b), dy),
  ),
  binary(
    "Pow",
    (dy, a, b) => tf.mul(dy, tf.mul(b, tf.pow(a, tf.sub(b, 1)))),
    (dy, a, b) => tf.mul(dy, tf.mul(tf.pow(a, b), tf.log(tf.where(tf.greater(a, 0), a, tf.onesLike(a))))),
  ),
  { kernelName: "Neg", gradFunc: (dy) => ({ x: () => tf.neg(only(dy)) }) },
  {
    kernelName: "BatchMatMul",
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b], attributes) => matMul(only(dy), a!, b!, attributes as unknown as Attributes),
  },
];

/** dL/dA = dL/dC B' and dL/dB = A' dL/dC for C = A B, each transposed as the argument was. */
function matMul(dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor, { transposeA, transposeB }: Attributes): Thunks {
  const [ta, tb] = [transposeA === true, transposeB === true];
  return {
    a: () => (ta ? tf.matMul(b, dy, tb, true) : tf.matMul(dy, b, false, !tb)),
    b: () => (tb ? tf.matMul(dy, a, true, ta) : tf.matMul(a, dy, !ta, false)),
  };
}

/** The adjoint of a broadcast: sums over the dimensions that were stretched. Always a tensor of its own, which tfjs may dispose. */
function summedTo(shape: readonly number[], dy: tf.Tensor): tf.Tensor {
  const extra = dy.rank - shape.length;
  const axes = dy.shape.flatMap((size, i) =>
    i < extra || (shape[i - extra] === 1 && size !== 1) ? [i] : [],
  );
  return tf.reshape(axes.length === 0 ? dy : tf.sum(dy, axes), [...shape]);
}

// ------------------------------------------------------------------------------------------------------------- reductions

/** The shape of a reduction's argument with 1 where it was reduced. */
function reducedShape(shape: readonly number[], axis: unknown): number[] {
  const given = axis === undefined || axis === null ? shape.map((_, i) => i) : [axis].flat();
  const axes = given.map((a) => (Number(a) < 0 ? Number(a) + shape.length : Number(a)));
  return shape.map((size, i) => (axes.includes(i) ? 1 : size));
}

const reductions = (): tf.GradConfig[] => [
  {
    kernelName: "Sum",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => {
      const { axis } = attributes as unknown as Attributes;
      const kept = reducedShape(x!.shape, axis);
      return { x: () => tf.mul(tf.reshape(only(dy), kept), tf.ones(x!.shape)) };
    },
  },
  {
    kernelName: "Max",
    inputsToSave: ["x"],
    outputsToSave: [true],
    gradFunc: (dy, [x, y], attributes) => {
      const { reductionIndices } = attributes as unknown as Attributes;
      const kept = reducedShape(x!.shape, reductionIndices);
      const isLargest = (): tf.Tensor => tf.cast(tf.equal(x!, tf.reshape(y!, kept)), "float32");
      return { x: () => tf.mul(tf.reshape(only(dy), kept), isLargest()) };
    },
  },
  {
    kernelName: "Cumsum",
    gradFunc: (dy, _, attributes) => {
      const { axis, exclusive, reverse } = attributes as unknown as Attributes;
      return { x: () => tf.cumsum(only(dy), axis as number, exclusive as boolean, reverse !== true) };
    },
  },
];

// ----------------------------------------------------------------------------------------------------------------- shapes

const shapes = (): tf.GradConfig[] => [
  {
    kernelName: "Reshape",
    inputsToSave: ["x"],
    gradFunc: (dy, [x]) => ({ x: () => tf.reshape(only(dy), x!.shape) }),
  },
  { kernelName: "Identity", gradFunc: (dy) => ({ x: () => tf.reshape(only(dy), only(dy).shape) }) },
  {
    kernelName: "Cast",
    gradFunc: (dy) => ({ x: () => tf.cast(tf.reshape(only(dy), only(dy).shape), "float32") }),
  },
  {
    kernelName: "Slice",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => {
      const begin = [(attributes as unknown as Attributes).begin].flat() as number[];
      const paddings = x!.shape.map((size, i): [number, number] => {
        const before = begin[i] ?? 0;
        return [before, size - before - only(dy).shape[i]!];
      });
      return { x: () => tf.pad(only(dy), paddings) };
    },
  },
  {
    kernelName: "Concat",
    saveAllInputs: true,
    gradFunc: (dy, parts, attributes) => concat(only(dy), parts, attributes as unknown as Attributes),
  },
  {
    kernelName: "GatherV2",
    inputsToSave: ["x", "indices"],
    gradFunc: (dy, [x, indices], attributes) => ({
      x: () => scattered(only(dy), x!, indices!, attributes as unknown as Attributes),
      indices: () => tf.zeros(indices!.shape),
    }),
  },
  {
    kernelName: "Select",
    inputsToSave: ["condition"],
    gradFunc: (dy, [condition]) => ({
      condition: () => tf.zeros(condition!.shape),
      t: () => where(condition!, only(dy)),
      e: () => where(tf.logicalNot(condition!), only(dy)),
    }),
  },
  {
    kernelName: "Tile",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => ({
      x: () => untiled(only(dy), x!.shape, (attributes as unknown as Attributes).reps as number[]),
    }),
  },
  {
    kernelName: "Transpose",
    gradFunc: (dy, _, attributes) => {
      const perm = (attributes as unknown as Attributes).perm as number[];
      return { x: () => tf.transpose(only(dy), inverse(perm)) };
    },
  },
];

const inverse = (perm: readonly number[]): number[] => perm.map((_, i) => perm.indexOf(i));

function concat(dy: tf.Tensor, parts: readonly tf.Tensor[], { axis }: Attributes): Thunks {
  const along = (axis as number) < 0 ? (axis as number) + dy.rank : (axis as number);
  let start = 0;
  return Object.fromEntries(
    parts.map((part, i) => {
      const begin = dy.shape.map((_, d) => (d === along ? start : 0));
      start += part.shape[along]!;
      return [String(i), () => tf.slice(dy, begin, part.shape)];
    }),
  );
}

/** Adds up what each position sent back: the gathered dimension goes first, where `tf.scatterND` counts. */
function scattered(
  dy: tf.Tensor,
  x: tf.Tensor,
  indices: tf.Tensor,
  { axis, batchDims }: Attributes,
): tf.Tensor {
  if (batchDims !== undefined && batchDims !== 0)
    throw new Error("no derivative of tf.gather with batchDims");
  const at = (axis as number) < 0 ? (axis as number) + x.rank : (axis as number);
  const gathered = Array.from({ length: indices.rank }, (_, i) => at + i);
  const others = dy.shape.map((_, i) => i).filter((i) => !gathered.includes(i));
  const rest = x.shape.filter((_, i) => i !== at);
  const updates = tf.reshape(tf.transpose(dy, [...gathered, ...others]), [indices.size, sizeOf(rest)]);
  const positions = tf.reshape(tf.cast(indices, "int32"), [indices.size, 1]);
  const sums = tf.scatterND(positions, updates, [x.shape[at]!, sizeOf(rest)]);
  const order = [at, ...x.shape.map((_, i) => i).filter((i) => i !== at)];
  return tf.transpose(tf.reshape(sums, [x.shape[at]!, ...rest]), inverse(order));
}

/** Each repetition is a dimension of its own, before the one it repeats, and is summed over. */
function untiled(dy: tf.Tensor, shape: readonly number[], reps: readonly number[]): tf.Tensor {
  if (sameShape(dy.shape, shape)) return tf.reshape(dy, [...shape]);
  const split: number[] = [];
  const repetitions: number[] = [];
  shape.forEach((size, i) => {
    if (reps[i] !== 1) repetitions.push(split.push(reps[i]!) - 1);
    if (size !== 1 || reps[i] === 1) split.push(size);
  });
  return tf.reshape(tf.sum(tf.reshape(dy, split), repetitions), [...shape]);
}

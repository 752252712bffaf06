// Which tfjs operation computes an operation of the MIR. What is not here runs element by element in JavaScript. `risky`: the operation can
// overflow or have an infinite derivative, so where a choice decides whether it counts, its argument must be made harmless in the draws
// that chose otherwise (0 times infinity would be NaN). tfjs's own erf is left out: seven digits of erf are none of log(1 - erf).

interface Operation {
  readonly tf: string;
  readonly risky: boolean;
}

const safe = (tf: string): Operation => ({ tf, risky: false });
const risky = (tf: string): Operation => ({ tf, risky: true });

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  add: safe("add"),
  sub: safe("sub"),
  mul: safe("mul"),
  div: risky("div"),
  neg: safe("neg"),
  square: safe("square"),
  iadd: safe("add"),
  isub: safe("sub"),
  imul: safe("mul"),
  ineg: safe("neg"),
  lt: safe("less"),
  le: safe("lessEqual"),
  gt: safe("greater"),
  ge: safe("greaterEqual"),
  eq: safe("equal"),
  ne: safe("notEqual"),
  and: safe("logicalAnd"),
  or: safe("logicalOr"),
  not: safe("logicalNot"),
  sqrt: risky("sqrt"),
  exp: risky("exp"),
  expm1: risky("expm1"),
  log: risky("log"),
  log1p: risky("log1p"),
  pow: risky("pow"),
  inv_logit: safe("sigmoid"),
  log1p_exp: safe("softplus"),
  tanh: safe("tanh"),
  sin: safe("sin"),
  cos: safe("cos"),
  tan: risky("tan"),
  asin: risky("asin"),
  acos: risky("acos"),
  atan: safe("atan"),
  sinh: risky("sinh"),
  cosh: risky("cosh"),
  asinh: safe("asinh"),
  abs: safe("abs"),
  fmax: safe("maximum"),
  fmin: safe("minimum"),
  floor: safe("floor"),
  ceil: safe("ceil"),
};

/** Every operation above is finite, with a finite derivative, where its arguments are this number. */
export const HARMLESS = 0.5;

/** Routines on blocks with a twin for tensors: `logSumExp` is `batchLogSumExp` of `logjoint/tensor`. */
export const BATCH_KERNELS: ReadonlySet<string> = new Set([
  "dirichletDensity",
  "logSoftmax",
  "logSumExp",
  "orderedConstrain",
  "positiveOrderedConstrain",
  "simplexConstrain",
  "simplexStickBreakingConstrain",
  "softmax",
  "sumToZeroVectorConstrain",
  "unitVectorConstrain",
]);

export const batchName = (kernel: string): string => `batch${kernel[0]!.toUpperCase()}${kernel.slice(1)}`;

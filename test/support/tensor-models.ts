// Models compiled for tfjs, in memory, on tfjs's own JavaScript backend; and how far they are from the float64 target.

import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { transform } from "esbuild";
import { compile } from "../../compiler/index.ts";
import { renderProblem } from "../../grammar/index.ts";
import type { Model } from "../../runtime/index.ts";
import type { TensorModel } from "../../runtime/tensor/index.ts";

// No banner about faster backends.
tf.env().set("IS_TEST", true);

const tensor = new URL("../../runtime/tensor/index.ts", import.meta.url).href;
const core = import.meta.resolve("@tensorflow/tfjs-core");

/** The text for tfjs; throws what the compiler says if there is none. */
export async function tensorCode(source: string, fileName = "model.model", abi?: string): Promise<string> {
  const { code, problems } = await compile(source, {
    fileName,
    target: "tfjs",
    ...(abi === undefined ? {} : { abi }),
  });
  if (code === null) throw new Error(problems.map(renderProblem).join("\n"));
  return code;
}

export async function bindTensorSource(
  source: string,
  data: unknown,
  options?: unknown,
): Promise<TensorModel> {
  const typescript = (await tensorCode(source, "model.model", tensor)).replaceAll(
    '"@tensorflow/tfjs-core"',
    `"${core}"`,
  );
  const { code } = await transform(typescript, { loader: "ts" });
  const module = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return module.bindTensor(data, options) as TensorModel;
}

export interface Distance {
  readonly logDensity: number;
  readonly gradient: number;
}

/**
 * The largest differences over the points: of the log density relative to max(1, |log density|), of gradients relative to the largest
 * coordinate of the point's gradient or 1. Infinite where one is finite and the other is not.
 */
export function distance(
  model: Model,
  tensorModel: TensorModel,
  points: readonly (readonly number[])[],
): Distance {
  const q = tf.tensor2d(
    points.map((p) => [...p]),
    [points.length, model.dimension],
  );
  const batch = tensorModel.logDensityGradient(q);
  const [values, gradients] = [batch.logDensity.dataSync(), batch.gradient.arraySync()];
  tf.dispose([q, batch.logDensity, batch.gradient]);
  const worst = { logDensity: 0, gradient: 0 };
  points.forEach((point, i) => {
    const gradient = new Float64Array(model.dimension);
    // The same point: tensors hold float32.
    const expected = model.logDensityGradient(Float64Array.from(Float32Array.from(point)), gradient);
    worst.logDensity = Math.max(
      worst.logDensity,
      apart(values[i]!, expected) / Math.max(1, finite(expected)),
    );
    const scale = Math.max(1, ...gradient.map((g) => finite(g)));
    gradient.forEach(
      (g, k) => (worst.gradient = Math.max(worst.gradient, apart(gradients[i]![k]!, g) / scale)),
    );
  });
  return worst;
}

const finite = (x: number): number => (Number.isFinite(x) ? Math.abs(x) : 1);

function apart(a: number, b: number): number {
  if (a === b) return 0;
  return Number.isFinite(a) && Number.isFinite(b) ? Math.abs(a - b) : Infinity;
}

// Models compiled for batches of rows, and the law they must keep: over the batches of one epoch, values and gradients average to those of
// all rows.

import * as assert from "uvu/assert";
import { compile, renderProblem, type Rows } from "../../compiler/index.ts";
import type { BindOptions, Model } from "../../runtime/index.ts";
import { batchCount, rowBatches, withRows } from "../../runtime/inference/row-batches.ts";
import { randomStream } from "../../runtime/random/random.ts";

const abi = new URL("../../runtime/abi.ts", import.meta.url).href;
const TOLERANCE = 1e-10;

export interface RowModel {
  readonly rows: Rows;
  readonly bind: (data: unknown, options?: BindOptions) => Model;
}

export async function rowModel(source: string, simplex: "ilr" | "stick-breaking" = "ilr"): Promise<RowModel> {
  const options = { fileName: "model.model", target: "javascript", abi, simplex, rows: true } as const;
  const { code, problems, rows } = await compile(source, options);
  if (code === null || rows === undefined) throw new Error(problems.map(renderProblem).join("\n"));
  const { bind } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as RowModel;
  return { rows, bind };
}

/** Throws where an epoch of batches of about `batch` rows does not average to all rows. */
export function assertEpoch(
  { rows, bind }: RowModel,
  data: Readonly<Record<string, unknown>>,
  batch: number,
  points: readonly (readonly number[])[],
): void {
  assert.is(rows.kind, "separable");
  if (rows.kind !== "separable") return;
  const total = data[rows.size] as number;
  const count = batchCount(total, batch);
  const batches = rowBatches(total, batch, randomStream(3, 0, 0));
  const parts = Array.from({ length: count }, () =>
    bind(withRows(data, rows, batches.next().value), { rowWeight: count }),
  );
  const all = bind(data);
  for (const point of points) {
    const q = Float64Array.from(point);
    const gradient = new Float64Array(q.length);
    const part = new Float64Array(q.length);
    const average = new Float64Array(q.length);
    const value = all.logDensityGradient(q, gradient);
    let averageValue = 0;
    for (const model of parts) {
      averageValue += model.logDensityGradient(q, part) / count;
      for (let i = 0; i < q.length; i++) average[i]! += part[i]! / count;
    }
    const scale = Math.max(1, Math.abs(value), ...gradient.map(Math.abs));
    assert.ok(
      Math.abs(averageValue - value) <= TOLERANCE * scale,
      `value ${averageValue}, of all rows ${value}`,
    );
    for (let i = 0; i < q.length; i++) {
      const text = `gradient[${i}] ${average[i]}, of all rows ${gradient[i]}`;
      assert.ok(Math.abs(average[i]! - gradient[i]!) <= TOLERANCE * scale, text);
    }
  }
}

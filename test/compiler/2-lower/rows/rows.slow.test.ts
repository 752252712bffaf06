// Every reference program that separates over rows: the batches of an epoch average to all rows, for small and for large batches. That these
// are as many as known today says that none is refused without need.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { assertEpoch, rowModel } from "../../../support/row-models.ts";

interface Program {
  readonly simplex: "ilr" | "stick-breaking";
  readonly program: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly points: readonly { readonly unconstrained: readonly number[] }[];
}

const packed = readFileSync(new URL("../../../models/oracle.json.gz", import.meta.url));
const programs = JSON.parse(gunzipSync(packed).toString()) as Readonly<Record<string, Program>>;
const test = suite("rows of reference programs");

const SEPARABLE = 42;
let separable = 0;

for (const [name, { simplex, program, data, points }] of Object.entries(programs)) {
  test(name, async () => {
    // What is not available at all is the business of the test of reference values.
    const model = await rowModel(program, simplex).catch((error: Error) => {
      assert.match(error.message, /\[not-available\]/);
      return null;
    });
    if (model === null) return;
    if (model.rows.kind === "refused")
      return assert.ok(model.rows.by.length > 0 && model.rows.by.every((text) => text !== ""));
    separable++;
    const total = data[model.rows.size] as number;
    const start = points.map(({ unconstrained }) => unconstrained);
    for (const batch of [3, Math.ceil(total / 2)]) assertEpoch(model, data, batch, start);
  });
}

test("as many separate as are known to", () => assert.is(separable, SEPARABLE));

test.run();

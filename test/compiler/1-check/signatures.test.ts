// The hand-written notation must expand to exactly the reference table: 564 names, 24,246 overloads, none more, none less.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  isDistributionFamily,
  libraryFunctionNames,
  signaturesOf,
} from "../../../compiler/library/signatures.ts";
import { showType } from "../../../compiler/diagnostics/show-type.ts";

const test = suite("signatures");

const path = new URL("./signatures.json.gz", import.meta.url);
const reference = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as Record<
  string,
  [string, string][]
>;

test("the names are those of the reference table", () => {
  assert.is(Object.keys(reference).length, 564);
  assert.equal([...libraryFunctionNames()].sort(), Object.keys(reference).sort());
});

test("each name expands to exactly its overloads", () => {
  let total = 0;
  const wrong: string[] = [];
  for (const [name, rows] of Object.entries(reference)) {
    const ours = signaturesOf(name).map(
      ({ args, result }) => `${args.map((a) => showType(a.type)).join(", ")} -> ${showType(result)}`,
    );
    const theirs = rows.map(([args, result]) => `${args} -> ${result}`);
    total += ours.length;
    const expected = new Set(theirs);
    const found = new Set(ours);
    const missing = theirs.filter((s) => !found.has(s));
    const extra = ours.filter((s) => !expected.has(s));
    if (missing.length + extra.length > 0 || ours.length !== theirs.length)
      wrong.push(
        `${name}: ${ours.length} of ${theirs.length}; missing ${missing.slice(0, 3).join(" | ")}; extra ${extra.slice(0, 3).join(" | ")}`,
      );
  }
  assert.equal(wrong, []);
  assert.is(total, 24246);
});

test("families", () => {
  assert.ok(isDistributionFamily("normal"));
  assert.ok(isDistributionFamily("poisson_log"));
  assert.not.ok(isDistributionFamily("log"));
});

test.run();

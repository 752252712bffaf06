// Pass goldens of lowering: a program, a line of dashes, and the MIR it becomes. UPDATE=1 rewrites what follows the dashes.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { verifyModel } from "../../../compiler/ir/verify.ts";
import { printModel } from "../../../compiler/ir/print.ts";
import { lowerSource } from "./lower-source.ts";

const test = suite("lower: goldens");
const folder = new URL("../../../golden/passes/lower/", import.meta.url);
const DASHES = "----\n";

for (const file of readdirSync(folder).sort())
  test(file.replace(/\.txt$/, ""), () => {
    const url = new URL(file, folder);
    const [source, expected = ""] = readFileSync(url, "utf8").split(DASHES);
    const model = lowerSource(source!, "golden");
    assert.equal(verifyModel(model), []);
    const printed = printModel(model);
    if (process.env["UPDATE"]) writeFileSync(url, source + DASHES + printed);
    else assert.fixture(printed, expected);
  });

test.run();

// grammar/cst.ts is generated from the grammar: this test fails when the two drift apart, and `UPDATE_CST=1` rewrites the file.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateCstDts } from "chevrotain";
import { format } from "prettier";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { StanParser } from "../../grammar/parser.ts";

const test = suite("grammar/cst");
const path = fileURLToPath(new URL("../../grammar/cst.ts", import.meta.url));

const header =
  "// Types of the concrete syntax tree, one per grammar rule. Generated from the parser: run test/grammar/cst.test.ts with UPDATE_CST=1.\n\n";

test("the committed types are those of the grammar", async () => {
  const types = generateCstDts(new StanParser().getGAstProductions(), { includeVisitorInterface: false });
  const generated = await format(
    header + types.replace(/^import type.*$/m, 'import type { CstNode, IToken } from "chevrotain";'),
    {
      parser: "typescript",
      printWidth: 110,
    },
  );
  if (process.env["UPDATE_CST"] === "1") writeFileSync(path, generated);
  assert.is(readFileSync(path, "utf8"), generated);
});

test.run();

// Ends the process with success in the middle.

import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("case");
test("passes", () => assert.ok(true));
test("exits", () => process.exit(0));
test("never runs", () => assert.unreachable());
test.run();

// One passes, one fails.

import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("case");
test("passes", () => assert.ok(true));
test("fails", () => assert.is(1, 2));
test.run();

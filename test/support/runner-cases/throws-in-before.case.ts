// A hook that throws.

import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("case");
test("passes", () => assert.ok(true));
test.before(() => {
  throw new Error("before");
});
test.run();

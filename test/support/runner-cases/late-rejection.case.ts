// A promise nobody waits for is rejected.

import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("case");
test("passes", () => assert.ok(true));
test("late", () => {
  void Promise.reject(new Error("late"));
});
test.run();

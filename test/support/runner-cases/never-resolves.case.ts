// Waits for ever.

import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("case");
test("passes", () => assert.ok(true));
test("waits", () => new Promise(() => {}));
test.run();

// A suite that is never run.

import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("case");
test("passes", () => assert.ok(true));

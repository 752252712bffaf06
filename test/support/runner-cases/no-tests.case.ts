// A suite without tests.

import { suite } from "uvu";

suite("empty").run();

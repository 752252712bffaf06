// A worker thread that serves chains of any compiled model: the model's module comes by address with the first message.

import { serveChains } from "../runtime/index.ts";

await serveChains();

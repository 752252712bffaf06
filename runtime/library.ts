// The only door for the compiler: what the library knows, as descriptors. `scalarFunctions`, `distributions` and `transforms` are keyed by
// Stan's names (use Object.hasOwn: names come from users), `kernels` by the name of the runtime function: those of the catalogue and those
// that distributions and transforms bring along.

import type { Distribution, Kernel, Transform } from "./descriptor.ts";
import { distributions } from "./distributions/catalogue.ts";
import { scalarFunctions } from "./functions/catalogue.ts";
import { kernels as blockKernels } from "./kernels/catalogue.ts";
import { solvers } from "./solvers/catalogue.ts";
import { transforms } from "./transforms/catalogue.ts";

export { distributions, scalarFunctions, transforms };

export const kernels: Readonly<Record<string, Kernel>> = Object.fromEntries(
  [
    ...Object.values(blockKernels),
    ...Object.values(solvers),
    ...Object.values<Distribution>(distributions).flatMap((entry) => Object.values(entry.kernels ?? {})),
    ...Object.values<Transform>(transforms).flatMap(({ kernel }) => kernel ?? []),
  ].map((kernel) => [kernel.name, kernel]),
);

export type {
  ArgumentDomain,
  Distribution,
  Documentation,
  Kernel,
  KernelParameter,
  ScalarFunction,
  Transform,
} from "./descriptor.ts";

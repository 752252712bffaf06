// The only door for the compiler: what the library knows, as descriptors. `scalarFunctions`, `distributions` and `transforms` are keyed by
// Stan's names (use Object.hasOwn: names come from users), `kernels` by the name of the runtime function.

export { distributions } from "./distributions/catalogue.ts";
export { scalarFunctions } from "./functions/catalogue.ts";
export { kernels } from "./kernels/catalogue.ts";
export { transforms } from "./transforms/catalogue.ts";
export type {
  ArgumentDomain,
  Distribution,
  Documentation,
  Kernel,
  KernelParameter,
  ScalarFunction,
  Transform,
} from "./descriptor.ts";

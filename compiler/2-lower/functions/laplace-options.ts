// The options of Laplace approximations as a tuple, from the number of latent values or from their initial values.

import { int, num } from "../../ir/build.ts";
import { asInt } from "../../library/arithmetic.ts";
import { expectContainer, expectScalar, scalar, vectorOfZeros } from "../value.ts";
import type { Rule, Rules } from "./rules.ts";

/** Change of the objective that ends the search, steps, solver, halvings of a step, whether another solver may follow. */
export const LAPLACE_DEFAULTS = { tolerance: 1.5e-8, steps: 500, solver: 1, halvings: 1000, fallthrough: 1 };

const options: Rule = (_, { args: [given] }) => {
  const { tolerance, steps, solver, halvings, fallthrough } = LAPLACE_DEFAULTS;
  const start =
    given!.kind === "scalar" ? vectorOfZeros(asInt(expectScalar(given!).expr)) : expectContainer(given!);
  const ints = [steps, solver, halvings, fallthrough].map((value) => scalar(int(value), true));
  return { kind: "struct", role: "tuple", slots: [start, scalar(num(tolerance), true), ...ints], outer: [] };
};

export const laplaceOptions: Rules = { generate_laplace_options: options };

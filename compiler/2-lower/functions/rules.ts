// All structural built-ins by name: functions whose meaning is index arithmetic, a loop or a kernel. A rule may return null where it does
// not cover the arguments; then the call is tried as a scalar function.

import type { LibraryCall } from "../calls.ts";
import type { Context } from "../context.ts";
import type { Value } from "../value.ts";
import { constraining } from "./constraining.ts";
import { construction } from "./construction.ts";
import { covariances } from "./covariances.ts";
import { laplaceOptions } from "./laplace-options.ts";
import { linearAlgebra } from "./linear-algebra.ts";
import { mixtures } from "./mixtures.ts";
import { operatorFunctions } from "./operator-functions.ts";
import { reductions } from "./reductions.ts";
import { reshaping } from "./reshaping.ts";
import { sizes } from "./sizes.ts";
import { slicing } from "./slicing.ts";
import { solving } from "./solving.ts";
import { sorting } from "./sorting.ts";
import { sparse } from "./sparse.ts";
import { unconstraining } from "./unconstraining.ts";

export type Rule = (ctx: Context, call: LibraryCall) => Value | null;
export type Rules = Readonly<Record<string, Rule>>;

export const rules: Rules = {
  ...constraining,
  ...construction,
  ...covariances,
  ...laplaceOptions,
  ...linearAlgebra,
  ...mixtures,
  ...operatorFunctions,
  ...reductions,
  ...reshaping,
  ...sizes,
  ...slicing,
  ...solving,
  ...sorting,
  ...sparse,
  ...unconstraining,
};

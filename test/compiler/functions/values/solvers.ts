// Functions of functions, with callbacks whose results are known in closed form.

import type { Type } from "../../../../compiler/ir/type.ts";
import { showType } from "../../../../compiler/diagnostics/show-type.ts";
import type { Tolerances } from "./evaluate.ts";
import type { Nested } from "./nested.ts";

type FunctionType = Extract<Type, { kind: "function" }>;

interface Solver {
  /** The callback's statements; arguments are x0, x1, ... */
  readonly body: string;
  readonly expected: (args: readonly Nested[]) => Nested;
  readonly tolerances?: Partial<Tolerances>;
}

const numbers = (x: Nested | undefined): readonly number[] => x as readonly number[];

const decay: Solver = {
  body: "array[3] real d; for (i in 1:3) d[i] = -x2[i] * x1[i]; return d;",
  expected: ([, y0, t0, ts, theta]) =>
    numbers(ts).map((t) =>
      numbers(y0).map((y, i) => y * Math.exp(-numbers(theta)[i]! * (t - (t0 as number)))),
    ),
  tolerances: { value: 1e-5, gradient: 2e-4, step: 1e-3 },
};
const difference: Solver = {
  body: "return x0 - x1;",
  expected: ([, , theta]) => theta!,
  tolerances: { value: 1e-8, gradient: 1e-6, step: 1e-4 },
};

const solvers: Readonly<Record<string, Solver>> = {
  integrate_ode: decay,
  integrate_ode_rk45: decay,
  integrate_ode_bdf: decay,
  integrate_ode_adams: decay,
  algebra_solver: difference,
  algebra_solver_newton: difference,
  integrate_1d: {
    body: "return x2[1] * x0;",
    expected: ([, a, b, theta]) => (numbers(theta)[0]! * ((b as number) ** 2 - (a as number) ** 2)) / 2,
  },
  map_rect: {
    body: "return x0 + x1;",
    expected: ([, phi, theta]) =>
      (theta as readonly (readonly number[])[]).flatMap((t) => t.map((x, i) => numbers(phi)[i]! + x)),
  },
};

export const isSolver = (name: string): boolean => Object.hasOwn(solvers, name);
export const solved = (name: string, args: readonly Nested[]): Nested => solvers[name]!.expected(args);
export const tolerancesOf = (name: string): Partial<Tolerances> => solvers[name]?.tolerances ?? {};

/** The callback of a call, as a function of the program. */
export function callbackOf(name: string, type: FunctionType): string {
  const args = type.args.map((arg, k) => `${arg.isData ? "data " : ""}${showType(arg.type)} x${k}`);
  return `${showType(type.result)} callback(${args.join(", ")}) { ${solvers[name]!.body} }`;
}

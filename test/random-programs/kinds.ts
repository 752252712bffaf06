// Every kind of statement that random programs contain, by the name under which the coverage table counts it, with its weight.

import { ALIASING } from "./aliasing.ts";
import * as assign from "./assignments.ts";
import * as call from "./calls.ts";
import * as control from "./control.ts";
import * as declare from "./declarations.ts";
import * as density from "./densities.ts";
import type { Make } from "./making.ts";
import type { Type } from "./scope.ts";

interface Kind {
  readonly make: Make;
  readonly weight: number;
}

const TYPES: readonly (readonly [Type["kind"], number])[] = [
  ["real", 4],
  ["vector", 4],
  ["row", 1],
  ["matrix", 2],
  ["reals", 1],
  ["grid", 1],
  ["vectors", 1],
  ["complex", 1],
  ["complexes", 1],
  ["tuple", 2],
];

const DECLARING = Object.fromEntries(
  TYPES.flatMap(([kind, weight]): [string, Kind][] => [
    [`declare ${kind}`, { make: declare.declare(kind), weight }],
    [`declare ${kind} without a value`, { make: declare.declareLater(kind), weight: Math.ceil(weight / 2) }],
  ]),
);

const kind = (make: Make, weight = 1): Kind => ({ make, weight });

const STATEMENTS: Readonly<Record<string, Kind>> = {
  ...DECLARING,
  "declare int": kind(declare.declareInt, 2),
  "declare ints": kind(declare.declareInts, 2),
  "declare a copy": kind(declare.copyWhole, 2),
  "declare as long as an index": kind(declare.declareBySize, 2),
  "assign real": kind(assign.assignScalar, 4),
  "assign int": kind(assign.assignInt, 2),
  "assign complex": kind(assign.assignComplex),
  "assign complex element": kind(assign.assignComplexElement),
  "assign tuple": kind(assign.assignTuple),
  "assign element": kind(assign.assignElement, 4),
  "assign whole": kind(assign.assignWhole, 2),
  "assign array": kind(assign.assignArray),
  "assign slice": kind(assign.assignSlice),
  "assign slice up to an index": kind(assign.assignToIndex),
  "assign multi-index": kind(assign.assignMultiIndex),
  "assign block": kind(assign.assignBlock),
  "assign row": kind(assign.assignRow),
  "assign column": kind(assign.assignColumn),
  "assign vector of array": kind(assign.assignInner),
  "destructure a tuple": kind(assign.destructure, 2),
  "op-assign real": kind(assign.compoundScalar, 4),
  "op-assign /=": kind(assign.divideScalar),
  "op-assign int": kind(assign.compoundInt),
  "op-assign complex": kind(assign.compoundComplex),
  "op-assign element": kind(assign.compoundElement, 3),
  "op-assign whole": kind(assign.compoundWhole, 2),
  "op-assign slice": kind(assign.compoundSlice),
  ...Object.fromEntries(Object.entries(ALIASING).map(([name, make]) => [name, kind(make)])),
  "target +=": kind(density.increment, 4),
  "jacobian +=": kind(density.jacobian, 3),
  "read target()": kind(density.readTarget),
  "~ scalar": kind(density.tildeScalar, 2),
  "~ container": kind(density.tildeContainer, 2),
  "~ truncated": kind(density.tildeTruncated),
  "~ positive": kind(density.tildePositive),
  "~ discrete": kind(density.tildeDiscrete),
  "~ categorical": kind(density.tildeCategorical),
  "~ multivariate": kind(density.tildeMultivariate),
  "~ linear model": kind(density.tildeLinear),
  "~ user density": kind(density.tildeUser),
  kernel: kind(call.kernel),
  "matrix product": kind(call.product),
  cholesky: kind(call.factor),
  solve: kind(call.solve),
  determinant: kind(call.determinant),
  reduction: kind(call.reduction),
  ternary: kind(call.ternary),
  "ternary of containers": kind(call.containerTernary),
  "user function": kind(call.userReal, 2),
  "user container function": kind(call.userVector, 2),
  "user function of other types": kind(call.userAny, 2),
  "user function of ints": kind(call.userInts),
  "call of a _lp function": kind(call.callLp, 2),
  "call of a _jacobian function": kind(call.callJacobian, 2),
  "void call": kind(call.callVoid),
  ode: kind(call.ode),
  integral: kind(call.integral),
  "algebraic equation": kind(call.equation),
  reduce_sum: kind(call.reduceSum),
  map_rect: kind(call.mapRect),
  print: kind(control.print),
  "reject that is not reached": kind(control.reject),
  "empty statement": kind(control.empty),
};

const CONTROL: Readonly<Record<string, Kind>> = {
  for: kind(control.forLoop, 8),
  foreach: kind(control.forEach, 4),
  "while on data": kind(control.whileLoop("data"), 2),
  "while on parameters": kind(control.whileLoop("parameters"), 3),
  "if on data": kind(control.branch("data"), 2),
  "if on parameters": kind(control.branch("parameters"), 3),
  block: kind(control.local, 2),
  profile: kind(control.profile),
  break: kind(control.jump("break"), 2),
  continue: kind(control.jump("continue"), 2),
  "early return": kind(control.earlyReturn, 4),
};

const weighted = (kinds: Readonly<Record<string, Kind>>): readonly string[] =>
  Object.entries(kinds).flatMap(([name, { weight }]) => Array<string>(weight).fill(name));

export const SIMPLE = weighted(STATEMENTS);
export const COMPOUND = weighted(CONTROL);
export const KINDS: readonly string[] = [...Object.keys(STATEMENTS), ...Object.keys(CONTROL)];
export const MAKERS: Readonly<Record<string, Make>> = Object.fromEntries(
  Object.entries({ ...STATEMENTS, ...CONTROL }).map(([name, { make }]) => [name, make]),
);

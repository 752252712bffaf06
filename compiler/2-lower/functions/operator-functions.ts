// Functions that are spelt-out operators: add, elt_multiply, logical_eq ...

import { applyOperator, negate } from "../operators.ts";
import { asInt, asBool, not } from "../../library/arithmetic.ts";
import { expectScalar, scalar } from "../value.ts";
import type { Rule, Rules } from "./rules.ts";

type Operator = Parameters<typeof applyOperator>[1];

const as =
  (operator: Operator): Rule =>
  (ctx, call) =>
    applyOperator(ctx, operator, call.args[0]!, call.args[1]!, call.texts);

export const operatorFunctions: Rules = {
  add: as("+"),
  subtract: as("-"),
  multiply: as("*"),
  divide: as("/"),
  elt_multiply: as(".*"),
  elt_divide: as("./"),
  modulus: as("%"),
  logical_eq: as("=="),
  logical_neq: as("!="),
  logical_lt: as("<"),
  logical_lte: as("<="),
  logical_gt: as(">"),
  logical_gte: as(">="),
  minus: (ctx, call) => negate(ctx, call.args[0]!),
  plus: (_, call) => call.args[0]!,
  logical_negation: (_, call) => scalar(asInt(not(asBool(expectScalar(call.args[0]!).expr))), true),
  logical_and: (_, call) => {
    const [a, b] = call.args.map((arg) => asBool(expectScalar(arg).expr));
    return scalar(asInt({ kind: "op", op: "and", args: [a!, b!] }), true);
  },
  logical_or: (_, call) => {
    const [a, b] = call.args.map((arg) => asBool(expectScalar(arg).expr));
    return scalar(asInt({ kind: "op", op: "or", args: [a!, b!] }), true);
  },
};

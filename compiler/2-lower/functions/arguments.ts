// Arguments of a library call by position, in the shape a rule needs them.

import type { Expr } from "../../ir/mir.ts";
import { asInt, asReal } from "../../library/arithmetic.ts";
import type { LibraryCall } from "../calls.ts";
import { expectContainer, expectScalar, isDataValue, type Container } from "../value.ts";

export const containerArg = (call: LibraryCall, k: number): Container => expectContainer(call.args[k]!);
export const intArg = (call: LibraryCall, k: number): Expr => asInt(expectScalar(call.args[k]!).expr);
export const realArg = (call: LibraryCall, k: number): Expr => asReal(expectScalar(call.args[k]!).expr);
export const allData = (call: LibraryCall): boolean => call.args.every(isDataValue);

// Whether a container declared without a value is certainly assigned, all of it, before any element is read: then it needs no fill.

import type { VariableSymbol } from "../ir/typed-ast.ts";
import type { Context } from "./context.ts";
import { isDeclaredByAssignment } from "./usage.ts";

export function isAssignedFirst(ctx: Context, symbol: VariableSymbol): boolean {
  return isDeclaredByAssignment(ctx.usage, symbol);
}

// What is known while a program is read for one choice of row size.

import type { TypedProgram, VariableSymbol } from "../../ir/typed-ast.ts";
import type { Kind } from "./kind.ts";

export interface Scope {
  readonly program: TypedProgram;
  /** The data variable that counts the rows. */
  readonly size: VariableSymbol;
  /** Of variables; what is not in it has not been assigned. */
  readonly kinds: Map<VariableSymbol, Kind>;
  /** Variables declared with one entry per row. */
  readonly rowSized: Set<VariableSymbol>;
}

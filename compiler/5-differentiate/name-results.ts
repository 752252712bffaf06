// A value that goes straight into memory has no name, but its partial derivatives may be written in terms of it (d exp(x) = exp(x)).
// Such values get a name first; sums and products do not need one.

import * as build from "../ir/build.ts";
import type { Expr, Statement } from "../ir/mir.ts";
import { nameFor } from "../ir/naming.ts";
import { mapStatements } from "../ir/walk.ts";

const NEEDS_NO_RESULT = new Set(["add", "sub", "mul", "neg", "square", "toReal"]);

export function nameResults(body: readonly Statement[]): readonly Statement[] {
  return mapStatements(body, (s) => {
    switch (s.kind) {
      case "set":
      case "store":
      case "accumulate": {
        if (!needsName(s.value)) return s;
        const local = build.temporary(nameFor(s.value), "real");
        return [build.letLocal(local, s.value), { ...s, value: build.ref(local) }];
      }
      case "var": {
        if (s.initial === null || !needsName(s.initial)) return s;
        const local = build.temporary(nameFor(s.initial), "real");
        return [build.letLocal(local, s.initial), { ...s, initial: build.ref(local) }];
      }
      default:
        return s;
    }
  });
}

const needsName = (value: Expr): boolean =>
  value.kind === "op" && !NEEDS_NO_RESULT.has(value.op) && isReal(value.op);

const INTEGER_OR_TRUTH = /^(i(add|sub|mul|div|mod|neg)|toInt|lt|le|gt|ge|eq|ne|and|or|not)$/;
const isReal = (op: string): boolean => !INTEGER_OR_TRUTH.test(op);

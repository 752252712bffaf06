// Where statements leave early: `return`, `break`, `continue`. Jumps become structure: what follows a conditional jump moves into the
// other branch, and only where that is not possible (out of loops) a flag says that the rest does not run.

import { childStatements } from "../../grammar/index.ts";
import type { TypedStatement } from "../ir/typed-ast.ts";

export interface Jumps {
  readonly returns: boolean;
  readonly breaks: boolean;
  readonly continues: boolean;
}

const none: Jumps = { returns: false, breaks: false, continues: false };
const known = new WeakMap<TypedStatement, Jumps>();

/** Jumps that can leave the statement. */
export function jumpsOf(s: TypedStatement): Jumps {
  const cached = known.get(s);
  if (cached !== undefined) return cached;
  const jumps = computeJumps(s);
  known.set(s, jumps);
  return jumps;
}

function computeJumps(s: TypedStatement): Jumps {
  switch (s.kind) {
    case "return":
      return { ...none, returns: true };
    case "break":
      return { ...none, breaks: true };
    case "continue":
      return { ...none, continues: true };
    case "for":
    case "foreach":
    case "while":
      return { ...none, returns: jumpsOf(s.body).returns };
    default: {
      const inside = childStatements(s).map(jumpsOf);
      return {
        returns: inside.some((j) => j.returns),
        breaks: inside.some((j) => j.breaks),
        continues: inside.some((j) => j.continues),
      };
    }
  }
}

export const mayJump = (s: TypedStatement): boolean => {
  const { returns, breaks, continues } = jumpsOf(s);
  return returns || breaks || continues;
};

/** Nothing after the statement runs. */
export function alwaysJumps(s: TypedStatement): boolean {
  switch (s.kind) {
    case "return":
    case "break":
    case "continue":
    case "reject":
    case "fatalError":
      return true;
    case "block":
    case "profile":
      return s.body.some(alwaysJumps);
    case "if":
      return s.otherwise !== null && alwaysJumps(s.then) && alwaysJumps(s.otherwise);
    default:
      return false;
  }
}

/** Whether structure alone expresses the jumps of this kind in a list, so that no flag is needed. */
export function isStructured(list: readonly TypedStatement[], kind: "returns" | "continues"): boolean {
  for (let i = 0; i < list.length; i++) {
    const s = list[i]!;
    if (!mayJump(s)) continue;
    const rest = list.slice(i + 1);
    switch (s.kind) {
      case "return":
      case "break":
      case "continue":
        return true;
      case "block":
      case "profile":
        return isStructured([...s.body, ...rest], kind);
      case "if": {
        const otherwise = s.otherwise === null ? [] : [s.otherwise];
        const leavesThen = alwaysJumps(s.then);
        const leavesOtherwise = s.otherwise !== null && alwaysJumps(s.otherwise);
        if (!leavesThen && !leavesOtherwise && rest.length > 0 && jumpsOf(s)[kind]) return false;
        const thenRest = leavesOtherwise ? rest : [];
        const otherwiseRest = leavesThen ? rest : [];
        if (
          !isStructured([s.then, ...thenRest], kind) ||
          !isStructured([...otherwise, ...otherwiseRest], kind)
        )
          return false;
        if (leavesThen || leavesOtherwise) return true;
        break;
      }
      default:
        if (jumpsOf(s)[kind]) return false;
    }
  }
  return true;
}

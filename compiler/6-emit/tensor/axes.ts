// Which loops become dimensions of tensors: an `each` whose body is element-wise for every draw. All others stay loops of JavaScript over
// tensors, which is right for anything and slower; so every condition here may err on that side.

import { declaredIn, readBy, type Storage, writtenBy } from "../../ir/effects.ts";
import type { Statement } from "../../ir/mir.ts";
import { visitStatements } from "../../ir/walk.ts";
import { mentionsAny, type TensorStorage } from "./levels.ts";

type Each = Extract<Statement, { kind: "each" }>;

/** tfjs broadcasts up to six dimensions; one is the draws'. */
const MOST_AXES = 3;

export function chooseAxes(body: readonly Statement[], tensors: TensorStorage): ReadonlySet<Statement> {
  const chosen = new Set<Statement>();
  choose(body, tensors, chosen, 0, new Set());
  return chosen;
}

/** How many dimensions nested loops need; at least one, so that even a single number per draw has a place to broadcast. */
export function depthOf(body: readonly Statement[], axes: ReadonlySet<Statement>): number {
  let deepest = 1;
  const visit = (statements: readonly Statement[], depth: number): void => {
    deepest = Math.max(deepest, depth);
    for (const s of statements) {
      if (s.kind === "if") visit([...s.then, ...s.otherwise], depth);
      else if ("body" in s) visit(s.body, depth + (axes.has(s) ? 1 : 0));
    }
  };
  visit(body, 0);
  return deepest;
}

function choose(
  body: readonly Statement[],
  tensors: TensorStorage,
  chosen: Set<Statement>,
  depth: number,
  varying: ReadonlySet<Storage>,
): void {
  for (const s of body) {
    if (s.kind === "if") choose([...s.then, ...s.otherwise], tensors, chosen, depth, varying);
    else if (s.kind === "each" && depth < MOST_AXES && canBeAxis(s, tensors, varying)) {
      chosen.add(s);
      choose(s.body, tensors, chosen, depth + 1, new Set([...varying, ...declaredIn([s])]));
    } else if ("body" in s) choose(s.body, tensors, chosen, depth, varying);
  }
}

/** `varying`: what differs between the elements of the dimensions around. */
function canBeAxis(each: Each, tensors: TensorStorage, varying: ReadonlySet<Storage>): boolean {
  if (mentionsAny(each.count, varying)) return false;
  const touched = [...readBy([each]), ...writtenBy([each])];
  if (!touched.some((storage) => tensors.has(storage))) return false;
  const own = declaredIn([each]);
  let isElementwise = true;
  visitStatements(each.body, (s) => (isElementwise &&= isElement(s, tensors, own)));
  return isElementwise;
}

function isElement(s: Statement, tensors: TensorStorage, own: ReadonlySet<Storage>): boolean {
  switch (s.kind) {
    case "let":
    case "var":
    case "if":
    case "region":
    case "check":
    case "reject":
      return true;
    case "set":
      return own.has(s.local);
    case "store":
      return tensors.has(s.buffer) && !s.index.some((e) => mentionsAny(e, tensors));
    case "accumulate":
      return s.into.kind === "local" && (own.has(s.into.local) || tensors.has(s.into.local));
    case "each":
      return !mentionsAny(s.count, own);
    case "for":
      return !mentionsAny(s.from, own) && !mentionsAny(s.to, own);
    default:
      return false;
  }
}

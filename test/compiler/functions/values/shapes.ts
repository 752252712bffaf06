// Which signatures are evaluated: one for each shape that lowering tells apart. Arrays of more levels are walked like those of two (one, where
// several arguments are lifted together), so they are left out; a distribution of scalars sees only which arguments are containers, so the
// kinds of containers take turns.

import type { Type } from "../../../../compiler/ir/type.ts";
import { signaturesOf, type Signature } from "../../../../compiler/library/signatures.ts";
import { elementwiseOf } from "./arguments.ts";
import { rankOf } from "./nested.ts";

const depthOf = (type: Type): number => (type.kind === "array" ? 1 + depthOf(type.element) : 0);

/** Of arrays of reals two levels, in any case: they stand where others have matrices. */
function isShallow({ args }: Signature): boolean {
  const deepest = args.length === 1 ? 2 : 1;
  return args.every(({ type }) => depthOf(type) <= deepest || (depthOf(type) === 2 && rankOf(type) === 2));
}

/** Of many arguments, the patterns with no, one or only containers. */
function isTelling(pattern: string): boolean {
  const kinds = pattern.split(",");
  const containers = kinds.filter((kind) => kind === "c").length;
  return kinds.length < 4 || containers <= 1 || containers === kinds.length;
}

export function shapesOf(name: string): readonly Signature[] {
  const all = signaturesOf(name).filter(isShallow);
  if (all.length === 0 || !all.every(({ args }) => elementwiseOf(name, args.length) !== null)) return all;
  const byPattern = new Map<string, Signature[]>();
  for (const signature of all) {
    const pattern = signature.args.map(({ type }) => (rankOf(type) > 0 ? "c" : type.kind)).join();
    byPattern.set(pattern, [...(byPattern.get(pattern) ?? []), signature]);
  }
  return [...byPattern]
    .filter(([pattern]) => isTelling(pattern))
    .map(([, same], turn) => same[(turn * 7) % same.length]!);
}

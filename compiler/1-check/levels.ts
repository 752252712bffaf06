// Levels: whether an expression may depend on parameters, decided by declaration and type alone, never by value. Integers are
// always data. A tuple (or an array of tuples) carries one level per slot.

import { isDataOnly } from "../library/resolve.ts";
import type { Type } from "../ir/type.ts";
import type { Level, Origin } from "../ir/typed-ast.ts";

export { isDataOnly };

/** The level of a value of this type in which everything that can depend on parameters does so, or nothing does. */
export function levelOf(type: Type, level: "data" | "autodiff"): Level {
  switch (type.kind) {
    case "int":
    case "void":
    case "function":
      return "data";
    case "array":
      return levelOf(type.element, level);
    case "tuple":
      return type.slots.map((slot) => levelOf(slot, level));
    default:
      return level;
  }
}

/** The level of a result of this type computed from values of these levels. */
export function levelOfResult(type: Type, inputs: readonly Level[]): Level {
  return levelOf(type, inputs.every(isDataOnly) ? "data" : "autodiff");
}

/** The least level of a choice between values, slot by slot. */
export function joinLevels(type: Type, levels: readonly Level[]): Level {
  const element = elementBelowArrays(type);
  if (element.kind === "tuple")
    return element.slots.map((slot, i) =>
      joinLevels(
        slot,
        levels.map((level) => (typeof level === "string" ? level : level[i]!)),
      ),
    );
  return levelOfResult(type, levels);
}

/** What a declared variable's level is, by where it was declared. Generated quantities never differentiate. */
export function levelOfOrigin(type: Type, origin: Origin): Level {
  switch (origin) {
    case "data":
    case "transformed data":
    case "generated quantities":
      return levelOf(type, "data");
    default:
      return levelOf(type, "autodiff");
  }
}

export function elementBelowArrays(type: Type): Type {
  while (type.kind === "array") type = type.element;
  return type;
}

// What to say about a call of a name that is no function: a density with the wrong ending, a removed function, a slip of the keyboard.

import type { Problem } from "../../grammar/index.ts";
import * as say from "../diagnostics/calls.ts";
import { renamedDensity, type OldCall } from "../diagnostics/migration.ts";
import { undeclaredFunction } from "../diagnostics/names.ts";
import { isDistributionFamily, isLibraryFunction, libraryFunctionNames } from "../library/signatures.ts";
import type { Checker } from "./checker.ts";
import { normalizedName, splitSuffix } from "./names.ts";
import { isSpeciallyTyped, specialFunctionNames } from "../library/special-functions.ts";
import { nearestNames } from "./spelling.ts";
import { unusedFirst } from "./unknown-names.ts";

export function unknownFunction(checker: Checker, call: OldCall): Problem {
  const name = call.callee;
  const [stem, suffix] = splitSuffix(name.text);
  const other =
    suffix === "lpdf" || suffix === "lupdf"
      ? "lpmf"
      : suffix === "lpmf" || suffix === "lupmf"
        ? "lpdf"
        : null;
  if (other !== null && isFunction(checker, `${stem}_${other}`))
    return say.wrongDensitySuffix(
      name,
      `${stem}_${suffix!.startsWith("lu") ? other.replace("lp", "lup") : other}`,
    );
  if (suffix !== null && ["cdf", "lcdf", "lccdf", "rng"].includes(suffix) && isDistributionFamily(stem))
    return say.missingDensitySuffix(name, stem, suffix);
  const density = densityOf(checker, name.text);
  if (density !== null) return say.distributionCalled(name, density);
  const renamed = renamedDensity(name.text, (candidate) => isFunction(checker, candidate));
  if (renamed !== null) return say.removedDensity(call, renamed);
  const near = nearestFunctions(checker, name.text);
  const declared = near.flatMap(
    (other) => checker.functions.get(other)?.map(({ source }) => source.name) ?? [],
  );
  return undeclaredFunction(call, near, unusedFirst(declared));
}

export function isFunction(checker: Checker, name: string): boolean {
  const plain = normalizedName(name);
  return isLibraryFunction(plain) || checker.functions.has(plain) || isSpeciallyTyped(plain);
}

/** `normal` is the distribution behind `normal_lpdf`. */
function densityOf(checker: Checker, name: string): string | null {
  return [`${name}_lpdf`, `${name}_lpmf`].find((density) => isFunction(checker, density)) ?? null;
}

function nearestFunctions(checker: Checker, name: string): string[] {
  const functions = [...checker.functions.keys(), ...libraryFunctionNames(), ...specialFunctionNames()];
  return nearestNames(name, functions);
}

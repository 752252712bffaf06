// What a name's spelling decides: the role of a function by its suffix, and the spellings nobody may use.

export type Suffix =
  "lpdf" | "lpmf" | "lupdf" | "lupmf" | "cdf" | "lcdf" | "lccdf" | "rng" | "lp" | "jacobian";

const suffixes: readonly Suffix[] = [
  "lpdf",
  "lpmf",
  "lupdf",
  "lupmf",
  "lccdf",
  "lcdf",
  "cdf",
  "rng",
  "lp",
  "jacobian",
];

/** `normal_lpdf` is `["normal", "lpdf"]`; a name without a special ending has the suffix null. */
export function splitSuffix(name: string): [stem: string, suffix: Suffix | null] {
  for (const suffix of suffixes)
    if (name.endsWith(`_${suffix}`)) return [name.slice(0, -suffix.length - 1), suffix];
  return [name, null];
}

export function suffixOf(name: string): Suffix | null {
  return splitSuffix(name)[1];
}

/** Functions whose first argument is followed by a bar. */
export function isConditional(suffix: Suffix | null): boolean {
  return suffix !== null && suffix !== "rng" && suffix !== "lp" && suffix !== "jacobian";
}

export function isUnnormalized(name: string): boolean {
  const suffix = suffixOf(name);
  return suffix === "lupdf" || suffix === "lupmf";
}

/** `foo_lupdf` is a way of calling `foo_lpdf`. */
export function normalizedName(name: string): string {
  return isUnnormalized(name) ? name.replace(/_lup(d|m)f$/, "_lp$1f") : name;
}

const reserved = new Set([
  "generated",
  "quantities",
  "transformed",
  "repeat",
  "until",
  "then",
  "true",
  "false",
  "typedef",
  "struct",
  "var",
  "export",
  "extern",
  "static",
  "auto",
]);

/** Names that parse but may not be used. */
export function isReservedName(name: string): boolean {
  return reserved.has(name) || name.endsWith("__");
}

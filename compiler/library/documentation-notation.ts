// How the library's functions that have no descriptor of their own are documented: names of arguments, one sentence, the formula, its source.

export interface FunctionDocumentation {
  /** Names of the arguments of the longest form, as the formula uses them. */
  readonly args: string;
  /** One sentence. */
  readonly summary: string;
  readonly formula: string;
  /** Paper, equation, section; null where the formula is the definition and there is nothing to look up. */
  readonly source: string | null;
}

/** `[names, args, summary, formula, source]`; names that are told apart by their names only stand together. */
export type Row = readonly [names: string, args: string, summary: string, formula: string, source?: string];

export function documented(rows: readonly Row[]): Readonly<Record<string, FunctionDocumentation>> {
  return Object.fromEntries(
    rows.flatMap(([names, args, summary, formula, source]) =>
      names.split(" ").map((name) => [name, { args, summary, formula, source: source ?? null }]),
    ),
  );
}

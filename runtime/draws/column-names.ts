// The two spellings of a scalar's name. On screen and in this project: `theta[1,2]`, tuple slot `t.1`, complex part `z[2].real`.
// As a column of Stan CSV: `theta.1.2`, `t:1`, `z.2.real`. Identifiers hold neither dots nor colons, so each maps back.

export function columnName(name: string): string {
  return name
    .replace(/\.(\d+)/g, ":$1")
    .replace(/\[([\d,]+)\]/g, (_, indices: string) => `.${indices.replaceAll(",", ".")}`);
}

export function screenName(column: string): string {
  return column
    .replace(/(?:\.\d+)+/g, (indices) => `[${indices.slice(1).replaceAll(".", ",")}]`)
    .replace(/:(\d+)/g, ".$1");
}

/** A scalar's place in its variable: `theta[1,2]` is `{ variable: "theta", indices: [1, 2] }`; `t[3].1[2]` is t.1 at [3, 2]. */
export function splitName(name: string): { readonly variable: string; readonly indices: readonly number[] } {
  const indices: number[] = [];
  const variable = name.replace(/\[([\d,]+)\]/g, (_, group: string) => {
    indices.push(...group.split(",").map(Number));
    return "";
  });
  return { variable, indices };
}

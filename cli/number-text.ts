// Numbers for people and for JSON. Tables show three decimals, as ArviZ does, unless these would hide the value; JSON has no NaN
// and no infinities, so they are the strings "NaN", "Infinity" and "-Infinity".

export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return value !== value ? "nan" : value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  return value !== 0 && (size < 0.0005 || size >= 1e6) ? value.toExponential(2) : value.toFixed(3);
}

/** One JSON value on stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${jsonText(value)}\n`);
}

export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, inner: unknown) => jsonValue(inner), indent);
}

function jsonValue(value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value instanceof Float64Array || value instanceof Int32Array ? Array.from(value) : value;
}

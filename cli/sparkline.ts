// A curve in one line of text: eight heights of blocks, the latest value at the right. For the ELBO after a fit.

const BLOCKS = "▁▂▃▄▅▆▇█";

/** Non-finite values are gaps. Longer series are thinned to `width` by taking the last value of each stretch. */
export function sparkline(values: readonly number[], width = 40): string {
  const shown = thin(values, width);
  const finite = shown.filter(Number.isFinite);
  const low = Math.min(...finite);
  const span = Math.max(...finite) - low;
  return shown.map((v) => (Number.isFinite(v) ? BLOCKS[height(v - low, span)]! : " ")).join("");
}

/** A curve without rise is drawn at the top: it is where it will stay. */
const height = (above: number, span: number): number => (span > 0 ? Math.round((7 * above) / span) : 7);

function thin(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values];
  return Array.from({ length: width }, (_, i) => values[Math.ceil(((i + 1) * values.length) / width) - 1]!);
}

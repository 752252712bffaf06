// Writes the data.json of every example that has made-up data, with the parameters they are made from; the same seed gives the same files
// everywhere. `npx tsx examples/make-data.ts` writes them, a test says whether they are what is written here.

import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { randomStream, type Random } from "logjoint";

type Data = Readonly<Record<string, number | readonly number[]>>;

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Counts the arrivals of a Poisson process until one unit of time is over. */
function poisson(random: Random, rate: number): number {
  let count = -1;
  for (let time = 0; time < 1; time -= Math.log(random.uniform()) / rate) count++;
  return count;
}

export const makers: Readonly<Record<string, (random: Random) => Data>> = {
  "gaussian-advi": (random) => ({ N: 100, y: times(100, () => rounded(0.5 + 0.8 * random.normal(), 3)) }),

  "correlated-normal": () => ({}),

  wells(random) {
    const N = 500;
    const distance = times(N, () => rounded(0.5 * -Math.log(random.uniform())));
    const arsenic = times(N, () => rounded(0.5 - Math.log(random.uniform())));
    const switched = times(N, (i) =>
      Number(random.uniform() < logistic(0.5 - 0.9 * distance[i]! + 0.9 * Math.log(arsenic[i]!))),
    );
    return { N, distance, arsenic, switched };
  },

  radon(random) {
    const J = 18;
    const level = times(J, () => 1.4 + 0.35 * random.normal());
    const houses = times(J, () => 2 + Math.floor(40 * random.uniform() ** 3));
    const county = houses.flatMap((count, j) => times(count, () => j + 1));
    const floor = county.map(() => Number(random.uniform() < 0.2));
    const radon = county.map((j, n) => rounded(level[j - 1]! - 0.7 * floor[n]! + 0.75 * random.normal()));
    return { N: county.length, J, county, floor_of: floor, log_radon: radon };
  },

  changepoint: (random) => ({ T: 80, accidents: times(80, (t) => poisson(random, t < 37 ? 3.5 : 1)) }),

  "two-populations": (random) => ({
    N: 200,
    y: times(200, () =>
      rounded(random.uniform() < 0.35 ? 5.4 + 0.6 * random.normal() : 8 + 0.55 * random.normal()),
    ),
  }),

  "hockey-stick"(random) {
    const dose = times(48, (i) => rounded(Math.floor(i / 4) * 0.8, 1));
    const mean = dose.map((x) => 8.5 - 0.9 * 0.2 * Math.log1p(Math.exp((4.6 - x) / 0.2)));
    return { N: dose.length, dose, yield: mean.map((y) => rounded(y + 0.5 * random.normal())) };
  },
};

/** The text of an example's data file. Each example has a stream of its own, so that one more does not change the others. */
export function dataText(name: string): string {
  const seed = [...name].reduce((sum, letter) => 31 * sum + letter.charCodeAt(0), 7) % 2 ** 32;
  return `${JSON.stringify(makers[name]!(randomStream(seed, 0, 0)), null, 1).replace(/\n\s+(?=[-\d\]])/g, " ")}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const name of Object.keys(makers))
    writeFileSync(new URL(`${name}/data.json`, import.meta.url), dataText(name));
}

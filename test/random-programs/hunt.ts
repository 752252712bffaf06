// Tries random programs by hand: `hunt.ts FROM COUNT [SECONDS]` prints the faults of those seeds, each with the smallest program found in
// so many seconds (30).

import { describeFault, sweep } from "./sweep.ts";

const [from, count, seconds] = [process.argv[2] ?? 1, process.argv[3] ?? 100, process.argv[4] ?? 30].map(
  Number,
);

const start = performance.now();
const { faults, refused, compared, nonZero, programs } = await sweep(from!, count!, {
  ...{ points: 2, textsEvery: 3, shrinking: seconds! },
  report: (failure) => console.log(`\n=== ${describeFault(failure)}`),
});
const [found, unavailable] = [faults.length, refused.length];
console.log({ programs, found, unavailable, compared, nonZero, seconds: (performance.now() - start) / 1000 });

// The same as the commands of README.md, from a program: `npx tsx examples/gaussian-advi/main.ts`.

import { readFileSync } from "node:fs";
import { fit } from "logjoint";
import { bind, type Data } from "./gaussian-advi.model.js";

const data = JSON.parse(readFileSync(new URL("data.json", import.meta.url), "utf8")) as Data;
const result = await fit(bind(data), { seed: 1, draws: 10_000 });

console.log("ELBO, stage by stage");
for (const { iteration, elbo, mcse } of result.elbo)
  console.log(`${String(iteration).padStart(5)}  ${elbo.toFixed(3)} +- ${mcse.toFixed(3)}`);

// The approximation lives on the unconstrained scale: q[0] = mu, q[1] = log(sd).
const { mean, sd } = result.approximation;
console.log(`\nmu       ~ normal(${mean[0]!.toFixed(3)}, ${sd[0]!.toFixed(3)})`);
console.log(`log(sd)  ~ normal(${mean[1]!.toFixed(3)}, ${sd[1]!.toFixed(3)})\n`);

const rows = [
  ...result.summary,
  ...result.check!.sample.summary.map((row) => ({ ...row, name: `${row.name} (NUTS)` })),
];
for (const row of rows)
  console.log(row.name.padEnd(14), row.mean.toFixed(3).padStart(7), row.sd.toFixed(3).padStart(7));
console.log(`\n${result.status}`, ...result.reasons);

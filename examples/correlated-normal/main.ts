// What each method makes of two normals with covariance 0.8: `npx tsx examples/correlated-normal/main.ts`.

import { fit, mcseMean, mean, sample } from "logjoint";
import { bind } from "./correlated-normal.model.js";

const model = bind({});

const nuts = await sample(model, { seed: 1 });
// Both means are 0, so the mean of the products estimates the covariance.
const products = nuts.draws.chains.map(([x1, x2]) => x1!.map((x, i) => x * x2![i]!));
const estimate = mean(Float64Array.from(products.flatMap((chain) => Array.from(chain))));
console.log(`NUTS              ${estimate.toFixed(3)} +- ${mcseMean(products).toFixed(3)}`);

for (const family of ["fullrank", "meanfield"] as const) {
  const { approximation } = await fit(model, { seed: 1, family, verify: "none" });
  const [, covariance] = approximation.covariance;
  console.log(
    `ADVI, ${family.padEnd(10)}  ${covariance!.toFixed(3)}  (sds ${approximation.sd.map((sd) => Number(sd.toFixed(3))).join(" and ")})`,
  );
}

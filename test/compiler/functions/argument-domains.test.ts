// What an argument of a distribution may be stands in its descriptor, and both sides read it there: the pedantic check warns of a parameter
// whose declaration allows other values, and a value outside is rejected by a message that names the argument.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { check } from "../../../compiler/index.ts";
import type { ArgumentDomain, Distribution } from "../../../runtime/descriptor.ts";
import { distributions } from "../../../runtime/library.ts";
import { bindSource } from "../../support/golden-models.ts";

const test = suite("domains of distributions' arguments");

/** A declaration that implies the domain, and a value outside it. */
const DOMAINS: Partial<Record<ArgumentDomain, readonly [bounds: string, outside: number]>> = {
  positive: ["<lower=0>", -0.5],
  "positive-any": ["<lower=0>", -0.5],
  nonnegative: ["<lower=0>", -0.5],
  "nonnegative-any": ["<lower=0>", -0.5],
  unit: ["<lower=0, upper=1>", 1.5],
  "open-unit": ["<lower=0, upper=1>", 1.5],
};

/** The distribution at its first point, with the parameter `argument` in one place. */
function program(d: Distribution, place: number, bounds: string): string {
  const [variate, ...params] = d.testPoints[0] as readonly number[];
  const args = params.map((value, k) => (k === place ? "argument" : String(value)));
  return `parameters { real${bounds} argument; } model { ${variate} ~ ${d.name.replace(/_varying.*/, "")}(${args.join(", ")}); }`;
}

const warnings = (text: string, param: string): number =>
  check(text, { fileName: "domains.model", pedantic: true }).problems.filter(
    ({ code, message }) => code === "pedantic-argument-domain" && message.includes(`argument '${param}'`),
  ).length;

for (const d of Object.values(distributions)) {
  if (d.vectorised !== "elementwise") continue;
  const limited = Object.entries(d.params)
    .map(([param, domain], place) => ({ param, place, domain: DOMAINS[domain] }))
    .filter(({ domain }) => domain !== undefined);
  if (limited.length === 0) continue;
  test(d.name, async () => {
    for (const { param, place, domain } of limited) {
      const [bounds, outside] = domain!;
      const free = program(d, place, "");
      assert.is(warnings(free, param), 1, `${param}: any value`);
      assert.is(warnings(program(d, place, bounds), param), 0, `${param}: ${bounds}`);
      const model = await bindSource(free, {});
      assert.is(model.logDensity(Float64Array.of(outside)), -Infinity, param);
      assert.match(model.rejection ?? "", /argument must be .*, but it is -?[01]\.5/, param);
      const inside = (d.testPoints[0] as readonly number[])[place + 1]!;
      assert.ok(Number.isFinite(model.logDensity(Float64Array.of(inside))), `${param}: ${model.rejection}`);
    }
  });
}

test.run();

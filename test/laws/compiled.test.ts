// Laws of elementwise distributions as a compiled model shows them: the density and the distribution functions of one-line models at
// the far points of the reference table, one vectorised statement against a loop of scalar ones, and constants that `~` drops being
// constant.

import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { compile, renderProblem } from "../../compiler/index.ts";
import { libraryFunctionNames } from "../../compiler/library/signatures.ts";
import type { Distribution } from "../../runtime/descriptor.ts";
import { distributions } from "../../runtime/distributions/catalogue.ts";
import type { BindOptions, Model } from "../../runtime/model.ts";
import { argumentsOf, at, isIntDomain, type Kind } from "./density.ts";

const test = suite("laws of compiled distributions");
const abi = new URL("../../runtime/abi.ts", import.meta.url).href;

type Bind = (data: unknown, options?: BindOptions) => Model;

async function bindOf(source: string): Promise<Bind> {
  const { code, problems } = await compile(source, { fileName: "law.stan", target: "javascript", abi });
  if (code === null) throw new Error(problems.map(renderProblem).join("\n"));
  return ((await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { bind: Bind }).bind;
}

const inLanguage = new Set(libraryFunctionNames());

const isDiscrete = (d: Distribution): boolean => Object.values(d.over)[0] === "int";
const kindsOf = (d: Distribution): readonly Kind[] => [
  isDiscrete(d) ? "lpmf" : "lpdf",
  ...(["cdf", "lcdf", "lccdf"] as const).filter((kind) => inLanguage.has(`${d.name}_${kind}`)),
];
/** The name in the language: forms told apart by their number of arguments share one, and take scalars only. */
const nameOf = (d: Distribution): string => (d.name.startsWith("wiener") ? "wiener" : d.name);

/** Arguments are a0, a1, ...; integers are data, the others parameters without constraints. */
function declarations(d: Distribution): { readonly data: string; readonly parameters: string } {
  const lines = argumentsOf(d).map((arg, k) => [isIntDomain(d, arg), `${isIntDomain(d, arg) ? "int" : "real"} a${k};`] as const); // prettier-ignore
  const pick = (isInt: boolean): string =>
    lines.flatMap(([kind, line]) => (kind === isInt ? [line] : [])).join(" ");
  return { data: pick(true), parameters: pick(false) };
}

/** `which` selects the function. */
function pointProgram(d: Distribution): string {
  const [variate, ...params] = argumentsOf(d).map((_, k) => `a${k}`);
  const { data, parameters } = declarations(d);
  const branches = kindsOf(d).map(
    (kind, k) => `if (which == ${k}) target += ${nameOf(d)}_${kind}(${variate} | ${params.join(", ")});`,
  );
  return `data { int which; ${data} } parameters { ${parameters} } model { ${branches.join(" else ")} }`;
}

interface Row {
  readonly dist: string;
  readonly kind: Kind;
  readonly args: readonly (number | string)[];
  readonly expect: number | string;
  readonly expect_grad: readonly (number | string | null)[] | null;
}

const rows = JSON.parse(
  readFileSync(new URL("far-distributions.json", import.meta.url), "utf8"),
) as readonly Row[];

const elementwise = Object.values(distributions).filter((d) => d.vectorised === "elementwise");

for (const d of elementwise) {
  const names = argumentsOf(d);
  const isInt = names.map((arg) => isIntDomain(d, arg));
  const own = rows.filter((row) => row.dist === d.name && kindsOf(d).includes(row.kind));

  test(`${d.name}: compiled at far points`, async () => {
    const bind = await bindOf(pointProgram(d));
    for (const row of own) {
      const args = row.args.map(Number);
      const data = Object.fromEntries(args.flatMap((a, k) => (isInt[k] ? [[`a${k}`, a]] : [])));
      const model = bind({ which: kindsOf(d).indexOf(row.kind), ...data });
      const q = Float64Array.from(args.filter((_, k) => !isInt[k]));
      const gradient = new Float64Array(q.length);
      const value = model.logDensityGradient(q, gradient);
      const label = `${d.name}_${row.kind}(${row.args})`;
      const expected = Number(row.expect);
      const isDensity = row.kind === "lpdf" || row.kind === "lpmf";
      const [forValue, forSlope] = isDensity ? [1e-12, 1e-11] : [1e-11, 1e-10];
      assert.ok(
        value === expected || Math.abs(value - expected) <= forValue * Math.abs(expected) + 1e-300,
        `${label} is ${value}, not ${expected}`,
      );
      if (row.expect_grad === null || !Number.isFinite(expected)) continue;
      const wanted = row.expect_grad.filter((_, k) => !isInt[k]).map((g) => (g === null ? NaN : Number(g)));
      const largest = Math.max(1, ...wanted.filter(Number.isFinite).map(Math.abs));
      wanted.forEach((g, k) => {
        const off = gradient[k] === g || Number.isNaN(g) ? 0 : Math.abs(gradient[k]! - g);
        assert.ok(
          off <= forSlope * Math.abs(g) + 1e-14 * largest || Number.isNaN(g),
          `${label}: slope ${k} is ${gradient[k]}, not ${g}`,
        );
      });
    }
  });

  const reals = names.slice(1).filter((arg) => !isIntDomain(d, arg));
  if (reals.length === 0 || nameOf(d) === "wiener") continue;

  test(`${d.name}: one statement is its loop, and dropped constants are constant`, async () => {
    const point = d.testPoints[0] as readonly number[];
    const observed = observations(d, point);
    const { data, parameters } = declarations(d);
    const own = (text: string): string => text.replace(/(int|real) a0; ?/, "");
    const variate = isDiscrete(d) ? `array[${observed.length}] int y;` : `vector[${observed.length}] y;`;
    const params = names.slice(1).map((_, k) => `a${k + 1}`).join(", "); // prettier-ignore
    const program = (statement: string): string =>
      `data { ${variate} ${own(data)} } parameters { ${own(parameters)} } model { ${statement} }`;
    const whole = await bindOf(program(`y ~ ${nameOf(d)}(${params});`));
    const loop = await bindOf(program(`for (n in 1:${observed.length}) y[n] ~ ${nameOf(d)}(${params});`));
    const values = Object.fromEntries(point.flatMap((a, k) => (isInt[k] && k > 0 ? [[`a${k}`, a]] : [])));
    const bound = { y: observed, ...values };
    const gaps: number[] = [];
    for (const factor of [1, 0.97]) {
      const q = Float64Array.from(point.filter((_, k) => k > 0 && !isInt[k])).map((x) => x * factor);
      const moved = point.map((a, k) => (k > 0 && !isInt[k] ? a * factor : a));
      const [together, apart, dropped] = [new Float64Array(q.length), new Float64Array(q.length), new Float64Array(q.length)]; // prettier-ignore
      const value = whole(bound).logDensityGradient(q, together);
      const looped = loop(bound).logDensityGradient(q, apart);
      const short = whole(bound, { dropConstants: true }).logDensityGradient(q, dropped);
      const exact = observed.map((y) => at(d, kindsOf(d)[0]!, [y, ...moved.slice(1)]));
      const sum = exact.reduce((total, o) => total + (o === "reject" ? NaN : o.value), 0);
      const scale = Math.max(1, Math.abs(sum));
      assert.ok(Math.abs(value - sum) <= 1e-12 * scale, `${value}, by the formula ${sum}`);
      assert.ok(Math.abs(value - looped) <= 1e-13 * scale, `${value}, by a loop ${looped}`);
      q.forEach((_, k) => {
        const size = 1e-12 * Math.max(1, Math.abs(together[k]!));
        assert.ok(Math.abs(together[k]! - apart[k]!) <= size, `slope ${k}: ${together[k]}, by a loop ${apart[k]}`); // prettier-ignore
        assert.ok(Math.abs(together[k]! - dropped[k]!) <= size, `slope ${k}: ${together[k]}, without constants ${dropped[k]}`); // prettier-ignore
      });
      gaps.push(value - short);
    }
    const size = 1e-12 * Math.max(1, Math.abs(gaps[0]!), Math.abs(gaps[1]!));
    assert.ok(Math.abs(gaps[0]! - gaps[1]!) <= 10 * size, `constants differ: ${gaps}`);
  });
}

/** A few variates inside the support, at the parameters of `point`. */
function observations(d: Distribution, point: readonly number[]): number[] {
  const y = point[0]!;
  const tried = isDiscrete(d) ? [y, y + 1, y - 1, y + 2] : [y, 1.1 * y, 0.9 * y, 1.3 * y];
  const inside = tried.filter((value) => {
    const outcome = at(d, kindsOf(d)[0]!, [value, ...point.slice(1)]);
    return outcome !== "reject" && Number.isFinite(outcome.value);
  });
  return inside.slice(0, 3);
}

test.run();

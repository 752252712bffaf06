// Compiles one program for several calls of a function, on data or on parameters, and compares every number of their results, the log density
// that adds them up, and its gradient (with numeric derivatives).

import type { Type } from "../../../../compiler/ir/type.ts";
import type { Signature } from "../../../../compiler/library/signatures.ts";
import type { Model } from "../../../../runtime/index.ts";
import { randomStream } from "../../../../runtime/random/random.ts";
import { showType } from "../../../../compiler/diagnostics/show-type.ts";
import { back, front } from "../../../acceptance/pipeline.ts";
import { numericDerivative } from "../../../support/finite-differences.ts";
import { callText, signatureText, typeName } from "../signature-calls.ts";
import type { Argument, Making } from "./arguments.ts";
import { callbackOf, tolerancesOf } from "./solvers.ts";
import { cells, declarationOf, elementType, isIntType, type Nested } from "./nested.ts";

export type Level = "data" | "parameters";

/** A call and what it should give. */
export interface Case {
  readonly name: string;
  readonly signature: Signature;
  readonly args: readonly Argument[];
  /** The value, or one of its shape where `judge` decides. */
  readonly expected: Nested;
  readonly judge: ((found: Nested) => readonly (readonly [found: number, expected: number])[]) | null;
  /** What the call adds to the target by itself. */
  readonly increment: number;
}

interface Program {
  readonly text: string;
  readonly data: Readonly<Record<string, Nested>>;
  readonly parameters: Readonly<Record<string, Nested>>;
  /** Cases whose results stand in transformed parameters, so in the target: real and finite. */
  readonly inTarget: readonly boolean[];
}

const unsized = (type: Type): string => showType(type);

/** `weigh` of a type: 1 + 0.1 i times element i, summed; complex numbers by both parts. */
function weighingFunctions(types: readonly Type[]): string {
  const written = new Map<string, string>();
  const visit = (type: Type): void => {
    if (written.has(unsized(type)) || type.kind === "real") return;
    const element = elementType(type);
    if (type.kind === "tuple") {
      type.slots.forEach(visit);
      const slots = type.slots.map((_, k) => `${k + 1} * weigh(x.${k + 1})`).join(" + ");
      written.set(unsized(type), `real weigh(${unsized(type)} x) { return ${slots}; }`);
    } else if (element === null) {
      written.set(unsized(type), "real weigh(complex x) { return get_real(x) + 0.7 * get_imag(x); }");
    } else {
      visit(element);
      const size = type.kind.toLowerCase().endsWith("matrix") ? "rows" : "size";
      written.set(
        unsized(type),
        `real weigh(${unsized(type)} x) { real s = 0; for (i in 1:${size}(x)) s += (1 + 0.1 * i) * weigh(x[i]); return s; }`,
      );
    }
  };
  types.forEach(visit);
  return ["real weigh(real x) { return x; }", ...written.values()].join("\n");
}

function weigh(type: Type, value: Nested): number {
  if (type.kind === "tuple")
    return type.slots.reduce((s, slot, k) => s + (k + 1) * weigh(slot, (value as readonly Nested[])[k]!), 0);
  const element = elementType(type);
  if (element === null)
    return type.kind === "complex"
      ? (value as number[])[0]! + 0.7 * (value as number[])[1]!
      : (value as number);
  return (value as readonly Nested[]).reduce<number>(
    (s, x, i) => s + (1 + 0.1 * (i + 1)) * weigh(element, x),
    0,
  );
}

function makingText(making: Making, type: Type, x: Nested): string {
  const element = elementType(type)!;
  const head = `${unsized(type)} ${making.name}(${unsized(type)} x)`;
  if (type.kind !== "array" || elementType(type)!.kind === "real") return `${head} { ${making.body} }`;
  return `${makingText(making, element, (x as readonly Nested[])[0]!)}\n${head} { ${declarationOf(type, x)} y = x; for (i in 1:size(x)) y[i] = ${making.name}(x[i]); return y; }`;
}

function programOf(cases: readonly Case[], level: Level): Program {
  const [data, parameters]: Record<string, Nested>[] = [{}, {}];
  const declared = { data: new Set<string>(), parameters: new Set<string>() };
  const made = new Set<string>();
  const variable = (caller: string, arg: Argument): string => {
    if (arg.type.kind === "function") {
      made.add(callbackOf(caller, arg.type));
      return "callback";
    }
    const where = level === "parameters" && !arg.isData && !isIntType(arg.type) ? "parameters" : "data";
    const key = JSON.stringify([typeName(arg.type), arg.raw]);
    const values = where === "data" ? data! : parameters!;
    const known = names.get(where + key);
    const name = known ?? `x${names.size}`;
    names.set(where + key, name);
    values[name] = arg.raw;
    declared[where].add(`${declarationOf(arg.type, arg.raw)} ${name};`);
    if (arg.made === null) return name;
    for (const line of makingText(arg.made, arg.type, arg.raw).split("\n")) made.add(line);
    return `${arg.made.name}(${name})`;
  };
  const names = new Map<string, string>();
  const inTarget = cases.map(
    ({ name, signature, expected }) =>
      !isIntType(signature.result) &&
      !name.endsWith("_rng") &&
      cells("", signature.result, expected).every(([, x]) => Number.isFinite(x)),
  );
  const statements = cases.map(({ name, signature, args, expected }, k) => {
    const call = callText(
      name,
      args.map((arg) => variable(name, arg)),
    );
    return `${declarationOf(signature.result, expected)} r${k} = ${call};`;
  });
  const chosen = (isIn: boolean): string => statements.filter((_, k) => inTarget[k] === isIn).join("\n");
  const sums = cases.flatMap((_, k) => (inTarget[k] ? [`target += weigh(r${k});`] : []));
  const weighed = cases.filter((_, k) => inTarget[k]).map(({ signature }) => signature.result);
  const text = [
    `functions {\n${[...made].join("\n")}\n${weighingFunctions(weighed)}\n}`,
    `data {\n${[...declared.data].join("\n")}\n}`,
    `parameters {\n${[...declared.parameters].join("\n")}\n}`,
    `transformed parameters {\n${chosen(true)}\n}`,
    `model {\n${sums.join("\n")}\n}`,
    `generated quantities {\n${chosen(false)}\n}`,
  ].join("\n");
  return { text, data: data!, parameters: parameters!, inTarget };
}

export const SEED = 42;
export const randomOfCases = () => randomStream(SEED, 0, 0);

/** Numbers are close relative to the larger of 1e-3 and the size of what is expected. */
const close = (found: number, expected: number, tolerance: number): boolean =>
  Object.is(found, expected) || found === expected || Math.abs(found - expected) <= tolerance * Math.max(1e-3, Math.abs(expected)); // prettier-ignore

export interface Tolerances {
  readonly value: number;
  readonly gradient: number;
  /** Step of the numeric derivatives. */
  readonly step: number;
}

const TOLERANCES: Tolerances = { value: 1e-9, gradient: 1e-6, step: 1e-4 };

/** What is wrong, in words; empty if nothing is. */
export async function mistakes(cases: readonly Case[], level: Level): Promise<string[]> {
  const tolerances = { ...TOLERANCES, ...tolerancesOf(cases[0]!.name) };
  const program = programOf(cases, level);
  const model = await back(front(program.text), program.data);
  const q = model.unconstrain(program.parameters as never);
  const found = new Map<string, number>();
  const all = model.write(q, randomOfCases());
  [...model.parameterNames, ...model.generatedNames].forEach((name, k) => found.set(name, all[k]!));
  const wrong = cases.flatMap((one, k) => wrongCells(one, `r${k}`, found, tolerances.value));
  return [...wrong, ...wrongDensity(cases, program, model, q, tolerances, wrong.length === 0)];
}

function wrongCells(
  one: Case,
  variable: string,
  found: ReadonlyMap<string, number>,
  tolerance: number,
): string[] {
  const what = signatureText(one.name, one.signature);
  const expected = cells(variable, one.signature.result, one.expected);
  const missing = expected.find(([name]) => !found.has(name));
  if (missing !== undefined) return [`${what}: no ${missing[0]}`];
  if (one.judge === null) {
    const bad = expected.find(([name, value]) => !close(found.get(name)!, value, tolerance));
    return bad === undefined ? [] : [`${what}: ${bad[0]} is ${found.get(bad[0])}, not ${bad[1]}`];
  }
  const numbers = expected.map(([name]) => found.get(name)!);
  const bad = one
    .judge(refill(one.signature.result, one.expected, numbers))
    .find(([f, e]) => !(Math.abs(f - e) <= 1e-9));
  return bad === undefined
    ? []
    : [`${what}: what must hold does not: ${bad[0]} is not ${bad[1]} (${numbers.join(" ")})`];
}

/** The shape of a value with other numbers, in the order of `cells`. */
function refill(type: Type, shape: Nested, numbers: number[]): Nested {
  if (type.kind === "tuple")
    return type.slots.map((slot, k) => refill(slot, (shape as readonly Nested[])[k]!, numbers));
  const element = elementType(type);
  if (element !== null) return (shape as readonly Nested[]).map((x) => refill(element, x, numbers));
  return type.kind === "complex" ? [numbers.shift()!, numbers.shift()!] : numbers.shift()!;
}

function wrongDensity(
  cases: readonly Case[],
  program: Program,
  model: Model,
  q: Float64Array,
  tolerances: Tolerances,
  areValuesRight: boolean,
): string[] {
  const what = cases[0]!.name;
  const gradient = new Float64Array(q.length);
  const value = model.logDensityGradient(q, gradient);
  const isKnown = areValuesRight && cases.every(({ judge }) => judge === null);
  const expected = cases.reduce(
    (s, { signature, expected: e, increment }, k) =>
      s + (program.inTarget[k] ? weigh(signature.result, e) : 0) + increment,
    0,
  );
  if (isKnown && !close(value, expected, tolerances.value)) return [`${what}: the target is ${value}, not ${expected}: ${model.rejection}`]; // prettier-ignore
  if (q.length === 0) return [];
  const wrong = wrongSlope(model, q, gradient, tolerances);
  return wrong === null ? [] : [`${what}: ${wrong}`];
}

/** Coordinates that are looked at; of more, every second, third, ... */
const MOST_SLOPES = 40;

function wrongSlope(
  model: Model,
  q: Float64Array,
  gradient: Float64Array,
  { gradient: tolerance, step }: Tolerances,
): string | null {
  const largest = Math.max(...gradient.map(Math.abs));
  const stride = Math.ceil(q.length / MOST_SLOPES);
  for (let k = 0; k < q.length; k += stride) {
    const along = (x: number): number => model.logDensity(q.map((v, j) => (j === k ? x : v)));
    const numeric = numericDerivative(along, q[k]!, step);
    const scale = Math.max(1, Math.abs(numeric), 1e-2 * largest);
    if (!(Math.abs(gradient[k]! - numeric) <= tolerance * scale))
      return `the derivative by ${model.parameterNames[k]} is ${gradient[k]}, numerically ${numeric}`;
  }
  return null;
}

// A whole random program: functions first, then transformed data, parameters, transformed parameters, a model whose last statements send
// every real variable to the target, and generated quantities.

import { COLUMN, DATA_VARIABLES, DECLARATIONS, HELPERS, PARAMETERS, SHUFFLED, SIZES } from "./inputs.ts";
import { real } from "./expressions.ts";
import { vector } from "./containers.ts";
import { termOf } from "./declarations.ts";
import { userFunction, type Wanted } from "./functions.ts";
import {
  announce,
  type Callable,
  chance,
  fresh,
  type Generator,
  int,
  pick,
  type Place,
  type Source,
  type Type,
  type Variable,
  type Wish,
  type Wished,
} from "./scope.ts";
import { insisted, statements } from "./statements.ts";
import { inOtherWords, line, mentions, type Node, type ProgramTree, type Signature } from "./tree.ts";
import { unsized } from "./values.ts";

export interface RandomProgram {
  readonly tree: ProgramTree;
  /** Variables that the model block can mention: what its twin hands to a function. */
  readonly visible: readonly Variable[];
  readonly events: readonly Event[];
}

/** One statement that was written, for the coverage table. */
export interface Event {
  readonly kind: string;
  readonly active: boolean;
  readonly places: readonly Place[];
  readonly size?: number;
}

interface Shared {
  readonly random: Source;
  readonly wish: Wished | null;
  readonly names: { next: number };
  readonly dear: { left: number };
  readonly functions: Callable[];
  readonly events: Event[];
}

function generatorOf(
  s: Shared,
  variables: readonly Variable[],
  fuel: number,
  changes: Partial<Generator> = {},
): Generator {
  return {
    random: s.random,
    variables: [...variables],
    sizes: Object.values(SIZES),
    functions: s.functions,
    places: ["top"],
    hasTarget: false,
    mayReadTarget: false,
    isInLoop: false,
    returns: null,
    wish: s.wish,
    names: s.names,
    fuel: { left: fuel },
    dear: s.dear,
    cover: (kind, active, places, size) =>
      s.events.push({ kind, active, places: [...places], ...(size === undefined ? {} : { size }) }),
    actives: () => s.events.filter(({ active }) => active).length,
    ...changes,
  };
}

const DEAR = /^(ode|integral|algebraic equation|reduce_sum|map_rect)$/;

const readOnly = (v: Variable): Variable => ({ ...v, mutable: false });

/** `wish`: what the program should contain, as far as chance allows. */
export function randomProgram(random: Source, wish: Wish | null): RandomProgram {
  const shared: Shared = {
    ...{ random, names: { next: 0 }, functions: [], events: [] },
    wish: wish === null ? null : { ...wish, left: 4, isOpen: true },
    dear: { left: DEAR.test(wish?.kind ?? "") ? 3 : random.uniform() < 0.05 ? 1 : 0 },
  };
  const any = generatorOf(shared, [], 0);
  const functions = wantedFunctions(any, wish).map((wanted) => userDefined(shared, any, wanted));

  const prepare = generatorOf(shared, DATA_VARIABLES, 3, { hasRandom: true, wish: null });
  const transformedData = chance(any, 0.4) ? statements(prepare, 1 + int(prepare, 3)) : [];
  const dataLevel = prepare.variables.map((v): Variable => ({ ...readOnly(v), isData: true }));

  const { declared, variables } = parameters(any);
  const transform = generatorOf(shared, [...dataLevel, ...variables], 4, {
    isRealOnly: true,
    hasJacobian: true,
  });
  const isJacobian = /jacobian/.test(wish?.kind ?? "");
  const isTransformed = chance(any, 0.45) || isJacobian;
  const transformedParameters = isTransformed
    ? [
        ...statements(transform, 1 + int(any, 3)),
        ...(isJacobian ? insisted(transform) : []),
        ...constrained(transform),
      ]
    : [];
  const before = transform.variables.map(readOnly);

  const model = generatorOf(shared, before, pick(any, [2, 3, 4, 6, 10]), {
    hasTarget: true,
    mayReadTarget: chance(any, 0.12) || wish?.kind === "read target()",
  });
  const body = [...statements(model, 2 + int(any, 3)), ...insisted(model), ...ending(model)];
  const generate = generatorOf(shared, before, 3, { hasRandom: true, wish: null, cover: () => {} });
  const tree: ProgramTree = {
    functions,
    data: DECLARATIONS,
    transformedData,
    parameters: declared,
    transformedParameters,
    model: body,
    generatedQuantities: chance(any, 0.25) ? statements(generate, 1 + int(any, 4)) : [],
  };
  return { tree: withHelpers(tree), visible: before, events: shared.events };
}

function parameters(g: Generator): { readonly declared: string[]; readonly variables: Variable[] } {
  const chosen = [
    ["real #;", { kind: "real" }] as readonly [string, Type],
    ["vector[N] #;", COLUMN] as const,
    ...Array.from({ length: 1 + int(g, 3) }, () => pick(g, PARAMETERS)),
  ];
  const scope = { ...g, variables: [] };
  chosen.forEach(([, type], k) => announce(scope, { name: `p${k}`, type, active: true, mutable: false }));
  return { declared: chosen.map(([text], k) => text.replace("#", `p${k}`)), variables: scope.variables };
}

/** Transformed parameters with constraints, which they satisfy. */
function constrained(g: Generator): readonly Node[] {
  const [a, b] = [fresh(g, "tp"), fresh(g, "tp")];
  const [u, v] = [real(g, 1), vector(g, 4, 1)];
  const [text, value] = pick(g, [
    [`vector<lower=-1, upper=1>[N] ${b}`, `tanh(${v.text})`],
    [`simplex[N] ${b}`, `softmax(${v.text})`],
    [`ordered[N] ${b}`, `cumulative_sum(exp(tanh(${v.text})))`],
    [`vector<lower=${a}>[N] ${b}`, `${a} + exp(tanh(${v.text}))`],
  ] as const);
  g.variables.push(
    { name: a, type: { kind: "real" }, active: u.active, mutable: true },
    { name: b, type: COLUMN, active: v.active, mutable: true },
  );
  return [line(`real<lower=0> ${a} = exp(tanh(${u.text}));`), line(`${text} = ${value};`)];
}

/** Everything real that is in scope counts. */
function ending(g: Generator): readonly Node[] {
  const chosen = g.variables.filter((v) => v.active && (/^p/.test(v.name) || chance(g, 0.8)));
  return chosen.map(termOf).flatMap((term) => (term === null ? [] : [line(`target += ${term};`)]));
}

// ------------------------------------------------------------------------------------------------------------- functions

function userDefined(s: Shared, any: Generator, wanted: Wanted): Signature {
  const { callable, definition } = userFunction(
    any,
    (variables, changes) => generatorOf(s, variables, 4, changes),
    [...s.functions],
    wanted,
  );
  s.functions.push(callable);
  return definition;
}

/** Some at random, and those in which the wished statement can stand or that it calls. */
function wantedFunctions(g: Generator, wish: Wish | null): readonly Wanted[] {
  const some = Array.from({ length: pick(g, [0, 0, 1, 1, 2]) }, (): Wanted => ({}));
  if (wish === null) return some;
  const { kind, place } = wish;
  const called = CALLED.flatMap(([kinds, wanted]) => (kinds.test(kind) ? [wanted] : []));
  if (place !== "function" && place !== "recursion") return [...some, ...called];
  const isRecursive = place === "recursion" ? { isRecursive: true } : {};
  const [, within] = WITHIN.find(([kinds]) => kinds.test(kind))!;
  return [...called, { ...within, ...isRecursive }, ...some.slice(1)];
}

/** What statements of some kinds call. */
const CALLED: readonly (readonly [RegExp, Wanted])[] = [
  [/_lp function/, { role: "lp" }],
  [/_jacobian function/, { role: "jacobian" }],
  [/user density/, { role: "lpdf" }],
  [/^user function$/, { role: "plain", result: "real" }],
  [/container function|user f\(x\)/, { role: "plain", result: "vector" }],
  [/of other types/, { role: "plain" }],
  [/of ints/, { role: "plain", result: "int" }],
  [/void call/, { role: "plain", result: "void" }],
];

/** In which functions they can stand. */
const WITHIN: readonly (readonly [RegExp, Wanted])[] = [
  [/^(target|~|read)|_lp/, { role: "lp" }],
  [/jacobian/, { role: "jacobian" }],
  [/./, { role: "plain" }],
];

const withHelpers = (tree: ProgramTree): ProgramTree => ({
  ...tree,
  functions: [
    ...Object.entries(HELPERS).flatMap(([name, f]) => (mentions(tree, name) ? [f] : [])),
    ...tree.functions,
  ],
});

// ------------------------------------------------------------------------------------------------------------------ twins

/** Programs of the same density: data declared in another order, the model block inside a function, statements in other words. */
export function twinsOf({ tree, visible }: Pick<RandomProgram, "tree" | "visible">): readonly ProgramTree[] {
  const data = SHUFFLED.filter((text) => tree.data.includes(text));
  return [{ ...tree, data }, wrapped(tree, visible), inOtherWords(tree)];
}

/** The model block as the body of a function of everything it may mention. */
function wrapped(tree: ProgramTree, variables: readonly Variable[]): ProgramTree {
  const handed = variables.filter((v) => v.isSlot !== true);
  const args = handed.map((v) => `${v.isData === true ? "data " : ""}${unsized(v.type)} ${v.name}`);
  const call = line(`whole_lp(${handed.map((v) => v.name).join(", ")});`);
  return {
    ...tree,
    functions: [...tree.functions, { head: `void whole_lp(${args.join(", ")})`, body: tree.model }],
    model: [call],
  };
}

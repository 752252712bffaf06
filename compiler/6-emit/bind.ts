// The body of `bind(data, options)`: data checks, what needs data only, working memory, the log density, and the definition handed to
// `defineModel`. This is the frame that all models share; what is particular to one comes from the other printers.

import type {
  Buffer,
  Callee,
  Declared,
  GradientModel,
  Local,
  Model,
  Statement,
  Subprogram,
} from "../ir/mir.ts";
import { derivedRoutines, weightsOf } from "../ir/programs.ts";
import { visitStatements } from "../ir/walk.ts";
import { dataCheckLines } from "./data-checks.ts";
import { allocationLines } from "./allocation.ts";
import { expressionText } from "./expression.ts";
import { homeOf, logDensityLines, routineLines, stackLine } from "./functions.ts";
import { type LayoutContext, layoutTexts } from "./layouts.ts";
import { mentionedBy } from "./mentions.ts";
import {
  claim,
  declaredHere,
  FRAMES,
  keepFree,
  type Named,
  nameBlock,
  OPTIONS,
  RANDOM,
  type Scope,
  STACK,
} from "./names.ts";
import { programLines } from "./programs.ts";
import { isLive, type Printing, type Round, use } from "./printing.ts";
import { drawsRandom, indented, statementLines } from "./statement.ts";
import {
  framesLine,
  memoryInside,
  parameterBuffers,
  reachedSubprograms,
  subprogramLines,
} from "./subprograms.ts";
import { lineComments } from "./text.ts";
import { usesIn } from "./uses.ts";

export interface BindText {
  /** Name of the second parameter; null if nothing depends on options. */
  readonly options: string | null;
  readonly body: readonly string[];
  /** For the printers of doc comments. */
  readonly p: Printing;
}

export function bindText(
  gradientModel: GradientModel,
  round: Round,
  reserved: ReadonlySet<string>,
): BindText {
  const { model } = gradientModel;
  const scope: Scope = {
    outer: null,
    label: "bind",
    names: new Map(),
    taken: new Set(),
    reserved,
    aliases: sizesWithTwoNames(gradientModel.model),
  };
  const { prepareData } = model;
  const reached = reachedSubprograms(gradientModel);
  const buffers = boundBuffers(gradientModel, prepareData, reached);
  const callees = reached.map(({ callee }) => callee);
  nameBindLevel(scope, gradientModel, prepareData, buffers, callees);
  const optionsName = claim(scope, OPTIONS);
  const drawsAtBind = drawsRandom(prepareData);
  const random = drawsAtBind ? claim(scope, RANDOM) : null;
  const stack = claim(scope, STACK);
  const frames = claim(scope, FRAMES);
  const p: Printing = {
    round,
    scope,
    random,
    stack,
    frames,
    refusal: "refuseData",
    uses: usesIn([...prepareData, ...otherPrograms(gradientModel)]),
  };

  const allocated = new Set<Buffer>();
  const inside = memoryInside(reached);
  const framesText = framesLine(p, reached);
  const isFramedEarly = inside(prepareData).some((buffer) => buffer.lifetime === "frame");
  const prepared = preparedLines(p, prepareData, new Set(buffers), allocated, inside);
  const density = logDensityLines(p, gradientModel);
  const subprograms = reached.map((subprogram) => subprogramLines(p, subprogram));
  const definition = definitionLines(
    p,
    gradientModel,
    bindLevelOf(gradientModel, prepareData, buffers),
    optionsName,
  );
  const weights = weightLines(p, gradientModel, optionsName);
  const stream = drawsAtBind ? [`const ${random} = ${use(p, "dataRandom")}(${optionsName}.seed);`] : [];
  const memory = [
    ...buffers.filter((buffer) => !allocated.has(buffer)).flatMap((buffer) => allocationLines(p, buffer)),
    ...stackLine(p, [...gradientModel.body, ...reached.flatMap((subprogram) => subprogram.body)]),
    ...(isFramedEarly ? [] : framesText),
  ];
  const usesOptions = weights.length > 0 || stream.length > 0;
  const body = paragraphs([
    [...dataCheckLines(p, model.data), ...weights],
    titled("Needs data only, so computed once.", [
      ...stream,
      ...(isFramedEarly ? framesText : []),
      ...prepared,
    ]),
    titled("Working memory, overwritten by every evaluation.", memory),
    ...subprograms,
    density,
    definition(usesOptions),
  ]);
  return { options: usesOptions ? optionsName : null, body, p };
}

export const titled = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`// ${title}`, ...lines];

export const paragraphs = (parts: readonly (readonly string[])[]): string[] =>
  parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ["", ...part]));

// -------------------------------------------------------------------------------------------------------------------- names

/** Users' names first: data, then parameters and transformed parameters that live in working memory, then all else. */
export function nameBindLevel(
  scope: Scope,
  { model }: GradientModel,
  prepareData: readonly Statement[],
  buffers: readonly Buffer[],
  callees: readonly Callee[] = [],
): void {
  for (const declared of model.data) claim(scope, homeOf(declared));
  const variables = new Set(variablesOf(model).map(({ name }) => name));
  for (const buffer of buffers) if (variables.has(buffer.name)) claim(scope, buffer);
  keepFree(scope, variables);
  for (const weight of weightsOf(model)) claim(scope, weight);
  for (const callee of callees) claim(scope, callee);
  for (const local of declaredHere(prepareData)) if (local.isTemporary !== true) claim(scope, local);
  // Before the blocks inside, whose names must not hide those of arrays they use.
  for (const buffer of buffers) claim(scope, buffer);
  nameBlock(scope, prepareData);
}

/** `int T = num_elements(y)` of a function called with `y[T]`: the name of the data says it all. */
function sizesWithTwoNames({ data, prepareData }: Model): Map<Named, Named> {
  const sizes = new Set<Named>(data.map(homeOf));
  const aliases = new Map<Named, Named>();
  for (const s of prepareData)
    if (s.kind === "let" && s.value.kind === "ref" && sizes.has(s.value.local))
      aliases.set(s.local, s.value.local);
  return aliases;
}

/** Parameters, transformed parameters and generated quantities, with every home they have in some program. */
function variablesOf({ parameters, transform, generate }: Model): readonly Declared[] {
  return [...parameters, ...transform.inputs, ...transform.outputs, ...generate.inputs, ...generate.outputs];
}

/** Buffers that `bind` allocates: mentioned anywhere, not data, and not handed in or out of the function that mentions them. */
export function boundBuffers(
  { model, gradient, body }: GradientModel,
  prepareData: readonly Statement[],
  subprograms: readonly Subprogram[],
): readonly Buffer[] {
  const found = new Set<Buffer>();
  const collect = (statements: readonly Statement[], own: readonly Named[]): void => {
    for (const object of mentionedBy(statements))
      if (object.kind === "buffer" && !own.includes(object)) found.add(object);
  };
  const homes = (...declared: readonly Declared[]): readonly Named[] => declared.map(homeOf);
  const data = homes(...model.data);
  collect(prepareData, data);
  collect(body, [...data, model.q, gradient]);
  for (const { inputs, body: statements, outputs } of [
    model.transform,
    model.generate,
    ...derivedRoutines(model),
  ])
    collect(statements, [...data, model.q, ...homes(...inputs, ...outputs)]);
  for (const subprogram of subprograms) collect(subprogram.body, [...data, ...parameterBuffers(subprogram)]);
  return [...found].filter((buffer) => buffer.lifetime !== "frame");
}

/** All that may read what data preparation defines. */
const otherPrograms = ({ model, body }: GradientModel): readonly Statement[] => [
  ...body,
  ...[model.transform, model.generate, ...derivedRoutines(model)].flatMap((routine) => routine.body),
  ...model.subprograms.flatMap((subprogram) => subprogram.body),
];

function bindLevelOf(
  { model }: GradientModel,
  prepareData: readonly Statement[],
  buffers: readonly Buffer[],
): ReadonlySet<Named> {
  const own = buffers.filter((buffer) => buffer.lifetime === "bind");
  const weights = weightsOf(model);
  return new Set<Named>([...model.data.map(homeOf), ...declaredHere(prepareData), ...own, ...weights]);
}

// ----------------------------------------------------------------------------------------------------------------- sections

/** `prepareData`, with each buffer allocated before the first statement that mentions it. */
export function preparedLines(
  p: Printing,
  statements: readonly Statement[],
  buffers: ReadonlySet<Buffer>,
  allocated: Set<Buffer>,
  inside: (statements: readonly Statement[]) => readonly Buffer[] = () => [],
): string[] {
  return statements.flatMap((s) => {
    if (s.kind === "region") {
      const lines = preparedLines(p, s.body, buffers, allocated, inside);
      return lines.length === 0 ? [] : [...lineComments(s.title), ...lines];
    }
    const lines: string[] = [];
    for (const object of [...mentionedBy([s]), ...inside([s])]) {
      if (object.kind !== "buffer" || !buffers.has(object) || allocated.has(object)) continue;
      allocated.add(object);
      lines.push(...allocationLines(p, object));
    }
    return [...lines, ...statementLines(p, [s])];
  });
}

export function weightLines(p: Printing, { model }: GradientModel, options: string): string[] {
  const line = (weight: Local, condition: string): string[] =>
    isLive(p, weight) ? [`const ${claim(p.scope, weight)} = ${condition};`] : [];
  return [
    ...line(model.jacobianWeight, `${options}.jacobian === false ? 0 : 1`),
    ...line(model.constantWeight, `${options}.dropConstants === true ? 0 : 1`),
    ...(model.rowWeight === undefined ? [] : line(model.rowWeight, `${options}.rowWeight ?? 1`)),
  ];
}

function definitionLines(
  p: Printing,
  { model, body }: GradientModel,
  bindLevel: ReadonlySet<Named>,
  options: string,
): (usesOptions: boolean) => string[] {
  const homes = new Map(variablesOf(model).map((d) => [homeOf(d), d] as const));
  const context: LayoutContext = { p, bindLevel, homes, logJoint: model.logJoint };
  const layouts = (key: string, of: readonly Declared[]): string =>
    `${key}: { ${layoutTexts(context, of).join(", ")} },`;
  const withoutTransform = (d: Declared): Declared =>
    d.constraint.kind === "affine" ? { ...d, constraint: { kind: "none" } } : d;
  const quoted = new Set<string>();
  visitStatements(body, (s) => (s.kind === "region" ? quoted.add(s.title) : undefined));
  const section = (key: string, name: "transform" | "generate"): string[] => {
    const routine = model[name];
    if (routine.outputs.length === 0) return [];
    return [
      layouts(key, routine.outputs.map(withoutTransform)),
      ...routineLines(p, name, routine, name, quoted),
    ];
  };
  const lines = [
    `dimension: ${expressionText(p, model.dimension)},`,
    layouts("parameters", model.parameters),
    "logDensityGradient,",
    ...section("transformed", "transform"),
    ...section("generated", "generate"),
    ...programLines(p, model, (outputs) => layouts("variables", outputs)),
  ];
  const define = `return ${use(p, "defineModel")}${p.round.types ? "<Parameters>" : ""}({`;
  return (usesOptions) => {
    const given = options === "options" ? "options" : `options: ${options}`;
    const origin = usesOptions ? `bind, data, ${given},` : "bind, data,";
    return [define, ...indented([origin, ...lines]), "});"];
  };
}

// Subprograms as functions inside `bind`: only those that some program reaches. Blocks arrive as an array and, where they may be part of a
// larger one, the position at which they start.

import type {
  Buffer,
  Callee,
  GradientModel,
  Local,
  Model,
  Statement,
  Subprogram,
  SubprogramParam,
} from "../ir/mir.ts";
import { derivedRoutines } from "../ir/programs.ts";
import { visitStatements } from "../ir/walk.ts";
import { calleesOf, mentionedBy } from "./mentions.ts";
import { expressionText } from "./expression.ts";
import { claim, FRAMES, type Named, nameBlock, openScope, STACK } from "./names.ts";
import { cellCount } from "./offset.ts";
import { isLive, nameDeclared, type Printing, use } from "./printing.ts";
import { indented, statementLines, usesStack } from "./statement.ts";
import { usesIn } from "./uses.ts";
import { lineComments } from "./text.ts";

/** In the order of the model's list. */
export function reachedSubprograms({ model, body }: GradientModel): readonly Subprogram[] {
  const reached = new Set<Callee>();
  const follow = (statements: readonly Statement[]): void =>
    visitStatements(statements, (s) => {
      for (const callee of calleesOf(s)) {
        if (reached.has(callee)) continue;
        reached.add(callee);
        follow(model.subprograms.find((subprogram) => subprogram.callee === callee)!.body);
      }
    });
  for (const program of [body, ...otherPrograms(model)]) follow(program);
  return model.subprograms.filter(({ callee }) => reached.has(callee));
}

const otherPrograms = (model: Model): (readonly Statement[])[] => [
  model.prepareData,
  ...[model.transform, model.generate, ...derivedRoutines(model)].map((routine) => routine.body),
];

/** Working memory of the subprograms that statements call, however deep. */
export function memoryInside(
  subprograms: readonly Subprogram[],
): (statements: readonly Statement[]) => readonly Buffer[] {
  const memory = (statements: readonly Statement[], seen: Set<Callee>, into: Set<Buffer>): Set<Buffer> => {
    visitStatements(statements, (s) => {
      for (const callee of calleesOf(s)) {
        const called = subprograms.find((subprogram) => subprogram.callee === callee);
        if (called === undefined || seen.has(callee)) continue;
        seen.add(callee);
        const own = new Set(parameterBuffers(called));
        for (const object of mentionedBy(called.body))
          if (object.kind === "buffer" && !own.has(object)) into.add(object);
        memory(called.body, seen, into);
      }
    });
    return into;
  };
  return (statements) => [...memory(statements, new Set(), new Set())];
}

export const parameterBuffers = ({ params }: Subprogram): readonly Named[] =>
  params.flatMap((param) => (param.kind === "scalar" ? [] : [param.buffer]));

export function subprogramLines(p: Printing, { callee, title, params, body }: Subprogram): string[] {
  const own = new Set<Named>(
    params.flatMap((param): Named[] =>
      param.kind === "scalar"
        ? [param.local]
        : [param.buffer, ...(param.offset === null ? [] : [param.offset])],
    ),
  );
  const frames = [...mentionedBy(body)].filter(isFrame);
  for (const frame of frames) own.add(frame);
  const used = [...(usesStack(body) ? [STACK] : []), ...(frames.length > 0 ? [FRAMES] : [])];
  const visible = [...[...mentionedBy(body)].filter((object) => !own.has(object)), ...used];
  const scope = openScope(p.scope, `subprogram ${nameDeclared(p, callee)}`, visible);
  for (const object of own) claim(scope, object);
  nameBlock(scope, body);
  const offsets = new Map(
    params.flatMap((param): [Named & { kind: "buffer" }, Local][] =>
      param.kind === "scalar" || param.offset === null ? [] : [[param.buffer, param.offset]],
    ),
  );
  const inner: Printing = { ...p, scope, refusal: "reject", uses: usesIn(body), offsets };
  const lines = bodyLines(inner, body);
  const type = (of: string): string => (p.round.types ? `: ${of}` : "");
  const head = params.flatMap((param) => parameterTexts(inner, param, type)).join(", ");
  const result = type(callee.result === null ? "void" : "number");
  return [
    ...lineComments(title),
    `function ${nameDeclared(p, callee)}(${head})${result} {`,
    ...indented(lines),
    "}",
  ];
}

const isFrame = (object: Named): object is Buffer => object.kind === "buffer" && object.lifetime === "frame";

/** Arrays of which every activation has its own. */
export const framesOf = ({ body }: Subprogram): readonly Buffer[] => [...mentionedBy(body)].filter(isFrame);

export const framesLine = (p: Printing, subprograms: readonly Subprogram[]): string[] =>
  subprograms.some((subprogram) => framesOf(subprogram).length > 0)
    ? [`const ${p.frames} = new ${use(p, "Frames")}();`]
    : [];

const MARK: Local = { kind: "local", name: "mark", scalar: "int" };

/** The body, with each array taken before the first statement that mentions it and all given back at the end. */
function bodyLines(p: Printing, body: readonly Statement[]): string[] {
  if (![...mentionedBy(body)].some(isFrame)) return statementLines(p, body);
  const mark = claim(p.scope, MARK);
  const taken = new Set<Buffer>();
  const takeFor = (s: Statement): string[] =>
    [...mentionedBy([s])].filter(isFrame).flatMap((frame) => {
      if (taken.has(frame)) return [];
      taken.add(frame);
      const take = frame.elem === "f64" ? "take" : "takeInts";
      const size = expressionText(p, cellCount(frame));
      return isLive(p, frame) ? [`const ${nameDeclared(p, frame)} = ${p.frames}.${take}(${size});`] : [];
    });
  const lines = (statements: readonly Statement[]): string[] =>
    statements.flatMap((s) => {
      if (s.kind === "region") {
        const block = lines(s.body);
        return block.length === 0 ? [] : [...lineComments(s.title), ...block];
      }
      if (s.kind !== "return") return [...takeFor(s), ...statementLines(p, [s])];
      const result = claim(p.scope, RESULT);
      const value = `const ${result} = ${expressionText(p, s.value)};`;
      return [...takeFor(s), value, `${p.frames}.release(${mark});`, `return ${result};`];
    });
  const end = body.at(-1)?.kind === "return" ? [] : [`${p.frames}.release(${mark});`];
  return [`const ${mark} = ${p.frames}.mark;`, ...lines(body), ...end];
}

const RESULT: Local = { kind: "local", name: "value", scalar: "real" };

function parameterTexts(p: Printing, param: SubprogramParam, type: (of: string) => string): string[] {
  const text = (object: Named, of: string): string =>
    `${isLive(p, object) ? "" : "_"}${nameDeclared(p, object)}${type(of)}`;
  if (param.kind === "scalar") return [text(param.local, "number")];
  const array = param.buffer.elem === "f64" ? "Float64Array" : "Int32Array";
  return [text(param.buffer, array), ...(param.offset === null ? [] : [text(param.offset, "number")])];
}

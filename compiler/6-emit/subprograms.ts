// Subprograms as functions inside `bind`: only those that some program reaches. Blocks arrive as an array and, where they may be part of a
// larger one, the position at which they start.

import type {
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
import { claim, type Named, nameBlock, openScope } from "./names.ts";
import { isLive, nameDeclared, type Printing } from "./printing.ts";
import { comparedLocals, indented, statementLines } from "./statement.ts";
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
  const visible = [...mentionedBy(body)].filter((object) => !own.has(object));
  const scope = openScope(p.scope, `subprogram ${nameDeclared(p, callee)}`, visible);
  for (const object of own) claim(scope, object);
  nameBlock(scope, body);
  const offsets = new Map(
    params.flatMap((param): [Named & { kind: "buffer" }, Local][] =>
      param.kind === "scalar" || param.offset === null ? [] : [[param.buffer, param.offset]],
    ),
  );
  const inner: Printing = { ...p, scope, refusal: "reject", compared: comparedLocals(body), offsets };
  const lines = statementLines(inner, body);
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

function parameterTexts(p: Printing, param: SubprogramParam, type: (of: string) => string): string[] {
  const text = (object: Named, of: string): string =>
    `${isLive(p, object) ? "" : "_"}${nameDeclared(p, object)}${type(of)}`;
  if (param.kind === "scalar") return [text(param.local, "number")];
  const array = param.buffer.elem === "f64" ? "Float64Array" : "Int32Array";
  return [text(param.buffer, array), ...(param.offset === null ? [] : [text(param.offset, "number")])];
}

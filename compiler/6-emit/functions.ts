// The functions inside `bind`: the log density with its gradient, and the routines for transformed parameters and generated quantities.
// Each opens a scope of its own, in which the model's variables get their names first.

import type { Buffer, Declared, GradientModel, Routine, Statement } from "../ir/mir.ts";
import { allocation } from "./allocation.ts";
import { memberValues } from "./layouts.ts";
import { nestedMembers } from "./variables.ts";
import { mentionedBy } from "./mentions.ts";
import { claim, type Named, nameBlock, openScope, RANDOM, STACK, FRAMES } from "./names.ts";
import { isLive, nameDeclared, nameRead, type Printing, use } from "./printing.ts";
import { framesOf, reachedSubprograms } from "./subprograms.ts";
import { drawsRandom, indented, statementLines, usesStack } from "./statement.ts";
import { usesIn } from "./uses.ts";

export const homeOf = ({ home }: Declared): Named => (home.kind === "local" ? home.local : home.buffer);

export function logDensityLines(p: Printing, gradientModel: GradientModel): string[] {
  const { model, gradient, body } = gradientModel;
  const { target, q } = model;
  const reached = reachedSubprograms(gradientModel);
  const stacked = usesStack([...body, ...reached.flatMap((subprogram) => subprogram.body)]);
  const framed = reached.some((subprogram) => framesOf(subprogram).length > 0);
  const visible = [...mentionedBy(body), ...(stacked ? [STACK] : []), ...(framed ? [FRAMES] : [])];
  const scope = openScope(p.scope, "density", visible);
  for (const declared of [...model.parameters, ...model.transform.outputs])
    if (declared.home.kind === "local") claim(scope, declared.home.local);
  for (const object of [q, gradient, target]) claim(scope, object);
  nameBlock(scope, body);
  const inner: Printing = { ...p, scope, refusal: "reject", uses: usesIn(body) };

  const type = (of: string): string => (p.round.types ? `: ${of}` : "");
  const parameter = (buffer: Buffer): string => {
    const name = nameDeclared(inner, buffer);
    return `${isLive(inner, buffer) ? name : `_${name}`}${type("Float64Array")}`;
  };
  const lines = [
    ...(stacked ? [`${p.stack}.clear();`] : []),
    ...(framed ? [`${p.frames}.release(0);`] : []),
    ...statementLines(inner, body),
    `return ${nameRead(inner, target)};`,
  ];
  const head = `function logDensityGradient(${parameter(q)}, ${parameter(gradient)})${type("number")} {`;
  return [head, ...indented(lines), "}"];
}

/** A method `name({ mu, tau }) { ... return { theta }; },` of the definition. */
export function routineLines(
  p: Printing,
  name: string,
  routine: Routine,
  label = name,
  quotedElsewhere: ReadonlySet<string> = new Set(),
): string[] {
  const { inputs, body, outputs } = routine;
  const own = new Set([...inputs, ...outputs].map(homeOf));
  const scope = openScope(
    p.scope,
    label,
    [...mentionedBy(body)].filter((object) => !own.has(object)),
  );
  for (const declared of [...inputs, ...outputs]) claim(scope, homeOf(declared));
  nameBlock(scope, body);
  const random = drawsRandom(body) ? claim(scope, RANDOM) : null;
  const uses = { ...usesIn(body), quotedElsewhere };
  const inner: Printing = { ...p, scope, random, refusal: "reject", uses };

  const lines = statementLines(inner, body);
  const returned = memberValues(inner, outputs, homeOf);
  const live = inputs.filter((declared) => isLive(inner, homeOf(declared)));
  const members = nestedMembers(
    live.map((declared) => ({ declared, text: nameDeclared(inner, homeOf(declared)) })),
  );
  const allocations = outputs.flatMap(({ home }) =>
    home.kind === "buffer"
      ? [`const ${nameDeclared(inner, home.buffer)} = ${allocation(p, home.buffer)};`]
      : [],
  );
  const values = members.length > 0 ? `{ ${members.join(", ")} }` : random === null ? "" : "_values";
  const head = [values, ...(random === null ? [] : [random])].join(", ");
  const result = `return { ${returned.join(", ")} };`;
  return [`${name}(${head}) {`, ...indented([...allocations, ...lines, result]), "},"];
}

export function stackLine(p: Printing, statements: readonly Statement[]): string[] {
  return usesStack(statements) ? [`const ${p.stack} = new ${use(p, "Stack")}();`] : [];
}

/** `run(q) { ... return { prior, likelihood }; },`: from the unconstrained vector, like the log density. */
export function splitLines(p: Printing, { body, outputs }: Routine, q: Buffer): string[] {
  const own = new Set<Named>([q, ...outputs.map(homeOf)]);
  const visible = [...mentionedBy(body)].filter((object) => !own.has(object));
  const scope = openScope(p.scope, "split", [...visible, ...(usesStack(body) ? [STACK] : [])]);
  for (const object of own) claim(scope, object);
  nameBlock(scope, body);
  const inner: Printing = { ...p, scope, random: null, refusal: "reject", uses: usesIn(body) };
  const lines = statementLines(inner, body);
  const returned = memberValues(inner, outputs, homeOf);
  const name = nameDeclared(inner, q);
  return [
    `run(${isLive(inner, q) ? name : `_${name}`}) {`,
    ...indented([...lines, `return { ${returned.join(", ")} };`]),
    "},",
  ];
}

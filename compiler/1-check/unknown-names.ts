// What can be said about a variable that is not in scope: names in scope that look alike, declarations that may be misspelt, and
// whether the very name is declared somewhere out of sight.

import {
  positionOf,
  walkStatement,
  type Located,
  type Name,
  type Problem,
  type Statement,
} from "../../grammar/index.ts";
import { undeclaredVariable } from "../diagnostics/names.ts";
import type { Checker } from "./checker.ts";
import { nearestNames } from "./spelling.ts";

/** `extra`: words that would do where the name stands, though they are no variables. */
export function unknownVariable(checker: Checker, name: Name, extra: readonly string[] = []): Problem {
  const near = nearestNames(name.text, [...checker.variables.keys(), ...checker.functions.keys(), ...extra]);
  const declared = near.flatMap((other) => checker.variables.get(other)?.declaredAt ?? []);
  return undeclaredVariable(name, {
    near,
    declared: unusedFirst(declared),
    elsewhere: elsewhere(checker, name),
  });
}

/** A declaration that nothing refers to is the likeliest to be misspelt. */
export function unusedFirst(declared: readonly Name[]): readonly Name[] {
  const uses = ({ text, span }: Name) => span.source.text.split(new RegExp(`\\b${text}\\b`)).length - 1;
  const counted = declared.map((name) => ({ name, uses: uses(name) }));
  return counted.sort((a, b) => a.uses - b.uses).map(({ name }) => name);
}

function elsewhere(checker: Checker, name: Name): { line: number; where: string } | null {
  const { functions, blocks } = checker.whole;
  const places = [
    ...functions.map(({ body, args, name: { text } }) => ({
      where: `inside the function '${text}'`,
      names: [...args.map((arg) => arg.name), ...namesIn(body ?? [])],
    })),
    ...blocks.map((block) => ({ where: `in the ${block.name} block`, names: namesIn(block.body) })),
  ];
  for (const { where, names } of places) {
    const found = names.find(({ text, span }) => text === name.text && span.source === name.span.source);
    if (found !== undefined) return { line: positionOf(found.span.source, found.span.start).line, where };
  }
  return null;
}

function namesIn(body: readonly Statement<Located>[]): Name[] {
  const names: Name[] = [];
  for (const top of body)
    walkStatement(top, (statement) => {
      if (statement.kind === "declaration") names.push(...statement.declarators.map(({ name }) => name));
    });
  return names;
}

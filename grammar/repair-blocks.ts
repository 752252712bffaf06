// Repairs of a wrong block name: each block may appear once, in a fixed order, so where one is doubled, or holds what it may not,
// few names are left that it could have had.

import type { IToken } from "chevrotain";
import { blockOrder } from "./block-order.ts";
import { lex } from "./lex.ts";
import type { ParseOptions } from "./parse.ts";
import type { Repair } from "./problem.ts";
import { startsBlock } from "./repair.ts";
import { positionOf } from "./source.ts";
import type { Source } from "./source.ts";

/** Every name of a block, those that most programs have first. */
const usual = [
  "data",
  "parameters",
  "model",
  "transformed parameters",
  "generated quantities",
  "transformed data",
  "functions",
];

/**
 * Other names that a block could have whose name is there twice, or, with `mayBeAlone`, the block around `offset`; never the name of
 * another block.
 */
export function* blockRenames(
  source: Source,
  offset: number,
  mayBeAlone: boolean,
  options: ParseOptions = {},
): Generator<Repair, void> {
  const { tokens, spanAt } = lex(source, options);
  const headers = tokens.filter((_, at) => startsBlock(tokens, at));
  const around = headers.filter(({ startOffset }) => startOffset <= offset).at(-1);
  const names = headers.map(nameOf);
  const suspects = headers.filter((header, at) =>
    names.indexOf(names[at]!) === names.lastIndexOf(names[at]!)
      ? mayBeAlone && header === around
      : tokens[tokens.indexOf(header) + 2]?.image !== "}",
  );
  for (const header of suspects) {
    const at = headers.indexOf(header);
    const after = Math.max(-1, ...names.slice(0, at).map((name) => blockOrder.indexOf(name)));
    const before = Math.min(
      blockOrder.length,
      ...names.slice(at + 1).map((name) => blockOrder.indexOf(name)),
    );
    const free = blockOrder.slice(after + 1, before);
    for (const name of usual.filter((one) => free.includes(one))) {
      const span = spanAt(header.startOffset, header.endOffset! + 1);
      if (name === names[at] || span.source !== source) continue;
      const { line } = positionOf(source, span.start);
      const hint = `Is the block \`${names[at]}\` on line ${line} meant to be \`${name}\`?`;
      yield { fix: { span, text: name }, hint, isLikely: false };
    }
  }
}

function nameOf({ image }: IToken): string {
  return image.replace(/\s+/, " ");
}

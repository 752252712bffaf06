// Blocks come in a fixed order, each at most once. The parser takes them in any order, so that a misplaced block is still read and
// its own errors are found; here the order is checked.

import type { IToken } from "chevrotain";
import type { BlockCstNode, ProgramCstNode } from "./cst.ts";
import type { SpanAt } from "./expressions-to-ast.ts";
import type { Problem } from "./problem.ts";
import { positionOf } from "./source.ts";

export const blockOrder: readonly string[] = [
  "functions",
  "data",
  "transformed data",
  "parameters",
  "transformed parameters",
  "model",
  "generated quantities",
];

export function blockOrderProblems(
  program: ProgramCstNode,
  spanAt: SpanAt,
): { problem: Problem; keyword: IToken }[] {
  const problems: { problem: Problem; keyword: IToken }[] = [];
  const seen: { name: string; keyword: IToken }[] = [];
  for (const block of program.children.block ?? []) {
    const keyword = keywordOf(block);
    const name = keyword.image.replace(/\s+/, " ");
    const earlier = seen.find((one) => blockOrder.indexOf(one.name) >= blockOrder.indexOf(name));
    if (earlier !== undefined) problems.push({ problem: problemOf(name, keyword, earlier, spanAt), keyword });
    seen.push({ name, keyword });
  }
  return problems;
}

function keywordOf(block: BlockCstNode): IToken {
  return (block.children.Functions ?? block.children.BlockKeyword)![0]!;
}

function problemOf(
  name: string,
  keyword: IToken,
  earlier: { name: string; keyword: IToken },
  spanAt: SpanAt,
): Problem {
  const span = spanAt(keyword.startOffset, keyword.endOffset! + 1);
  const place = spanAt(earlier.keyword.startOffset, earlier.keyword.startOffset + 1);
  const { line } = positionOf(place.source, place.start);
  const base = { severity: "error", code: "syn-program", span } as const;
  if (earlier.name === name)
    return {
      ...base,
      message: `There is already a block \`${name}\`, at line ${line}.`,
      hint: "Each block may appear once: join the two.",
    };
  return {
    ...base,
    message: `The block \`${name}\` must come before \`${earlier.name}\`, which starts at line ${line}.`,
    hint: `The order of blocks is: ${blockOrder.join(", ")}.`,
  };
}

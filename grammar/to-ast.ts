// Programs and functions: concrete syntax -> AST. Only trees of error-free programs come here, so nothing is missing in them.

import type { Block, BlockName, Comment, FunctionArgument, FunctionDefinition, Program } from "./ast.ts";
import type {
  BlockCstNode,
  FunctionArgumentCstNode,
  FunctionDefinitionCstNode,
  FunctionsFileCstNode,
  ProgramCstNode,
} from "./cst.ts";
import { nameOf, nodeSpan, tokenSpan } from "./expressions-to-ast.ts";
import type { SpanAt } from "./expressions-to-ast.ts";
import type { Source } from "./source.ts";
import { bodyToAst } from "./statements-to-ast.ts";
import { unsizedTypeToAst } from "./types-to-ast.ts";

export interface ToAstContext {
  readonly source: Source;
  readonly comments: readonly Comment[];
  readonly spanAt: SpanAt;
}

export function toAst(node: ProgramCstNode | FunctionsFileCstNode, context: ToAstContext): Program {
  const { source, comments, spanAt } = context;
  if (node.name === "functionsFile")
    return {
      source,
      functions: functionsToAst(node.children.functionDefinition, spanAt),
      blocks: [],
      comments,
    };
  const functions: FunctionDefinition[] = [];
  const blocks: Block[] = [];
  for (const block of node.children.block ?? []) {
    const { functionsBody } = block.children;
    if (functionsBody === undefined) blocks.push(blockToAst(block, spanAt));
    else functions.push(...functionsToAst(functionsBody[0]!.children.functionDefinition, spanAt));
  }
  return { source, functions, blocks, comments };
}

function blockToAst(node: BlockCstNode, spanAt: SpanAt): Block {
  const { BlockKeyword, body } = node.children;
  return {
    name: BlockKeyword![0]!.image.replace(/\s+/, " ") as BlockName,
    body: bodyToAst(body![0]!, spanAt),
    span: nodeSpan(node, spanAt),
  };
}

function functionsToAst(
  nodes: readonly FunctionDefinitionCstNode[] | undefined,
  spanAt: SpanAt,
): FunctionDefinition[] {
  return (nodes ?? []).map((node) => {
    const { Void, unsizedType, Identifier, functionArgument, body } = node.children;
    return {
      result:
        Void !== undefined
          ? { kind: "void", span: tokenSpan(Void[0]!, spanAt) }
          : unsizedTypeToAst(unsizedType![0]!, spanAt),
      name: nameOf(Identifier[0]!, spanAt),
      args: (functionArgument ?? []).map((argument) => argumentToAst(argument, spanAt)),
      body: body === undefined ? null : bodyToAst(body[0]!, spanAt),
      span: nodeSpan(node, spanAt),
    };
  });
}

function argumentToAst(node: FunctionArgumentCstNode, spanAt: SpanAt): FunctionArgument {
  const { Data, unsizedType, Identifier } = node.children;
  return {
    isData: Data !== undefined,
    type: unsizedTypeToAst(unsizedType[0]!, spanAt),
    name: nameOf(Identifier[0]!, spanAt),
    span: nodeSpan(node, spanAt),
  };
}

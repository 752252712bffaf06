import type { IRecognitionException, IToken } from "chevrotain";
import type { Problem } from "./problem.ts";
import type { Lexed } from "./lex.ts";
export function syntaxProblem(error: IRecognitionException, index: number, lexed: Lexed): Problem {
  const token: IToken | undefined = lexed.tokens[index];
  const span =
    token === undefined
      ? lexed.spanAt(lexed.end, lexed.end)
      : lexed.spanAt(token.startOffset, token.endOffset! + 1);
  return {
    severity: "error",
    code: "syn-phrase",
    message: `unexpected ${token?.image}, expected ${error.message} in ${error.context.ruleStack.at(-1)}`,
    span,
  };
}
export function unassignableProblem(node: any, spanAt: any): Problem {
  return {
    severity: "error",
    code: "syn-invalid-lvalue",
    message: "",
    span: spanAt(node.location.startOffset, node.location.endOffset + 1),
  };
}

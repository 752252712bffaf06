// Statements as documents. A statement that has comments inside prints as it was written; one that holds statements does so only for
// its header, and the statements within are laid out afresh.

import type { Declarator, PrintItem, Statement, Truncation } from "./ast.ts";
import { group, hardLine, indent, join, line } from "./layout.ts";
import type { Doc } from "./layout.ts";
import { expressionDoc, listDoc, rangeDoc, sizedTypeDoc } from "./print-expressions.ts";
import { bracedDoc } from "./print-items.ts";
import type { Item } from "./print-items.ts";
import * as t from "./tokens.ts";
import {
  behindDoc,
  commentDoc,
  commentsBetween,
  isDirective,
  isLineComment,
  lineEnds,
  tokenAfter,
  verbatim,
} from "./trivia.ts";
import type { Trivia } from "./trivia.ts";
import { assertNever } from "./walk.ts";

export function statementItems(statements: readonly Statement<object>[], trivia: Trivia): Item[] {
  return statements.map((statement) => ({
    start: statement.span.start,
    end: statement.span.end,
    print: (depth) => statementDoc(statement, depth, trivia),
  }));
}

function statementDoc(statement: Statement<object>, depth: number, trivia: Trivia): Doc {
  switch (statement.kind) {
    case "if":
      return ifDoc(statement, depth, trivia);
    case "while":
    case "for":
    case "foreach": {
      const header = headerDoc(
        loopHeader(statement),
        statement.span.start,
        statement.body.span.start,
        depth,
        trivia,
      );
      return [
        header,
        branchDoc(statement.body, depth, trivia, endsLine(statement.span.start, statement.body, trivia)),
      ];
    }
    case "profile": {
      const open = tokenAfter(trivia, statement.span.start, t.LeftBrace);
      const header = headerDoc(`profile("${statement.name}")`, statement.span.start, open, depth, trivia);
      return [header, " ", bodyDoc(statement.body, open, statement.span.end, depth, trivia)];
    }
    case "block":
      return bodyDoc(statement.body, statement.span.start, statement.span.end, depth, trivia);
    default: {
      const { start, end } = statement.span;
      if (commentsBetween(trivia, start, end).length > 0) return verbatim(trivia, start, end, depth);
      return simpleDoc(statement);
    }
  }
}

/** Braces around statements, from the opening brace to after the closing one. */
export function bodyDoc(
  body: readonly Statement<object>[],
  open: number,
  end: number,
  depth: number,
  trivia: Trivia,
): Doc {
  return bracedDoc(statementItems(body, trivia), open, end - 1, depth, trivia);
}

/** What stands before a body: `doc`, or as written if there are comments in it. Ends without a space. */
export function headerDoc(doc: Doc, start: number, bodyStart: number, depth: number, trivia: Trivia): Doc {
  const comments = commentsBetween(trivia, start, bodyStart);
  if (comments.length === 0) return doc;
  const written = trivia.source.text.slice(start, bodyStart).trimEnd();
  return verbatim(trivia, start, start + written.length, depth);
}

/** Must the body start on a line of its own because a comment or directive ends the header? */
export function headerEndsLine(start: number, bodyStart: number, trivia: Trivia): boolean {
  const last = commentsBetween(trivia, start, bodyStart).at(-1);
  if (last === undefined || !(isLineComment(last) || isDirective(last))) return false;
  return trivia.source.text.slice(last.span.end, bodyStart).trim() === "";
}

function endsLine(start: number, body: Statement<object>, trivia: Trivia): boolean {
  return headerEndsLine(start, body.span.start, trivia);
}

/** The statement under an `if`, `else` or loop: braces on the line of the header, anything else on the next line. */
function branchDoc(body: Statement<object>, depth: number, trivia: Trivia, onNewLine: boolean): Doc {
  if (body.kind !== "block") return indent(hardLine, statementDoc(body, depth + 1, trivia));
  return [onNewLine ? hardLine : " ", statementDoc(body, depth, trivia)];
}

function loopHeader(loop: Statement<object> & { kind: "while" | "for" | "foreach" }): Doc {
  if (loop.kind === "while") return group("while (", expressionDoc(loop.condition), ")");
  const range = loop.kind === "for" ? rangeDoc(loop.lower, loop.upper) : expressionDoc(loop.container);
  return group(`for (${loop.variable.text} in `, range, ")");
}

function ifDoc(statement: Statement<object> & { kind: "if" }, depth: number, trivia: Trivia): Doc {
  const { span, condition, then, otherwise } = statement;
  const written = group("if (", expressionDoc(condition), ")");
  const header = headerDoc(written, span.start, then.span.start, depth, trivia);
  const first = [header, branchDoc(then, depth, trivia, endsLine(span.start, then, trivia))];
  if (otherwise === null) return first;
  const keyword = tokenAfter(trivia, then.span.end, t.Else);
  // A comment between `else` and its statement has no place in the layout.
  if (commentsBetween(trivia, keyword, otherwise.span.start).length > 0)
    return verbatim(trivia, span.start, span.end, depth);
  const gap = commentsBetween(trivia, then.span.end, keyword);
  const comments: Doc[] = [];
  let end = then.span.end;
  for (const comment of gap) {
    const behind = !isDirective(comment) && lineEnds(trivia, end, comment.span.start) === 0;
    comments.push(behind ? [" ", behindDoc(comment)] : [hardLine, commentDoc(trivia, comment, depth)]);
    end = comment.span.end;
  }
  const sameLine = gap.length === 0 && then.kind === "block";
  const second =
    otherwise.kind === "if"
      ? [" ", ifDoc(otherwise, depth, trivia)]
      : branchDoc(otherwise, depth, trivia, false);
  return [first, comments, sameLine ? " " : hardLine, "else", second];
}

type Compound = "if" | "while" | "for" | "foreach" | "profile" | "block";

function simpleDoc(statement: Exclude<Statement<object>, { kind: Compound }>): Doc {
  switch (statement.kind) {
    case "declaration": {
      const declarators = join([",", line], statement.declarators.map(declaratorDoc));
      const several = statement.declarators.length > 1;
      return group(sizedTypeDoc(statement.type), " ", several ? indent(declarators) : declarators, ";");
    }
    case "assignment":
      return [
        expressionDoc(statement.target),
        ` ${statement.operator} `,
        expressionDoc(statement.value),
        ";",
      ];
    case "callStatement":
      return [listDoc(`${statement.callee.text}(`, statement.args.map(expressionDoc), ")"), ";"];
    case "tilde": {
      const call = listDoc(`${statement.distribution.text}(`, statement.args.map(expressionDoc), ")");
      return [expressionDoc(statement.variate), " ~ ", call, truncationDoc(statement.truncation), ";"];
    }
    case "targetIncrement":
      return ["target += ", expressionDoc(statement.value), ";"];
    case "jacobianIncrement":
      return ["jacobian += ", expressionDoc(statement.value), ";"];
    case "break":
      return "break;";
    case "continue":
      return "continue;";
    case "empty":
      return ";";
    case "return":
      return statement.value === null ? "return;" : ["return ", expressionDoc(statement.value), ";"];
    case "print":
    case "reject":
    case "fatalError": {
      const word = statement.kind === "fatalError" ? "fatal_error" : statement.kind;
      return [listDoc(`${word}(`, statement.items.map(printItemDoc), ")"), ";"];
    }
    default:
      return assertNever(statement);
  }
}

function declaratorDoc(declarator: Declarator<object>): Doc {
  const { name, initial } = declarator;
  return initial === null ? name.text : [`${name.text} = `, expressionDoc(initial)];
}

function truncationDoc(truncation: Truncation<object> | null): Doc {
  if (truncation === null) return "";
  const [lower, upper] = [truncation.lower, truncation.upper].map((bound) =>
    bound === null ? "" : expressionDoc(bound),
  );
  return [" T[", lower!, ", ", upper!, "]"];
}

function printItemDoc(item: PrintItem<object>): Doc {
  return item.kind === "text" ? `"${item.text}"` : expressionDoc(item.value);
}

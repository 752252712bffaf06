// Whether a body returns on every path, by the language's own approximation: the status of its last statement, where a pending
// `break` spoils it, and a statement after a complete `if` makes it incomplete again.

import type { Located, Statement } from "../../grammar/index.ts";

/** `pending`: control may leave by a `break`. */
type Status = "complete" | "incomplete" | "pending";

export function endsInReturn(body: readonly Statement<Located>[]): boolean {
  return statusOfSequence(body) === "complete";
}

function statusOf(statement: Statement<Located>): Status {
  switch (statement.kind) {
    case "return":
    case "reject":
    case "fatalError":
      return "complete";
    case "break":
      return "pending";
    case "block":
    case "profile":
      return statusOfSequence(statement.body);
    case "if":
      return statusOfBranches(
        statusOf(statement.then),
        statement.otherwise ? statusOf(statement.otherwise) : "incomplete",
      );
    case "for":
    case "foreach":
      return statusOf(statement.body) === "complete" ? "complete" : "incomplete";
    case "while":
      return statusOfWhile(statement);
    default:
      return "incomplete";
  }
}

function statusOfBranches(then: Status, otherwise: Status): Status {
  if (then === "complete" && otherwise === "complete") return "complete";
  return then === "pending" || otherwise === "pending" ? "pending" : "incomplete";
}

/** A loop without end and without `break` is only left by returning. */
function statusOfWhile({ condition, body }: Statement<Located> & { readonly kind: "while" }): Status {
  const status = statusOf(body);
  const isEndless = condition.kind === "intLiteral" && condition.value !== 0;
  return status === "complete" || (status === "incomplete" && isEndless) ? "complete" : "incomplete";
}

function statusOfSequence(statements: readonly Statement<Located>[]): Status {
  let status: Status = "incomplete";
  for (const statement of statements) {
    const next = statusOf(statement);
    status = status === "pending" || next === "pending" ? "pending" : next;
    if (escapes.has(statement.kind)) break;
  }
  return status;
}

const escapes = new Set(["return", "reject", "fatalError", "break", "continue"]);

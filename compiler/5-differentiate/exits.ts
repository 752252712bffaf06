// A loop that is left in the middle of an iteration would have a last iteration that is reversed in part. So that every iteration is either
// whole or not begun, an exit in the middle sets a flag, the rest of the iteration runs without it, and the loop ends at its head.

import * as build from "../ir/build.ts";
import type { Statement } from "../ir/mir.ts";
import { mapStatements } from "../ir/walk.ts";

export function exitAtHead(body: readonly Statement[]): readonly Statement[] {
  return mapStatements(body, (s) => (s.kind === "loop" ? restructure(s) : s));
}

function restructure(loop: Extract<Statement, { kind: "loop" }>): Statement | readonly Statement[] {
  const head = headLength(loop.body);
  const rest = loop.body.slice(head);
  if (!rest.some((s) => s.kind === "exitIf")) return loop;
  const done = build.local("done", "bool");
  const guarded = guard(rest, (isDone) => ({ kind: "set", local: done, value: isDone }));
  return [
    { kind: "var", local: done, initial: build.bool(false) },
    {
      kind: "loop",
      body: [{ kind: "exitIf", condition: build.ref(done) }, ...loop.body.slice(0, head), ...guarded],
    },
  ];
}

/** Up to the last exit before which nothing but names is computed. */
function headLength(body: readonly Statement[]): number {
  let length = 0;
  for (const [i, s] of body.entries()) {
    if (s.kind === "exitIf") length = i + 1;
    else if (s.kind !== "let") break;
  }
  return length;
}

type SetDone = (isDone: ReturnType<typeof build.ref>) => Statement;

function guard(body: readonly Statement[], setDone: SetDone): readonly Statement[] {
  const at = body.findIndex((s) => s.kind === "exitIf");
  const exit = body[at];
  if (exit?.kind !== "exitIf") return body;
  const isDone = build.local("isDone", "bool");
  const then = guard(body.slice(at + 1), setDone);
  const out: Statement[] = [
    ...body.slice(0, at),
    build.letLocal(isDone, exit.condition),
    setDone(build.ref(isDone)),
  ];
  if (then.length > 0)
    out.push({ kind: "if", condition: build.op("not", build.ref(isDone)), then, otherwise: [] });
  return out;
}

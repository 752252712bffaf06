// A failure after checking is a bug of the compiler, never of the user's model: it is thrown, with the place that triggered it.

import { positionOf, type Span } from "../../grammar/index.ts";

export class InternalError extends Error {
  override readonly name = "InternalError";
}

export function internalError(why: string, span?: Span): never {
  const place =
    span === undefined ? "" : ` (at ${span.source.name}:${positionOf(span.source, span.start).line})`;
  throw new InternalError(`internal error of logjoint: ${why}${place}`);
}

export function assertNever(value: never): never {
  throw new InternalError(
    `internal error of logjoint: unexpected ${JSON.stringify((value as { kind?: unknown })?.kind ?? value)}`,
  );
}

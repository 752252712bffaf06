// A problem with the user's model, data or files: shown as its message alone, exit code 1. Wrong usage is commander's own error
// (exit code 2); anything else that is thrown is a defect of ours and says so.

export class Failure extends Error {
  override readonly name = "Failure";
}

/** The words of a thrown value, without stack. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

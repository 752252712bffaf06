// Is a generated file on disk what the compiler writes today? Layout does not count: both texts go through prettier with one
// configuration first, so a host project's formatter does not make a file stale; anything else shows up in the diff.

import { createTwoFilesPatch } from "diff";
import { format } from "prettier";

/** A unified diff from the file to what it should be, or null if they agree. */
export async function differenceOf(path: string, found: string, expected: string): Promise<string | null> {
  if (found === expected) return null;
  const [before, after] = await Promise.all([normalForm(found), normalForm(expected)]);
  if (before !== null && before === after) return null;
  const patch = createTwoFilesPatch(
    path,
    path,
    before ?? found,
    after ?? expected,
    "on disk",
    "compiled now",
    { context: 3 },
  );
  return `${path} is edited or stale: run \`logjoint compile\`\n${patch.replace(/^=+\n/, "").trimEnd()}`;
}

/** Null for a text that is no TypeScript. */
async function normalForm(text: string): Promise<string | null> {
  try {
    const options = {
      parser: "typescript",
      filepath: "model.ts",
      printWidth: 110,
      objectWrap: "collapse",
    } as const;
    return (await format(text, options)).replace(/\n\s*\n/g, "\n");
  } catch {
    return null;
  }
}

// Draws of earlier runs from files: Stan CSV, one chain each, or InferenceData-shaped JSON.

import { fromInferenceData, joinChains, parseStanCsv, type StoredDraws } from "../runtime/index.ts";
import { Failure, messageOf } from "./failure.ts";
import { readText } from "./files.ts";
import { parseJson } from "./read-data.ts";

export interface DrawsRead {
  readonly draws: StoredDraws;
  /** What the first file says of its run; `# key = value` lines of a Stan CSV, nothing of JSON. */
  readonly config: Readonly<Record<string, string>>;
}

/** Throws a Failure naming the file. */
export function readDraws(paths: readonly string[]): DrawsRead {
  const parts = paths.map(readFile);
  const chains = parts.flatMap(({ draws }) => draws.chains);
  const lengths = new Set(chains.map((columns) => columns[0]?.length ?? 0));
  if (lengths.size > 1) {
    throw new Failure(
      `${paths.join(", ")}: chains have ${[...lengths].join(" and ")} draws, expected the same number in each`,
    );
  }
  if (lengths.has(0)) throw new Failure(`${paths.join(", ")}: there are no draws`);
  const draws = named(paths.join(", "), () => joinChains(parts.map((part) => part.draws)));
  return { draws, config: parts[0]?.config ?? {} };
}

function readFile(path: string): DrawsRead {
  const text = readText(path);
  return named(path, () =>
    /^\s*\{/.test(text)
      ? { draws: fromInferenceData(parseJson(path, text)), config: {} }
      : parseStanCsv(text),
  );
}

function named<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw cause instanceof Failure ? cause : new Failure(`${path}: ${messageOf(cause)}`);
  }
}

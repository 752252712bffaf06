// Draws of earlier runs from files: Stan CSV, one chain each, or one InferenceData-shaped JSON.

import { fromInferenceData, joinChains, parseStanCsv, type StoredDraws } from "../runtime/index.ts";
import { Failure, messageOf } from "./failure.ts";
import { readText } from "./files.ts";
import { parseJson } from "./read-data.ts";

/** Throws a Failure naming the file. */
export function readDraws(paths: readonly string[]): StoredDraws {
  const parts = paths.map(readFile);
  const lengths = new Set(parts.flatMap(({ chains }) => chains.map((columns) => columns[0]?.length ?? 0)));
  if (lengths.size > 1) {
    throw new Failure(
      `${paths.join(", ")}: chains have ${[...lengths].join(" and ")} draws, expected the same number in each`,
    );
  }
  return named(paths.join(", "), () => joinChains(parts));
}

function readFile(path: string): StoredDraws {
  const text = readText(path);
  return named(path, () =>
    /^\s*\{/.test(text) ? fromInferenceData(parseJson(path, text)) : parseStanCsv(text).draws,
  );
}

function named<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw cause instanceof Failure ? cause : new Failure(`${path}: ${messageOf(cause)}`);
  }
}

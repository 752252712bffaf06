// The small programs under golden/programs: each a folder with program.model, the files it includes, data.json and values.json, whose values come
// from the formula that stands with them.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import type { Source } from "../../grammar/index.ts";

const folder = new URL("../../golden/programs/", import.meta.url);

export const goldenPrograms = (): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => statSync(new URL(name, folder)).isDirectory())
        .sort()
    : [];

export const programFile = (program: string, file: string): URL => new URL(`${program}/${file}`, folder);

/** Finds what a program includes: in its own folder. */
export const includeFor =
  (program: string) =>
  (name: string): Source | null => {
    const url = programFile(program, name);
    return existsSync(url) ? { name, text: readFileSync(url, "utf8") } : null;
  };

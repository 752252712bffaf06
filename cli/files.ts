// Files of the user. Reading says in one line what is wrong; writing is all or nothing: every text first goes to a temporary file
// beside its target, and only when all have been written are they renamed.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Failure, messageOf } from "./failure.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOTDIR: "a part of its path is not a directory",
  EEXIST: "a file of that name is in the way",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
};

function reason(cause: unknown): string {
  const code = (cause as { code?: string }).code ?? "";
  return REASONS[code] ?? messageOf(cause);
}

/** The text of a file in UTF-8, without a byte order mark. Throws a Failure naming the file. */
export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    throw new Failure(`cannot read ${path}: ${reason(cause)}`);
  }
}

/** The text, or null where there is no such file. */
export function readTextIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    if ((cause as { code?: string }).code === "ENOENT") return null;
    throw new Failure(`cannot read ${path}: ${reason(cause)}`);
  }
}

/** Writes all texts or none; makes the directories they need. Throws a Failure naming the file that could not be written. */
export function writeAll(texts: ReadonlyMap<string, string>): void {
  const written: string[] = [];
  let current = "";
  try {
    for (const [path, text] of texts) {
      current = path;
      mkdirSync(dirname(path), { recursive: true });
      const temporary = temporaryPath(path);
      written.push(temporary);
      writeFileSync(temporary, text);
    }
    for (const path of texts.keys()) {
      current = path;
      renameSync(temporaryPath(path), path);
    }
  } catch (cause) {
    for (const temporary of written) rmSync(temporary, { force: true });
    throw new Failure(`cannot write ${current}: ${reason(cause)}`);
  }
}

function temporaryPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
}

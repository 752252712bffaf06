// Runs the command line as users do, in a process of its own and a temporary folder of its own, and remembers what the folder
// held, so that a test can say "nothing was written".

import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { builtCommand } from "./built.ts";

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Folder {
  readonly path: string;
  /** Runs `logjoint ARGS` there. */
  run(...args: string[]): Promise<Outcome>;
  write(name: string, text: string): void;
  read(name: string): string;
  /** Makes the folders of `to`. */
  move(from: string, to: string): void;
  /** Every file below with its text. */
  contents(): Record<string, string>;
  remove(): void;
}

export function temporaryFolder(files: Readonly<Record<string, string>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), "logjoint-test-"));
  const folder: Folder = {
    path,
    run: (...args) => run(path, args),
    write: (name, text) => writeFileSync(join(path, name), text),
    move: (from, to) => {
      mkdirSync(dirname(join(path, to)), { recursive: true });
      renameSync(join(path, from), join(path, to));
    },
    read: (name) => readFileSync(join(path, name), "utf8"),
    contents: () => {
      const names = readdirSync(path, { recursive: true }) as string[];
      const found = names.filter((name) => statSync(join(path, name)).isFile()).sort();
      return Object.fromEntries(found.map((name) => [name, readFileSync(join(path, name), "utf8")]));
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  return folder;
}

function run(cwd: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtCommand(), ...args], { cwd, timeout: 120_000 });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

export const EIGHT_SCHOOLS = {
  model: `data {
  int<lower=1> J;
  vector[J] est;
  vector<lower=0>[J] se;
}
parameters {
  real mu;
  real<lower=0> tau;
  vector[J] z;
}
transformed parameters {
  vector[J] theta = mu + tau * z;
}
model {
  mu ~ normal(0, 5);
  tau ~ cauchy(0, 5);
  z ~ std_normal();
  est ~ normal(theta, se);
}
`,
  data: '{"J": 8, "est": [28, 8, -3, 7, -1, 1, 18, 12], "se": [15, 10, 16, 11, 9, 11, 10, 18]}',
};

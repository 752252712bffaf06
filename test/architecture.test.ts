// The rules of the house over the whole tree: who may import whom, how long a file may be, which names are refused, and that
// every test file runs its suites. Imports are read by a pattern, not by a parser: the sources are formatted by prettier.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("architecture");
const root = fileURLToPath(new URL("..", import.meta.url));

const MAX_LINES = 500;
/** Numerical tables, the grammar in one piece, and the like; each with its reason. */
const LONG_FILES: Readonly<Record<string, string>> = {
  "grammar/cst.ts": "generated from the grammar",
};

interface Import {
  readonly from: string;
  /** A path from the root (`runtime/model.ts`), or a package or `node:` name as written. */
  readonly to: string;
  readonly isPackage: boolean;
  readonly isType: boolean;
}

function filesUnder(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return (readdirSync(join(root, folder), { recursive: true }) as string[])
    .map((file) => `${folder}/${file.split(sep).join("/")}`)
    .filter((file) => /\.[jt]s$/.test(file) && !file.endsWith(".d.ts"));
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"|^\s*import\s+()"([^"]+)"|(typeof\s+)?\bimport\(\s*"([^"]+)"/gm;

function importsOf(file: string): Import[] {
  return [...read(file).matchAll(IMPORT)].map((match) => {
    const specifier = match[2] ?? match[4] ?? match[6]!;
    const isPackage = !specifier.startsWith(".");
    const to = isPackage
      ? specifier
      : normalize(join(dirname(file), specifier))
          .split(sep)
          .join("/");
    return { from: file, to, isPackage, isType: match[1] !== undefined || match[5] !== undefined };
  });
}

const DOORS = ["grammar/index.ts", "compiler/index.ts", "runtime/index.ts", "runtime/abi.ts"];
const OPEN_TO_PASSES = ["compiler/ir/", "compiler/library/", "compiler/diagnostics/"];

/** Whether the import rule allows it; keyed by the top folder of the importing file. */
const ALLOWED: Readonly<Record<string, (use: Import) => boolean>> = {
  grammar: ({ to, isPackage }) => (isPackage ? to === "chevrotain" : to.startsWith("grammar/")),
  compiler: ({ from, to, isPackage, isType }) => {
    if (isPackage) {
      return from.startsWith("compiler/6-emit/module") && (to === "ts-morph" || /^prettier(\/|$)/.test(to));
    }
    if (to === "grammar/index.ts" || to === "runtime/library.ts") return true;
    // The vocabulary of descriptors is types only, and shared by both sides of the door.
    if (to === "runtime/abi.ts" || to === "runtime/descriptor.ts") return isType;
    if (!to.startsWith("compiler/")) return false;
    const pass = /^compiler\/\d-[a-z]+\//.exec(from)?.[0];
    return pass === undefined || [pass, ...OPEN_TO_PASSES].some((folder) => to.startsWith(folder));
  },
  runtime: ({ from, to, isPackage }) =>
    isPackage
      ? from.startsWith("runtime/tensor/") && to.startsWith("@tensorflow/tfjs-")
      : to.startsWith("runtime/"),
  cli: ({ to, isPackage }) => isPackage || to.startsWith("cli/") || DOORS.includes(to),
  bench: ({ to, isPackage }) => isPackage || to.startsWith("bench/") || DOORS.includes(to),
  // The reference pages are printed from the catalogue and the tables of signatures.
  docs: ({ to, isPackage }) =>
    isPackage ||
    ["docs/", "compiler/library/", "compiler/diagnostics/"].some((folder) => to.startsWith(folder)) ||
    ["compiler/ir/type.ts", "runtime/library.ts", "runtime/descriptor.ts", "grammar/index.ts"].includes(to),
  golden: ({ to, isPackage }) => isPackage && to === "logjoint/abi/1",
  // What draws their pictures is the report's; everything else is written as users write it.
  examples: ({ from, to, isPackage }) =>
    from.endsWith(".model.ts")
      ? to === "logjoint/abi/1"
      : isPackage ||
        to.startsWith("examples/") ||
        (from === "examples/figure.ts" && to.startsWith("cli/report/")),
};

test("imports keep to the table", () => {
  const seen = Object.keys(ALLOWED).flatMap((folder) => filesUnder(folder).flatMap(importsOf));
  assert.ok(
    seen.length > 50,
    `only ${seen.length} imports were found: the pattern no longer reads the sources`,
  );
  const broken = seen.filter((use) => !ALLOWED[use.from.split("/")[0]!]!(use));
  assert.equal(
    broken.map(({ from, to, isType }) => `${from} imports ${to}${isType ? " (type)" : ""}`),
    [],
  );
});

test("imports of files carry their .ts extension", () => {
  const sources = ["grammar", "compiler", "runtime", "cli", "bench", "test", "docs"].flatMap(filesUnder);
  const bare = sources
    .flatMap(importsOf)
    .filter(({ to, isPackage }) => !isPackage && !/\.(ts|js|json)$/.test(to));
  assert.equal(
    bare.map(({ from, to }) => `${from} imports ${to}`),
    [],
  );
});

test("files stay short", () => {
  const sources = ["grammar", "compiler", "runtime", "cli", "bench", "test", "docs"].flatMap(filesUnder);
  const long = sources
    .map((file) => ({ file, lines: read(file).split("\n").length - 1 }))
    .filter(({ file, lines }) => lines > MAX_LINES && !Object.hasOwn(LONG_FILES, file));
  assert.equal(
    long.map(({ file, lines }) => `${file}: ${lines} lines, at most ${MAX_LINES}`),
    [],
  );
  const forgotten = Object.keys(LONG_FILES).filter(
    (file) => !sources.includes(file) || read(file).split("\n").length - 1 <= MAX_LINES,
  );
  assert.equal(forgotten, [], "exempt without need");
});

test("files are named for what they do, in kebab-case", () => {
  const sources = ["grammar", "compiler", "runtime", "cli", "bench", "test", "docs"].flatMap(filesUnder);
  const ill = sources.filter((file) => {
    const name = file.split("/").at(-1)!;
    return (
      !/^[a-z0-9]+(-[a-z0-9]+)*(\.slow)?(\.test|\.case)?\.[jt]s$/.test(name) ||
      /(^|\/)(utils?|helpers?|common|managers?)[./]/.test(file)
    );
  });
  assert.equal(ill, []);
});

test("every test file runs its suites, all of them", () => {
  const tests = filesUnder("test").filter((file) => file.endsWith(".test.ts"));
  const silent = tests.filter((file) => {
    const text = read(file);
    const suites = [...text.matchAll(/^const (\w+) = suite(?:<.*>)?\(/gm)].map((match) => match[1]!);
    return (
      suites.length === 0 ||
      suites.some((name) => !text.includes(`${name}.run();`)) ||
      /^\s*\w+\.only\(/m.test(text)
    );
  });
  assert.equal(silent, [], "each suite needs its run(), and none may use only()");
});

test.run();

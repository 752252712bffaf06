// Everything that can be wrong with a model, its data or the command: the exit code, one message that says what to do, nothing on
// stdout, no stack trace, and a folder left as it was.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EIGHT_SCHOOLS, type Folder, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("command line: errors");

test.before.each((context) => {
  context.folder = temporaryFolder({
    "good.model": EIGHT_SCHOOLS.model,
    "good.json": EIGHT_SCHOOLS.data,
    "name.model": EIGHT_SCHOOLS.model.replace("normal(theta, se)", "normal(thta, se)"),
    "type.model": EIGHT_SCHOOLS.model.replace("real mu;", "vector[J] mu;\n  int k;"),
    "syntax.model": EIGHT_SCHOOLS.model.replace("real mu;", "real mu"),
    "missing.json": '{"J": 8, "Est": [28, 8, -3, 7, -1, 1, 18, 12], "se": [15, 10, 16, 11, 9, 11, 10, 18]}',
    "short.json": '{"J": 8, "est": [28, 8, -3, 7, -1, 1, 18], "se": [15, 10, 16, 11, 9, 11, 10, 18]}',
    "nan.json": '{"J": 8, "est": [28, 8, -3, 7, -1, 1, 18, 12], "se": [15, 10, NaN, 11, 9, 11, 10, 18]}',
    "broken.json": '{"J": 8,\n "est": [28, 8,\n}',
    "array.json": "[1, 2]",
  });
});
test.after.each(({ folder }) => folder.remove());

/** Command lines with their exit code and what the message must say. */
const CASES: readonly (readonly [args: readonly string[], code: number, ...says: RegExp[]])[] = [
  [["compile", "name.model"], 1, /name\.model', line 18/, /thta/, /theta/],
  [["compile", "good.model", "name.model"], 1, /thta/],
  [["compile", "type.model"], 1, /type\.model', line 8/],
  [["compile", "syntax.model"], 1, /syntax\.model', line/],
  [["compile", "absent.model"], 1, /^cannot read absent\.model: there is no such file$/m],
  [["compile", "."], 1, /^cannot read \.: it is a directory$/m],
  [["compile", "good.model", "-o", "good.json/x.ts"], 1, /^cannot write good\.json\/x\.ts: /m],
  [["format", "--write", "good.model", "syntax.model"], 1, /syntax\.model', line/],
  [["fit", "good.model", "--data", "absent.json"], 1, /^cannot read absent\.json: there is no such file$/m],
  [
    ["fit", "good.model", "--data", "broken.json"],
    1,
    /^broken\.json is not JSON: expected a value at line 3, column 1, found `}`$/m,
  ],
  [["fit", "good.model", "--data", "array.json"], 1, /^array\.json: expected an object of named values/m],
  [["fit", "good.model"], 1, /missing from the data: J, est, se/, /no --data file was given/],
  [
    ["fit", "good.model", "--data", "missing.json"],
    1,
    /missing\.json/,
    /missing from the data: est .*did you mean/,
  ],
  [["fit", "good.model", "--data", "short.json"], 1, /est has 7 elements, expected 8: one too few/],
  [["sample", "good.model", "--data", "nan.json"], 1, /se\[3\] is NaN, expected at least 0/],
  [["sample", "name.model", "--data", "good.json", "-o", "draws"], 1, /thta/],
  [
    ["log-prob", "good.model", "--data", "good.json", "--points", "array.json"],
    1,
    /array\.json: point 1 is not an array/,
  ],
  [["summary", "good.json"], 1, /^good\.json: there is no group "posterior"/m],
  [["compile", "--chekc", "good.model"], 2, /unknown option '--chekc'/, /Did you mean --check\?/],
  [["smaple", "good.model"], 2, /unknown command 'smaple'/, /Did you mean sample\?/],
  [["compile"], 2, /missing required argument 'model'/],
  [["sample", "good.model", "--chains", "many"], 2, /'many' is invalid.*Expected an integer/],
  [["sample", "good.model", "--target-accept", "1.5"], 2, /Expected a number between 0 and 1/],
  [["log-prob", "good.model", "--data", "good.json"], 2, /required option '--points <file>'/],
  [[], 2, /Usage: logjoint/],
];

for (const [args, code, ...says] of CASES) {
  test(`logjoint ${args.join(" ")}`, async ({ folder }) => {
    const before = folder.contents();
    const outcome = await folder.run(...args);
    assert.is(outcome.code, code, outcome.stderr);
    assert.is(outcome.stdout, "");
    for (const pattern of says) assert.match(outcome.stderr, pattern);
    assert.not.match(outcome.stderr, /^\s+at |fault is its own|node:internal/m);
    assert.equal(folder.contents(), before, "the folder was changed");
  });
}

test.run();

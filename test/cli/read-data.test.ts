// Data files as users write them: CmdStan's JSON with its NaN spellings, CSV columns, byte order marks, merges, hostile keys.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { join } from "node:path";
import { readData } from "../../cli/read-data.ts";
import { type Folder, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("read data");

test.before.each((context) => {
  context.folder = temporaryFolder();
});
test.after.each(({ folder }) => folder.remove());

function read(folder: Folder, files: Readonly<Record<string, string>>): ReturnType<typeof readData> {
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  return readData(Object.keys(files).map((name) => join(folder.path, name)));
}

test("JSON with bare and quoted special numbers, and a byte order mark", ({ folder }) => {
  const { values } = read(folder, {
    "a.json": '\uFEFF{"x": [NaN, -Infinity, Inf, "NaN", 1e3], "s": "NaN, \\"Inf"}',
  });
  assert.equal(values, { x: ["NaN", "-Infinity", "Inf", "NaN", 1000], s: 'NaN, "Inf' });
});

test("CSV columns; empty cells are null, text stays text", ({ folder }) => {
  const { values, columns } = read(folder, {
    "a.csv": '\uFEFFx, y,day\r\n1,-2.5e3,2020-01-01\r\nNaN,NA,"a,b"\r\n\r\n',
  });
  assert.equal(Object.keys(values), ["x", "y", "day"]);
  assert.ok(Object.is((values.x as number[])[1], NaN));
  assert.equal(values.y, [-2500, null]);
  assert.equal(values.day, ["2020-01-01", "a,b"]);
  assert.equal(
    [...columns],
    [
      ["x", 2],
      ["y", 2],
      ["day", 2],
    ],
  );
});

test("later files win, and a replaced column no longer counts as one", ({ folder }) => {
  const { values, columns } = read(folder, { "a.csv": "x,y\n1,2\n", "b.json": '{"x": 5, "z": 6}' });
  assert.equal(values, { x: 5, y: [2], z: 6 });
  assert.equal([...columns], [["y", 1]]);
});

test("a key called __proto__ is data", ({ folder }) => {
  const { values } = read(folder, {
    "a.json": '{"__proto__": 3, "constructor": 4}',
    "b.csv": "toString\n1\n",
  });
  assert.equal(Object.keys(values), ["__proto__", "constructor", "toString"]);
  assert.is(Object.getPrototypeOf(values), Object.prototype);
  assert.is(Object.getOwnPropertyDescriptor(values, "__proto__")?.value, 3);
});

test("broken files are named with the place", ({ folder }) => {
  const cases: [string, string, RegExp][] = [
    ["a.json", '{"x": 1,\n  "y": }', /a\.json is not JSON: expected a value at line 2, column 8, found `}`$/],
    ["b.json", "", /b\.json is not JSON: the file is empty$/],
    ["c.json", "3", /c\.json: expected an object of named values/],
    ["d.csv", "x,y\n1,2\n3\n", /d\.csv: row 2 below the header has 1 cells, expected 2$/],
    ["e.csv", "x,x\n1,2\n", /e\.csv has two columns x$/],
    ["f.csv", "", /f\.csv is empty/],
    ["g.csv", 'x\n"1\n', /g\.csv, row \d+: /],
  ];
  for (const [name, text, expected] of cases) {
    assert.throws(
      () => read(folder, { [name]: text }),
      (error: Error) => expected.test(error.message) || assert.unreachable(error.message),
    );
  }
});

test.run();

// Writing is all or nothing, and reading fails in words.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { join } from "node:path";
import { readText, readTextIfThere, writeAll } from "../../cli/files.ts";
import { type Folder, temporaryFolder } from "../support/command-line.ts";

const test = suite<{ folder: Folder }>("files");

test.before.each((context) => {
  context.folder = temporaryFolder({ "a.txt": "old" });
});
test.after.each(({ folder }) => folder.remove());

test("several files are written, folders made, no temporary left", ({ folder }) => {
  writeAll(
    new Map(
      [
        ["a.txt", "new"],
        ["x/y/b.txt", "b"],
      ].map(([name, text]) => [join(folder.path, name!), text!]),
    ),
  );
  assert.equal(folder.contents(), { "a.txt": "new", "x/y/b.txt": "b" });
});

test("if one cannot be written, none is", ({ folder }) => {
  const texts = new Map([
    [join(folder.path, "a.txt"), "new"],
    [join(folder.path, "a.txt", "below-a-file.txt"), "b"],
  ]);
  assert.throws(
    () => writeAll(texts),
    /^Failure: cannot write .*below-a-file\.txt: a file of that name is in the way$|cannot write/,
  );
  assert.equal(folder.contents(), { "a.txt": "old" });
});

test("reading strips a byte order mark and names what is missing", ({ folder }) => {
  folder.write("bom.txt", "\uFEFFx");
  assert.is(readText(join(folder.path, "bom.txt")), "x");
  assert.throws(() => readText(join(folder.path, "none")), /cannot read .*none: there is no such file/);
  assert.throws(() => readText(folder.path), /it is a directory/);
  assert.is(readTextIfThere(join(folder.path, "none")), null);
});

test.run();

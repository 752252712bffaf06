// `--report FILE.html` of fit and sample, as users run it: the file is written, says how to make it again, and comes out the same.

import { parseHTML } from "linkedom";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EIGHT_SCHOOLS, type Folder, temporaryFolder } from "../../support/command-line.ts";

const test = suite<{ folder: Folder }>("command line: --report");

test.before.each((context) => {
  context.folder = temporaryFolder({ "schools.stan": EIGHT_SCHOOLS.model, "data.json": EIGHT_SCHOOLS.data });
});
test.after.each(({ folder }) => folder.remove());

const SHORT = ["--data", "data.json", "--chains", "2", "--warmup", "200", "--draws", "100", "--seed", "5"];

test("sample --report: source, data, options, and the same file twice", async ({ folder }) => {
  const { stdout, stderr } = await folder.run(
    "sample",
    "schools.stan",
    ...SHORT,
    "--report",
    "out/a.html",
    "--json",
  );
  assert.is(stderr, "");
  const { status } = JSON.parse(stdout) as { status: string };
  const { document } = parseHTML(folder.read("out/a.html"));
  assert.is(document.querySelector(".verdict .status")!.textContent.replace(/[^a-z]/g, ""), status);
  assert.is(document.querySelector("h1")!.textContent, "schools");
  const source = [...document.querySelectorAll(".source span")].map((line) => line.textContent).join("");
  assert.is(source.trimEnd(), EIGHT_SCHOOLS.model.trimEnd());
  assert.match(document.getElementById("model")!.textContent, /est\s+8 whole numbers\s+from −3 to 28/);
  assert.match(
    document.querySelector(".command")!.textContent,
    /^logjoint sample schools\.stan --data data\.json .*--chains 2 .*--target-accept 0\.8 .*--seed 5$/,
  );
  await folder.run("sample", "schools.stan", ...SHORT, "--report", "b.html");
  assert.is(folder.read("b.html"), folder.read("out/a.html"));
});

test("fit --report", async ({ folder }) => {
  const { stderr } = await folder.run("fit", "schools.stan", "--data", "data.json", "--report", "fit.html");
  assert.is(stderr, "");
  const { document } = parseHTML(folder.read("fit.html"));
  assert.is(document.querySelectorAll("#elbo svg").length > 0, true);
  assert.match(
    document.querySelector(".command")!.textContent,
    /^logjoint fit schools\.stan .*--verify nuts/,
  );
});

test("fit --also: the other family beside NUTS in the report, in the terminal and in JSON", async ({
  folder,
}) => {
  folder.write(
    "pair.stan",
    "parameters { vector[2] x; } model { x ~ multi_normal([0, 0], [[1, 0.8], [0.8, 1]]); }",
  );
  const args = ["fit", "pair.stan", "--seed", "1", "--also", "meanfield"];
  const { stdout } = await folder.run(...args, "--report", "pair.html");
  assert.match(stdout, /mean-field|meanfield[\s\S]*sd 4\d % too small/);
  const { document } = parseHTML(folder.read("pair.html"));
  assert.is(document.querySelectorAll("#families svg").length, 3);
  assert.match(document.querySelector(".command")!.textContent, /--also meanfield/);
  const json = JSON.parse((await folder.run(...args, "--json")).stdout) as { also: { family: string } };
  assert.is(json.also.family, "meanfield");
});

test("fit --also with the family of the fit itself is wrong usage", async ({ folder }) => {
  const families = ["--family", "meanfield", "--also", "meanfield"];
  const { code, stderr, stdout } = await folder.run(
    "fit",
    "schools.stan",
    "--data",
    "data.json",
    ...families,
  );
  assert.is(code, 2);
  assert.is(stdout, "");
  assert.match(stderr, /--also names the family of the fit itself/);
});

test("a report that cannot be written is one line", async ({ folder }) => {
  folder.write("file", "");
  const { code, stderr } = await folder.run("sample", "schools.stan", ...SHORT, "--report", "file/a.html");
  assert.is(code, 1);
  assert.match(stderr, /^cannot write file\/a\.html: .+\n$/);
});

test.run();

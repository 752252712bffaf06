// The layout of a message: header, two lines of source before and after, caret, message, hint.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parse, renderProblem } from "../../grammar/index.ts";

const test = suite("grammar/problem");

function rendered(text: string): string {
  return renderProblem(parse({ name: "my.model", text }).problems[0]!);
}

test("a problem in the middle", () => {
  assert.is(
    rendered("data {\n  int N;\n}\nmodel {\n\tx = foo;\n  y = 3 4;\n  z = 1;\n  f();\n}\n"),
    `Error in 'my.model', line 6, column 8 [syn-statement]
     4 | model {
     5 | \tx = foo;
     6 |   y = 3 4;
       |         ^
     7 |   z = 1;
     8 |   f();
Expected \`;\` at the end of the statement, but found \`4\`.
`,
  );
});

test("tabs before the caret are kept, the caret is as wide as the token", () => {
  assert.match(rendered("model {\n\tx = lower;\n}"), "     2 | \tx = lower;\n       | \t    ^^^^^\n");
});

test("a problem at the end of the file", () => {
  assert.is(
    rendered("model {\n"),
    `Error in 'my.model', line 2, column 0 [syn-block]
     1 | model {
     2 |
       | ^
Expected \`}\` before the end of the file: the \`{\` of the block \`model\` at line 1, column 6 is not closed.
`,
  );
});

test("hints stand last", () => {
  assert.match(rendered("model { x <- 1; }"), /\nHint: Replace `<-` by `=`\.\n$/);
});

test.run();

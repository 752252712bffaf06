// Traversal: maps reach every expression and keep what they do not change; reads and writes are those of the statements.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  accumulateLocal,
  add,
  buffer,
  int,
  letLocal,
  load,
  local,
  mul,
  num,
  ref,
} from "../../../compiler/ir/build.ts";
import type { Statement } from "../../../compiler/ir/mir.ts";
import { printStatements } from "../../../compiler/ir/print.ts";
import { freeLocals, mapExprs, mapStatements, readsOf, writesOf } from "../../../compiler/ir/walk.ts";

const test = suite("walk");
const i = local("i", "int");
const a = local("a", "real");
const b = local("b", "real");
const total = local("total", "real");
const y = buffer("y", "f64", [int(3)], "call");
const program: readonly Statement[] = [
  letLocal(b, mul(ref(a), num(2))),
  {
    kind: "each",
    index: i,
    count: int(3),
    body: [
      { kind: "check", condition: { kind: "bool", value: true }, message: ["value ", load(y, [ref(i)])] },
      accumulateLocal(total, add(load(y, [ref(i)]), ref(b))),
    ],
  },
];

test("expressions are mapped everywhere, messages included", () => {
  const mapped = mapExprs(program, (e) => (e.kind === "load" ? num(7) : e));
  assert.is(
    printStatements(mapped),
    'let b = a * 2.0\neach i in 3\n  check true: "value {7.0}"\n  total += 7.0 + b\n',
  );
});

test("what does not change keeps its identity", () => {
  assert.is(mapExprs(program, (e) => e), program); // prettier-ignore
  const without = mapStatements(program, (s) => (s.kind === "check" ? [] : s));
  assert.is(without[0], program[0]);
  assert.is.not(without[1], program[1]);
});

test("reads, writes and free locals", () => {
  assert.equal([...readsOf(program).buffers], [y]);
  assert.equal([...readsOf(program).locals], [a, i, b]);
  assert.equal([...writesOf(program).locals], [b, i, total]);
  assert.equal([...freeLocals(program)], [a, total]);
});

test.run();

// The verifier finds each kind of broken program, and nothing in a sound one.

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
  num,
  op,
  ref,
} from "../../../compiler/ir/build.ts";
import type { Expr, Statement } from "../../../compiler/ir/mir.ts";
import { verifyStatements } from "../../../compiler/ir/verify.ts";

const test = suite("verify");
const i = local("i", "int");
const x = local("x", "real");
const y = buffer("y", "f64", [int(3)], "call");
const target = local("target", "real");

const each = (body: readonly Statement[]): Statement => ({ kind: "each", index: i, count: int(3), body });
const store = (index: Expr, value: Expr): Statement => ({ kind: "store", buffer: y, index: [index], value });

function broken(what: string, statements: readonly Statement[], expected: RegExp): void {
  test(what, () => {
    const violations = verifyStatements(statements, [], target);
    assert.is(violations.length, 1, violations.join("; "));
    assert.match(violations[0]!, expected);
  });
}

test("a sound program", () => {
  const sound = [
    letLocal(x, num(2)),
    each([store(ref(i), ref(x)), accumulateLocal(target, load(y, [ref(i)]))]),
  ];
  assert.equal(verifyStatements(sound, [], target), []);
});

broken("use before declaration", [letLocal(local("z", "real"), ref(x))], /x is used before its declaration/);
broken("double declaration", [letLocal(x, num(1)), letLocal(x, num(2))], /x is declared twice/);
broken("assignment to a let", [letLocal(x, num(1)), { kind: "set", local: x, value: num(2) }], /x is assigned but is no variable/); // prettier-ignore
broken("target set", [{ kind: "set", local: target, value: num(0) }], /set, not accumulated/);
broken("a real where an int belongs", [letLocal(i, num(1.5))], /a real value \(1.5\) where int is wanted/);
broken("an int that is not converted", [letLocal(x, op("iadd", int(1), int(2)))], /where real is wanted/);
broken("wrong number of indices", [letLocal(x, load(y, []))], /1 dimensions but 0 indices/);
broken("wrong number of arguments", [letLocal(x, op("exp", num(1), num(2)))], /exp takes 1 arguments, not 2/);
broken("an operation that does not exist", [letLocal(x, op("nonsense", num(1)))], /nonsense is no operation/);
broken("an exit outside a loop", [{ kind: "exitIf", condition: { kind: "bool", value: true } }], /not directly in a loop/); // prettier-ignore
broken("iterations that write one cell", [each([store(int(0), num(1))])], /writes the same cells of y/);
broken(
  "iterations that read their neighbour",
  [each([store(ref(i), load(y, [op("isub", ref(i), int(1))]))])],
  /read at another iteration's cells/,
);
broken(
  "iterations that read what they add up",
  [{ kind: "var", local: x, initial: num(0) }, each([accumulateLocal(x, add(ref(x), num(1)))])],
  /x is read while each iteration adds to it/,
);

test.run();

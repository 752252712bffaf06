// One edit per rule of the reverse sweep (compiler/5-differentiate): the sign of what the rule sends back is turned, or a step that it
// cannot do without is left out. `find` stands exactly once in its file; an edit that no longer applies fails the gate.

export interface RuleEdit {
  readonly rule: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const inReverse = (rule: string, find: string, replace: string): RuleEdit => ({
  rule,
  file: "reverse.ts",
  find,
  replace,
});

export const REVERSE_RULES: readonly RuleEdit[] = [
  inReverse(
    "value: a name",
    "return contribute(value.local, adjoint, block, sweep, out);",
    "return contribute(value.local, build.neg(adjoint), block, sweep, out);",
  ),
  inReverse(
    "value: an element",
    "build.accumulateCell(adjointOf(value.buffer, sweep) as Buffer, value.index, adjoint)",
    "build.accumulateCell(adjointOf(value.buffer, sweep) as Buffer, value.index, build.neg(adjoint))",
  ),
  inReverse(
    "value: a choice, first branch",
    "chosen(value.condition, adjoint, true)",
    "chosen(value.condition, build.neg(adjoint), true)",
  ),
  inReverse(
    "value: a choice, second branch",
    "chosen(value.condition, adjoint, false)",
    "chosen(value.condition, build.neg(adjoint), false)",
  ),
  inReverse(
    "value: a choice sends to the branch taken",
    "chosen(value.condition, adjoint, true)",
    "chosen(value.condition, adjoint, false)",
  ),
  inReverse(
    "value: an operation",
    "contribution(value.op, k, value.args, result ?? value, adjoint)",
    "build.neg(contribution(value.op, k, value.args, result ?? value, adjoint))",
  ),
  inReverse(
    "let",
    "sendBack(s.value, adjoint, build.ref(s.local), block, sweep, out)",
    "sendBack(s.value, build.neg(adjoint), build.ref(s.local), block, sweep, out)",
  ),
  inReverse(
    "var with a first value",
    "named(build.ref(adjointOf(s.local, sweep) as Local), s.local, out),\n          null,",
    "build.neg(named(build.ref(adjointOf(s.local, sweep) as Local), s.local, out)),\n          null,",
  ),
  inReverse(
    "set",
    'out.push({ kind: "set", local: adjoint, value: build.num(0) });\n      sendBack(s.value, taken,',
    'out.push({ kind: "set", local: adjoint, value: build.num(0) });\n      sendBack(s.value, build.neg(taken),',
  ),
  inReverse(
    "set starts the adjoint anew",
    'out.push({ kind: "set", local: adjoint, value: build.num(0) });',
    "",
  ),
  inReverse(
    "store",
    'out.push({ kind: "store", buffer: adjoint, index: s.index, value: build.num(0) });\n      sendBack(s.value, taken,',
    'out.push({ kind: "store", buffer: adjoint, index: s.index, value: build.num(0) });\n      sendBack(s.value, build.neg(taken),',
  ),
  inReverse(
    "store starts the adjoint anew",
    'out.push({ kind: "store", buffer: adjoint, index: s.index, value: build.num(0) });',
    "void 0;",
  ),
  inReverse(
    "accumulate",
    "sendBack(s.value, accumulatedAdjoint(s, storage, sweep, out),",
    "sendBack(s.value, build.neg(accumulatedAdjoint(s, storage, sweep, out)),",
  ),
  inReverse(
    "accumulate into the target",
    "if (storage === sweep.target && !sweep.targetIsRead) return build.num(1);",
    "if (storage === sweep.target && !sweep.targetIsRead) return build.num(-1);",
  ),
  inReverse(
    "loops run backwards",
    "{ ...ordered, index, down: !ordered.down, body }",
    "{ ...ordered, index, body }",
  ),
  inReverse(
    "loops of unknown length run backwards as often as forwards",
    "from: build.int(0), to: build.ref(count), down: true",
    "from: build.int(1), to: build.ref(count), down: true",
  ),
  inReverse(
    "branches: the reverse of the branch taken",
    "{ ...s, then: then.reverse, otherwise: otherwise.reverse }",
    "{ ...s, then: otherwise.reverse, otherwise: then.reverse }",
  ),
  inReverse(
    "adjoints of locals start at zero",
    "local: adjointOf(local, sweep) as Local, initial: build.num(0)",
    "local: adjointOf(local, sweep) as Local, initial: build.num(1)",
  ),
  {
    rule: "the target's adjoint starts at one",
    file: "program.ts",
    find: "local: adjoint, initial: build.num(1)",
    replace: "local: adjoint, initial: build.num(-1)",
  },
  {
    rule: "adjoint arrays start at zero",
    file: "program.ts",
    find: 'adjoint.kind === "buffer" ? [zero(adjoint)] : []',
    replace: "void zero, []",
  },
  {
    rule: "fill",
    file: "blocks.ts",
    find: "scalars.send(s.value.local, build.ref(sum));",
    replace: "scalars.send(s.value.local, build.neg(build.ref(sum)));",
  },
  {
    rule: "fill starts the adjoint anew",
    file: "blocks.ts",
    find: 'out.push({ kind: "fill", view, count: s.count, value: build.num(0) });',
    replace: "",
  },
  {
    rule: "copy",
    file: "blocks.ts",
    find: 'kernel: "moveAdjoint",',
    replace: 'kernel: "blockSum",',
  },
  {
    rule: "kernel: adjoint of its result",
    file: "blocks.ts",
    find: "value: resultAdjoint ?? build.num(0)",
    replace: "value: build.neg(resultAdjoint ?? build.num(0))",
  },
  {
    rule: "kernel: adjoint of a number it takes",
    file: "blocks.ts",
    find: "scalars.send(local, build.load(cell, [build.int(0)]));",
    replace: "scalars.send(local, build.neg(build.load(cell, [build.int(0)])));",
  },
  {
    rule: "kernel: a number's adjoint starts at zero",
    file: "blocks.ts",
    find: 'out.push({ kind: "store", buffer: cell, index: [build.int(0)], value: build.num(0) });',
    replace: "void cell;",
  },
  {
    rule: "kernel: adjoints of what it wrote start anew",
    file: "blocks.ts",
    find: "if (sweep.isActive(view.buffer) && !isWrittenOnce(view.buffer, sweep.accesses))",
    replace: "if (sweep.isActive(view.buffer) && false)",
  },
  {
    rule: "kernel: what it read is kept",
    file: "saved-views.ts",
    find: "return [...kept(false), s, ...kept(true)];",
    replace: "return [s];",
  },
  {
    rule: "kernel: two blocks of one array are kept apart",
    file: "saved-views.ts",
    find: "a.index.every((e, d) => build.sameExpr(e, b.index[d]!));",
    replace: "true;",
  },
  {
    rule: "kernel: blocks come back in the order of a stack",
    file: "saved-views.ts",
    find: "[build.ref(size)], true, (index)",
    replace: "[build.ref(size)], false, (index)",
  },
  {
    rule: "kernel: the last block pushed comes back first",
    file: "saved-views.ts",
    find: "return pushes.reverse().flatMap(",
    replace: "return pushes.flatMap(",
  },
  inReverse(
    "sums: what a loop collected is scaled",
    "build.mul(adjoint, build.ref(unscaled))",
    "build.mul(build.neg(adjoint), build.ref(unscaled))",
  ),
  inReverse(
    "iterations that use a stack are ordered",
    's.kind === "each" && usesStack(forward, sweep)',
    's.kind === "each" && false',
  ),
  {
    rule: "sums: only where a loop does nothing but add",
    file: "deferred.ts",
    find: 'writes.every(({ statement }) => statement.kind === "accumulate") ? sum! : null',
    replace: "writes.length > 0 ? sum! : null",
  },
  {
    rule: "functions called back: the seed of a row",
    file: "jacobian.ts",
    find: '{ kind: "store", buffer: seed, index: [build.ref(row)], value: build.num(1) },',
    replace: '{ kind: "store", buffer: seed, index: [build.ref(row)], value: build.num(-1) },',
  },
  {
    rule: "partials: the choice's other branch gets nothing",
    file: "partials.ts",
    find: "isThen ? select(condition, adjoint, num(0)) : select(condition, num(0), adjoint);",
    replace: "select(condition, adjoint, adjoint);",
  },
  {
    rule: "saved values come back in the order of a stack",
    file: "save.ts",
    find: 'restores.unshift({ kind: "pop", local: twin });',
    replace: 'restores.push({ kind: "pop", local: twin });',
  },
  {
    rule: "a value is saved where its inputs change",
    file: "save.ts",
    find: 'if (definition.kind !== "let" || !isRecomputable(definition, closing)) {',
    replace: 'if (definition.kind !== "let") {',
  },
  {
    rule: "in place only where nothing read is replaced later",
    file: "in-place.ts",
    find: "if (readsWhatChanges(inside, new Set(touched), block, sweep)) return false;",
    replace: "",
  },
];

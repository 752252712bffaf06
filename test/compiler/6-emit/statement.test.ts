// Every statement of the MIR, emitted and run: values against what the statement means, and the text where its form matters.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  accumulateCell,
  accumulateLocal,
  add,
  bool,
  buffer,
  iadd,
  int,
  letLocal,
  load,
  local,
  mul,
  neg,
  num,
  op,
  ref,
  sub,
} from "../../../compiler/ir/build.ts";
import type { Expr, GradientModel, Local, Statement, View } from "../../../compiler/ir/mir.ts";
import { randomStream } from "../../../runtime/random/random.ts";
import { arrayShape, declaredBlock, declaredScalar, oneParameter, vectorShape } from "./build-model.ts";
import { bindModel, evaluate, normalised, textOf, typeErrors } from "./run-model.ts";

const test = suite("6-emit: statements");
const emitted: Record<string, string> = {};

/** Runs the statements with x = q[0] = 3 and returns the target; keeps the TypeScript for the type check at the end. */
async function run(
  name: string,
  body: (x: Expr, target: Local) => readonly Statement[],
  q = 3,
): Promise<number> {
  const model = oneParameter(({ target }, x) => body(x, target));
  emitted[`${name}.ts`] = await textOf(model);
  return (await evaluate(model, [q])).value;
}

const view = (of: View["buffer"], ...index: Expr[]): View => ({ buffer: of, index });
const store = (b: View["buffer"], i: number, value: Expr): Statement => ({
  kind: "store",
  buffer: b,
  index: [int(i)],
  value,
});

test("let, var, set, accumulate", async () => {
  const value = await run("scalars", (x, target) => {
    const [a, c, d] = [local("a", "real"), local("c", "real"), local("d", "int")];
    return [
      letLocal(a, mul(x, num(2))),
      { kind: "var", local: c, initial: null },
      { kind: "var", local: d, initial: int(5) },
      { kind: "set", local: d, value: iadd(ref(d), int(2)) },
      {
        kind: "if",
        condition: op("gt", x, num(0)),
        then: [{ kind: "set", local: c, value: num(1) }],
        otherwise: [],
      },
      accumulateLocal(target, add(ref(a), ref(c))),
      accumulateLocal(target, mul(num(-0.5), op("toReal", ref(d)))),
    ];
  });
  assert.is(value, 6 + 1 - 3.5);
  assert.match(emitted["scalars.ts"]!, "let c = NaN;");
  assert.match(emitted["scalars.ts"]!, "d += 2;");
  assert.match(emitted["scalars.ts"]!, "let target = a + c;");
  assert.match(emitted["scalars.ts"]!, "target -= 0.5 * d;");
});

test("a var without a value is NaN, 0 or false", async () => {
  const value = await run("unset", (x, target) => {
    const [r, i, t] = [local("r", "real"), local("i", "int"), local("t", "bool")];
    const never: Statement = {
      kind: "if",
      condition: op("lt", x, num(0)),
      otherwise: [],
      then: [
        { kind: "set", local: r, value: num(1) },
        { kind: "set", local: i, value: int(1) },
        { kind: "set", local: t, value: bool(true) },
      ],
    };
    return [
      ...[r, i, t].map((of): Statement => ({ kind: "var", local: of, initial: null })),
      never,
      accumulateLocal(target, op("toReal", op("toInt", op("ne", ref(r), ref(r))))),
      accumulateLocal(target, mul(num(10), op("toReal", op("iadd", ref(i), op("toInt", ref(t)))))),
    ];
  });
  assert.is(value, 1);
});

test("store, cells, fill and copy, also where blocks overlap", async () => {
  const value = await run("blocks", (x, target) => {
    const w = buffer("w", "f64", [int(2), int(3)], "call");
    const i = local("i", "int");
    return [
      { kind: "fill", view: view(w), count: int(6), value: num(1) },
      { kind: "fill", view: view(w, int(1)), count: int(2), value: x },
      accumulateCell(w, [int(1), int(2)], mul(num(-4), x)),
      { kind: "copy", to: view(w, int(0), int(1)), from: view(w), count: int(5) },
      {
        kind: "each",
        index: i,
        count: int(6),
        body: [accumulateLocal(target, mul(op("toReal", iadd(ref(i), int(1))), load(w, [int(0), ref(i)])))],
      },
    ];
  });
  // 1 1 1 3 3 -11, then shifted: 1 1 1 1 3 3
  assert.is(value, 1 + 2 + 3 + 4 + 15 + 18);
  const text = emitted["blocks.ts"]!;
  assert.match(text, "w.fill(1);");
  assert.match(text, "w.fill(x, 3, 5);");
  assert.match(text, "w[5]! -= 4 * x;");
  assert.match(text, "copy(w, 1, w, 0, 5);");
  assert.match(text, "const w = new Float64Array(6);");
});

test("each, for up and down, bounds read once", async () => {
  const value = await run("loops", (_, target) => {
    const [i, j, k, last] = [local("i", "int"), local("i", "int"), local("i", "int"), local("last", "int")];
    const digit = (index: Local): Statement => ({
      kind: "accumulate",
      into: { kind: "local", local: target },
      value: add(mul(num(9), ref(target)), op("toReal", ref(index))),
    });
    return [
      { kind: "var", local: last, initial: int(4) },
      {
        kind: "for",
        index: i,
        from: int(1),
        to: ref(last),
        down: false,
        body: [{ kind: "set", local: last, value: int(0) }, digit(i)],
      },
      {
        kind: "for",
        index: j,
        from: ref(last),
        to: int(3),
        down: true,
        body: [{ kind: "set", local: last, value: int(9) }, digit(j)],
      },
      { kind: "each", index: k, count: int(0), body: [digit(k)] },
    ];
  });
  assert.is(value, 123210);
  assert.match(emitted["loops.ts"]!, "const end = last;");
  assert.match(emitted["loops.ts"]!, "for (let i = 2; i >= start; i--)");
});

test("loop with exits at its head, in its middle, under a condition", async () => {
  const value = await run("exits", (x, target) => {
    const [n, k] = [local("n", "int"), local("k", "int")];
    const one = (of: Local): Statement => ({ kind: "set", local: of, value: iadd(ref(of), int(1)) });
    return [
      { kind: "var", local: n, initial: int(0) },
      { kind: "loop", body: [{ kind: "exitIf", condition: op("ge", ref(n), int(5)) }, one(n)] },
      { kind: "var", local: k, initial: int(0) },
      {
        kind: "loop",
        body: [one(k), { kind: "exitIf", condition: op("gt", op("toReal", ref(k)), x) }, one(k)],
      },
      accumulateLocal(target, op("toReal", iadd(ref(n), op("imul", int(10), ref(k))))),
    ];
  });
  assert.is(value, 5 + 10 * 5);
  assert.match(emitted["exits.ts"]!, "while (n < 5) {");
  assert.match(emitted["exits.ts"]!, "for (;;) {");
});

test("if, else if, else", async () => {
  const sign = (x: Expr, target: Local): readonly Statement[] => [
    {
      kind: "if",
      condition: op("lt", x, num(0)),
      then: [accumulateLocal(target, num(-1))],
      otherwise: [
        {
          kind: "if",
          condition: op("gt", x, num(0)),
          then: [accumulateLocal(target, num(1))],
          otherwise: [accumulateLocal(target, num(0.5))],
        },
      ],
    },
    { kind: "if", condition: op("lt", x, num(0)), then: [], otherwise: [accumulateLocal(target, num(10))] },
  ];
  assert.is(await run("branches", sign, -2), -1);
  assert.is(await run("branches", sign, 2), 11);
  assert.is(await run("branches", sign, 0), 10.5);
  assert.match(emitted["branches.ts"]!, "} else if (x > 0) {");
});

test("kernel: views as two arguments, absent ones, a scalar result", async () => {
  const value = await run("kernel", (x, target) => {
    const w = buffer("w", "f64", [int(3)], "call");
    const [result, ignored] = [local("result", "real"), local("ignored", "real")];
    const s = buffer("s", "f64", [int(2)], "call");
    return [
      store(w, 0, x),
      store(w, 1, x),
      store(w, 2, num(-1e6)),
      {
        kind: "kernel",
        kernel: "logSumExp",
        result,
        args: [
          { kind: "in", view: view(w, int(1)) },
          { kind: "scalar", value: int(2) },
        ],
      },
      {
        kind: "kernel",
        kernel: "simplexConstrain",
        result: ignored,
        args: [
          { kind: "out", view: view(s) },
          { kind: "in", view: view(w) },
          { kind: "scalar", value: int(2) },
        ],
      },
      accumulateLocal(target, add(ref(result), add(load(s, [int(0)]), load(s, [int(1)])))),
    ];
  });
  assert.is(value, 3 + 1);
  assert.match(emitted["kernel.ts"]!, "const result = logSumExp(w, 1, 2);");
  assert.match(emitted["kernel.ts"]!, "    simplexConstrain(s, 0, w, 0, 2);");
});

test("push and pop, cleared after a rejection", async () => {
  const model = oneParameter(({ target }, x) => {
    const [a, flag] = [local("a", "real"), local("flag", "bool")];
    return [
      { kind: "push", value: x },
      { kind: "push", value: op("gt", x, num(1)) },
      { kind: "push", value: num(7) },
      { kind: "check", condition: op("lt", x, num(100)), message: ["x is ", x, ", `too` ${large}"] },
      { kind: "pop", local: local("unused", "real") },
      { kind: "pop", local: flag },
      { kind: "pop", local: a },
      {
        kind: "if",
        condition: ref(flag),
        then: [accumulateLocal(target, neg(ref(a)))],
        otherwise: [accumulateLocal(target, ref(a))],
      },
    ];
  });
  emitted["stack.ts"] = await textOf(model);
  assert.is((await evaluate(model, [3])).value, -3);
  assert.is((await evaluate(model, [0.5])).value, 0.5);
  const bound = await bindModel(model);
  assert.is(bound.logDensity(Float64Array.of(1000)), -Infinity);
  assert.is(bound.rejection, "x is 1000, `too` ${large}");
  assert.is(bound.logDensity(Float64Array.of(3)), -3);
  assert.match(emitted["stack.ts"]!, "    stack.pop();");
});

test("check, reject and fatal rejection; contents in messages", async () => {
  const w = buffer("w", "f64", [int(2), int(2)], "call");
  const model = (fatal: boolean): GradientModel =>
    oneParameter(({ target }, x) => [
      { kind: "fill", view: view(w), count: int(4), value: num(0.5) },
      { kind: "store", buffer: w, index: [int(1), int(1)], value: x },
      {
        kind: "if",
        condition: op("gt", x, num(2)),
        otherwise: [],
        then: [
          {
            kind: "reject",
            fatal,
            message: ["w = ", { kind: "contents", view: view(w), dims: [int(2), int(2)] }, ' \\ \u2028 "no"'],
          },
        ],
      },
      accumulateLocal(target, load(w, [int(1), int(1)])),
    ]);
  emitted["reject.ts"] = await textOf(model(false));
  const { value, gradient, rejection } = await evaluate(model(false), [3]);
  assert.is(value, -Infinity);
  assert.equal(gradient, [0]);
  assert.is(rejection, 'w = [[0.5,0.5],[0.5,3]] \\ \u2028 "no"');
  assert.is((await evaluate(model(false), [1])).value, 1);
  try {
    await evaluate(model(true), [3]);
    assert.unreachable();
  } catch (error) {
    assert.is((error as Error).name, "ModelError");
    assert.match((error as Error).message, "w = [[0.5,0.5],[0.5,3]]");
  }
});

test("print goes to the place of messages", async () => {
  const said: string[] = [];
  const warn = console.warn;
  console.warn = (text: string) => void said.push(text);
  try {
    await run("print", (x, target) => [{ kind: "print", message: ["x is ", x] }, accumulateLocal(target, x)]);
  } finally {
    console.warn = warn;
  }
  assert.equal(said, ["x is 3"]);
});

test("region: comments that cannot end early", async () => {
  const value = await run("region", (x, target) => [
    {
      kind: "region",
      title: "x ~ f(1); /* a */\nthrow new Error('out'); \u2028 throw 1;",
      span: null,
      body: [accumulateLocal(target, x)],
    },
    { kind: "region", title: "nothing left", span: null, body: [letLocal(local("unused", "real"), x)] },
  ]);
  assert.is(value, 3);
  assert.match(emitted["region.ts"]!, "// x ~ f(1); / * a * / throw new Error('out'); throw 1;");
  assert.not.match(emitted["region.ts"]!, "nothing left");
});

test("data-level locals, buffers and random numbers in transformed data", async () => {
  const N = declaredScalar("N", "int");
  const y = declaredBlock("y", arrayShape("int", ref(N.local)), "bind");
  const doubled = buffer("doubled", "f64", [op("iadd", ref(N.local), int(1))], "bind");
  const size = local("size", "int");
  const own = buffer("own", "i32", [ref(size)], "bind");
  const i = local("i", "int");
  const model = oneParameter(
    ({ target }) => [
      { kind: "each", index: local("k", "int"), count: ref(size), body: [] },
      accumulateLocal(target, add(load(doubled, [int(1)]), op("toReal", load(own, [int(0)])))),
    ],
    {
      data: [N, y],
      prepareData: [
        {
          kind: "region",
          title: "size = N * 2",
          span: null,
          body: [
            letLocal(size, op("imul", ref(N.local), int(2))),
            { kind: "fill", view: view(own), count: ref(size), value: int(7) },
          ],
        },
        {
          kind: "each",
          index: i,
          count: ref(N.local),
          body: [
            {
              kind: "store",
              buffer: doubled,
              index: [ref(i)],
              value: mul(num(2), op("toReal", load(y.buffer, [ref(i)]))),
            },
          ],
        },
        {
          kind: "check",
          condition: op("gt", load(doubled, [int(1)]), num(0)),
          message: ["doubled[2] is ", load(doubled, [int(1)])],
        },
      ],
    },
  );
  emitted["prepared.ts"] = await textOf(model);
  assert.is((await evaluate(model, [0], { N: 2, y: [1, 5] })).value, 17);
  try {
    await bindModel(model, { N: 2, y: [1, -5] });
    assert.unreachable();
  } catch (error) {
    assert.is((error as Error).name, "DataError");
    assert.is((error as Error).message, "doubled[2] is -10");
  }
});

test("comparisons of locals with a literal value type-check", async () => {
  const value = await run("compared", (x, target) => {
    const [k, s] = [local("k", "int"), local("s", "int")];
    return [
      letLocal(k, int(1)),
      letLocal(s, { kind: "select", condition: op("gt", x, num(0)), then: int(2), otherwise: int(3) }),
      {
        kind: "if",
        condition: op("eq", ref(k), int(4)),
        then: [accumulateLocal(target, num(1))],
        otherwise: [],
      },
      {
        kind: "if",
        condition: op("ne", ref(s), int(5)),
        then: [accumulateLocal(target, num(2))],
        otherwise: [],
      },
    ];
  });
  assert.is(value, 2);
});

test("two loops share an index name; an inner loop takes another", async () => {
  await run("names", (x, target) => {
    const loop = (body: readonly Statement[]): Statement => ({
      kind: "each",
      index: local("i", "int"),
      count: int(2),
      body,
    });
    const z = (): Statement[] => {
      const zi = local("x", "real");
      return [letLocal(zi, mul(x, num(2))), accumulateLocal(target, ref(zi))];
    };
    return [loop([...z(), loop(z())]), loop(z())];
  });
  const text = emitted["names.ts"]!;
  assert.is(text.match(/let i = 0/g)!.length, 2);
  assert.is(text.match(/let i2 = 0/g)!.length, 1);
  assert.is(text.match(/const x2 = /g)!.length, 2);
  assert.is(text.match(/const x3 = /g)!.length, 1);
});

test("routines: outputs are fresh, random numbers come from the stream", async () => {
  const x = declaredScalar("x", "real");
  const y = declaredBlock("y", vectorShape(int(2)), "output");
  const draw = declaredScalar("draw", "real");
  const model = oneParameter(({ target }, at) => [accumulateLocal(target, sub(num(0), at))], {
    transform: {
      inputs: [x],
      outputs: [y],
      body: [store(y.buffer, 0, ref(x.local)), store(y.buffer, 1, num(NaN))],
    },
    generate: {
      inputs: [x, y],
      outputs: [draw],
      body: [
        {
          kind: "kernel",
          kernel: "normalRng",
          result: draw.local,
          args: [
            { kind: "scalar", value: load(y.buffer, [int(0)]) },
            { kind: "scalar", value: num(1e-9) },
          ],
        },
      ],
    },
  });
  emitted["routines.ts"] = await textOf(model);
  assert.match(emitted["routines.ts"]!, "generate({ y }, random) {");
  if (!emitted["routines.ts"]!.includes("normalRng")) assert.unreachable();
  const bound = await bindModel(model);
  const first = bound.constrain(Float64Array.of(4));
  assert.not(first.y === bound.constrain(Float64Array.of(4)).y);
  const written = bound.write(Float64Array.of(4), randomStream(1, 0, 0));
  assert.is(written.length, 4);
  assert.ok(Math.abs(written[3]! - 4) < 1e-7);
});

test("all of it passes the strictest settings of TypeScript", () => {
  assert.ok(Object.keys(emitted).length >= 14);
  assert.is(typeErrors(emitted), "");
});

test("without its types, the TypeScript is the JavaScript", async () => {
  const { transform } = await import("esbuild");
  const model = oneParameter(({ target }, x) => [accumulateLocal(target, op("exp", x))]);
  const stripped = await transform(await textOf(model), { loader: "ts", target: "es2022" });
  assert.is(await normalised(stripped.code), await normalised(await textOf(model, "javascript")));
});

test.run();

// Eight schools as the compiler's earlier passes would hand it to the emitter, with the gradient that a person would write.

import {
  accumulateLocal,
  add,
  div,
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
  buffer,
  sub,
} from "../../../compiler/ir/build.ts";
import type { Expr, GradientModel, Statement } from "../../../compiler/ir/mir.ts";
import {
  declaredBlock,
  declaredScalar,
  gradientModel,
  lower,
  NONE,
  parameter,
  vectorShape,
} from "./build-model.ts";

const square = (e: Expr): Expr => op("square", e);

export function eightSchools(): GradientModel {
  const J = declaredScalar("J", "int", lower(int(1)), "number of schools");
  const est = declaredBlock("est", vectorShape(ref(J.local)), "bind", NONE, "estimated effects");
  const se = declaredBlock("se", vectorShape(ref(J.local)), "bind", lower(num(0)));
  const precision = buffer("precision", "f64", [ref(J.local)], "bind");
  const constant = local("constant", "real");
  const unused = local("unused", "real");
  const [i, j, k] = [local("j", "int"), local("j", "int"), local("j", "int")];
  const logs = local("logs", "real");

  const prepareData: Statement[] = [
    {
      kind: "each",
      index: i,
      count: ref(J.local),
      body: [
        {
          kind: "store",
          buffer: precision,
          index: [ref(i)],
          value: div(num(1), square(load(se.buffer, [ref(i)]))),
        },
      ],
    },
    { kind: "var", local: logs, initial: num(0) },
    {
      kind: "each",
      index: k,
      count: ref(J.local),
      body: [accumulateLocal(logs, op("log", load(se.buffer, [ref(k)])))],
    },
    letLocal(
      constant,
      sub(
        neg(mul(add(mul(num(2), op("toReal", ref(J.local))), num(1)), num(0.9189385332046727))),
        add(ref(logs), num(1.1447298858494002)),
      ),
    ),
    letLocal(unused, mul(num(2), ref(constant))),
  ];

  const mu = declaredScalar("mu", "real");
  const tau = declaredScalar("tau", "real", lower(num(0)), "between-school sd");
  const z = declaredBlock("z", vectorShape(ref(J.local)), "call");
  const theta = declaredBlock("theta", vectorShape(ref(J.local)), "output");
  const zInput = { ...z, buffer: buffer("z", "f64", [ref(J.local)], "input") };
  const zIn = { ...zInput, home: { kind: "buffer" as const, buffer: zInput.buffer } };
  const [t, g] = [local("j", "int"), local("j", "int")];
  const shrink = declaredScalar("shrink", "real");
  const best = declaredScalar("best", "int");
  const thetaIn = declaredBlock("theta", vectorShape(ref(J.local)), "input");

  return gradientModel(
    {
      name: "eight-schools",
      comment: "Eight schools, non-centred */ via standard-normal school effects.",
      data: [J, est, se],
      prepareData,
      dimension: iadd(ref(J.local), int(2)),
      parameters: [
        parameter(mu, int(0), int(1)),
        parameter(tau, int(1), int(1)),
        parameter(z, int(2), ref(J.local)),
      ],
      transform: {
        inputs: [mu, tau, zIn],
        body: [
          {
            kind: "each",
            index: t,
            count: ref(J.local),
            body: [
              {
                kind: "store",
                buffer: theta.buffer,
                index: [ref(t)],
                value: add(ref(mu.local), mul(ref(tau.local), load(zIn.buffer, [ref(t)]))),
              },
            ],
          },
        ],
        outputs: [theta],
      },
      generate: {
        inputs: [mu, tau, zIn, thetaIn],
        body: [
          letLocal(shrink.local, div(num(1), add(num(1), square(ref(tau.local))))),
          { kind: "var", local: best.local, initial: int(0) },
          {
            kind: "for",
            index: g,
            from: int(1),
            to: ref(J.local),
            down: false,
            body: [
              {
                kind: "if",
                condition: op("gt", load(thetaIn.buffer, [ref(g)]), load(thetaIn.buffer, [ref(best.local)])),
                then: [{ kind: "set", local: best.local, value: ref(g) }],
                otherwise: [],
              },
            ],
          },
          { kind: "set", local: best.local, value: iadd(ref(best.local), int(1)) },
        ],
        outputs: [shrink, best],
      },
    },
    ({ q, gradient, target, model }) => {
      const residual = local("residual", "real");
      const zj = local("z", "real");
      const [muAdj, tauAdj, thetaAdj] = [
        local("muAdj", "real"),
        local("tauAdj", "real"),
        local("thetaAdj", "real"),
      ];
      const at = (b: typeof est.buffer): Expr => load(b, [ref(j)]);
      return [
        letLocal(mu.local, load(q, [int(0)])),
        letLocal(tau.local, op("exp", load(q, [int(1)]))),
        { kind: "var", local: muAdj, initial: num(0) },
        { kind: "var", local: tauAdj, initial: num(0) },
        accumulateLocal(target, ref(constant)),
        accumulateLocal(target, mul(op("toReal", ref(model.jacobianWeight)), load(q, [int(1)]))),
        {
          kind: "region",
          title: "mu ~ normal(0, 5);",
          span: null,
          body: [
            accumulateLocal(target, mul(num(-0.02), square(ref(mu.local)))),
            accumulateLocal(muAdj, neg(div(ref(mu.local), num(25)))),
          ],
        },
        {
          kind: "region",
          title: "tau ~ cauchy(0, 5);",
          span: null,
          body: [
            accumulateLocal(target, neg(op("log1p", square(div(ref(tau.local), num(5)))))),
            accumulateLocal(tauAdj, div(mul(num(-2), ref(tau.local)), add(num(25), square(ref(tau.local))))),
          ],
        },
        {
          kind: "region",
          title: "z ~ std_normal();  est ~ normal(mu + tau * z, se);",
          span: null,
          body: [
            {
              kind: "each",
              index: j,
              count: ref(J.local),
              body: [
                letLocal(zj, load(q, [iadd(int(2), ref(j))])),
                letLocal(residual, sub(at(est.buffer), add(ref(mu.local), mul(ref(tau.local), ref(zj))))),
                letLocal(thetaAdj, mul(ref(residual), at(precision))),
                accumulateLocal(
                  target,
                  mul(num(-0.5), add(square(ref(zj)), mul(ref(residual), ref(thetaAdj)))),
                ),
                accumulateLocal(muAdj, ref(thetaAdj)),
                accumulateLocal(tauAdj, mul(ref(thetaAdj), ref(zj))),
                {
                  kind: "store",
                  buffer: gradient,
                  index: [iadd(int(2), ref(j))],
                  value: sub(mul(ref(thetaAdj), ref(tau.local)), ref(zj)),
                },
              ],
            },
          ],
        },
        { kind: "store", buffer: gradient, index: [int(0)], value: ref(muAdj) },
        {
          kind: "store",
          buffer: gradient,
          index: [int(1)],
          value: add(mul(ref(tauAdj), ref(tau.local)), op("toReal", ref(model.jacobianWeight))),
        },
      ];
    },
  );
}

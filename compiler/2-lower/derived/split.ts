// The target in two parts: densities of observations add to `likelihood`, everything else, log Jacobians included, to `prior`. The same
// statements as in the log density, term by term, so the parts add up to it.

import { local, num } from "../../ir/build.ts";
import type { Buffer, Declared, Derived, Statement } from "../../ir/mir.ts";
import { lowerLogJoint, type Parameters } from "../blocks.ts";
import type { DensityStatement } from "../context.ts";
import { addToTarget, lowerTilde } from "../increments.ts";
import { collecting, noBlocks } from "./blocks.ts";
import { type Derivation, eachTerm } from "./derivation.ts";

export function split(derivation: Derivation, parameters: Parameters, q: Buffer): Derived {
  const { ctx } = derivation;
  const blocks = noBlocks();
  const prior = local("prior", "real");
  const likelihood = local("likelihood", "real");
  let body: readonly Statement[] = [];
  const by = collecting(ctx, blocks, () => {
    ctx.target = prior;
    ctx.derive = (s: DensityStatement) =>
      eachTerm(derivation, blocks, s, (term) => {
        ctx.target = term.part === "likelihood" ? likelihood : prior;
        if (s.kind === "tilde") lowerTilde(ctx, s);
        else if (term.kind === "value") addToTarget(ctx, term.value, term.isNegative);
        else addToTarget(ctx, term.expression!, term.isNegative);
        ctx.target = prior;
      });
    body = lowerLogJoint(ctx, parameters, q);
  });
  if (by.length > 0) return { kind: "blocked", by };
  const frame = [prior, likelihood].map((target): Statement => ({ kind: "var", local: target, initial: num(0) })); // prettier-ignore
  const outputs = [prior, likelihood].map((home): Declared => ({
    name: home.name,
    comment: null,
    shape: { scalar: "real", array: [], inner: { kind: "scalar" } },
    constraint: { kind: "none" },
    home: { kind: "local", local: home },
  }));
  return { kind: "routine", routine: { inputs: [], body: [...frame, ...body], outputs } };
}

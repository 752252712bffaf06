// Expressions over tensors. Choices evaluate both sides, so what could overflow or have an infinite derivative sees a harmless number in
// the draws that chose otherwise: their share of the gradient is then 0 times something finite.

import { scalarFunctions } from "../../../runtime/library.ts";
import { assertNever } from "../../diagnostics/internal-error.ts";
import { isNumber, mul, neg, num, op, toReal } from "../../ir/build.ts";
import type { Expr, Local } from "../../ir/mir.ts";
import { scalarType } from "../../ir/scalar-type.ts";
import { constantTensor, loadTensor } from "./constants.ts";
import { HARMLESS, OPERATIONS } from "./operations.ts";
import type { Node, Tensor } from "./program.ts";
import {
  type At,
  type Guard,
  levelOf,
  NO_AXES,
  refuse,
  resolved,
  type Translation,
  unionOf,
} from "./translation.ts";

type Operation = Extract<Expr, { kind: "op" }>;

export function tensorOf(t: Translation, at: At, given: Expr): Tensor {
  const e = resolved(t, given);
  const level = levelOf(t, at, e);
  if (level === "host") return hostTensor(e);
  if (level === "element") return constantTensor(t, at, e, nameFor(given));
  switch (e.kind) {
    // Under a guard, what a variable holds elsewhere may be no number.
    case "ref": {
      const value: Tensor = {
        node: { kind: "name", local: e.local },
        axes: t.axesOf.get(e.local) ?? NO_AXES,
      };
      return t.changing.has(e.local) && e.local.scalar === "real" ? guarded(at, value) : value;
    }
    case "load": {
      const value = loadTensor(t, at, e.buffer, e.index);
      return e.buffer === t.model.q ? value : guarded(at, value);
    }
    case "select":
      return choice(t, at, e);
    case "op":
      return operation(t, at, e);
    case "num":
    case "int":
    case "bool":
      return hostTensor(e);
    default:
      return assertNever(e);
  }
}

const opOf = (name: string, a: Expr): Operation => ({ kind: "op", op: name, args: [a] });

export const hostTensor = (value: Expr): Tensor => ({ node: { kind: "host", value }, axes: NO_AXES });

/** A tensor in any case: numbers are wrapped. */
export function asTensor({ node, axes }: Tensor): Tensor {
  if (node.kind !== "host") return { node, axes };
  return { node: { kind: "tf", name: "scalar", args: [node] }, axes };
}

export const tf = (name: string, ...args: readonly Tensor[]): Tensor => ({
  node: { kind: "tf", name, args: args.map(({ node }) => node) },
  axes: unionOf(...args.map(({ axes }) => axes)),
});

/** A name a person would give the table. */
function nameFor(e: Expr): string {
  if (e.kind === "ref") return e.local.name;
  if (e.kind === "load") return `${e.buffer.name}Tensor`;
  return e.kind === "op" && e.args.length === 1 ? nameFor(e.args[0]!) : "table";
}

// -------------------------------------------------------------------------------------------------------------- operations

function operation(t: Translation, at: At, e: Operation): Tensor {
  const [a, b] = e.args as [Expr, Expr];
  switch (e.op) {
    case "toReal":
      return tensorOf(t, at, a);
    case "toInt":
      return cast(tensorOf(t, at, a));
    case "log1m":
      return operation(t, at, opOf("log1p", neg(a)));
    case "log_inv_logit":
      return operation(t, at, opOf("neg", op("log1p_exp", neg(a))));
    case "log1m_inv_logit":
      return operation(t, at, opOf("neg", op("log1p_exp", a)));
    case "multiply_log1p":
      if (isPowerLiteral(a)) return tensorOf(t, at, mul(a, op("log1p", b)));
      return everyElement(t, at, e);
    case "lmultiply":
      if (isPowerLiteral(a)) return tensorOf(t, at, mul(a, op("log", b)));
      return everyElement(t, at, e);
    case "idiv":
    case "imod":
      return refuse(at, "it divides integers that depend on parameters");
    default: {
      const known = Object.hasOwn(OPERATIONS, e.op) ? OPERATIONS[e.op]! : null;
      if (known === null) return everyElement(t, at, e);
      const args = e.args.map((arg, k) => {
        const value = tensorOf(t, at, arg);
        const isNumerator = e.op === "div" && k === 0;
        return known.risky && !isNumerator && levelOf(t, at, resolved(t, arg)) === "draw"
          ? guarded(at, value)
          : value;
      });
      return tf(known.tf, ...args);
    }
  }
}

/** `a log(x)` needs no special case for a = 0. */
const isPowerLiteral = (e: Expr): boolean => isNumber(e) && !isNumber(e, 0);

function cast(value: Tensor): Tensor {
  return {
    ...value,
    node: { kind: "tf", name: "cast", args: [value.node, { kind: "text", text: '"float32"' }] },
  };
}

/** A function that tfjs lacks. */
function everyElement(t: Translation, at: At, e: Operation): Tensor {
  if (!Object.hasOwn(scalarFunctions, e.op)) refuse(at, `${e.op} has no form over tensors`);
  t.functions.add(e.op);
  const args = e.args.map((arg) => tensorOf(t, at, scalarType(arg) === "int" ? toReal(arg) : arg));
  return {
    node: { kind: "elementwise", op: e.op, args: args.map(({ node }) => node) },
    axes: unionOf(...args.map(({ axes }) => axes)),
  };
}

// ----------------------------------------------------------------------------------------------------------------- choices

function choice(t: Translation, at: At, e: Extract<Expr, { kind: "select" }>): Tensor {
  if (levelOf(t, at, e.condition) === "host") {
    const [then, otherwise] = [asTensor(tensorOf(t, at, e.then)), asTensor(tensorOf(t, at, e.otherwise))];
    const node: Node = {
      kind: "choice",
      condition: e.condition,
      then: then.node,
      otherwise: otherwise.node,
    };
    return { node, axes: unionOf(then.axes, otherwise.axes) };
  }
  const isPlain = [e.then, e.otherwise].every((side) => !hasRisk(side));
  if (isPlain) {
    const condition = tensorOf(t, at, e.condition);
    return tf("where", condition, tensorOf(t, at, e.then), tensorOf(t, at, e.otherwise));
  }
  const holds = named(t, at, "holds", tensorOf(t, at, e.condition));
  const condition: Tensor = { node: { kind: "name", local: holds.local }, axes: holds.axes };
  const then = tensorOf(t, narrowed(t, at, holds, true), e.then);
  const otherwise = tensorOf(t, narrowed(t, at, holds, false), e.otherwise);
  return tf("where", condition, then, otherwise);
}

function hasRisk(e: Expr): boolean {
  if (e.kind === "select") return [e.condition, e.then, e.otherwise].some(hasRisk);
  if (e.kind !== "op") return false;
  return e.args.some(hasRisk) || (Object.hasOwn(OPERATIONS, e.op) ? OPERATIONS[e.op]!.risky : true);
}

/** A truth tensor under a name of its own. */
export function named(t: Translation, at: At, name: string, value: Tensor): Guard {
  const local: Local = { kind: "local", name, scalar: "bool" };
  at.out.push({ kind: "declare", local, isMutable: false, value: value.node });
  t.axesOf.set(local, value.axes);
  return { local, axes: value.axes };
}

/** Inside a choice: only the draws for which `condition` has the given truth count. */
export function narrowed(t: Translation, at: At, condition: Guard, truth: boolean): At {
  let inner: Tensor = { node: { kind: "name", local: condition.local }, axes: condition.axes };
  if (!truth) inner = tf("logicalNot", inner);
  if (at.guard !== null) inner = tf("logicalAnd", guardTensor(at.guard), inner);
  if (truth && at.guard === null) return { ...at, guard: condition };
  return { ...at, guard: named(t, at, truth ? "holdsToo" : "fails", inner) };
}

export const guardTensor = ({ local, axes }: Guard): Tensor => ({ node: { kind: "name", local }, axes });

function guarded({ guard }: At, value: Tensor): Tensor {
  return guard === null ? value : tf("where", guardTensor(guard), value, hostTensor(num(HARMLESS)));
}

/** What happens only for the draws of the guard: elsewhere `otherwise`. */
export function onlyWhere({ guard }: At, value: Tensor, otherwise: Tensor): Tensor {
  return guard === null ? value : tf("where", guardTensor(guard), value, otherwise);
}

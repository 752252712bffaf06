// Normal form: every real value is one operation over atoms (constants and names), equal values share one name, copies vanish.
// It is the form in which values can be hoisted, shared and differentiated one by one; `compose` later folds single uses back into
// the formulas a person would write.
//
// Integer index arithmetic over loop variables stays nested, because it is cheap and dependence analysis reads it; an index that
// loads from memory gets a name.

import { assertNever } from "../../diagnostics/internal-error.ts";
import * as build from "../../ir/build.ts";
import { declaredIn, writtenBy } from "../../ir/effects.ts";
import type { Expr, KernelArg, Local, MessagePart, Statement, View } from "../../ir/mir.ts";
import { rewriteStatements } from "../../ir/rewrite.ts";
import { bodiesOf } from "../../ir/walk.ts";
import { addends } from "../sums.ts";
import {
  bump,
  define,
  inner,
  isAtom,
  isConstant,
  keyOf,
  lookup,
  newScope,
  suggestName,
  type Scope,
} from "./scope.ts";
import {
  atom,
  condition,
  indices,
  integer,
  isReal,
  named,
  readsNothingMutable,
  substitute,
  value,
} from "./values.ts";

export function normalise(body: readonly Statement[], target: Local): readonly Statement[] {
  const scope = newScope(target);
  collectMutable(body, scope.mutable);
  return withBetterNames(block(body, scope), scope.betterNames);
}

function withBetterNames(
  body: readonly Statement[],
  names: ReadonlyMap<Local, string>,
): readonly Statement[] {
  if (names.size === 0) return body;
  // What data preparation declares keeps its name: its declaration is not here.
  const own = declaredIn(body);
  const renamed = new Map(
    [...names].filter(([local]) => own.has(local)).map(([local, name]) => [local, { ...local, name }]),
  );
  return rewriteStatements(body, {
    ref: (local) => (renamed.has(local) ? build.ref(renamed.get(local)!) : undefined),
    declared: (local) => renamed.get(local) ?? local,
  });
}

function collectMutable(body: readonly Statement[], into: Set<Local>): void {
  for (const s of body) {
    if (s.kind === "var") into.add(s.local);
    for (const inner of bodiesOf(s)) collectMutable(inner, into);
  }
}

function block(body: readonly Statement[], scope: Scope): Statement[] {
  const out: Statement[] = [];
  for (const statement of body) normaliseStatement(statement, scope, out);
  return out;
}

/** A body that may run any number of times: its writes are visible before, inside and after it. */
function loopBody(body: readonly Statement[], scope: Scope): Statement[] {
  const written = writtenBy(body);
  bump(written, scope);
  const result = block(body, inner(scope));
  bump(written, scope);
  return result;
}

function normaliseStatement(s: Statement, scope: Scope, out: Statement[]): void {
  switch (s.kind) {
    case "let":
      return normaliseLet(s.local, s.value, scope, out);
    case "var":
      out.push({ ...s, initial: s.initial === null ? null : value(s.initial, scope, out) });
      return bump([s.local], scope);
    case "set":
      out.push({ ...s, value: value(s.value, scope, out) });
      return bump([s.local], scope);
    case "store":
      out.push({ ...s, index: indices(s.index, scope, out), value: value(s.value, scope, out) });
      return bump([s.buffer], scope);
    case "accumulate":
      return normaliseAccumulate(s, scope, out);
    case "fill":
      out.push({
        ...s,
        view: view(s.view, scope, out),
        count: integer(s.count, scope, out),
        value: atom(s.value, scope, out),
      });
      return bump([s.view.buffer], scope);
    case "copy":
      out.push({
        ...s,
        to: view(s.to, scope, out),
        from: view(s.from, scope, out),
        count: integer(s.count, scope, out),
      });
      return bump([s.to.buffer], scope);
    case "each": {
      const count = integer(s.count, scope, out);
      out.push({ ...s, count, body: loopBody(s.body, scope) });
      return;
    }
    case "for": {
      const from = integer(s.from, scope, out);
      const to = integer(s.to, scope, out);
      out.push({ ...s, from, to, body: loopBody(s.body, scope) });
      return;
    }
    case "loop":
      out.push({ ...s, body: loopBody(s.body, scope) });
      return;
    case "exitIf":
      out.push({ ...s, condition: condition(s.condition, scope, out) });
      return;
    case "if":
      return normaliseIf(s, scope, out);
    case "kernel": {
      const args = s.args.map((arg) => kernelArg(arg, scope, out));
      out.push({ ...s, args });
      return bump(writtenBy([s]), scope);
    }
    case "push":
    case "return":
      out.push({ ...s, value: atom(s.value, scope, out) });
      return;
    case "pop":
      out.push(s);
      return bump([s.local], scope);
    case "region": {
      // Not a scope of its own: what one statement computed, the next may use.
      const inside = block(s.body, scope);
      if (inside.length > 0) out.push({ ...s, body: inside });
      return;
    }
    case "check":
      return normaliseCheck(s, scope, out);
    case "reject":
    case "print":
      out.push({ ...s, message: message(s.message, scope) });
      return;
    default:
      assertNever(s);
  }
}

function normaliseLet(local: Local, expr: Expr, scope: Scope, out: Statement[]): void {
  if (local.scalar !== "real") {
    const simple = local.scalar === "int" ? substitute(expr, scope) : condition(expr, scope, out);
    // The declaration stays: sizes of arrays may refer to it.
    const isName = simple.kind === "ref" && !scope.mutable.has(simple.local);
    if (isConstant(simple) || isName) scope.substitution.set(local, simple);
    out.push({ kind: "let", local, value: simple });
    return;
  }
  const result = value(expr, scope, out, local);
  if (isAtom(result, scope)) {
    if (result.kind === "ref") suggestName(result.local, local, scope);
    scope.substitution.set(local, result);
    return;
  }
  const key = keyOf(result, scope);
  const known = lookup(key, scope);
  if (known !== null) {
    suggestName(known, local, scope);
    scope.substitution.set(local, build.ref(known));
    return;
  }
  scope.available.set(key, local);
  define(local, result, scope);
  out.push({ kind: "let", local, value: result });
}

function normaliseAccumulate(
  s: Extract<Statement, { kind: "accumulate" }>,
  scope: Scope,
  out: Statement[],
): void {
  const into = s.into.kind === "cell" ? { ...s.into, index: indices(s.into.index, scope, out) } : s.into;
  for (const { term, negative } of addends(s.value)) {
    const amount = addend(value(negative ? build.neg(term) : term, scope, out), scope);
    if (!build.isNumber(amount, 0)) out.push({ kind: "accumulate", into, value: amount });
  }
  bump([s.into.kind === "local" ? s.into.local : s.into.buffer], scope);
}

/** A named negation or multiple is added as such, so that signs and factors show where they count. */
function addend(amount: Expr, scope: Scope): Expr {
  const definition = amount.kind === "ref" ? scope.definitions.get(amount.local) : undefined;
  return definition?.kind === "op" && definition.op === "neg" ? definition : amount;
}

function normaliseIf(s: Extract<Statement, { kind: "if" }>, scope: Scope, out: Statement[]): void {
  let test = condition(s.condition, scope, out);
  if (test.kind === "bool") {
    // Branches declare nothing that the rest can see, so the chosen one can stand here.
    for (const chosen of test.value ? s.then : s.otherwise) normaliseStatement(chosen, scope, out);
    return;
  }
  if (test.kind === "op" && !readsNothingMutable(test, scope)) test = named(test, "bool", scope, out);
  const then = block(s.then, inner(scope));
  const otherwise = block(s.otherwise, inner(scope));
  bump(writtenBy([s]), scope);
  if (then.length + otherwise.length > 0) out.push({ ...s, condition: test, then, otherwise });
}

/** A check that cannot fail, because of what it says or because the same was checked before, goes. */
function normaliseCheck(s: Extract<Statement, { kind: "check" }>, scope: Scope, out: Statement[]): void {
  const test = condition(s.condition, scope, out);
  if (test.kind === "bool" && test.value) return;
  const key = `check ${keyOf(test, scope)}`;
  if (lookup(key, scope) !== null) return;
  scope.available.set(key, CHECKED);
  out.push({ ...s, condition: test, message: message(s.message, scope) });
}

/** Stands among the values of a scope for a condition that holds. */
const CHECKED: Local = build.local("checked", "bool");

function kernelArg(arg: KernelArg, scope: Scope, out: Statement[]): KernelArg {
  if (arg.kind === "absent") return arg;
  if (arg.kind === "callback")
    return { ...arg, captures: arg.captures.map((captured) => view(captured, scope, out)) };
  if (arg.kind !== "scalar") return { ...arg, view: view(arg.view, scope, out) };
  return {
    kind: "scalar",
    value: isReal(arg.value) ? atom(arg.value, scope, out) : integer(arg.value, scope, out),
  };
}

const view = (v: View, scope: Scope, out: Statement[]): View => ({
  ...v,
  index: indices(v.index, scope, out),
});

function message(parts: readonly MessagePart[], scope: Scope): readonly MessagePart[] {
  return parts.map((part) =>
    typeof part === "string" || part.kind === "contents" ? part : substitute(part, scope),
  );
}

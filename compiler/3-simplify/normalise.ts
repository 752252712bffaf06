// Normal form: every real value is one operation over atoms (constants and names), equal values share one name, copies vanish.
// It is the form in which values can be hoisted, shared and differentiated one by one; `compose` later folds single uses back into
// the formulas a person would write.
//
// Integer index arithmetic over loop variables stays nested, because it is cheap and dependence analysis reads it; an index that
// loads from memory gets a name.

import { OPS } from "../ir/ops.ts";
import * as build from "../ir/build.ts";
import { assertNever } from "../diagnostics/internal-error.ts";
import { writtenBy, type Storage } from "../ir/effects.ts";
import { bodiesOf, someExpr } from "../ir/walk.ts";
import type { Buffer, Expr, KernelArg, Local, MessagePart, Scalar, Statement, View } from "../ir/mir.ts";
import { isTelling, nameFor } from "../ir/naming.ts";
import { rewriteStatements } from "../ir/rewrite.ts";
import { simplifyOperation } from "./algebra.ts";

/** `scalarResult` gives the result type of library functions (Stan's name). */
export function normalise(
  body: readonly Statement[],
  target: Local,
  scalarResult: (op: string) => Scalar,
): readonly Statement[] {
  const state: State = {
    scalarResult,
    substitution: new Map(),
    definitions: new Map(),
    betterNames: new Map(),
    mutable: new Set([target]),
    versions: new Map(),
    ids: new Map(),
  };
  collectMutable(body, state.mutable);
  return withBetterNames(block(body, { ...state, available: new Map(), parent: null }), state.betterNames);
}

function withBetterNames(
  body: readonly Statement[],
  names: ReadonlyMap<Local, string>,
): readonly Statement[] {
  if (names.size === 0) return body;
  const renamed = new Map([...names].map(([local, name]) => [local, { ...local, name }]));
  return rewriteStatements(body, {
    ref: (local) => (renamed.has(local) ? build.ref(renamed.get(local)!) : undefined),
    declared: (local) => renamed.get(local) ?? local,
  });
}

interface State {
  readonly scalarResult: (op: string) => Scalar;
  /** Names that turned out to equal an atom. */
  readonly substitution: Map<Local, Expr>;
  /** Values of names, for the identities of algebra.ts. */
  readonly definitions: Map<Local, Expr>;
  /** Values first met without a telling name that turned out to be what something with a name is. */
  readonly betterNames: Map<Local, string>;
  /** Locals declared as `var`: their references are reads at a point in time. */
  readonly mutable: Set<Local>;
  /** How often storage was written so far; a read is only shared with reads of the same version. */
  readonly versions: Map<Storage, number>;
  readonly ids: Map<Storage, number>;
}

interface Scope extends State {
  /** Values already computed in this block, by key. */
  readonly available: Map<string, Local>;
  readonly parent: Scope | null;
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

const inner = (scope: Scope): Scope => ({ ...scope, available: new Map(), parent: scope });

function bump(storages: Iterable<Storage>, scope: Scope): void {
  for (const storage of storages) scope.versions.set(storage, (scope.versions.get(storage) ?? 0) + 1);
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
      out.push({ ...s, condition: condition(s.condition, scope, out), message: message(s.message, scope) });
      return;
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
    if (isConstant(simple)) scope.substitution.set(local, simple);
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

function suggestName(known: Local, twin: Local, scope: Scope): void {
  if (known.isTemporary === true && !isTelling(known.name) && isTelling(twin.name))
    scope.betterNames.set(known, twin.name);
}

function define(local: Local, value: Expr, scope: Scope): void {
  // A value that reads memory may not be read again later under another name.
  if (value.kind === "op" || value.kind === "select") scope.definitions.set(local, value);
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

/** The terms of a sum, so that each can be hoisted or scaled on its own. */
export function addends(expr: Expr): { term: Expr; negative: boolean }[] {
  const found: { term: Expr; negative: boolean }[] = [];
  const pending: { term: Expr; negative: boolean }[] = [{ term: expr, negative: false }];
  while (pending.length > 0) {
    const { term, negative } = pending.pop()!;
    if (term.kind === "op" && (term.op === "add" || term.op === "sub"))
      pending.push(
        { term: term.args[1]!, negative: negative !== (term.op === "sub") },
        { term: term.args[0]!, negative },
      );
    else if (term.kind === "op" && term.op === "neg")
      pending.push({ term: term.args[0]!, negative: !negative });
    else found.push({ term, negative });
  }
  return found;
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

function kernelArg(arg: KernelArg, scope: Scope, out: Statement[]): KernelArg {
  if (arg.kind === "absent") return arg;
  if (arg.kind !== "scalar") return { ...arg, view: view(arg.view, scope, out) };
  return {
    kind: "scalar",
    value: isReal(arg.value, scope) ? atom(arg.value, scope, out) : integer(arg.value, scope, out),
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

// ------------------------------------------------------------------------------------------------------------- expressions

/** The value as one operation over atoms, or an atom. `into` names the value when it has to be built by statements. */
function value(expr: Expr, scope: Scope, out: Statement[], into?: Local): Expr {
  if (!isReal(expr, scope)) return integer(expr, scope, out);
  switch (expr.kind) {
    case "num":
      return expr;
    case "ref":
      return refAtom(expr.local, scope);
    case "load":
      return build.load(expr.buffer, indices(expr.index, scope, out));
    case "select":
      return selectValue(expr, scope, out, into);
    case "op":
      return opValue(expr, scope, out);
    default:
      return expr;
  }
}

/** Walks down the first arguments without recursion: sums of ten thousand terms lean to the left. */
function opValue(expr: Extract<Expr, { kind: "op" }>, scope: Scope, out: Statement[]): Expr {
  const spine: Extract<Expr, { kind: "op" }>[] = [];
  let leaf: Expr = expr;
  while (leaf.kind === "op" && isReal(leaf, scope) && leaf.op !== "toReal") {
    spine.push(leaf);
    leaf = leaf.args[0]!;
  }
  let current: Expr;
  if (leaf.kind === "op" && leaf.op === "toReal") current = build.toReal(integer(leaf.args[0]!, scope, out));
  else current = spine.length === 0 ? value(leaf, scope, out) : atom(leaf, scope, out);
  for (let i = spine.length - 1; i >= 0; i--) {
    const node = spine[i]!;
    const first = toAtom(current, scope, out);
    const rest = node.args
      .slice(1)
      .map((arg) => (isReal(arg, scope) ? atom(arg, scope, out) : integer(arg, scope, out)));
    current = algebra(rebuild(node.op, [first, ...rest]), scope, out);
  }
  return current;
}

function algebra(expr: Expr, scope: Scope, out: Statement[]): Expr {
  const simplified = simplifyOperation(
    shallow(expr, scope, out),
    (local) => scope.definitions.get(local),
    (value) => toAtom(shallow(value, scope, out), scope, out),
  );
  return shallow(simplified, scope, out);
}

/** Constructors may move a sign outwards and so nest an operation: it gets a name. */
function shallow(expr: Expr, scope: Scope, out: Statement[]): Expr {
  if (expr.kind !== "op" || expr.op === "toReal") return expr;
  const isNested = (arg: Expr): boolean => arg.kind === "op" && isReal(arg, scope) && !isAtom(arg, scope);
  if (!expr.args.some(isNested)) return expr;
  return {
    ...expr,
    args: expr.args.map((arg) => (isNested(arg) ? toAtom(shallow(arg, scope, out), scope, out) : arg)),
  };
}

function rebuild(name: string, args: readonly Expr[]): Expr {
  const [a, b] = args as [Expr, Expr];
  switch (name) {
    case "add":
      return build.add(a, b);
    case "sub":
      return build.sub(a, b);
    case "mul":
      return build.mul(a, b);
    case "div":
      return build.div(a, b);
    case "neg":
      return build.neg(a);
    case "square":
      return a.kind === "num" ? build.num(a.value * a.value) : build.op("square", a);
    case "log":
      return a.kind === "num" ? literalLog(a) : build.op("log", a);
    case "sqrt":
      return a.kind === "num" ? build.num(Math.sqrt(a.value)) : build.op("sqrt", a);
    default:
      return { kind: "op", op: name, args };
  }
}

/** Logarithms that densities are made of; others are clearer as they are written. */
function literalLog(a: Extract<Expr, { kind: "num" }>): Expr {
  if (a.value === 1) return build.num(0);
  if (a.value === 6.283185307179586) return build.num(1.8378770664093453);
  if (a.value === 3.141592653589793) return build.num(1.1447298858494002);
  return build.op("log", a);
}

function selectValue(
  expr: Extract<Expr, { kind: "select" }>,
  scope: Scope,
  out: Statement[],
  into: Local | undefined,
): Expr {
  const test = condition(expr.condition, scope, out);
  if (test.kind === "bool") return value(test.value ? expr.then : expr.otherwise, scope, out, into);
  if (isCheap(expr.then) && isCheap(expr.otherwise))
    return build.select(test, atom(expr.then, scope, out), atom(expr.otherwise, scope, out));
  // Only the chosen branch may be computed, so the choice becomes a statement.
  const choice = build.local(into?.name ?? "choice", "real");
  scope.mutable.add(choice);
  const branch = (e: Expr): Statement[] => block([{ kind: "set", local: choice, value: e }], inner(scope));
  out.push({ kind: "var", local: choice, initial: null });
  const then = branch(expr.then);
  const otherwise = branch(expr.otherwise);
  out.push({ kind: "if", condition: test, then, otherwise });
  bump([choice], scope);
  return build.ref(choice);
}

/** May be computed whether needed or not. */
function isCheap(expr: Expr): boolean {
  if (expr.kind === "num" || expr.kind === "ref") return true;
  return (
    expr.kind === "op" && ["add", "sub", "mul", "neg", "square"].includes(expr.op) && expr.args.every(isCheap)
  );
}

export function atom(expr: Expr, scope: Scope, out: Statement[]): Expr {
  return toAtom(value(expr, scope, out), scope, out);
}

function toAtom(result: Expr, scope: Scope, out: Statement[]): Expr {
  if (isAtom(result, scope)) return result;
  return named(result, "real", scope, out);
}

function named(result: Expr, scalar: Scalar, scope: Scope, out: Statement[]): Expr {
  const key = keyOf(result, scope);
  const known = lookup(key, scope);
  if (known !== null) return build.ref(known);
  const local = build.temporary(nameFor(result), scalar);
  scope.available.set(key, local);
  define(local, result, scope);
  out.push({ kind: "let", local, value: result });
  return build.ref(local);
}

function refAtom(local: Local, scope: Scope): Expr {
  return scope.substitution.get(local) ?? build.ref(local);
}

function isAtom(expr: Expr, scope: Scope): boolean {
  if (expr.kind === "ref") return !scope.mutable.has(expr.local);
  // An int is a number as it is.
  if (expr.kind === "op" && expr.op === "toReal") return isAtom(expr.args[0]!, scope);
  return expr.kind === "num" || expr.kind === "int" || expr.kind === "bool";
}

const isConstant = (expr: Expr): boolean =>
  expr.kind === "num" || expr.kind === "int" || expr.kind === "bool";

/** An integer expression: names substituted; named itself if it reads memory that may change or is worth sharing. */
function integer(expr: Expr, scope: Scope, out: Statement[]): Expr {
  const result = substitute(expr, scope);
  return isPlainIndex(result, scope) ? result : named(result, resultOf(result, scope), scope, out);
}

const indices = (index: readonly Expr[], scope: Scope, out: Statement[]): readonly Expr[] =>
  index.map((i) => integer(i, scope, out));

/** Built from constants and immutable names only. */
function isPlainIndex(expr: Expr, scope: Scope): boolean {
  return !someExpr(
    expr,
    (e) => e.kind === "load" || e.kind === "select" || (e.kind === "ref" && scope.mutable.has(e.local)),
  );
}

function readsNothingMutable(expr: Expr, scope: Scope): boolean {
  return !someExpr(
    expr,
    (e) =>
      (e.kind === "ref" && scope.mutable.has(e.local)) || (e.kind === "load" && e.buffer.lifetime === "call"),
  );
}

/** A truth value: comparisons over atoms, nested logic kept. */
function condition(expr: Expr, scope: Scope, out: Statement[]): Expr {
  if (expr.kind !== "op") return substitute(expr, scope);
  if (expr.op === "and" || expr.op === "or") {
    // The right side may only be valid when the left holds, so nothing of it is computed ahead.
    return build.op(expr.op, condition(expr.args[0]!, scope, out), substitute(expr.args[1]!, scope));
  }
  if (expr.op === "not") return build.op("not", condition(expr.args[0]!, scope, out));
  return build.op(
    expr.op,
    ...expr.args.map((arg) => (isReal(arg, scope) ? atom(arg, scope, out) : substitute(arg, scope))),
  );
}

/** The expression with known names replaced; nothing is pulled out of it. */
function substitute(expr: Expr, scope: Scope): Expr {
  switch (expr.kind) {
    case "ref":
      return refAtom(expr.local, scope);
    case "load":
      return build.load(
        expr.buffer,
        expr.index.map((i) => substitute(i, scope)),
      );
    case "select":
      return build.select(
        substitute(expr.condition, scope),
        substitute(expr.then, scope),
        substitute(expr.otherwise, scope),
      );
    case "op": {
      const args = expr.args.map((arg) => substitute(arg, scope));
      if (expr.op === "iadd") return build.iadd(args[0]!, args[1]!);
      if (expr.op === "isub") return build.isub(args[0]!, args[1]!);
      if (expr.op === "imul") return build.imul(args[0]!, args[1]!);
      if (expr.op === "toReal") return build.toReal(args[0]!);
      return { ...expr, args };
    }
    default:
      return expr;
  }
}

function resultOf(expr: Expr, scope: State): Scalar {
  switch (expr.kind) {
    case "num":
      return "real";
    case "int":
      return "int";
    case "bool":
      return "bool";
    case "ref":
      return expr.local.scalar;
    case "load":
      return expr.buffer.elem === "f64" ? "real" : "int";
    case "select":
      return resultOf(expr.then, scope);
    case "op":
      return Object.hasOwn(OPS, expr.op) ? OPS[expr.op]!.result : scope.scalarResult(expr.op);
  }
}

const isReal = (expr: Expr, scope: State): boolean => resultOf(expr, scope) === "real";

// -------------------------------------------------------------------------------------------------------------- value keys

function lookup(key: string, scope: Scope): Local | null {
  for (let s: Scope | null = scope; s !== null; s = s.parent) {
    const found = s.available.get(key);
    if (found !== undefined) return found;
  }
  return null;
}

function keyOf(expr: Expr, scope: Scope): string {
  switch (expr.kind) {
    case "num":
      return Object.is(expr.value, -0) ? "-0" : String(expr.value);
    case "int":
      return `${expr.value}i`;
    case "bool":
      return String(expr.value);
    case "ref":
      return scope.mutable.has(expr.local) ? versioned(expr.local, scope) : id(expr.local, scope);
    case "load":
      return `${versioned(expr.buffer, scope)}[${expr.index.map((i) => keyOf(i, scope)).join()}]`;
    case "select":
      return `(${keyOf(expr.condition, scope)}?${keyOf(expr.then, scope)}:${keyOf(expr.otherwise, scope)})`;
    case "op": {
      const args = expr.args.map((arg) => keyOf(arg, scope));
      if (expr.op === "add" || expr.op === "mul" || expr.op === "iadd" || expr.op === "imul") args.sort();
      return `${expr.op}(${args.join()})`;
    }
  }
}

function id(storage: Storage, scope: Scope): string {
  let known = scope.ids.get(storage);
  if (known === undefined) scope.ids.set(storage, (known = scope.ids.size));
  return `#${known}`;
}

const versioned = (storage: Local | Buffer, scope: Scope): string =>
  `${id(storage, scope)}@${scope.versions.get(storage) ?? 0}`;

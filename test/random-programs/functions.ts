// Random users' functions: densities, functions with access to the target, overloads, forward declarations, recursion that counts down.

import { callOf } from "./expressions.ts";
import { insisted, statements } from "./statements.ts";
import {
  announce,
  type Argument,
  type Callable,
  chance,
  extent,
  type Generator,
  inner,
  int,
  literal,
  pick,
  type Role,
  type Type,
  type Variable,
} from "./scope.ts";
import { block, line, type Node, type Signature } from "./tree.ts";
import { spell, spellType, unsized, valueOf } from "./values.ts";
import { condition } from "./expressions.ts";

type Maker = (variables: readonly Variable[], changes: Partial<Generator>) => Generator;

/** What a function is to be, as far as a wish says. */
export interface Wanted {
  readonly role?: Role;
  readonly isRecursive?: boolean;
  /** Kind of the result of a plain function; `void` for none. */
  readonly result?: "real" | "vector" | "int" | "void";
}

const SUFFIX: Readonly<Record<Role, string>> = {
  plain: "",
  lpdf: "_lpdf",
  lp: "_lp",
  jacobian: "_jacobian",
  rng: "_rng",
};

/** A function that calls those before it; `make` opens a scope. */
export function userFunction(
  any: Generator,
  make: Maker,
  known: readonly Callable[],
  wanted: Wanted = {},
): { readonly callable: Callable; readonly definition: Signature } {
  const role =
    wanted.role ??
    pick<Role>(any, ["plain", "plain", "plain", "plain", "lpdf", "lp", "lp", "jacobian", "rng"]);
  const isRecursive = role !== "lpdf" && role !== "rng" && (wanted.isRecursive ?? chance(any, 0.3));
  const size = pick(any, [4, 3]);
  const depth = `depth${known.length}`;
  const args: Argument[] = [
    ...(role === "lpdf" ? [{ name: "y", type: { kind: "real" } } as const] : []),
    { name: "u", type: { kind: "real" } },
    { name: "v", type: { kind: "vector", size: literal(size) } },
    ...extras(any, isRecursive),
    ...(isRecursive ? [{ name: depth, type: { kind: "int" }, range: [0, 3] } as const] : []),
  ];
  const result =
    role === "lp" || role === "jacobian"
      ? null
      : role === "plain"
        ? resultType(any, size, wanted.result, isRecursive)
        : ({ kind: "real" } as const);
  const callable: Callable = {
    name: role === "lpdf" ? `f${known.length}` : nameOf(any, known, role, args),
    role,
    result,
    args,
    ...(isRecursive ? { depth } : {}),
  };
  const g = make([], {
    sizes: [{ text: "size(v)", value: size }],
    functions: known,
    places: isRecursive ? ["function", "recursion"] : ["function"],
    hasTarget: role === "lp",
    hasJacobian: role === "jacobian",
    hasRandom: role === "rng",
    mayReadTarget: role === "lp" && (chance(any, 0.2) || any.wish?.kind === "read target()"),
    returns: result,
    // Those that recur are written out at each call, which must not be under a condition of the point.
    isVoid: result === null && !isRecursive,
    fuel: { left: 4 },
  });
  for (const arg of args) if (arg.name !== depth) announce(g, argumentVariable(arg));
  const name = role === "lpdf" ? `${callable.name}_lpdf` : callable.name;
  const head = `${result === null ? "void" : unsized(result)} ${name}(${args.map(spellArgument).join(", ")})`;
  const isForward = chance(any, 0.15) ? { isForward: true as const } : {};
  return { callable, definition: { head, body: bodyOf(g, callable), ...isForward } };
}

const spellArgument = ({ name, type, isData }: Argument): string =>
  `${isData === true ? "data " : ""}${unsized(type)} ${name}`;

function argumentVariable({ name, type, isData, range }: Argument): Variable {
  const isPassive = isData === true || type.kind === "int" || type.kind === "ints";
  return {
    ...{ name, type, active: !isPassive, mutable: false },
    ...(isData === true ? { isData } : {}),
    ...(range === undefined ? {} : { range }),
  };
}

function extras(g: Generator, isRecursive: boolean): Argument[] {
  const all: readonly Argument[] = [
    { name: "n", type: { kind: "int" }, range: [1, 4] },
    { name: "k", type: { kind: "ints", size: literal(3) }, range: [1, 3] },
    { name: "A", type: { kind: "matrix", rows: literal(3), columns: literal(3) } },
    { name: "r", type: { kind: "reals", size: literal(3) } },
    { name: "z", type: { kind: "complex" } },
    { name: "t", type: { kind: "tuple", slots: [{ kind: "real" }, { kind: "vector", size: literal(3) }] } },
    { name: "xs", type: { kind: "vectors", size: literal(2), inner: literal(3) } },
    { name: "d", type: { kind: "real" }, isData: true },
    { name: "w", type: { kind: "vector", size: literal(3) }, isData: true },
  ];
  const chosen = new Set(Array.from({ length: int(g, 4) }, () => pick(g, all)));
  return all.filter((arg) => chosen.has(arg) && !(isRecursive && isStructured(arg.type)));
}

function resultType(g: Generator, size: number, wanted: Wanted["result"], isRecursive: boolean): Type | null {
  const all: readonly (Type | null)[] = [
    { kind: "real" },
    { kind: "real" },
    { kind: "real" },
    { kind: "real" },
    { kind: "vector", size: literal(size) },
    { kind: "vector", size: literal(size) },
    { kind: "vector", size: literal(size) },
    { kind: "matrix", rows: literal(3), columns: literal(3) },
    { kind: "reals", size: literal(3) },
    { kind: "complex" },
    { kind: "int" },
    { kind: "tuple", slots: [{ kind: "real" }, { kind: "vector", size: literal(3) }] },
    null,
  ];
  const fits = (type: Type | null): boolean =>
    (wanted === undefined || (type?.kind ?? "void") === wanted) &&
    !(isRecursive && type !== null && isStructured(type));
  return pick(g, all.filter(fits));
}

/** Recursive functions of tuples and complex numbers are refused for now unless their depth is known. */
const isStructured = ({ kind }: Type): boolean => kind === "tuple" || kind === "complex";

/** Now and then the name of one before it whose arguments differ. */
function nameOf(g: Generator, known: readonly Callable[], role: Role, args: readonly Argument[]): string {
  const types = (list: readonly Argument[]): string => list.map(({ type }) => unsized(type)).join();
  const free = known.filter(
    (f) =>
      f.role === role && !known.some((other) => other.name === f.name && types(other.args) === types(args)),
  );
  return free.length > 0 && chance(g, 0.4) ? pick(g, free).name : `f${known.length}${SUFFIX[role]}`;
}

function bodyOf(g: Generator, f: Callable): readonly Node[] {
  const before: Node[] = [];
  if (f.depth !== undefined) {
    const e = f.result === null ? null : valueOf(g, f.result, 1);
    before.push(block(`if (${f.depth} <= 0)`, [line(e === null ? "return;" : `return ${e.text};`)]));
    g.variables.push({ name: f.depth, type: { kind: "int" }, active: false, mutable: false, range: [1, 3] });
  }
  const first = statements(g, 1 + int(g, 2));
  const again = f.depth === undefined ? [] : recursion(g, f);
  const second = statements(g, int(g, 2));
  return [...before, ...first, ...again, ...second, ...insisted(g), ...ending(g, f)];
}

/** One call of itself, always or under a condition. */
function recursion(g: Generator, f: Callable): readonly Node[] {
  const self = (within: Generator): string | null => callOf(within, f, 1)?.text ?? null;
  if (f.result === null) {
    const text = self(g);
    return text === null ? [] : [line(`${text};`)];
  }
  const [first, text] = [valueOf(g, f.result, 1), self(inner(g, "branch"))];
  if (text === null || first === null) return [];
  const range = f.result.kind === "int" ? { range: [1, 3] as const } : {};
  announce(g, {
    name: "again",
    type: f.result,
    active: f.result.kind !== "int",
    mutable: f.result.kind !== "int",
    ...range,
  });
  const declared = spell(f.result, "again");
  return chance(g, 0.6)
    ? [line(`${declared} = ${text};`)]
    : [line(`${declared} = ${first.text};`), block(`if (${condition(g).text})`, [line(`again = ${text};`)])];
}

function ending(g: Generator, f: Callable): readonly Node[] {
  const again = g.variables.some(({ name }) => name === "again");
  if (f.role === "lp") return [line("target += sin(u) * sum(v);")];
  if (f.role === "jacobian") return [line("jacobian += sin(u) * sum(v);")];
  if (f.result === null) return [line('print("done ", u);')];
  const e = valueOf(g, f.result, 2)!;
  if (f.result.kind === "real")
    return [
      line(
        `return tanh(${e.text}) + ${f.role === "lpdf" ? "y * " : ""}u * sum(v)${again ? " + 0.5 * again" : ""};`,
      ),
    ];
  if (f.result.kind === "vector")
    return [line(`return tanh(${e.text}) + v * u${again ? " + 0.5 * again" : ""};`)];
  if (f.result.kind === "int") return [line(`return ${again ? `(again + ${e.text}) % 3 + 1` : e.text};`)];
  if (again && extent(f.result).length > 0 && chance(g, 0.5)) {
    const name = "whole";
    return [line(`${spellType(f.result)} ${name} = again;`), line(`return ${name};`)];
  }
  return [line(`return ${e.text};`)];
}

// Random control flow, and statements without effect on the density.

import { matrix, vector } from "./containers.ts";
import { mayDeclareInts, withIndex } from "./declarations.ts";
import { condition, real } from "./expressions.ts";
import { bent, cover, type Make, mutable } from "./making.ts";
import { chance, fresh, type Generator, indexInto, inner, int, pick, sizeText, type Type } from "./scope.ts";
import { statements } from "./statements.ts";
import { block, line, type Node } from "./tree.ts";
import { sizeOf, valueOf } from "./values.ts";

const bodyCount = (g: Generator): number => 1 + int(g, 3);

/** The end of a body: what it computed goes somewhere outside it. */
function leak(within: Generator, outer: Generator): readonly Node[] {
  const locals = within.variables.filter(
    (v) => v.type.kind === "real" && v.active && !outer.variables.includes(v),
  );
  if (locals.length === 0 || !chance(within, 0.7)) return [];
  const v = pick(within, locals);
  const found = mutable(outer, "real");
  if (found.length > 0 && chance(within, 0.6)) {
    const to = pick(within, found);
    to.active = true;
    return [
      line(`${to.name} = ${pick(within, [`0.5 * ${to.name} + `, "", `${to.name} * `])}tanh(${v.name});`),
    ];
  }
  return within.hasTarget ? [line(`target += sin(${v.name});`)] : [];
}

interface Body {
  readonly nodes: Node[];
  /** It contains an active statement. */
  readonly active: boolean;
}

function bodyOf(within: Generator, outer: Generator, before: readonly Node[] = []): Body {
  const actives = outer.actives();
  const made = statements(within, bodyCount(within));
  const active = outer.actives() > actives;
  return { nodes: [...before, ...made, ...leak(within, outer)], active };
}

export const forLoop: Make = (g) => {
  const i = fresh(g, "i");
  const size = pick(g, [4, 3, 3, 1, 0]);
  const to = sizeText(g, size);
  let [from, low]: [string, number] = ["1", 1];
  const k = indexInto(g, size);
  if (size > 1 && chance(g, 0.25)) [from, low] = ["2", 2];
  else if (k !== null && chance(g, 0.15)) from = k;
  const head = chance(g, 0.15) && k !== null ? `for (${i} in 1:${k})` : `for (${i} in ${from}:${to.text})`;
  if (head.includes("in 1:")) low = 1;
  const { nodes, active } = bodyOf(withIndex(g, i, [low, size]), g);
  cover(g, "for", active, size);
  return [block(head, nodes)];
};

export const forEach: Make = (g) => {
  const found = g.variables.filter(({ type }) =>
    ["vector", "row", "reals", "matrix", "vectors", "ints"].includes(type.kind),
  );
  const v = found.length > 0 && chance(g, 0.7) ? pick(g, found) : null;
  const n = pick(g, [4, 3, 1, 0]);
  const over = v ?? {
    ...vector(g, n, 1),
    type: { kind: "vector", size: sizeText(g, n) } as Type,
    range: undefined,
  };
  const name = fresh(g, "e");
  const within = inner(g, "loop", { isInLoop: true });
  const kind = over.type.kind;
  const type: Type =
    over.type.kind === "vectors"
      ? { kind: "vector", size: over.type.inner }
      : { kind: kind === "ints" ? "int" : "real" };
  within.variables.push({
    name,
    type,
    active: over.active,
    mutable: false,
    ...(over.range === undefined ? {} : { range: over.range }),
  });
  const { nodes, active } = bodyOf(within, g);
  cover(g, "foreach", active || over.active, sizeOf(over.type));
  return [block(`for (${name} in ${v === null ? (over as { text: string }).text : v.name})`, nodes)];
};

/** The counter bounds it; the other condition, if any, is about the point. */
export const whileLoop =
  (kind: "data" | "parameters"): Make =>
  (g) => {
    if (!mayDeclareInts(g)) return null;
    const c = fresh(g, "c");
    const trips = pick(g, [3, 3, 4, 1, 0]);
    const extra =
      kind === "parameters"
        ? ` && ${moving(g)}`
        : chance(g, 0.3)
          ? ` && ${condition(g, 1, "data").text}`
          : "";
    const within = inner(g, "while", { isInLoop: true });
    const range = [1, Math.max(trips, 1)] as const;
    within.variables.push({ name: c, type: { kind: "int" }, active: false, mutable: false, range });
    const { nodes, active } = bodyOf(within, g, [line(`${c} += 1;`)]);
    cover(g, `while on ${kind}`, active, trips);
    return [line(`int ${c} = 0;`), block(`while (${c} < ${trips}${extra})`, nodes)];
  };

/** A condition about something that the loop may change. */
function moving(g: Generator): string {
  const found = mutable(g, "real");
  return found.length > 0 && chance(g, 0.6)
    ? `${pick(g, found).name} ${pick(g, ["< 0.8", "> -0.6", "< 1.4"])}`
    : condition(g, 1, "parameters").text;
}

export function branch(kind: "data" | "parameters"): Make {
  return (g) => {
    const c = condition(g, 1, kind);
    const then = bodyOf(inner(g, "branch"), g);
    const parts = [{ head: `if (${c.text})`, body: then.nodes }];
    if (chance(g, 0.3))
      parts.push({ head: `else if (${condition(g).text})`, body: bodyOf(inner(g, "branch"), g).nodes });
    if (chance(g, 0.5)) parts.push({ head: "else", body: bodyOf(inner(g, "branch"), g).nodes });
    cover(g, `if on ${kind}`, then.active);
    return [{ kind: "block", parts }];
  };
}

const enclosed =
  (kind: string, head: (g: Generator) => string): Make =>
  (g) => {
    const { nodes, active } = bodyOf(inner(g, null), g);
    cover(g, kind, active);
    return [block(head(g), nodes)];
  };
export const local = enclosed("block", () => "");
export const profile = enclosed("profile", (g) => `profile("${fresh(g, "part")}")`);

/** Active: something of the iteration has been done already that carries derivatives. */
export function jump(kind: "break" | "continue"): Make {
  return (g) => {
    if (!g.isInLoop) return null;
    const c = condition(g);
    const found = mutable(g, "real");
    const e = found.length > 0 && chance(g, 0.7) ? bent(g, real(g, 1)) : null;
    cover(g, kind, e?.active === true);
    if (e === null) return [block(`if (${c.text})`, [line(`${kind};`)])];
    const v = pick(g, found);
    v.active ||= e.active;
    return [block(`if (${c.text})`, [line(`${v.name} = ${e.text};`), line(`${kind};`)])];
  };
}

export const earlyReturn: Make = (g) => {
  if (g.isVoid === true) {
    cover(g, "early return", false);
    return [block(`if (${condition(g).text})`, [line("return;")])];
  }
  if (g.returns === null) return null;
  const e = valueOf(g, g.returns, 1);
  if (e === null) return null;
  cover(g, "early return", e.active && g.returns.kind !== "int");
  return [block(`if (${condition(g).text})`, [line(`return ${e.text};`)])];
};

export const print: Make = (g) => {
  const e = pick(g, [() => real(g, 1), () => vector(g, 3, 1), () => matrix(g, 3, 3, 0)])();
  cover(g, "print", e.active);
  return [line(`print("value ", ${e.text});`)];
};

/** A rejection that no point reaches. */
export const reject: Make = (g) => {
  const e = real(g, 1);
  const never = pick(g, [`exp(${e.text}) < 0`, `square(${e.text}) < -1`, `is_nan(${e.text})`]);
  cover(g, "reject that is not reached", e.active);
  return [block(`if (${never})`, [line(`${pick(g, ["reject", "fatal_error"])}("never: ", ${e.text});`)])];
};

export const empty: Make = (g) => {
  cover(g, "empty statement", false);
  return [line(";")];
};

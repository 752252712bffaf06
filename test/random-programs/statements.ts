// Which statement comes next: by weight, or the one that the program is to contain.

import { COMPOUND, MAKERS, SIMPLE } from "./kinds.ts";
import { chance, type Generator, passively, pick, type Place, type Wished } from "./scope.ts";
import type { Node } from "./tree.ts";

export function statements(g: Generator, count: number): Node[] {
  const out: Node[] = [];
  for (let i = 0; i < count; i++) out.push(...statement(g));
  return out;
}

function statement(g: Generator): readonly Node[] {
  g.fuel.left--;
  const depth = g.places.length;
  const wished = wish(g);
  if (wished !== null) return wished;
  for (let tries = 0; tries < 8; tries++) {
    const simple = g.fuel.left <= 0 || depth > 4 || chance(g, 0.45 + 0.1 * depth);
    const made = MAKERS[pick(g, simple ? SIMPLE : COMPOUND)]!(g);
    if (made !== null) return made;
  }
  return [];
}

/** A statement of the wished kind where it was wished for, or one that leads there: a loop, a branch. */
function wish(g: Generator): readonly Node[] | null {
  return g.wish !== null && g.wish.left > 0 && chance(g, 0.55) ? granted(g, g.wish) : null;
}

/** At the end of a block: what was wished for and has not come yet. */
export const insisted = (g: Generator): readonly Node[] =>
  (g.wish !== null && g.wish.isOpen ? granted(g, g.wish) : null) ?? [];

function granted(g: Generator, wish: Wished): readonly Node[] | null {
  const { kind, place, isActive } = wish;
  const isHere = place === "top" ? g.places.length === 1 : g.places.includes(place);
  const needsLoop = /^(break|continue)$/.test(kind) && !g.isInLoop;
  if (isHere && !needsLoop) {
    const before = g.actives();
    wish.left--;
    const made = isActive ? withNeeds(g, kind) : passively(g, (quiet) => withNeeds(quiet, kind));
    if (!made.isGranted) wish.left++;
    else if (!isActive || g.actives() > before) wish.isOpen = false;
    return made.nodes;
  }
  const way = needsLoop ? WAYS.loop : WAYS[place];
  if (way === undefined || g.places.length > 3 || g.fuel.left < -2) return null;
  return MAKERS[pick(g, way)]!(g);
}

const WAYS: Partial<Record<Place, readonly string[]>> = {
  loop: ["for", "foreach"],
  while: ["while on parameters", "while on data"],
  branch: ["if on data", "if on parameters"],
};

/** What a statement works on, where it does not find it. */
const NEEDS: readonly (readonly [RegExp, string])[] = [
  [/int$/, "declare int"],
  [/complex element/, "declare complexes"],
  [/complex/, "declare complex"],
  [/^assign tuple/, "declare tuple"],
  [/assign array|declare a copy/, "declare reals"],
  [/assign (row|column|block)/, "declare matrix"],
  [/vector of array/, "declare vectors"],
  [/slice|multi-index|whole|element|kernel|product|cholesky|solve|ternary of containers/, "declare vector"],
  [/./, "declare real"],
];

function withNeeds(
  g: Generator,
  kind: string,
): { readonly nodes: readonly Node[]; readonly isGranted: boolean } {
  const [, need] = NEEDS.find(([kinds]) => kinds.test(kind))!;
  const before: Node[] = [];
  for (let tries = 0; tries < 3; tries++) {
    const made = MAKERS[kind]!(g);
    if (made !== null) return { nodes: [...before, ...made], isGranted: true };
    if (CALLS.test(kind)) break;
    before.push(...(MAKERS[need]!(g) ?? []));
  }
  return { nodes: before, isGranted: false };
}

/** These lack a function or a block of the right kind, not a variable. */
const CALLS = /^(~|target|jacobian|call of|void call|early return|user container function|user function of)/;

// Random small programs of assignments, loops, branches, arrays and kernels, from a seed: for what nobody thought of. Every variable has a
// value before it is read, indices stay in range, and everything is bent by sines, so values stay of order one.

import { randomStream } from "../../runtime/random/random.ts";

const SIZE = 4;
const SCALARS = ["s0", "s1", "s2"];
const ARRAYS = ["h0", "h1"];
const PARAMETERS = ["a", "b"];
const BLOCKS = ["x", "y"];

interface Writer {
  /** 0 .. n - 1. */
  readonly below: (n: number) => number;
  readonly lines: string[];
  /** Loop variables around, with what they run over. */
  readonly loops: readonly { readonly name: string; readonly first: number }[];
  readonly depth: number;
  readonly locals: readonly string[];
  readonly counter: { value: number };
}

const pick = <T>(w: Writer, from: readonly T[]): T => from[w.below(from.length)]!;

export function randomProgram(seed: number): string {
  const random = randomStream(seed, 11, 0);
  const w: Writer = {
    below: (n) => Math.floor(random.uniform() * n),
    lines: [],
    loops: [],
    depth: 0,
    locals: [],
    counter: { value: 0 },
  };
  for (const name of SCALARS) w.lines.push(`  real ${name} = ${expression(w, 1, true)};`);
  for (const name of ARRAYS)
    w.lines.push(
      `  vector[${SIZE}] ${name} = ${pick(w, ["x", "y", "x .* y", "a + x", "rep_vector(b, 4)"])};`,
    );
  const count = 3 + w.below(5);
  for (let k = 0; k < count; k++) statement(w);
  w.lines.push(`  target += ${SCALARS.join(" + ")} + sum(h0) - dot_product(h1, y);`);
  return `parameters { real a; real b; vector[${SIZE}] x; vector[${SIZE}] y; }\nmodel {\n${w.lines.join("\n")}\n}\n`;
}

/** An index in range: a literal, a loop variable, its neighbour below where it starts at 2, or its mirror image. */
function index(w: Writer): string {
  if (w.loops.length === 0 || w.below(4) === 0) return String(1 + w.below(SIZE));
  const { name, first } = pick(w, w.loops);
  const forms = [name, name, `${SIZE + 1} - ${name}`, ...(first === 2 ? [`${name} - 1`, `${name} - 1`] : [])];
  return pick(w, forms);
}

function leaf(w: Writer, onlyParameters: boolean): string {
  if (onlyParameters) return pick(w, [...PARAMETERS, "x[1]", "y[2]", "0.7"]);
  switch (w.below(6)) {
    case 0:
      return pick(w, PARAMETERS);
    case 1:
    case 2:
      return pick(w, [...SCALARS, ...w.locals]);
    case 3:
      return `${pick(w, BLOCKS)}[${index(w)}]`;
    case 4:
      return `${pick(w, ARRAYS)}[${index(w)}]`;
    default:
      return pick(w, ["0.5", "1.3", "-0.8", ...w.loops.map(({ name }) => name)]);
  }
}

function expression(w: Writer, depth: number, onlyParameters = false): string {
  if (depth === 0) return leaf(w, onlyParameters);
  const inner = (): string => expression(w, depth - 1, onlyParameters);
  switch (w.below(8)) {
    case 0:
      return `(${inner()} + ${inner()})`;
    case 1:
      return `(${inner()} - ${inner()})`;
    case 2:
      return `${inner()} * sin(${inner()})`;
    case 3:
      return `exp(sin(${inner()}))`;
    case 4:
      return `${inner()} / (2 + sin(${inner()}))`;
    case 5:
      return `(${condition(w, onlyParameters)} ? ${inner()} : ${inner()})`;
    default:
      return `sin(${inner()})`;
  }
}

const condition = (w: Writer, onlyParameters = false): string =>
  `${leaf(w, onlyParameters)} > ${pick(w, ["0.1", "-0.3", leaf(w, onlyParameters)])}`;

function statement(w: Writer): void {
  const indent = "  ".repeat(w.depth + 1);
  const say = (text: string): void => void w.lines.push(indent + text);
  switch (w.below(w.depth < 3 ? 16 : 11)) {
    case 0:
    case 1:
    case 2:
      return say(`${pick(w, [...SCALARS, ...w.locals])} = sin(${expression(w, 2)});`);
    case 3:
    case 4:
      return say(`${pick(w, ARRAYS)}[${index(w)}] = sin(${expression(w, 2)});`);
    case 5:
      return say(`${pick(w, SCALARS)} += 0.4 * sin(${expression(w, 1)});`);
    case 6:
      return say(`${pick(w, ARRAYS)}[${index(w)}] += 0.4 * ${expression(w, 1)};`);
    case 7:
      return say(`target += ${expression(w, 2)};`);
    case 8:
      return say(`target += sum(sin(${pick(w, ARRAYS)} * ${leaf(w, false)}));`);
    case 9:
      return say(wholeArray(w));
    case 10:
      return say(`${pick(w, SCALARS)} = sin(log_sum_exp(${pick(w, [...ARRAYS, ...BLOCKS])}));`);
    default:
      return nested(w, indent);
  }
}

function wholeArray(w: Writer): string {
  const [to, from] = [pick(w, ARRAYS), pick(w, [...ARRAYS, ...BLOCKS])];
  return `${to} = ${pick(w, [from, `softmax(${from})`, `sin(${from} * ${leaf(w, false)})`, `rep_vector(${expression(w, 1)}, ${SIZE})`, `${from} .* ${pick(w, BLOCKS)}`])};`;
}

function nested(w: Writer, indent: string): void {
  const inner: Writer = { ...w, depth: w.depth + 1 };
  const fresh = (prefix: string): string => `${prefix}${w.counter.value++}`;
  const body = (within: Writer, most = 3): void => {
    const count = 1 + w.below(most);
    for (let k = 0; k < count; k++) statement(within);
  };
  switch (w.below(6)) {
    case 0: {
      w.lines.push(`${indent}if (${condition(w)}) {`);
      body(inner);
      if (w.below(2) === 0) {
        w.lines.push(`${indent}} else {`);
        body(inner);
      }
      break;
    }
    case 1: {
      const [counter, limit] = [fresh("c"), 1 + w.below(4)];
      w.lines.push(
        `${indent}int ${counter} = 0;`,
        `${indent}while (${counter} < ${limit} && ${leaf(w, false)} < 3) {`,
      );
      w.lines.push(`${indent}  ${counter} += 1;`);
      body(inner);
      break;
    }
    case 2: {
      const name = fresh("t");
      w.lines.push(`${indent}{`, `${indent}  real ${name} = ${expression(w, 2)};`);
      body({ ...inner, locals: [...w.locals, name] });
      break;
    }
    default: {
      const name = fresh("n");
      const first = 1 + w.below(2);
      w.lines.push(`${indent}for (${name} in ${first}:${SIZE}) {`);
      const within = { ...inner, loops: [...w.loops, { name, first }] };
      body(within);
      if (w.below(6) === 0) {
        w.lines.push(`${indent}  if (${condition(within)}) ${pick(w, ["break", "continue"])};`);
        body(within, 2);
      }
    }
  }
  w.lines.push(`${indent}}`);
}

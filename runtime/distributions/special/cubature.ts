// Integrals over the line or over rectangles of several smooth functions at once, by adaptive Gauss-Kronrod rules of 7 and 15 points:
// the cell with the largest error is halved along its worse side. Source: Piessens et al. 1983, QUADPACK, section 2.2.1 (rule and nodes).

/** Positive nodes of the 15-point rule, from the outside, and its weights; every second one is a node of the 7-point rule. */
const NODES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848, 0,
];
const KRONROD = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const GAUSS = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694];

/** Nodes in (-1, 1) with both weights; a side of no extent has one node. */
interface Rule {
  readonly nodes: readonly number[];
  readonly kronrod: readonly number[];
  readonly gauss: readonly number[];
}

const RULE: Rule = {
  nodes: [...NODES.map((x) => -x), ...NODES.slice(0, 7).reverse()],
  kronrod: mirrored(KRONROD),
  gauss: mirrored(KRONROD.map((_, k) => (k % 2 === 1 ? GAUSS[(k - 1) / 2]! : 0))),
};
const POINT: Rule = { nodes: [0], kronrod: [2], gauss: [2] };

function mirrored(half: readonly number[]): readonly number[] {
  return [...half, ...half.slice(0, -1).reverse()];
}

export interface Cell {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

interface Estimated extends Cell {
  readonly total: Float64Array;
  /** By component: how far the rules differ along x, and along y. */
  readonly errorX: Float64Array;
  readonly errorY: Float64Array;
}

/** Leaves the values of all functions at (x, y) in `into`. */
export type Integrand = (x: number, y: number, into: Float64Array) => void;

/** Where the rules differ by this, the one of 15 points has twice as many digits. */
const ENOUGH = 1e-8;
const MOST_CELLS = 2000;

/** Integrals over the cells, into `into`; a side of no extent counts as an average. */
export function integrate(cells: readonly Cell[], integrand: Integrand, into: Float64Array): void {
  const values = new Float64Array(into.length);
  const open = cells.map((cell) => estimate(cell, integrand, values));
  const size = new Float64Array(into.length);
  for (;;) {
    size.fill(0);
    into.fill(0);
    for (const { total } of open)
      for (let c = 0; c < into.length; c++) {
        into[c] = into[c]! + total[c]!;
        size[c] = size[c]! + Math.abs(total[c]!);
      }
    let worst = -1;
    let largest = ENOUGH;
    open.forEach((cell, k) => {
      const error = Math.max(relative(cell.errorX, size), relative(cell.errorY, size));
      if (error > largest) [worst, largest] = [k, error];
    });
    if (worst < 0 || open.length > MOST_CELLS) return;
    const cell = open[worst]!;
    const [left, right] = halves(cell, relative(cell.errorX, size) >= relative(cell.errorY, size));
    open[worst] = estimate(left, integrand, values);
    open.push(estimate(right, integrand, values));
  }
}

function relative(error: Float64Array, size: Float64Array): number {
  let largest = 0;
  for (let c = 0; c < error.length; c++) if (size[c]! > 0) largest = Math.max(largest, error[c]! / size[c]!);
  return largest;
}

function halves({ x, y }: Cell, alongX: boolean): readonly [Cell, Cell] {
  const [from, to] = alongX ? x : y;
  const middle = 0.5 * (from + to);
  return alongX
    ? [
        { x: [from, middle], y },
        { x: [middle, to], y },
      ]
    : [
        { x, y: [from, middle] },
        { x, y: [middle, to] },
      ];
}

function estimate({ x, y }: Cell, integrand: Integrand, values: Float64Array): Estimated {
  const [across, down] = [x[0] === x[1] ? POINT : RULE, y[0] === y[1] ? POINT : RULE];
  const [total, errorX, errorY] = [0, 0, 0].map(() => new Float64Array(values.length)) as [Float64Array, Float64Array, Float64Array]; // prettier-ignore
  const area = (across === POINT ? 0.5 : 0.5 * (x[1] - x[0])) * (down === POINT ? 0.5 : 0.5 * (y[1] - y[0]));
  for (let i = 0; i < across.nodes.length; i++) {
    const at = 0.5 * (x[0] + x[1]) + 0.5 * (x[1] - x[0]) * across.nodes[i]!;
    for (let j = 0; j < down.nodes.length; j++) {
      integrand(at, 0.5 * (y[0] + y[1]) + 0.5 * (y[1] - y[0]) * down.nodes[j]!, values);
      const [k, l] = [across.kronrod[i]!, down.kronrod[j]!];
      for (let c = 0; c < values.length; c++) {
        const value = area * values[c]!;
        total[c] = total[c]! + k * l * value;
        errorX[c] = errorX[c]! + (k - across.gauss[i]!) * l * value;
        errorY[c] = errorY[c]! + k * (l - down.gauss[j]!) * value;
      }
    }
  }
  for (let c = 0; c < values.length; c++) {
    errorX[c] = Math.abs(errorX[c]!);
    errorY[c] = Math.abs(errorY[c]!);
  }
  return { x, y, total, errorX, errorY };
}

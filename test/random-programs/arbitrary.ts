// Random programs as values of fast-check: a seed gives a program, a failing one shrinks. Choices are drawn from fast-check's generator;
// shrinking is ours, over the tree of the program (`smaller`), because fast-check's own would shrink choices: one choice less shifts all that
// follow, and the program becomes another one instead of a smaller one.

import fc from "fast-check";
import { type RandomProgram, randomProgram } from "./program.ts";
import type { Source, Wish } from "./scope.ts";
import { printProgram, smaller } from "./tree.ts";

export interface Sample extends RandomProgram {
  /** Of a program that was made smaller nobody says that it is well typed. */
  readonly isShrunk: boolean;
}

const BITS = 2 ** 30;

class Programs extends fc.Arbitrary<Sample> {
  private readonly wish: Wish | null;

  constructor(wish: Wish | null) {
    super();
    this.wish = wish;
  }

  override generate(random: fc.Random): fc.Value<Sample> {
    const source: Source = { uniform: () => random.nextInt(0, BITS - 1) / BITS };
    return sample({ ...randomProgram(source, this.wish), isShrunk: false });
  }

  override canShrinkWithoutContext(value: unknown): value is Sample {
    return typeof value === "object" && value !== null && "tree" in value;
  }

  override shrink(program: Sample): fc.Stream<fc.Value<Sample>> {
    return fc.stream(smaller(program.tree)).map((tree) => sample({ ...program, tree, isShrunk: true }));
  }
}

/** Shown as its text. */
const sample = (program: Sample): fc.Value<Sample> =>
  new fc.Value({ ...program, [fc.toStringMethod]: () => printProgram(program.tree) } as Sample, undefined);

/** `wish`: a cell of the coverage table that the programs should reach. */
export const programs = (wish: Wish | null): fc.Arbitrary<Sample> => new Programs(wish);

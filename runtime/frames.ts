// Memory for the arrays that a recursive function declares: every activation takes its own and gives them back when it ends. One per bound
// model; arrays are kept for the next activation that asks at the same depth, so that in steady state nothing is allocated.

/** What a rejected point leaves behind is cleared by generated code before the next one. */
export class Frames {
  private readonly reals: Float64Array[] = [];
  private readonly integers: Int32Array[] = [];
  private used = 0;

  /** To be given back to `release`. */
  get mark(): number {
    return this.used;
  }

  /**
   * An array of at least `size` cells, with whatever was in it. Sizes below 0, of arrays that an activation declares but never reaches,
   * count as 0.
   */
  take(size: number): Float64Array {
    const at = this.used++;
    let array = this.reals[at];
    if (array === undefined || array.length < size)
      this.reals[at] = array = new Float64Array(Math.max(0, size));
    return array;
  }

  takeInts(size: number): Int32Array {
    const at = this.used++;
    let array = this.integers[at];
    if (array === undefined || array.length < size)
      this.integers[at] = array = new Int32Array(Math.max(0, size));
    return array;
  }

  release(mark: number): void {
    this.used = mark;
  }
}

// Values that the forward pass of a gradient saves for its reverse pass, where a buffer of known size would not do (`while` loops,
// recursion). One per bound model; it grows and never shrinks, so that in steady state nothing is allocated.

/** Hot state of one bound model; a reject leaves values behind, so generated code clears it first. */
export class Stack {
  private values = new Float64Array(64);
  private size = 0;

  push(value: number): void {
    if (this.size === this.values.length) this.grow();
    this.values[this.size++] = value;
  }

  pop(): number {
    return this.values[--this.size]!;
  }

  clear(): void {
    this.size = 0;
  }

  /** Number of saved values: 0 between evaluations. */
  get length(): number {
    return this.size;
  }

  private grow(): void {
    const larger = new Float64Array(2 * this.values.length);
    larger.set(this.values);
    this.values = larger;
  }
}

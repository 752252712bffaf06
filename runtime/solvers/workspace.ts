// Memory of one running solver. Solvers may run inside one another (an integral in a right-hand side), so each takes a workspace of its own
// and gives it back, also when a function it calls rejects; in steady state nothing is allocated.

export class Workspace {
  private readonly pieces: Float64Array[] = [];
  private used = 0;

  /** The next piece, of exactly `size` cells, with whatever was in it. */
  take(size: number): Float64Array {
    const present = this.pieces[this.used];
    const piece = present !== undefined && present.length === size ? present : new Float64Array(size);
    this.pieces[this.used++] = piece;
    return piece;
  }

  /** The next piece with a copy of the block. */
  copyOf(block: Float64Array, offset: number, size: number): Float64Array {
    const piece = this.take(size);
    for (let i = 0; i < size; i++) piece[i] = block[offset + i]!;
    return piece;
  }

  restart(): void {
    this.used = 0;
  }
}

const idle: Workspace[] = [];

export function withWorkspace<T>(run: (workspace: Workspace) => T): T {
  const workspace = idle.pop() ?? new Workspace();
  workspace.restart();
  try {
    return run(workspace);
  } finally {
    idle.push(workspace);
  }
}

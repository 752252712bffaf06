// What the whole differentiation shares, and what belongs to one block of it.

import type { Storage } from "../ir/effects.ts";
import type { Buffer, Expr, Local, Statement, View } from "../ir/mir.ts";
import type { Access, Accesses, Frame, Site } from "../ir/sites.ts";
import type { Activity } from "./activity.ts";
import type { Deferred } from "./deferred.ts";
import type { Twins } from "./twins.ts";

export interface Sweep {
  readonly accesses: Accesses;
  /** What a statement itself reads, its nested bodies left out. */
  readonly readBy: ReadonlyMap<Statement, readonly Read[]>;
  readonly isActive: Activity;
  readonly target: Local;
  /** `target()` is used, so the target is a value like any other and nothing is reversed in place. */
  readonly targetIsRead: boolean;
  /** Locals of the program itself: a size that mentions one is not known when data is bound. */
  readonly ownLocals: ReadonlySet<Local>;
  readonly declaredAt: ReadonlyMap<Local, Site>;
  /** Statements that are, or are not, reversed where they stand. */
  readonly terminal: Map<Statement, boolean>;
  /** Loops reversed with unit seed, to be scaled later. */
  readonly deferred: Map<Statement, Deferred>;
  readonly adjoints: Map<Storage, Local | Buffer>;
  /** Declarations for the head of the program. */
  readonly declarations: Statement[];
  /** Blocks that a kernel read and that change before the reverse sweep: copied around the call. */
  readonly savedViews: Map<Statement, SavedView[]>;
  /** Where working memory lives: in subprograms, every activation has its own. */
  readonly memory: "call" | "frame";
  readonly twins: Twins;
  /** Calls of forward twins, with the calls they stand for. */
  readonly replaced: Map<Statement, Statement>;
}

export interface Read {
  readonly storage: Storage;
  readonly access: Access;
}

export interface SavedView {
  /** The rows the kernel reads from. */
  readonly from: View;
  /** Their copy: one per iteration, or the one block that the stack is emptied into. */
  readonly whole: View;
  /** Sizes of the rows. */
  readonly inner: readonly Expr[];
  /** An output is copied after the call, an input before it. */
  readonly isOutput: boolean;
  /** Cell by cell on the stack, because the number of iterations is not known beforehand. */
  readonly isStacked: boolean;
}

export interface Block {
  /** Forward and reverse statements end up side by side, in one scope. */
  readonly inPlace: boolean;
  /** Loops and branches around the place that is reversed as one. */
  readonly root: readonly Frame[];
  readonly frames: readonly Frame[];
  /** Adjoints gathered as terms, of names that only this block's own statements use. */
  readonly pending: Map<Local, Expr[]>;
}

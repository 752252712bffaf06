// An array of the model for all draws at once. A loop that carries state fills it cell by cell, an element-wise one as a whole: it is kept
// in the form it was last written in, one tensor [draws, size] or one tensor [draws, 1] per cell, and changes form when read otherwise.

import * as tf from "@tensorflow/tfjs-core";
import type { Places } from "./constants.ts";
import { sizeOf, spread } from "./shapes.ts";

/** What a place outside the array reads: only draws and elements that a choice leaves out look there, and nothing finite disturbs them. */
const HARMLESS = 0.5;

export class Cells {
  readonly draws: number;
  readonly size: number;
  #whole: tf.Tensor | null;
  #cells: (tf.Tensor | undefined)[] = [];

  /** `like`: an array with as many draws; or the values themselves, [draws, size]. Cells that were never set are NaN. */
  constructor(like: Cells | tf.Tensor2D, size: number) {
    const isValues = like instanceof tf.Tensor;
    this.draws = isValues ? like.shape[0] : like.draws;
    this.size = size;
    this.#whole = isValues ? like : null;
  }

  /** Cells from `start` on, in the order of `shape`: a tensor [draws, ...shape]. */
  get(start: number, shape: readonly number[]): tf.Tensor {
    const count = sizeOf(shape);
    if (start < 0 || start + count > this.size) return this.#reached(from(start, count), shape);
    if (this.#whole === null) return this.#joined(from(start, count), shape);
    const isAll = start === 0 && count === this.size;
    return this.#shaped(isAll ? this.#whole : tf.slice(this.#whole, [0, start], [-1, count]), shape);
  }

  /** The cells at `places`: a tensor [draws, ...shape]. */
  gather({ indices, tensor }: Places, shape: readonly number[]): tf.Tensor {
    if (indices.some((at) => at < 0 || at >= this.size)) return this.#reached([...indices], shape);
    if (tensor === null) return this.get(indices[0] ?? 0, shape);
    if (this.#whole === null && indices.length <= this.size) return this.#joined([...indices], shape);
    return this.#shaped(tf.gather(this.get(0, [this.size]), tensor, 1), shape);
  }

  /** The other way round; `value` is broadcast to [draws, ...shape]. */
  set(start: number, shape: readonly number[], value: tf.Tensor | number): void {
    const count = sizeOf(shape);
    const flat = this.#flat(value, shape);
    if (start === 0 && count === this.size) {
      this.#whole = flat;
      this.#cells = [];
    } else this.#write(from(start, count), flat);
  }

  scatter({ indices }: Places, shape: readonly number[], value: tf.Tensor | number): void {
    this.#write([...indices], this.#flat(value, shape));
  }

  #write(at: readonly number[], flat: tf.Tensor): void {
    if (this.#whole !== null) {
      const whole = this.#whole;
      this.#cells = Array.from({ length: this.size }, (_, i) => tf.slice(whole, [0, i], [-1, 1]));
      this.#whole = null;
    }
    at.forEach((cell, i) => {
      const isInside = cell >= 0 && cell < this.size;
      if (isInside) this.#cells[cell] = at.length === 1 ? flat : tf.slice(flat, [0, i], [-1, 1]);
    });
  }

  /** Places outside the array among others. */
  #reached(at: readonly number[], shape: readonly number[]): tf.Tensor {
    const isOutside = at.map((i) => i < 0 || i >= this.size);
    const inside = at.map((i, k) => (isOutside[k] ? 0 : i));
    if (this.size === 0) return tf.fill([this.draws, ...shape], HARMLESS);
    const values = tf.gather(this.get(0, [this.size]), tf.tensor1d(inside, "int32"), 1);
    return this.#shaped(tf.where(tf.tensor2d([isOutside], undefined, "bool"), HARMLESS, values), shape);
  }

  #joined(at: readonly number[], shape: readonly number[]): tf.Tensor {
    const parts = at.map((i) => this.#cells[i] ?? tf.fill([this.draws, 1], NaN));
    if (parts.length === 0) return tf.zeros([this.draws, ...shape]);
    return this.#shaped(parts.length === 1 ? parts[0]! : tf.concat(parts, 1), shape);
  }

  #flat(value: tf.Tensor | number, shape: readonly number[]): tf.Tensor {
    return this.#shaped(spread(value, [this.draws, ...shape]), [sizeOf(shape)]);
  }

  #shaped(flat: tf.Tensor, shape: readonly number[]): tf.Tensor {
    const isThere = flat.rank === shape.length + 1 && shape.every((size, i) => flat.shape[i + 1] === size);
    return isThere ? flat : tf.reshape(flat, [this.draws, ...shape]);
  }
}

const from = (start: number, count: number): number[] => Array.from({ length: count }, (_, i) => start + i);

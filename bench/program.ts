// One program of the benchmark set: text, data, points, and Stan's values there. The set is fixed: programs/index.json holds SHA-256 sums of
// data and points, and `load` refuses what differs from them.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { data, type Data } from "./data.ts";
import { pointsOf, sourceOf } from "./random.ts";

export interface Entry {
  readonly name: string;
  readonly class: string;
  readonly dimension: number;
  readonly scale: number;
  readonly seed: number;
  /** Whether work on the data alone (sufficient statistics, merged rows) can shrink the likelihood. */
  readonly algebra: "touches" | "does not touch";
  readonly note: string;
  readonly sha256: { readonly data: string; readonly points: string };
}

export interface StanPoint {
  readonly log_density_full: number;
  readonly gradient: readonly number[];
}

export interface Program {
  readonly entry: Entry;
  readonly text: string;
  readonly data: Data;
  readonly points: readonly (readonly number[])[];
  /** Stan 2.21's values at the points. */
  readonly stan: readonly StanPoint[];
}

const folder = new URL("programs/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, folder), "utf8");

export const entries = (): readonly Entry[] => JSON.parse(read("index.json")) as Entry[];
export const modelUrl = (name: string): URL => new URL(`${name}/model.model`, folder);

const sum = (text: string): string => createHash("sha256").update(text).digest("hex");

export function load(name: string): Program {
  const entry = entries().find((e) => e.name === name);
  if (entry === undefined) throw new Error(`${name} is no program of the benchmark set`);
  const made = data[name]!(sourceOf(entry.seed));
  const points = pointsOf(entry.dimension, entry.scale);
  const written = `[\n${points.map((p) => JSON.stringify(p)).join(",\n")}\n]\n`;
  if (sum(`${JSON.stringify(made)}\n`) !== entry.sha256.data || sum(written) !== entry.sha256.points)
    throw new Error(`the data or points of ${name} differ from the recorded ones`);
  return {
    entry,
    text: read(`${name}/model.model`),
    data: made,
    points,
    stan: JSON.parse(read(`${name}/stan.json`)) as StanPoint[],
  };
}

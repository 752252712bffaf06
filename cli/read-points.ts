// A file of unconstrained points: a JSON array of vectors, each as long as the model has unconstrained numbers.

import { spelledNumber } from "../runtime/index.ts";
import { Failure } from "./failure.ts";
import { readText } from "./files.ts";
import { parseJson } from "./read-data.ts";

/** Throws a Failure naming the file and the point (from 1). */
export function readPoints(path: string, dimension: number): Float64Array[] {
  const points = parseJson(path, readText(path));
  if (!Array.isArray(points))
    throw new Failure(`${path}: expected an array of points, each an array of ${dimension} numbers`);
  return points.map((point: unknown, i) => {
    if (!Array.isArray(point))
      throw new Failure(`${path}: point ${i + 1} is not an array (write one point as [[...]])`);
    if (point.length !== dimension) {
      throw new Failure(
        `${path}: point ${i + 1} has ${point.length} numbers, the model has ${dimension} unconstrained ones`,
      );
    }
    return Float64Array.from(point, (value: unknown, k) => {
      const number = typeof value === "string" ? spelledNumber(value) : value;
      if (typeof number !== "number")
        throw new Failure(`${path}: point ${i + 1}, element ${k + 1} is not a number`);
      return number;
    });
  });
}

// The ABI has every runtime function that a descriptor of the library names, and the values that generated code calls by name are right.

import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as abi from "../../runtime/abi.ts";
import { distributions, kernels, scalarFunctions, transforms } from "../../runtime/library.ts";
import type { Kernel } from "../../runtime/descriptor.ts";

const test = suite("abi");

const isFunction = (name: string): boolean => typeof (abi as Record<string, unknown>)[name] === "function";

function missingOf(kernel: Kernel | undefined): readonly string[] {
  if (kernel === undefined) return [];
  return [kernel.name, ...(kernel.adjoint === undefined ? [] : [kernel.adjoint.name])].filter(
    (name) => !isFunction(name),
  );
}

test("scalar functions", () => {
  const names = Object.values(scalarFunctions).flatMap(({ kernel }) => kernel ?? []);
  assert.ok(names.length > 20);
  assert.equal(
    names.filter((name) => !name.startsWith("Math.") && !isFunction(name)),
    [],
  );
});

test("kernels and their adjoints", () => {
  assert.equal(Object.values(kernels).flatMap(missingOf), []);
  assert.equal(
    Object.values(transforms).flatMap(({ kernel }) => missingOf(kernel)),
    [],
  );
});

test("distributions: kernels and random number generators", () => {
  const all = Object.values(distributions);
  assert.equal(
    all.flatMap((entry) => Object.values(entry.kernels ?? {}).flatMap(missingOf)),
    [],
  );
  assert.equal(
    all.flatMap(({ rng }) => (rng === undefined || isFunction(rng) ? [] : [rng])),
    [],
  );
});

test("copy moves overlapping blocks as if at once, in both directions", () => {
  const cells = Float64Array.of(1, 2, 3, 4, 5);
  abi.copy(cells, 1, cells, 0, 3);
  assert.equal([...cells], [1, 1, 2, 3, 5]);
  abi.copy(cells, 0, cells, 2, 3);
  assert.equal([...cells], [2, 3, 5, 3, 5]);
  const ints = new Int32Array(2);
  abi.copy(ints, 0, cells, 1, 2);
  assert.equal([...ints], [3, 5]);
});

test("stack: last in, first out, through growth", () => {
  const stack = new abi.Stack();
  for (let i = 0; i < 1000; i++) stack.push(i / 2);
  assert.is(stack.length, 1000);
  for (let i = 999; i >= 0; i--) assert.is(stack.pop(), i / 2);
  stack.push(1);
  stack.clear();
  assert.is(stack.length, 0);
});

test("show nests by the dims", () => {
  assert.is(abi.show(Float64Array.of(9, 1, 2, 3, 4), 1, [2, 2]), "[[1,2],[3,4]]");
  assert.is(abi.show(Int32Array.of(7), 0, []), "7");
});

test("random numbers of transformed data depend on the seed alone", () => {
  assert.is(abi.dataRandom(3).uniform(), abi.dataRandom(3).uniform());
  assert.not(abi.dataRandom(3).uniform() === abi.dataRandom().uniform());
});

test.run();

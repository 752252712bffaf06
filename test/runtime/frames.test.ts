import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Frames } from "../../runtime/frames.ts";

const test = suite("frames");

test("activations have arrays of their own, and get the same ones again", () => {
  const frames = new Frames();
  const mark = frames.mark;
  const outer = frames.take(3);
  const inner = frames.take(2);
  const ints = frames.takeInts(4);
  assert.is.not(outer, inner);
  assert.instance(ints, Int32Array);
  frames.release(mark);
  assert.is(frames.take(3), outer);
  assert.is(frames.take(2), inner);
  assert.is(frames.takeInts(4), ints);
});

test("a larger request gets a larger array", () => {
  const frames = new Frames();
  const small = frames.take(2);
  frames.release(0);
  const large = frames.take(20);
  assert.is.not(small, large);
  assert.ok(large.length >= 20);
});

test.run();

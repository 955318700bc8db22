import { strict as assert } from "node:assert";
import test from "node:test";
import { delays_ms } from "./delays.mjs";

test("each click is heard a while later", () => {
  assert.deepEqual(delays_ms([1_000, 2_000], [1_090, 2_110]), [90, 110]);
});

test("a click before anybody listens, or at the end, is no delay", () => {
  assert.deepEqual(delays_ms([0, 1_000, 2_000, 3_000], [2_090]), [90]);
});

test("what is lost is not taken for late", () => {
  assert.deepEqual(delays_ms([1_000, 2_000, 3_000], [1_090, 3_100]), [90, 100]);
});

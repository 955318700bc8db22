import { strict as assert } from "node:assert";
import test from "node:test";
import {
  frames_per_second, freezes, frozen_s, longest_gap_ms, most_frozen_s,
} from "./shown.mjs";

const film = (...times) => times.map((at_ms, i) => ({ at_ms, presented: i + 1 }));

test("frames are counted in whole seconds", () => {
  const notes = film(0, 400, 900, 1_000, 2_500, 2_999, 3_000);
  assert.deepEqual(frames_per_second(notes, 0, 3_500), [3, 1, 2]);
});

test("a frame whose note is missing counts in the next one's second", () => {
  const notes = [{ at_ms: 100, presented: 1 }, { at_ms: 1_100, presented: 3 }];
  assert.deepEqual(frames_per_second(notes, 0, 2_000), [1, 2]);
});

test("a second without frames has none", () => {
  assert.deepEqual(frames_per_second([], 0, 2_000), [0, 0]);
});

test("the longest gap may be the last one, which has not ended", () => {
  assert.equal(longest_gap_ms(film(0, 40, 90), 0, 100), 50);
  assert.equal(longest_gap_ms(film(0, 40, 90), 0, 1_000), 910);
});

test("a gap is a freeze when it is three times as long as usual, and 150 ms longer", () => {
  assert.deepEqual(freezes(film(0, 40, 80, 200, 240), 0, 280), []);
  const found = freezes(film(0, 40, 80, 280, 320), 0, 360);
  assert.deepEqual(found, [{ from_ms: 80, until_ms: 280 }]);
});

test("a freeze that has not ended counts", () => {
  assert.deepEqual(freezes(film(0, 40, 80), 0, 1_080), [{ from_ms: 80, until_ms: 1_080 }]);
  assert.deepEqual(freezes([], 0, 1_000), [{ from_ms: 0, until_ms: 1_000 }]);
});

test("freezes are counted as far as they are in a window", () => {
  const found = [{ from_ms: 500, until_ms: 1_500 }, { from_ms: 9_000, until_ms: 9_500 }];
  assert.equal(frozen_s(found, 0, 10_000), 1.5);
  assert.equal(frozen_s(found, 1_000, 9_100), 0.6);
  assert.equal(most_frozen_s(found, 0, 10_000, 2_000), 1);
  assert.equal(most_frozen_s(found, 0, 10_000, 20_000), 1.5);
});

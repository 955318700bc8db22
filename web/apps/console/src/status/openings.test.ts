import { expect, test } from "vitest";
import { is_open, openings_of } from "./openings";

function door(...movements: [number, boolean][]) {
  return {
    line: "simulated",
    simulated: true,
    attended: true,
    movements: movements.map(([at_ms, open]) => ({ at_ms, open })),
  };
}

test("a relay that never moved is closed", () => {
  expect(openings_of(door())).toEqual([]);
  expect(is_open(door())).toBe(false);
});

test("an opening lasts until the line falls back, newest first", () => {
  const moved = door([1000, true], [4000, false], [9000, true], [9500, false]);
  expect(openings_of(moved)).toEqual([
    { at_ms: 9000, for_ms: 500 },
    { at_ms: 1000, for_ms: 3000 },
  ]);
  expect(is_open(moved)).toBe(false);
});

test("an open door has no end yet", () => {
  expect(openings_of(door([1000, true]))).toEqual([{ at_ms: 1000, for_ms: null }]);
  expect(is_open(door([1000, true]))).toBe(true);
});

test("a closing whose opening is forgotten tells of no opening", () => {
  expect(openings_of(door([4000, false], [9000, true], [9100, false]))).toEqual([
    { at_ms: 9000, for_ms: 100 },
  ]);
});

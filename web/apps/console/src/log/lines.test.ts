import type { LogLevel, LogLine } from "@portero/api";
import { describe, expect, it } from "vitest";
import { wanted, with_more } from "./lines";

const line = (number: number, level: LogLevel, text: string): LogLine => ({
  number, at_ms: 0, level, text,
});

const lines = [
  line(1, "debug", "media: flow leg=1"),
  line(2, "info", "call: waiting -> ringing call_id=7"),
  line(3, "warning", "sip: not registered"),
  line(4, "error", "door: not opened call_id=7"),
];

const numbers = (of: LogLine[]) => of.map(({ number }) => number);

describe("the lines of the log", () => {
  it("are shown newest first, from a level on", () => {
    expect(numbers(wanted(lines, { least: "debug", words: "" }))).toEqual([4, 3, 2, 1]);
    expect(numbers(wanted(lines, { least: "warning", words: "" }))).toEqual([4, 3]);
  });

  it("are found by what is in them", () => {
    expect(numbers(wanted(lines, { least: "debug", words: " CALL_ID=7 " }))).toEqual([4, 2]);
    expect(wanted(lines, { least: "error", words: "sip" })).toEqual([]);
  });

  it("are so many as the station keeps, however long the page is open", () => {
    let kept: LogLine[] = [];
    for (let i = 1; i <= 1_200; ++i) kept = with_more(kept, [line(i, "info", "")]);
    expect(kept.length).toBe(500);
    expect(kept.at(-1)?.number).toBe(1_200);
  });
});

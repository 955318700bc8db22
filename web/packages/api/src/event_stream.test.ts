import { describe, expect, it } from "vitest";
import { EventStreamReader } from "./event_stream";

describe("EventStreamReader", () => {
  it("tells an event when its empty line has come, however the text was cut", () => {
    const reader = new EventStreamReader();
    expect(reader.read("event: sta")).toEqual([]);
    expect(reader.read('tus\ndata: {"a":1}\n')).toEqual([]);
    expect(reader.read("\n")).toEqual([{ name: "status", data: '{"a":1}' }]);
  });

  it("tells of several in one piece, and none of a comment", () => {
    const reader = new EventStreamReader();
    const text = ": still here\n\nevent: a\ndata: 1\n\nretry: 2000\n\ndata: 2\ndata:3\n\n";
    expect(reader.read(text)).toEqual([
      { name: "a", data: "1" },
      { name: "message", data: "2\n3" },
    ]);
  });

  it("takes lines that end as in HTTP", () => {
    const reader = new EventStreamReader();
    expect(reader.read("event: a\r\ndata: 1\r\n\r\n")).toEqual([{ name: "a", data: "1" }]);
  });
});

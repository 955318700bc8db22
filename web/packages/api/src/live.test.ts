import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Live } from "./live";
import type { Connection } from "./stream";

// A station that answers each request with a stream, which the test writes.
class Streams {
  asked: string[] = [];
  #last: ReadableStreamDefaultController<Uint8Array> | undefined;

  answer(path: string, signal: AbortSignal): Response {
    this.asked.push(path);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#last = controller;
        signal.addEventListener("abort", () => controller.error(signal.reason));
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }

  async say(text: string): Promise<void> {
    this.#last?.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(0);
  }

  async end(): Promise<void> {
    this.#last?.close();
    await vi.advanceTimersByTimeAsync(0);
  }
}

let streams: Streams;
let connections: Connection[];
let states: string[];
let live: Live;

beforeEach(async () => {
  vi.useFakeTimers();
  streams = new Streams();
  connections = [];
  states = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) =>
    streams.answer(path, init.signal!));
  live = new Live(
    {
      status: ({ state }) => states.push(state),
      connection: (connection) => connections.push(connection),
    },
    { name: "Dana", duty: true },
  );
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  live.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const status = 'event: status\ndata: {"state":"waiting"}\n\n';

describe("Live", () => {
  it("says who is on duty, and tells what the station says", async () => {
    expect(streams.asked).toEqual(["/api/v1/live?name=Dana&duty=1"]);
    await streams.say(status);
    expect(states).toEqual(["waiting"]);
    expect(connections).toEqual(["connecting", "open"]);
  });

  it("connects again where the stream has ended", async () => {
    await streams.end();
    expect(connections.at(-1)).toBe("lost");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(connections.at(-1)).toBe("open");
    expect(streams.asked.length).toBe(2);
  });

  it("takes a station that says nothing at all for lost, as when its power failed", async () => {
    await vi.advanceTimersByTimeAsync(20_000);
    await streams.say(": still here\n\n");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(connections.at(-1)).toBe("open");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(connections.at(-1)).toBe("lost");
  });

  it("tells nothing more when it is closed", async () => {
    live.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connections).toEqual(["connecting", "open"]);
    expect(streams.asked.length).toBe(1);
  });
});

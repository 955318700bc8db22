import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

// A tab of a browser, of which the station sees the streams that are open.
class Tab extends EventTarget {
  visibilityState = "visible";
  open = new Set<string>();

  show(visible: boolean): void {
    this.visibilityState = visible ? "visible" : "hidden";
    this.dispatchEvent(new Event("visibilitychange"));
  }

  answer(path: string, signal: AbortSignal): Response {
    this.open.add(path);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) =>
        signal.addEventListener("abort", () => {
          this.open.delete(path);
          controller.error(signal.reason);
        }),
    });
    return new Response(body);
  }
}

let tab: Tab;
let live: typeof import("./live");
let session: typeof import("./session");

beforeEach(async () => {
  vi.useFakeTimers();
  tab = new Tab();
  vi.stubGlobal("document", tab);
  vi.stubGlobal("location", { pathname: "/" });
  vi.stubGlobal("fetch", async (path: string, { signal }: RequestInit) =>
    tab.answer(path, signal!));
  vi.resetModules();
  live = await import("./live");
  session = await import("./session");
  session.standing.value = "signed_in";
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  session.standing.value = "signed_out";
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function streams(): Promise<string[]> {
  await vi.advanceTimersByTimeAsync(5_000);
  return [...tab.open];
}

describe("the stream of a tab", () => {
  // Six tabs took all connections that a browser has for one address, and the seventh waited for
  // ever.
  it("is closed while nobody sees the tab", async () => {
    expect(await streams()).toEqual(["/api/v1/live"]);
    tab.show(false);
    expect(await streams()).toEqual([]);
    tab.show(true);
    expect(await streams()).toEqual(["/api/v1/live"]);
    expect(live.connection.value).toBe("open");
  });

  it("goes on in a tab that rings, or in which somebody talks", async () => {
    live.options.value = { name: "Dana", duty: true };
    tab.show(false);
    expect(await streams()).toEqual(["/api/v1/live?name=Dana&duty=1"]);
    live.options.value = {};
    expect(await streams()).toEqual([]);
    live.is_needed_unseen.value = true;
    expect(await streams()).toEqual(["/api/v1/live"]);
  });

  it("is not opened anew by looking at a tab that rings", async () => {
    live.options.value = { name: "Dana", duty: true };
    await streams();
    const answer = vi.spyOn(tab, "answer");
    tab.show(false);
    tab.show(true);
    await streams();
    expect(answer).not.toHaveBeenCalled();
  });

  it("ends with the session", async () => {
    session.standing.value = "signed_out";
    expect(await streams()).toEqual([]);
    expect(live.status.value).toBe(null);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

class Page extends EventTarget {
  visibilityState = "visible";

  show(visible: boolean): void {
    this.visibilityState = visible ? "visible" : "hidden";
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let page: Page;
let repeat_while_visible: typeof import("./visible").repeat_while_visible;

beforeEach(async () => {
  vi.useFakeTimers();
  page = new Page();
  vi.stubGlobal("document", page);
  vi.resetModules();
  ({ repeat_while_visible } = await import("./visible"));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("repeat_while_visible", () => {
  it("acts again when the last time has ended, and not before", async () => {
    let begun = 0;
    let finish = () => {};
    const stop = repeat_while_visible(() => {
      ++begun;
      return new Promise((resolve) => (finish = resolve));
    }, 100);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toBe(1);
    finish();
    await vi.advanceTimersByTimeAsync(99);
    expect(begun).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toBe(2);
    stop();
    finish();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toBe(2);
  });

  it("rests while nobody can see the page", async () => {
    let times = 0;
    const stop = repeat_while_visible(() => {
      ++times;
      return Promise.resolve();
    }, 100);
    await vi.advanceTimersByTimeAsync(250);
    expect(times).toBe(3);
    page.show(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(times).toBe(3);
    page.show(true);
    await vi.advanceTimersByTimeAsync(150);
    expect(times).toBe(5);
    stop();
  });
});

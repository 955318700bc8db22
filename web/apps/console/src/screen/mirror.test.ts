import type { Screen } from "@portero/api";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Mirror } from "./mirror";

// A station whose pictures come when the test says so.
let waiting: { resolve: (picture: Blob) => void; reject: (error: Error) => void }[];
let asked: number;
let shown: number;
let mirror: Mirror;

const still = (change: number): Screen => ({ change, drawn: true, renewed_ms: null });
const moving = (change: number): Screen => ({ change, drawn: true, renewed_ms: 250 });

beforeEach(() => {
  vi.useFakeTimers();
  waiting = [];
  asked = shown = 0;
  mirror = new Mirror({
    take: () => {
      ++asked;
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    shown: () => ++shown,
  });
});

afterEach(() => {
  mirror.follow(null);
  vi.useRealTimers();
});

async function comes(): Promise<void> {
  waiting.shift()?.resolve(new Blob());
  await vi.advanceTimersByTimeAsync(0);
}

async function fails(): Promise<void> {
  waiting.shift()?.reject(new Error("gone"));
  await vi.advanceTimersByTimeAsync(0);
}

it("looks once at what stands still, and again after a change", async () => {
  mirror.follow(still(1));
  await comes();
  await vi.advanceTimersByTimeAsync(60_000);
  mirror.follow(still(1)); // the station tells its status every 10 s
  expect([asked, shown]).toEqual([1, 1]);
  mirror.follow(still(2));
  await comes();
  expect([asked, shown]).toEqual([2, 2]);
});

it("looks again and again at what moves, as often as the station says", async () => {
  mirror.follow(moving(1));
  await comes();
  await vi.advanceTimersByTimeAsync(249);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toBe(2);
  await comes();
  await vi.advanceTimersByTimeAsync(250);
  expect(asked).toBe(3);
});

it("asks for one at a time, and for another where it changed meanwhile", async () => {
  mirror.follow(still(1));
  mirror.follow(still(2));
  mirror.follow(still(3));
  expect(asked).toBe(1);
  await comes();
  expect(asked).toBe(2);
  await comes();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked, shown]).toEqual([2, 2]);
});

it("asks for nothing while nobody looks, and at once when somebody does again", async () => {
  mirror.follow(moving(1));
  await comes();
  mirror.follow(null);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(1);
  mirror.follow(moving(1));
  expect(asked).toBe(2);
  mirror.follow(null);
  await comes();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked, shown]).toEqual([2, 1]);
});

it("tries again after a failure, and at once after a change", async () => {
  mirror.follow(still(1));
  await fails();
  mirror.follow(still(1)); // the station tells its status every 10 s
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toBe(2);
  await fails();
  mirror.follow(still(2));
  expect(asked).toBe(3);
  await comes();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked, shown]).toEqual([3, 1]);
});

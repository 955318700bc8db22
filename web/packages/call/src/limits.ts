import type { Tries } from "./state";

// How long what is waited for, in milliseconds.
export const faltering_ms = 2_000; // a broken path often heals by itself within that
export const connecting_ms = 12_000;
export const missing_ms = 1_000; // in which the station may say why somebody is out of the call
export const reconnecting_ms = 15_000;
export const station_silent_ms = 6_000; // then it rings here no more
const retry_ms = [500, 1_000, 2_000, 4_000] as const;
export const preview_tries = 3;

export const command_life_ms = 5_000; // the station obeys no older one
export const unlock_retry_ms = 300;
export const unlocked_shown_ms = 3_000;
export const panel_ms = 12_000; // the station's own time-out for the panel is shorter

// After growing delays.
export function next_try(before: Tries, now_ms: number): Tries {
  const failed = before.failed + 1;
  const wait_ms = retry_ms[Math.min(failed, retry_ms.length) - 1] ?? 0;
  return { failed, again_ms: now_ms + wait_ms };
}

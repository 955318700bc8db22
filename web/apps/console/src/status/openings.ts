import type { Door } from "@portero/api";

export interface Opening {
  at_ms: number;
  for_ms: number | null; // null while it is open
}

// What the relay's movements were for whoever stood at the door, newest first.
export function openings_of({ movements }: Door): Opening[] {
  const all: Opening[] = [];
  for (const { at_ms, open } of movements) {
    const last = all[0];
    const is_open = last?.for_ms === null;
    if (open && !is_open) all.unshift({ at_ms, for_ms: null });
    if (!open && is_open) last.for_ms = at_ms - last.at_ms;
  }
  return all;
}

export function is_open(door: Door): boolean {
  return door.movements.at(-1)?.open ?? false;
}

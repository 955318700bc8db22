import { Problem } from "@portero/api";
import { signal } from "@preact/signals";

// How many seconds the station lets this browser wait until the next try of a password.
export const wait_s = signal(0);

let timer: ReturnType<typeof setInterval> | undefined;

export function wait_as_told(problem: unknown): void {
  if (!(problem instanceof Problem) || problem.wait_s <= 0) return;
  wait_s.value = problem.wait_s;
  clearInterval(timer);
  timer = setInterval(() => {
    wait_s.value -= 1;
    if (wait_s.value <= 0) clearInterval(timer);
  }, 1_000);
}

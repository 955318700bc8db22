import type { Status } from "@portero/api";
import type { FromStation } from "./input";
import { never } from "./never";
import type { Clock, Door, DoorCall } from "./state";

export function door_after(door: Door, input: FromStation, now_ms: number): Door {
  switch (input.type) {
    case "status_came":
      return {
        call: call_of(input.status), clock: clock_after(door.clock, input.status, now_ms),
        lost_ms: null,
      };
    case "live_lost":
      return { ...door, lost_ms: door.lost_ms ?? now_ms };
    default:
      return never(input);
  }
}

function call_of({ call }: Status): DoorCall | null {
  if (!call) return null;
  return {
    id: call.id,
    rings_here: call.asks_browsers && call.answered_ms === null,
    parties: call.parties.map(({ name, viewer }) => ({ name, viewer })),
  };
}

// Two clocks that are good for a door go apart by no more than this.
const drift = 0.0002;

// The news that travelled the least tells the time best; what it told grows old.
function clock_after(clock: Clock | null, { run, now_ms: told_ms }: Status, now_ms: number) {
  if (run === undefined || told_ms === undefined) return clock;
  const ahead_ms = told_ms - now_ms;
  const same_run = clock !== null && clock.run === run;
  if (!same_run) return { run, ahead_ms, at_ms: now_ms };
  const faded_ms = clock.ahead_ms - (now_ms - clock.at_ms) * drift;
  return { run, ahead_ms: Math.max(faded_ms, ahead_ms), at_ms: now_ms };
}

import {
  connecting_ms, faltering_ms, missing_ms, reconnecting_ms, station_silent_ms,
} from "./limits";
import { never } from "./never";
import type { Phase, State } from "./state";
import type { Unlock } from "./unlock";

// When to hand in time_passed next; null where nothing is waited for.
export function next_deadline(state: State): number | null {
  const all = [...of_phase(state.phase, state.door.lost_ms), of_unlock(state.unlock)];
  const known = all.filter((it) => it !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function of_phase(phase: Phase, lost_ms: number | null): (number | null)[] {
  switch (phase.at) {
    case "idle": case "answered_elsewhere": case "ended": case "refused": case "asking":
      return [];
    case "watching":
      return [phase.tries.again_ms];
    case "ringing":
      return [phase.tries.again_ms, lost_ms === null ? null : lost_ms + station_silent_ms];
    case "connecting":
      return [phase.since_ms + connecting_ms];
    case "in_call": {
      const { line } = phase;
      return [
        phase.missing_ms === null ? null : phase.missing_ms + missing_ms,
        line.link === "faltering" ? line.since_ms + faltering_ms : null,
      ];
    }
    case "reconnecting":
      return [phase.tries.again_ms, phase.lost_ms + reconnecting_ms];
    default:
      return never(phase);
  }
}

function of_unlock(unlock: Unlock): number | null {
  switch (unlock.at) {
    case "ready": case "needs_password":
      return null;
    case "failed":
      return unlock.wait_until_ms;
    case "sending":
      return Math.min(unlock.given_up_ms, unlock.again_ms ?? Infinity);
    case "awaiting_panel": case "opened":
      return unlock.until_ms;
    default:
      return never(unlock);
  }
}

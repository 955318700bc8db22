import type { Line } from "./line";
import { never } from "./never";
import type { Phase } from "./state";
import { kept, lost_line } from "./transitions";
import type { Turn } from "./turn";

// The station began anew, and with it the numbers of its viewers: none of ours means us any more,
// and telling it to drop one could hit somebody else.
export function restarted(phase: Phase, turn: Turn): Phase {
  turn.silenced = null; // calls are counted anew, too
  switch (phase.at) {
    case "idle": case "answered_elsewhere": case "ended": case "refused":
      return phase;
    case "watching": case "ringing":
      if (!is_known(phase.line)) return phase;
      turn.forget(phase.line);
      return { ...phase, line: null, tries: { failed: 0, again_ms: turn.now_ms } };
    case "asking":
      if (!is_known(phase.line)) return phase;
      turn.forget(phase.line);
      return { ...phase, line: null };
    case "connecting":
      if (!is_known(phase.line)) return phase;
      return lost_line(turn, nameless(phase.line), phase.voice, "none", turn.now_ms);
    case "in_call":
      return lost_line(turn, nameless(phase.line), phase.voice, kept(phase.hold), phase.since_ms);
    case "reconnecting":
      if (!is_known(phase.line)) return { ...phase, old: null };
      turn.forget(phase.line);
      return { ...phase, old: null, line: turn.open("talk") };
    default:
      return never(phase);
  }
}

function is_known(line: Line | null): line is Line {
  return line !== null && line.link !== "offering";
}

function nameless(line: Line): Line {
  return { link: "offering", id: line.id };
}

import { ask_for_microphone, call_to_ring, ring } from "./transitions";
import type { FromLine, PhaseInput } from "./input";
import { never } from "./never";
import type { AnsweredElsewhere, Ended, Idle, Phase, Refused } from "./state";
import { first_try } from "./state";
import type { Turn } from "./turn";

type Rest = Idle | AnsweredElsewhere | Ended | Refused;

// Nothing of ours goes on; what was last may still be shown.
export function in_rest(phase: Rest, input: PhaseInput, turn: Turn): Phase {
  switch (input.type) {
    case "status_came":
    case "duty_changed": {
      const call = call_to_ring(turn);
      return call === null ? phase : ring(turn, call, null);
    }
    case "watch_pressed":
      return { at: "watching", line: turn.open("watch"), tries: first_try };
    case "talk_pressed":
      return ask_for_microphone(turn, null);
    case "end_pressed":
      return { at: "idle" };
    case "live_lost": case "mute_pressed": case "pause_pressed": case "resume_pressed":
    case "microphone_pressed": case "microphone_opened": case "microphone_refused":
    case "microphone_lost": case "answered": case "answer_failed": case "paused": case "resumed":
    case "hold_failed": case "time_passed":
      return phase;
    default:
      return never(input);
  }
}

// Why it ended may be told after that it did.
export function explained(phase: Rest, input: FromLine): Phase {
  const explains =
    phase.at === "ended" && phase.sentence === null && phase.viewer !== null &&
    input.type === "viewer_gone" && input.viewer === phase.viewer;
  return explains ? { ...phase, sentence: input.sentence } : phase;
}

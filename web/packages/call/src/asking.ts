import { ended, enter, without_us } from "./transitions";
import type { PhaseInput } from "./input";
import type { LineNews } from "./line";
import { never } from "./never";
import type { Asking, Phase } from "./state";
import type { Turn } from "./turn";

// The browser asks the operator for the microphone, which can take long: until then the visitor
// rings on, and somebody else may be faster.
export function in_asking(phase: Asking, input: PhaseInput, turn: Turn): Phase {
  switch (input.type) {
    case "microphone_opened":
      return enter(turn, phase.line, { microphone: "open", muted: false }, phase.rung);
    case "microphone_refused":
      return enter(turn, phase.line, { microphone: "refused", why: input.why }, phase.rung);
    case "status_came": {
      const fate = phase.rung === null ? null : without_us(turn, phase.rung);
      if (fate) turn.close(phase.line);
      return fate ?? phase;
    }
    case "end_pressed":
      turn.close(phase.line);
      turn.silenced = phase.rung ?? turn.silenced;
      return ended(turn, "ended_here", null);
    case "live_lost": case "duty_changed": case "watch_pressed": case "talk_pressed":
    case "mute_pressed": case "pause_pressed": case "resume_pressed": case "microphone_pressed":
    case "microphone_lost": case "answered": case "answer_failed": case "paused": case "resumed":
    case "hold_failed": case "time_passed":
      return phase;
    default:
      return never(input);
  }
}

// The picture may go away meanwhile: the answer makes a new one.
export function asked_line(phase: Asking, news: LineNews, turn: Turn): Phase {
  switch (news.news) {
    case "changed":
      return { ...phase, line: news.line };
    case "refused":
    case "gone":
      if (phase.line) turn.forget(phase.line);
      return { ...phase, line: null };
    case "unreachable":
    case "broken":
      turn.close(phase.line);
      return { ...phase, line: null };
    default:
      return never(news);
  }
}

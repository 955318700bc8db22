import { ask_for_microphone, call_to_ring, may_come_again, refused, ring } from "./transitions";
import type { PhaseInput } from "./input";
import { next_try } from "./limits";
import type { LineNews } from "./line";
import { never } from "./never";
import type { Phase, Watching } from "./state";
import type { Turn } from "./turn";

export function in_watching(phase: Watching, input: PhaseInput, turn: Turn): Phase {
  switch (input.type) {
    case "status_came":
    case "duty_changed": {
      const call = call_to_ring(turn);
      return call === null ? phase : ring(turn, call, phase.line);
    }
    case "talk_pressed":
      return ask_for_microphone(turn, phase.line);
    case "end_pressed":
      turn.close(phase.line);
      return { at: "idle" };
    case "time_passed":
      if (phase.tries.again_ms === null || turn.now_ms < phase.tries.again_ms) return phase;
      return { ...phase, line: turn.open("watch"), tries: { ...phase.tries, again_ms: null } };
    case "live_lost": case "watch_pressed": case "mute_pressed": case "pause_pressed":
    case "resume_pressed": case "microphone_pressed": case "microphone_opened":
    case "microphone_refused": case "microphone_lost": case "answered": case "answer_failed":
    case "paused": case "resumed": case "hold_failed":
      return phase;
    default:
      return never(input);
  }
}

export function watched_line(phase: Watching, news: LineNews, turn: Turn): Phase {
  switch (news.news) {
    case "changed": {
      const tries = news.line.link === "up" ? { failed: 0, again_ms: null } : phase.tries;
      return { ...phase, line: news.line, tries };
    }
    case "refused":
      if (phase.line) turn.forget(phase.line);
      if (news.code === "no_media") return again(phase, turn);
      return refused(turn, news.code, news.sentence, null);
    case "gone":
      if (phase.line) turn.forget(phase.line);
      if (may_come_again(news.code)) return again(phase, turn);
      return refused(turn, news.code, news.sentence, null);
    case "unreachable":
    case "broken":
      turn.close(phase.line);
      return again(phase, turn);
    default:
      return never(news);
  }
}

function again(phase: Watching, turn: Turn): Phase {
  return { ...phase, line: null, tries: next_try(phase.tries, turn.now_ms) };
}

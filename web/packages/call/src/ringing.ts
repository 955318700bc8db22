import { ask_for_microphone, without_us } from "./transitions";
import type { PhaseInput } from "./input";
import { next_try, preview_tries, station_silent_ms } from "./limits";
import type { LineNews } from "./line";
import { never } from "./never";
import type { Phase, Ringing } from "./state";
import type { Turn } from "./turn";

export function in_ringing(phase: Ringing, input: PhaseInput, turn: Turn): Phase {
  switch (input.type) {
    case "status_came": {
      const fate = without_us(turn, phase.call);
      if (fate) turn.close(phase.line);
      return fate ?? phase;
    }
    case "talk_pressed":
      return ask_for_microphone(turn, phase.line);
    case "end_pressed":
      return silence(phase, turn);
    case "duty_changed":
      return turn.on_duty ? phase : silence(phase, turn);
    case "time_passed":
      return on_time(phase, turn);
    case "live_lost": case "watch_pressed": case "mute_pressed": case "pause_pressed":
    case "resume_pressed": case "microphone_pressed": case "microphone_opened":
    case "microphone_refused": case "microphone_lost": case "answered": case "answer_failed":
    case "paused": case "resumed": case "hold_failed":
      return phase;
    default:
      return never(input);
  }
}

// The others ring on.
function silence(phase: Ringing, turn: Turn): Phase {
  turn.close(phase.line);
  turn.silenced = phase.call;
  return { at: "idle" };
}

function on_time(phase: Ringing, turn: Turn): Phase {
  const { lost_ms } = turn.door;
  if (lost_ms !== null && turn.now_ms >= lost_ms + station_silent_ms) {
    turn.close(phase.line);
    return { at: "ended", why: "lost", sentence: null, talked_ms: null, viewer: null };
  }
  const { again_ms } = phase.tries;
  if (again_ms === null || turn.now_ms < again_ms) return phase;
  return { ...phase, line: turn.open("watch"), tries: { ...phase.tries, again_ms: null } };
}

// Without a picture it rings on.
export function rung_line(phase: Ringing, news: LineNews, turn: Turn): Phase {
  switch (news.news) {
    case "changed": {
      const no_picture = news.line.link === "up" ? null : phase.no_picture;
      return { ...phase, line: news.line, no_picture };
    }
    case "refused":
      if (phase.line) turn.forget(phase.line);
      return without_picture(phase, news.sentence, turn);
    case "gone":
      if (phase.line) turn.forget(phase.line);
      return without_picture(phase, news.sentence, turn);
    case "unreachable":
    case "broken":
      turn.close(phase.line);
      return without_picture(phase, "The picture found no way to this browser.", turn);
    default:
      return never(news);
  }
}

function without_picture(phase: Ringing, no_picture: string, turn: Turn): Ringing {
  const tries = next_try(phase.tries, turn.now_ms);
  const again_ms = tries.failed < preview_tries ? tries.again_ms : null;
  return { ...phase, line: null, no_picture, tries: { ...tries, again_ms } };
}

import { ended, lost_line, may_come_again, refused, voice_after, without_us } from "./transitions";
import type { PhaseInput } from "./input";
import { connecting_ms } from "./limits";
import type { LineNews } from "./line";
import { viewer_of } from "./line";
import { never } from "./never";
import type { Connecting, Phase } from "./state";
import type { Turn } from "./turn";

export function in_connecting(phase: Connecting, input: PhaseInput, turn: Turn): Phase {
  const voice = voice_after(phase.voice, input);
  switch (input.type) {
    case "answered":
      if (input.viewer !== viewer_of(phase.line) || phase.entry !== "asked") return phase;
      return let_in({ ...phase, entry: "in" }, turn);
    case "answer_failed":
      if (input.viewer !== viewer_of(phase.line)) return phase;
      return not_let_in(phase, input.code, input.sentence, turn);
    case "status_came":
      return overtaken(phase, turn);
    case "end_pressed":
      turn.close(phase.line);
      turn.silenced = phase.rung ?? turn.silenced;
      return ended(turn, "ended_here", null);
    case "time_passed":
      if (turn.now_ms < phase.since_ms + connecting_ms) return phase;
      turn.close(phase.line);
      return ended(turn, "no_path", null);
    case "mute_pressed": case "microphone_pressed": case "microphone_opened":
    case "microphone_refused": case "microphone_lost":
      return { ...phase, voice };
    case "live_lost": case "duty_changed": case "watch_pressed": case "talk_pressed":
    case "pause_pressed": case "resume_pressed": case "paused": case "resumed":
    case "hold_failed":
      return phase;
    default:
      return never(input);
  }
}

// Somebody was faster, before the station could be asked. Later than that we join whoever it was.
function overtaken(phase: Connecting, turn: Turn): Phase {
  if (phase.entry !== "waiting" || phase.rung === null) return phase;
  const fate = without_us(turn, phase.rung);
  if (fate) turn.close(phase.line);
  return fate ?? phase;
}

// The station forgot the line that showed the door: a new one asks by itself.
function not_let_in(phase: Connecting, code: string, sentence: string, turn: Turn): Phase {
  if (code === "no_such_viewer" || code === "unreachable")
    return lost_line(turn, phase.line, phase.voice, "none", turn.now_ms);
  turn.close(phase.line);
  return refused(turn, code, sentence, phase.rung);
}

function let_in(phase: Connecting, turn: Turn): Phase {
  const { line, voice } = phase;
  if (phase.entry !== "in" || line.link !== "up") return phase;
  return {
    at: "in_call", line, voice, hold: "none", hold_failed: null, since_ms: turn.now_ms,
    listed: false, missing_ms: null,
  };
}

export function connecting_line(phase: Connecting, news: LineNews, turn: Turn): Phase {
  switch (news.news) {
    case "changed":
      return let_in(asked_for({ ...phase, line: news.line }, turn), turn);
    case "refused":
      turn.forget(phase.line);
      return refused(turn, news.code, news.sentence, phase.rung);
    case "unreachable":
    case "broken":
      return lost_line(turn, phase.line, phase.voice, "none", turn.now_ms);
    case "gone":
      if (may_come_again(news.code))
        return lost_line(turn, phase.line, phase.voice, "none", turn.now_ms);
      turn.forget(phase.line);
      return ended(turn, "ended_there", null, null, news.sentence);
    default:
      return never(news);
  }
}

// What the station's answer to our offer lets us do next.
function asked_for(phase: Connecting, turn: Turn): Connecting {
  const viewer = viewer_of(phase.line);
  if (viewer === null || phase.entry === "asked" || phase.entry === "in") return phase;
  if (phase.entry === "by_offer") return { ...phase, entry: "in" };
  turn.act({ type: "answer", viewer });
  return { ...phase, entry: "asked" };
}

import { ended, kept, lost_line, may_come_again, voice_after } from "./transitions";
import type { PhaseInput } from "./input";
import { faltering_ms, missing_ms } from "./limits";
import type { LineNews } from "./line";
import { viewer_of } from "./line";
import { never } from "./never";
import type { Hold, InCall, Phase } from "./state";
import type { Turn } from "./turn";

export function in_call(phase: InCall, input: PhaseInput, turn: Turn): Phase {
  const viewer = viewer_of(phase.line);
  switch (input.type) {
    case "status_came":
      return listed(phase, viewer, turn);
    case "end_pressed":
      turn.close(phase.line);
      return ended(turn, "ended_here", phase.since_ms);
    case "pause_pressed":
      if (phase.hold !== "none" || viewer === null) return phase;
      turn.act({ type: "pause", viewer });
      return { ...phase, hold: "pausing", hold_failed: null };
    case "resume_pressed":
      if (phase.hold !== "paused" || viewer === null) return phase;
      turn.act({ type: "resume", viewer });
      return { ...phase, hold: "resuming", hold_failed: null };
    case "paused":
      return input.viewer === viewer ? { ...phase, hold: "paused" } : phase;
    case "resumed":
      return input.viewer === viewer ? { ...phase, hold: "none" } : phase;
    case "hold_failed":
      if (input.viewer !== viewer) return phase;
      return { ...phase, hold: before(phase.hold), hold_failed: input.sentence };
    case "time_passed":
      return on_time(phase, turn);
    case "mute_pressed": case "microphone_pressed": case "microphone_opened":
    case "microphone_refused": case "microphone_lost":
      return { ...phase, voice: voice_after(phase.voice, input) };
    case "live_lost": case "duty_changed": case "watch_pressed": case "talk_pressed":
    case "answered": case "answer_failed":
      return phase;
    default:
      return never(input);
  }
}

function before(hold: Hold): Hold {
  if (hold === "pausing") return "none";
  return hold === "resuming" ? "paused" : hold;
}

// Who was in the call and is no more is out, whether or not the station says why.
function listed(phase: InCall, viewer: number | null, turn: Turn): Phase {
  const is_listed = turn.door.call?.parties.some((it) => it.viewer === viewer) ?? false;
  if (is_listed) return { ...phase, listed: true, missing_ms: null };
  if (!phase.listed || phase.missing_ms !== null) return phase;
  return { ...phase, missing_ms: turn.now_ms };
}

function on_time(phase: InCall, turn: Turn): Phase {
  const { line } = phase;
  if (phase.missing_ms !== null && turn.now_ms >= phase.missing_ms + missing_ms) {
    turn.close(line);
    return ended(turn, "ended_there", phase.since_ms, viewer_of(line));
  }
  if (line.link === "faltering" && turn.now_ms >= line.since_ms + faltering_ms)
    return reconnect(phase, turn);
  return phase;
}

function reconnect(phase: InCall, turn: Turn): Phase {
  return lost_line(turn, phase.line, phase.voice, kept(phase.hold), phase.since_ms);
}

export function call_line(phase: InCall, news: LineNews, turn: Turn): Phase {
  switch (news.news) {
    case "changed":
      return { ...phase, line: news.line };
    case "refused":
    case "unreachable":
    case "broken":
      return reconnect(phase, turn);
    case "gone":
      if (may_come_again(news.code)) return reconnect(phase, turn);
      turn.forget(phase.line);
      return ended(turn, "ended_there", phase.since_ms, null, news.sentence);
    default:
      return never(news);
  }
}

import { ended, may_come_again, voice_after } from "./transitions";
import type { PhaseInput } from "./input";
import { next_try, reconnecting_ms } from "./limits";
import type { Line, LineNews } from "./line";
import { viewer_of } from "./line";
import { never } from "./never";
import type { Phase, Reconnecting } from "./state";
import type { Turn } from "./turn";

export function in_reconnecting(phase: Reconnecting, input: PhaseInput, turn: Turn): Phase {
  switch (input.type) {
    case "end_pressed":
      give_up(phase, turn);
      return ended(turn, "ended_here", phase.since_ms);
    case "time_passed":
      return on_time(phase, turn);
    case "mute_pressed": case "microphone_pressed": case "microphone_opened":
    case "microphone_refused": case "microphone_lost":
      return { ...phase, voice: voice_after(phase.voice, input) };
    case "status_came": case "live_lost": case "duty_changed": case "watch_pressed":
    case "talk_pressed": case "pause_pressed": case "resume_pressed": case "answered":
    case "answer_failed": case "paused": case "resumed": case "hold_failed":
      return phase;
    default:
      return never(input);
  }
}

function give_up(phase: Reconnecting, turn: Turn): void {
  turn.close(phase.line);
  turn.leave(phase.old);
}

function on_time(phase: Reconnecting, turn: Turn): Phase {
  if (turn.now_ms >= phase.lost_ms + reconnecting_ms) {
    give_up(phase, turn);
    return ended(turn, "lost", phase.since_ms);
  }
  const { again_ms } = phase.tries;
  if (again_ms === null || turn.now_ms < again_ms) return phase;
  const tries = { ...phase.tries, again_ms: null };
  return { ...phase, line: turn.open("talk", phase.old), tries };
}

export function replaced_line(phase: Reconnecting, news: LineNews, turn: Turn): Phase {
  switch (news.news) {
    case "changed":
      return let_in_again(phase, news.line, turn);
    case "refused":
      if (phase.line) turn.forget(phase.line);
      if (news.code === "no_media") return again(phase, turn);
      turn.leave(phase.old);
      return ended(turn, "lost", phase.since_ms, null, news.sentence);
    case "gone":
      if (phase.line) turn.forget(phase.line);
      if (may_come_again(news.code)) return again(phase, turn);
      turn.leave(phase.old);
      return ended(turn, "ended_there", phase.since_ms, null, news.sentence);
    case "unreachable":
    case "broken":
      turn.close(phase.line);
      return again(phase, turn);
    default:
      return never(news);
  }
}

// The new viewer is in the call, so that the old one can leave without ending it. Where the station
// has put the one in the place of the other, there is nothing left to leave.
function let_in_again(phase: Reconnecting, line: Line, turn: Turn): Phase {
  const viewer = viewer_of(line);
  if (viewer !== null) turn.leave(phase.old);
  if (line.link !== "up") return { ...phase, line, old: viewer === null ? phase.old : null };
  if (phase.hold === "paused") turn.act({ type: "pause", viewer: line.viewer });
  return {
    at: "in_call", line, voice: phase.voice, hold: phase.hold === "paused" ? "pausing" : "none",
    hold_failed: null, since_ms: phase.since_ms, listed: false, missing_ms: null,
  };
}

function again(phase: Reconnecting, turn: Turn): Phase {
  return { ...phase, line: null, tries: next_try(phase.tries, turn.now_ms) };
}

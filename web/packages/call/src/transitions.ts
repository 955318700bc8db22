import { never } from "./never";
import type { PhaseInput } from "./input";
import type { Line } from "./line";
import { viewer_of } from "./line";
import type {
  AnsweredElsewhere, Asking, Connecting, Ended, EndReason, Hold, Reconnecting, Refused, Ringing,
  Voice,
} from "./state";
import { first_try } from "./state";
import type { Turn } from "./turn";

// The call that should ring here now.
export function call_to_ring(turn: Turn): number | null {
  const { call } = turn.door;
  return turn.on_duty && call?.rings_here && call.id !== turn.silenced ? call.id : null;
}

export function ring(turn: Turn, call: number, line: Line | null): Ringing {
  const picture = line ?? turn.open("watch");
  return { at: "ringing", call, line: picture, tries: first_try, no_picture: null };
}

export function ask_for_microphone(turn: Turn, line: Line | null): Asking {
  const { call } = turn.door;
  return { at: "asking", line, rung: call?.rings_here ? call.id : null };
}

// Into the call, over the line that shows the door already where there is one.
export function enter(
  turn: Turn, line: Line | null, voice: Voice, rung: number | null,
): Connecting {
  const rest = { at: "connecting", voice, since_ms: turn.now_ms, rung } as const;
  if (line === null) return { ...rest, line: turn.open("talk"), entry: "by_offer" };
  const viewer = viewer_of(line);
  if (viewer === null) return { ...rest, line, entry: "waiting" };
  turn.act({ type: "answer", viewer });
  return { ...rest, line, entry: "asked" };
}

// What became of a call that rang here and that we have not asked for: null while it rings on.
export function without_us(turn: Turn, rung: number): AnsweredElsewhere | Ended | null {
  const { call } = turn.door;
  if (call?.id !== rung) return missed();
  if (call.rings_here) return null;
  const [first] = call.parties;
  return first ? { at: "answered_elsewhere", call: rung, who: first.name } : missed();
}

function missed(): Ended {
  return { at: "ended", why: "missed", sentence: null, talked_ms: null, viewer: null };
}

export function lost_line(
  turn: Turn, line: Line, voice: Voice, hold: "none" | "paused", since_ms: number,
): Reconnecting {
  turn.forget(line);
  const old = viewer_of(line);
  return {
    at: "reconnecting", old, line: turn.open("talk", old), tries: first_try, voice, hold, since_ms,
    lost_ms: turn.now_ms,
  };
}

// What of a pause another line has to begin with.
export function kept(hold: Hold): "none" | "paused" {
  return hold === "pausing" || hold === "paused" ? "paused" : "none";
}

// Why the station dropped a viewer that may come again: it heard nothing of it, or its media
// process began anew.
export function may_come_again(code: string): boolean {
  return ["vanished", "failed", "far_side_vanished", "media_restarted"].includes(code);
}

export function ended(
  turn: Turn, why: EndReason, since_ms: number | null, viewer: number | null = null,
  sentence: string | null = null,
): Ended {
  const talked_ms = since_ms === null ? null : turn.now_ms - since_ms;
  return { at: "ended", why, sentence, talked_ms, viewer };
}

export function refused(turn: Turn, code: string, sentence: string, rung: number | null): Refused {
  turn.silenced = rung ?? turn.silenced;
  return { at: "refused", code, sentence };
}

export function voice_after(voice: Voice, input: PhaseInput): Voice {
  switch (input.type) {
    case "mute_pressed":
      return voice.microphone === "open" ? { ...voice, muted: !voice.muted } : voice;
    case "microphone_pressed":
      return voice.microphone === "refused" ? { microphone: "asking" } : voice;
    case "microphone_opened":
      return voice.microphone === "asking" ? { microphone: "open", muted: false } : voice;
    case "microphone_refused":
      return { microphone: "refused", why: input.why };
    case "microphone_lost":
      return voice.microphone === "open" ? { microphone: "refused", why: "failed" } : voice;
    case "status_came": case "live_lost": case "duty_changed": case "watch_pressed":
    case "talk_pressed": case "end_pressed": case "pause_pressed": case "resume_pressed":
    case "answered": case "answer_failed": case "paused": case "resumed": case "hold_failed":
    case "time_passed":
      return voice;
    default:
      return never(input);
  }
}

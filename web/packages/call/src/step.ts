import type { Action } from "./action";
import { asked_line, in_asking } from "./asking";
import { connecting_line, in_connecting } from "./connecting";
import { door_after } from "./door";
import { changes } from "./effects";
import { call_line, in_call } from "./in_call";
import type { FromLine, FromUnlock, Input, PhaseInput } from "./input";
import { news_of, viewer_of } from "./line";
import { never } from "./never";
import { in_reconnecting, replaced_line } from "./reconnecting";
import { explained, in_rest } from "./rest";
import { restarted } from "./restarted";
import { in_ringing, rung_line } from "./ringing";
import type { Phase, State } from "./state";
import { Turn } from "./turn";
import { unlock_on_time, unlocking } from "./unlock";
import { in_watching, watched_line } from "./watching";

// The operator's side of a call: what follows from something that happened, to be done in this
// order. now_ms is any clock that never goes back.
export function step(state: State, input: Input, now_ms: number): [State, Action[]] {
  const known = learn(state, input, now_ms);
  const turn = new Turn(known, now_ms);
  const before = is_new_run(state, known) ? restarted(known.phase, turn) : known.phase;
  const phase = phase_after(before, input, turn);
  const unlock = unlock_after(known, input, turn);
  const next = { ...known, phase, unlock, silenced: turn.silenced, lines: turn.lines };
  return [next, [...turn.actions, ...changes(state.phase, phase)]];
}

function learn(state: State, input: Input, now_ms: number): State {
  if (input.type === "status_came" || input.type === "live_lost")
    return { ...state, door: door_after(state.door, input, now_ms) };
  return input.type === "duty_changed" ? { ...state, on_duty: input.on } : state;
}

function is_new_run({ door: before }: State, { door: now }: State): boolean {
  return before.clock !== null && before.clock.run !== now.clock?.run;
}

function is_of_line(input: Input): input is FromLine {
  return input.type.startsWith("line_") || input.type === "viewer_gone";
}

function is_of_unlock(input: Input): input is FromUnlock {
  return input.type.startsWith("unlock_") || input.type === "password_declined";
}

function unlock_after(state: State, input: Input, turn: Turn) {
  if (is_of_unlock(input)) return unlocking(state.unlock, input, our_viewer(state.phase), turn);
  return input.type === "time_passed" ? unlock_on_time(state.unlock, turn) : state.unlock;
}

export function our_viewer(phase: Phase): number | null {
  return "line" in phase ? viewer_of(phase.line) : null;
}

function phase_after(phase: Phase, input: Input, turn: Turn): Phase {
  if (is_of_unlock(input)) return phase;
  return is_of_line(input) ? after_line(phase, input, turn) : after(phase, input, turn);
}

function after(phase: Phase, input: PhaseInput, turn: Turn): Phase {
  if (input.type === "microphone_opened" && !wants_microphone(phase))
    turn.act({ type: "close_microphone" });
  switch (phase.at) {
    case "idle": case "answered_elsewhere": case "ended": case "refused":
      return in_rest(phase, input, turn);
    case "watching":
      return in_watching(phase, input, turn);
    case "ringing":
      return in_ringing(phase, input, turn);
    case "asking":
      return in_asking(phase, input, turn);
    case "connecting":
      return in_connecting(phase, input, turn);
    case "in_call":
      return in_call(phase, input, turn);
    case "reconnecting":
      return in_reconnecting(phase, input, turn);
    default:
      return never(phase);
  }
}

// The browser's question was answered when nobody asked any more.
function wants_microphone(phase: Phase): boolean {
  if (phase.at === "asking") return true;
  return "voice" in phase && phase.voice.microphone !== "refused";
}

function after_line(phase: Phase, input: FromLine, turn: Turn): Phase {
  const news = "line" in phase ? news_of(phase.line, input, turn.now_ms) : null;
  // A viewer of a line that was closed before the station answered.
  if (!news && input.type === "line_opened" && !is_ours(phase, input.viewer))
    turn.leave(input.viewer);
  switch (phase.at) {
    case "idle": case "answered_elsewhere": case "ended": case "refused":
      return explained(phase, input);
    case "watching":
      return news ? watched_line(phase, news, turn) : phase;
    case "ringing":
      return news ? rung_line(phase, news, turn) : phase;
    case "asking":
      return news ? asked_line(phase, news, turn) : phase;
    case "connecting":
      return news ? connecting_line(phase, news, turn) : phase;
    case "in_call":
      return news ? call_line(phase, news, turn) : phase;
    case "reconnecting":
      return news ? replaced_line(phase, news, turn) : phase;
    default:
      return never(phase);
  }
}

function is_ours(phase: Phase, viewer: number): boolean {
  return our_viewer(phase) === viewer || (phase.at === "reconnecting" && phase.old === viewer);
}

import type { UnlockOrder } from "./action";
import type { FromUnlock } from "./input";
import { command_life_ms, panel_ms, unlock_retry_ms, unlocked_shown_ms } from "./limits";
import { never } from "./never";
import type { Door } from "./state";
import type { Turn } from "./turn";

// One click on Unlock, until its outcome is known.
export type Unlock =
  | { at: "ready" }
  // again_ms: when the same command goes out once more, because its answer was lost
  | { at: "sending"; order: UnlockOrder; given_up_ms: number; again_ms: number | null }
  | { at: "awaiting_panel"; command: string; until_ms: number }
  | { at: "opened"; command: string; sentence: string; until_ms: number }
  | { at: "needs_password" } // the operator does not talk to the visitor
  | {
      at: "failed"; command: string | null; code: string; sentence: string;
      wait_until_ms: number | null;
    };

const unanswered =
  "The station did not answer in time. Look whether the door is open, then try again.";
const silent_panel = "The panel did not confirm. Try again or call on-site staff.";
const unknown_clock =
  "The station has not been heard yet. Wait until it is connected, then try again.";

export function unlocking(
  unlock: Unlock, input: FromUnlock, viewer: number | null, turn: Turn,
): Unlock {
  switch (input.type) {
    case "unlock_pressed":
      return is_under_way(unlock) ? unlock : send(input, viewer, turn);
    case "password_declined":
      return unlock.at === "needs_password" ? { at: "ready" } : unlock;
    case "unlock_unreachable":
      if (!is_sending(unlock, input.command)) return unlock;
      return { ...unlock, again_ms: turn.now_ms + unlock_retry_ms };
    case "unlock_refused": {
      if (!is_sending(unlock, input.command)) return unlock;
      const { code, sentence, wait_s } = input;
      return told(unlock.order.command, code, sentence, false, turn, wait_s * 1_000);
    }
    case "unlock_told":
      if (!is_about(unlock, input.command)) return unlock;
      if (unlock.at === "opened" && input.opened) return unlock;
      return told(input.command, input.code, input.sentence, input.opened, turn, 0);
    default:
      return never(input);
  }
}

export function is_under_way(unlock: Unlock): boolean {
  return unlock.at === "sending" || unlock.at === "awaiting_panel" || unlock.at === "opened";
}

function is_sending(unlock: Unlock, command: string): unlock is Unlock & { at: "sending" } {
  return unlock.at === "sending" && unlock.order.command === command;
}

function is_about(unlock: Unlock, command: string): boolean {
  if (unlock.at === "awaiting_panel" || unlock.at === "opened") return unlock.command === command;
  if (unlock.at === "failed") return unlock.command === command; // the answer came after all
  return is_sending(unlock, command);
}

type Pressed = FromUnlock & { type: "unlock_pressed" };

function send({ command, password }: Pressed, viewer: number | null, turn: Turn): Unlock {
  const { clock } = turn.door;
  if (clock === null) return failed(null, "not_connected", unknown_clock);
  const issued_ms = station_ms(turn.door, turn.now_ms);
  const order = { command, run: clock.run, issued_ms, viewer, password };
  turn.act({ type: "send_unlock", order });
  return { at: "sending", order, given_up_ms: turn.now_ms + command_life_ms, again_ms: null };
}

// A little behind the station's own clock, by what the news of it travelled: a command may be
// older than it says, never from the future.
function station_ms(door: Door, now_ms: number): number {
  return Math.max(0, Math.floor(now_ms + (door.clock?.ahead_ms ?? 0)));
}

function told(
  command: string, code: string, sentence: string, opened: boolean, turn: Turn, wait_ms: number,
): Unlock {
  if (code === "awaiting_panel")
    return { at: "awaiting_panel", command, until_ms: turn.now_ms + panel_ms };
  if (code === "panel_silent") return failed(command, code, silent_panel);
  if (code === "needs_passkey") return { at: "needs_password" };
  if (!opened && code !== "panel_granted") {
    const wait = code === "too_many" ? command_life_ms : wait_ms;
    return failed(command, code, sentence, wait > 0 ? turn.now_ms + wait : null);
  }
  turn.act({ type: "feel_unlocked" });
  return { at: "opened", command, sentence, until_ms: turn.now_ms + unlocked_shown_ms };
}

function failed(
  command: string | null, code: string, sentence: string, wait_until_ms: number | null = null,
): Unlock {
  return { at: "failed", command, code, sentence, wait_until_ms };
}

export function unlock_on_time(unlock: Unlock, turn: Turn): Unlock {
  const { now_ms } = turn;
  switch (unlock.at) {
    case "sending":
      if (now_ms >= unlock.given_up_ms)
        return failed(unlock.order.command, "unanswered", unanswered);
      if (unlock.again_ms === null || now_ms < unlock.again_ms) return unlock;
      turn.act({ type: "send_unlock", order: unlock.order });
      return { ...unlock, again_ms: null };
    case "awaiting_panel":
      if (now_ms < unlock.until_ms) return unlock;
      return failed(unlock.command, "panel_silent", silent_panel);
    case "opened":
      return now_ms >= unlock.until_ms ? { at: "ready" } : unlock;
    case "failed":
      if (unlock.wait_until_ms === null || now_ms < unlock.wait_until_ms) return unlock;
      return { ...unlock, wait_until_ms: null };
    case "ready": case "needs_password":
      return unlock;
    default:
      return never(unlock);
  }
}

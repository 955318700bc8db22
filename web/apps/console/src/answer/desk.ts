import { at_first, Desk, type State } from "@portero/call";
import { effect, signal, untracked } from "@preact/signals";
import { connection, is_needed_unseen, listen, options, status } from "../live";
import { standing } from "../session";
import { kept } from "./kept";

// What the operator of this page does with the call, wherever in the console the page is.
export const state = signal<State>(at_first);

// What others see of this operator.
export const name = kept("name", "");

export const desk = new Desk(
  () => name.value.trim() || "Somebody",
  (next) => (state.value = next),
);

listen({
  viewer: ({ viewer, state: what, code, sentence }) => {
    if (what !== "gone") return;
    desk.handle({ type: "viewer_gone", viewer, code: code ?? "", sentence: sentence ?? "" });
  },
  unlock: (news) => desk.handle({ type: "unlock_told", ...news }),
});

effect(() => {
  is_needed_unseen.value = state.value.phase.at !== "idle";
});

effect(() => {
  const now = status.value;
  if (now) untracked(() => desk.handle({ type: "status_came", status: now }));
});

effect(() => {
  if (connection.value === "lost") untracked(() => desk.handle({ type: "live_lost" }));
});

// Who signs out is rung no more, and in no call.
effect(() => {
  if (standing.value !== "signed_out") return;
  untracked(() => {
    desk.handle({ type: "end_pressed" });
    set_duty(false);
  });
});

export function set_duty(on: boolean): void {
  options.value = on ? { name: name.value.trim(), duty: true } : {};
  desk.handle({ type: "duty_changed", on });
}

export function press_unlock(password: string | null = null): void {
  desk.handle({ type: "unlock_pressed", command: random_hex(16), password });
}

function random_hex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return [...random].map((it) => it.toString(16).padStart(2, "0")).join("");
}

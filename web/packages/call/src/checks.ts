import type { Action } from "./action";
import type { Input } from "./input";
import type { Phase, State } from "./state";
import { our_viewer } from "./step";

const at_rest: readonly Phase["at"][] = ["idle", "answered_elsewhere", "ended", "refused"];
const in_calls: readonly Phase["at"][] = ["asking", "connecting", "in_call", "reconnecting"];
// What may begin something while nothing goes on.
const begins: readonly Input["type"][] = [
  "status_came", "duty_changed", "watch_pressed", "talk_pressed",
];

// What must hold at every step, and at the end.
export class Checks {
  readonly broken: string[] = [];
  #open = new Set<number>(); // lines
  #microphone = false;
  #rings = false;
  #speaks = false;
  #sent = new Set<string>(); // commands
  #told = new Set<string>(); // whose answer has come

  check(before: State, input: Input, after: State, actions: Action[]): void {
    for (const action of actions) this.#note(action, input);
    if (input.type === "unlock_told" || input.type === "unlock_refused")
      this.#told.add(input.command);
    const { at } = after.phase;
    this.#must(this.#open.size <= 1, "one line at a time");
    this.#must(!this.#microphone || in_calls.includes(at), "no microphone outside a call");
    this.#must(!this.#speaks || at === "in_call", "nothing is said outside a call");
    this.#must(!this.#speaks || this.#microphone, "nothing is said without a microphone");
    this.#must(this.#rings === (at === "ringing"), "it rings where it rings");
    this.#must(!at_rest.includes(at) || this.#open.size === 0, "no line in rest");
    this.#must(quiet(before.phase, input, after, actions), "nothing begins by itself");
  }

  settled(state: State, viewers: number[]): void {
    const ours = our_viewer(state.phase);
    const others = viewers.filter((it) => it !== ours);
    this.#must(others.length === 0, `no viewer is left behind: ${others.join()}`);
    this.#must(!["sending", "awaiting_panel"].includes(state.unlock.at), "an unlock has an end");
    this.#must(state.phase.at !== "reconnecting", "coming again has an end");
  }

  #note(action: Action, input: Input): void {
    if (action.type === "open_line") this.#open.add(action.line);
    if (action.type === "close_line")
      this.#must(this.#open.delete(action.line), "only what is open is closed");
    if (action.type === "open_microphone") this.#microphone = true;
    if (action.type === "close_microphone") this.#microphone = false;
    if (action.type === "start_ringing") this.#rings = true;
    if (action.type === "stop_ringing") this.#rings = false;
    if (action.type === "speak") this.#speaks = action.on;
    if (action.type === "send_unlock") this.#sends(action.order.command, input);
  }

  #sends(command: string, input: Input): void {
    const first = input.type === "unlock_pressed" && input.command === command;
    this.#must(first !== this.#sent.has(command), "one command a click");
    this.#must(!this.#told.has(command), "an answered command is not sent again");
    this.#sent.add(command);
  }

  #must(holds: boolean, what: string): void {
    if (!holds) this.broken.push(what);
  }
}

function quiet(before: Phase, input: Input, after: State, actions: Action[]): boolean {
  if (!at_rest.includes(before.at) || begins.includes(input.type)) return true;
  const harmless = ["leave", "close_microphone", "send_unlock", "feel_unlocked"];
  return at_rest.includes(after.phase.at) && actions.every((it) => harmless.includes(it.type));
}

import type { Call, Status } from "@portero/api";
import type { Action, Intent } from "./action";
import { next_deadline } from "./deadlines";
import type { Input } from "./input";
import type { Phase, State } from "./state";
import { at_first } from "./state";
import { step } from "./step";

// A test as a conversation: what happens, and what follows.
export class Story {
  state: State = at_first;
  now_ms = 1_000;

  happens(input: Input): Action[] {
    const [state, actions] = step(this.state, input, this.now_ms);
    this.state = state;
    return actions;
  }

  // Until then nothing else happens but the deadlines.
  after(ms: number): Action[] {
    const end_ms = this.now_ms + ms;
    const actions: Action[] = [];
    for (;;) {
      const next = next_deadline(this.state);
      if (next === null || next > end_ms) break;
      this.now_ms = Math.max(this.now_ms, next);
      actions.push(...this.happens({ type: "time_passed" }));
    }
    this.now_ms = end_ms;
    return actions;
  }

  get phase(): Phase {
    return this.state.phase;
  }

  on_duty(): this {
    this.happens(status_of(null));
    this.happens({ type: "duty_changed", on: true });
    return this;
  }

  // The picture is there, by line 1 and viewer 11.
  ringing(): this {
    this.on_duty();
    this.happens(status_of(ringing_call()));
    this.happens({ type: "line_opened", line: 1, viewer: 11 });
    this.happens({ type: "line_connected", line: 1 });
    return this;
  }

  in_call(): this {
    this.ringing();
    this.happens({ type: "talk_pressed" });
    this.happens({ type: "microphone_opened" });
    this.happens({ type: "answered", viewer: 11 });
    this.happens(status_of(answered_by("Me", 11)));
    return this;
  }
}

export function ringing_call(id = 7): Call {
  return {
    id, direction: "from_door", began_ms: 0, answered_ms: null, parties: [], rung: [],
    asks_browsers: true,
  };
}

export function answered_by(name: string, viewer: number | null, id = 7): Call {
  const party = { name, route: "webrtc", held: false, viewer } as const;
  return { ...ringing_call(id), answered_ms: 1, asks_browsers: false, parties: [party] };
}

export function opens(line: number, intent: Intent, replaces: number | null = null): Action {
  return { type: "open_line", line, intent, replaces };
}

export function status_of(call: Call | null, now_ms = 500_000, run = "00000000000000aa"): Input {
  const status: Status = {
    state: call === null ? "waiting" : call.answered_ms === null ? "ringing" : "in_call",
    reason_code: null, reason: null, registration: null, parties: [], last_end: null,
    run, now_ms, call, watchers: [], on_duty: [],
  };
  return { type: "status_came", status };
}

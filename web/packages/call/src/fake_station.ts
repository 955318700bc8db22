import type { Call } from "@portero/api";
import type { Action } from "./action";
import type { Input } from "./input";
import type { Random } from "./random";
import { answered_by, ringing_call } from "./story";

type OpenLine = Action & { type: "open_line" };

const nobody = { sentence: "No such viewer.", code: "no_such_viewer" } as const;

// What a station and the network to it may say to an action. It lets anybody in, most of the time.
export class FakeStation {
  call: Call | null = null;
  readonly viewers = new Set<number>();
  #viewers = 100;
  #calls = 0;

  answers(action: Action, random: Random): Input[] {
    switch (action.type) {
      case "open_line":
        return this.#offered(action, random);
      case "leave":
        this.#drop(action.viewer);
        return [];
      case "answer":
        return [this.#answered(action.viewer, random)];
      case "pause":
      case "resume":
        return [this.#held(action.type, action.viewer, random)];
      case "send_unlock":
        return this.#asked_to_open(action.order.command, random);
      case "close_line": case "feel_unlocked": case "start_ringing": case "stop_ringing":
      case "open_microphone": case "close_microphone": case "speak": case "stay_awake":
        return [];
    }
  }

  #offered({ line, intent, replaces }: OpenLine, random: Random): Input[] {
    if (random.chance(0.1)) return [{ type: "line_unreachable", line }];
    if (random.chance(0.1)) {
      const code = random.pick(["full", "busy", "switched_off", "no_media"]);
      return [{ type: "line_refused", line, code, sentence: "No." }];
    }
    const viewer = (this.#viewers += 1);
    this.viewers.add(viewer);
    if (intent === "talk") this.#join(viewer);
    if (replaces !== null && random.chance(0.8)) this.#drop(replaces);
    const opened: Input[] = [{ type: "line_opened", line, viewer }];
    return random.chance(0.9) ? [...opened, { type: "line_connected", line }] : opened;
  }

  #answered(viewer: number, random: Random): Input {
    if (!this.viewers.has(viewer)) return { type: "answer_failed", viewer, ...nobody };
    if (random.chance(0.1))
      return { type: "answer_failed", viewer, code: "full", sentence: "Full." };
    this.#join(viewer);
    return { type: "answered", viewer };
  }

  #held(what: "pause" | "resume", viewer: number, random: Random): Input {
    if (!this.viewers.has(viewer) || random.chance(0.1))
      return { type: "hold_failed", viewer, sentence: "No." };
    return { type: what === "pause" ? "paused" : "resumed", viewer };
  }

  #asked_to_open(command: string, random: Random): Input[] {
    const sentence = "So it is.";
    const told = (code: string, opened: boolean): Input =>
      ({ type: "unlock_told", command, code, sentence, opened });
    return random.pick<Input[]>([
      [told("opened", true)],
      [told("awaiting_panel", false), told("panel_granted", true)],
      [told("awaiting_panel", false)],
      [told("opened", true), told("not_opened", false)],
      [{ type: "unlock_refused", command, code: "too_many", sentence, wait_s: 3 }],
      [{ type: "unlock_unreachable", command }],
      [told("needs_passkey", false)],
    ]);
  }

  #join(viewer: number): void {
    this.call ??= answered_by("Me", viewer, (this.#calls += 1));
    const party = { name: "Me", route: "webrtc", held: false, viewer } as const;
    const parties = [...this.call.parties.filter((it) => it.viewer !== viewer), party];
    this.call = { ...this.call, answered_ms: 1, asks_browsers: false, parties };
  }

  #drop(viewer: number): void {
    this.viewers.delete(viewer);
    const parties = this.call?.parties.filter((it) => it.viewer !== viewer) ?? [];
    if (this.call && this.call.answered_ms !== null)
      this.call = parties.length === 0 ? null : { ...this.call, parties };
  }

  something_happens(random: Random): Input[] {
    const happen = random.pick([
      () => this.#pressed(), () => this.#pressed(), () => this.#others_answer(),
      () => this.#over(), () => this.#drops_one(random),
    ]);
    return happen();
  }

  #pressed(): Input[] {
    this.call ??= ringing_call((this.#calls += 1));
    return [];
  }

  #others_answer(): Input[] {
    if (this.call?.asks_browsers) this.call = answered_by("Dana R.", 99, this.call.id);
    return [];
  }

  #over(): Input[] {
    const gone = this.call?.parties.flatMap((it) => (it.viewer === null ? [] : [it.viewer])) ?? [];
    this.call = null;
    return gone.filter((it) => this.viewers.delete(it)).map((it) => this.#gone(it, "call_over"));
  }

  #drops_one(random: Random): Input[] {
    const [viewer] = this.viewers;
    if (viewer === undefined) return [];
    this.#drop(viewer);
    return [this.#gone(viewer, random.pick(["vanished", "ended_on_request"]))];
  }

  #gone(viewer: number, code: string): Input {
    return { type: "viewer_gone", viewer, code, sentence: "Gone." };
  }
}

import type { Action } from "../action";
import { next_deadline } from "../deadlines";
import type { FromMicrophone, Input } from "../input";
import { never } from "../never";
import type { State } from "../state";
import { at_first } from "../state";
import { step } from "../step";
import { Awake } from "./awake";
import type { Level } from "./level";
import { Microphone } from "./microphone";
import { Peer } from "./peer";
import { as_problem, join, leave, tell, unlock } from "./requests";
import { Sound } from "./sound";

type OpenLine = Action & { type: "open_line" };

// Carries out what the core decides, and tells it what came of that.
export class Desk {
  readonly sound = new Sound();
  theirs: Level | null = null; // how loud the door is
  mine: Level | null = null;
  picture: MediaStream | null = null;
  readonly #name: () => string;
  readonly #changed: (state: State) => void;
  readonly #microphone = new Microphone((news) => this.#of_microphone(news));
  readonly #awake = new Awake();
  readonly #peers = new Map<number, Peer>();
  #state = at_first;
  #timer = 0;

  // name: what others see of us.
  constructor(name: () => string, changed: (state: State) => void) {
    this.#name = name;
    this.#changed = changed;
    // Timers of hidden pages come late.
    document.addEventListener("visibilitychange", () => this.handle({ type: "time_passed" }));
    window.addEventListener("pagehide", () => this.handle({ type: "end_pressed" }));
  }

  handle(input: Input): void {
    const now_ms = performance.now();
    const [state, actions] = step(this.#state, input, now_ms);
    this.#state = state;
    for (const action of actions) this.#carry_out(action);
    clearTimeout(this.#timer);
    const deadline = next_deadline(this.#state);
    if (deadline !== null) {
      const wait_ms = Math.max(0, deadline - performance.now());
      this.#timer = window.setTimeout(() => this.handle({ type: "time_passed" }), wait_ms);
    }
    this.#changed(this.#state);
  }

  #carry_out(action: Action): void {
    switch (action.type) {
      case "open_line":
        return void this.#open(action);
      case "close_line":
        return this.#close(action.line);
      case "leave":
        return leave(action.viewer);
      case "answer":
        return void this.#ask(action.viewer, "answer", "answered");
      case "pause":
        return void this.#ask(action.viewer, "pause", "paused");
      case "resume":
        return void this.#ask(action.viewer, "resume", "resumed");
      case "send_unlock":
        return void unlock(this.#name(), action.order).then((told) => this.handle(told));
      case "feel_unlocked":
        return void navigator.vibrate?.(30);
      case "start_ringing":
        return this.sound.ring();
      case "stop_ringing":
        return this.sound.stop_ringing();
      case "open_microphone":
        return void this.#microphone.open();
      case "close_microphone":
        return this.#close_microphone();
      case "speak":
        return this.#microphone.speak(action.on);
      case "stay_awake":
        return this.#awake.stay(action.on);
      default:
        return never(action);
    }
  }

  async #open({ line, intent, replaces }: OpenLine): Promise<void> {
    const peer = new Peer(
      (type) => this.handle({ type, line }),
      (sound) => this.#hear(line, sound),
    );
    this.#peers.set(line, peer);
    peer.speak_with(this.#microphone.track);
    this.picture = peer.picture;
    try {
      const { viewer, answer } = await join(
        this.#name(), intent, replaces, await peer.offer(),
      );
      this.handle({ type: "line_opened", line, viewer });
      if (this.#peers.has(line)) await peer.accept(answer);
    } catch (error) {
      const { status, code, message: sentence } = as_problem(error);
      if (status === 0) this.handle({ type: "line_unreachable", line });
      else this.handle({ type: "line_refused", line, code, sentence });
    }
  }

  #hear(line: number, sound: MediaStream): void {
    if (!this.#peers.has(line)) return;
    this.theirs?.close();
    this.theirs = this.sound.level_of(sound);
  }

  #close(line: number): void {
    const peer = this.#peers.get(line);
    this.#peers.delete(line);
    peer?.close();
    if (this.#peers.size > 0) return;
    this.picture = null;
    this.theirs?.close();
    this.theirs = null;
  }

  async #ask(
    viewer: number, what: "answer" | "pause" | "resume", done: "answered" | "paused" | "resumed",
  ): Promise<void> {
    for (const peer of this.#peers.values()) peer.play();
    try {
      await tell(viewer, what);
      this.handle({ type: done, viewer });
    } catch (error) {
      const { code, message: sentence } = as_problem(error);
      if (what === "answer") this.handle({ type: "answer_failed", viewer, code, sentence });
      else this.handle({ type: "hold_failed", viewer, sentence });
    }
  }

  #of_microphone(news: FromMicrophone): void {
    const { stream, track } = this.#microphone;
    if (news.type === "microphone_opened" && stream) {
      for (const peer of this.#peers.values()) peer.speak_with(track);
      this.mine?.close();
      this.mine = this.sound.level_of(stream);
    }
    this.handle(news);
  }

  #close_microphone(): void {
    this.#microphone.close();
    for (const peer of this.#peers.values()) peer.speak_with(null);
    this.mine?.close();
    this.mine = null;
  }
}

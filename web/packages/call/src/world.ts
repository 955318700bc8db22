import type { Call } from "@portero/api";
import type { Action } from "./action";
import { Checks } from "./checks";
import { next_deadline } from "./deadlines";
import { FakeStation } from "./fake_station";
import type { Input } from "./input";
import { Random } from "./random";
import { at_first } from "./state";
import { step } from "./step";
import { status_of } from "./story";

// Everything around one operator's page, in random order, from a seed.
export class World {
  readonly trace: string[] = [];
  readonly #random: Random;
  readonly #station = new FakeStation();
  readonly #checks = new Checks();
  #state = at_first;
  #now_ms = 1_000;
  #coming: Input[] = []; // in no order
  #clicks = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#tell();
    this.#happens({ type: "duty_changed", on: true });
  }

  get broken(): string[] {
    return this.#checks.broken;
  }

  get phase(): string {
    return this.#state.phase.at;
  }

  something_happens(): void {
    const happen = this.#random.pick([
      () => this.#deliver(), () => this.#deliver(), () => this.#deliver(), () => this.#deliver(),
      () => this.#click(), () => this.#door(), () => this.#network(), () => this.#wait(),
    ]);
    happen();
  }

  // Nobody does anything more, and everything on its way arrives.
  settle(): void {
    this.#station.call = null;
    this.#tell();
    for (let i = 0; i < 200; ++i) {
      while (this.#coming.length > 0) this.#deliver();
      const next = next_deadline(this.#state);
      if (next === null) break;
      this.#now_ms = Math.max(this.#now_ms, next);
      this.#happens({ type: "time_passed" });
    }
    this.#checks.settled(this.#state, [...this.#station.viewers]);
  }

  #happens(input: Input): void {
    const [state, actions] = step(this.#state, input, this.#now_ms);
    this.trace.push(`${this.#now_ms} ${JSON.stringify(input)} -> ${state.phase.at} ` +
      JSON.stringify(actions));
    this.#checks.check(this.#state, input, state, actions);
    this.#state = state;
    for (const action of actions) this.#carry_out(action);
  }

  #carry_out(action: Action): void {
    if (action.type === "open_microphone")
      this.#coming.push(
        this.#random.chance(0.7)
          ? { type: "microphone_opened" }
          : { type: "microphone_refused", why: "blocked" },
      );
    this.#coming.push(...this.#station.answers(action, this.#random));
  }

  #deliver(): void {
    const i = this.#random.below(this.#coming.length);
    const [input] = this.#coming.splice(i, 1);
    if (!input) return;
    if (input.type === "line_opened" && !this.#station.viewers.has(input.viewer)) return;
    this.#happens(input);
  }

  #click(): void {
    const types = [
      "watch_pressed", "talk_pressed", "talk_pressed", "end_pressed", "mute_pressed",
      "pause_pressed", "resume_pressed", "microphone_pressed", "password_declined",
    ] as const;
    if (this.#random.chance(0.2)) {
      this.#clicks += 1;
      this.#happens({ type: "unlock_pressed", command: `${this.#clicks}`, password: null });
    } else if (this.#random.chance(0.1)) {
      this.#happens({ type: "duty_changed", on: this.#random.chance(0.7) });
    } else {
      this.#happens({ type: this.#random.pick(types) });
    }
  }

  #door(): void {
    this.#coming.push(...this.#station.something_happens(this.#random));
    this.#tell();
  }

  #tell(): void {
    const call: Call | null = this.#station.call && { ...this.#station.call };
    this.#happens(status_of(call, this.#now_ms));
  }

  #network(): void {
    const line = this.#state.lines - this.#random.below(2);
    const types = ["line_connected", "line_faltered", "line_broken"] as const;
    if (this.#random.chance(0.2)) this.#happens({ type: "live_lost" });
    else if (line > 0) this.#happens({ type: this.#random.pick(types), line });
  }

  #wait(): void {
    this.#now_ms += this.#random.below(3_000);
    this.#happens({ type: "time_passed" });
  }
}

import type { Screen } from "@portero/api";

export interface MirrorOptions {
  take: () => Promise<Blob>;
  shown: (picture: Blob) => void;
}

const again_ms = 2_000; // after a failure

// The station's screen, for as long as somebody looks: a new picture after each change that the
// station tells of, and where it moves or counts, as often as it says. One is asked for at a time.
export class Mirror {
  readonly #options: MirrorOptions;
  #screen: Screen | null = null;
  #shown_change: number | null = null; // of the last picture that was asked for
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MirrorOptions) {
    this.#options = options;
  }

  // What the station told of it; null while nobody looks, or nothing is drawn.
  follow(screen: Screen | null): void {
    this.#screen = screen;
    if (!screen) {
      clearTimeout(this.#timer);
      this.#shown_change = null;
    } else if (screen.change !== this.#shown_change && !this.#busy) {
      void this.#look();
    }
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    this.#busy = true;
    this.#shown_change = this.#screen?.change ?? null;
    const wait_ms = await this.#options.take().then(
      (picture) => {
        if (this.#screen) this.#options.shown(picture);
        return this.#screen?.renewed_ms ?? null;
      },
      () => again_ms, // what is wrong is in the station's status, or it cannot be reached
    );
    this.#busy = false;
    if (!this.#screen) return;
    if (this.#screen.change !== this.#shown_change) void this.#look();
    else if (wait_ms !== null) this.#timer = setTimeout(() => void this.#look(), wait_ms);
  }
}

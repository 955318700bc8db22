// Keeps the screen on. Browsers take that back when the page is hidden, and it is asked for again.
export class Awake {
  #lock: WakeLockSentinel | null = null;
  #wanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => void this.#ask());
  }

  stay(on: boolean): void {
    this.#wanted = on;
    if (on) {
      void this.#ask();
    } else {
      void this.#lock?.release();
      this.#lock = null;
    }
  }

  async #ask(): Promise<void> {
    if (!this.#wanted || document.visibilityState !== "visible") return;
    const lock = await navigator.wakeLock?.request("screen").catch(() => null);
    if (this.#wanted) this.#lock = lock ?? null;
    else void lock?.release();
  }
}

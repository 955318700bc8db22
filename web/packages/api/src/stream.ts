import { EventStreamReader, type StreamEvent } from "./event_stream";
import { ask } from "./request";

export type Connection = "connecting" | "open" | "lost";

export interface StreamTold {
  event(event: StreamEvent): void;
  connection?(state: Connection): void;
}

const retry_ms = 2_000;
// The station says something every 10 s. A machine that lost its power says no goodbye, which an
// EventSource would wait for in vain.
const silence_ms = 25_000;

// Events of the station as they come. It connects again by itself until it is closed.
export class Stream {
  readonly #path: string;
  readonly #told: StreamTold;
  readonly #closed = new AbortController();

  constructor(path: string, told: StreamTold) {
    this.#path = path;
    this.#told = told;
    this.#told.connection?.("connecting");
    void this.#stay_connected();
  }

  close(): void {
    this.#closed.abort();
  }

  async #stay_connected(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      await this.#connection().catch(() => {});
      if (this.#closed.signal.aborted) return;
      this.#told.connection?.("lost");
      await new Promise((resolve) => setTimeout(resolve, retry_ms));
    }
  }

  // Until it is over.
  async #connection(): Promise<void> {
    const silence = new AbortController();
    const signal = AbortSignal.any([silence.signal, this.#closed.signal]);
    let timer = setTimeout(() => silence.abort(), silence_ms);
    try {
      const headers = { Accept: "text/event-stream" };
      const response = await ask("GET", this.#path, { headers, signal });
      const text = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      const reader = new EventStreamReader();
      this.#told.connection?.("open");
      for (;;) {
        const piece = await text?.read();
        if (!piece || piece.done) return;
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silence_ms);
        for (const event of reader.read(piece.value)) this.#told.event(event);
      }
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  }
}

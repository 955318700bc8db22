import { EventStreamReader, type StreamEvent } from "./event_stream";
import { ask } from "./request";
import type { Status, UnlockNews, ViewerNews } from "./status";

export type Connection = "connecting" | "open" | "lost";

export interface LiveTold {
  status?(status: Status): void;
  viewer?(news: ViewerNews): void;
  unlock?(news: UnlockNews): void;
  connection?(state: Connection): void;
}

export interface LiveOptions {
  name?: string; // what others see, 1 to 64 characters; needed with duty
  duty?: boolean; // this page rings and can answer
}

const retry_ms = 2_000;
// The station says something every 10 s. A machine that lost its power says no goodbye, which an
// EventSource would wait for in vain.
const silence_ms = 25_000;

// What the station tells while the page is open. It connects again by itself until it is closed.
export class Live {
  readonly #told: LiveTold;
  readonly #path: string;
  readonly #closed = new AbortController();

  constructor(told: LiveTold, options: LiveOptions = {}) {
    this.#told = told;
    const query = new URLSearchParams();
    if (options.name) query.set("name", options.name);
    if (options.duty) query.set("duty", "1");
    this.#path = `/api/v1/live${query.size ? `?${query}` : ""}`;
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
        for (const event of reader.read(piece.value)) this.#tell(event);
      }
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  }

  #tell({ name, data }: StreamEvent): void {
    if (name === "status") this.#told.status?.(JSON.parse(data) as Status);
    if (name === "viewer") this.#told.viewer?.(JSON.parse(data) as ViewerNews);
    if (name === "unlock") this.#told.unlock?.(JSON.parse(data) as UnlockNews);
  }
}

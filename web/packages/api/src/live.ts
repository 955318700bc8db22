import type { StreamEvent } from "./event_stream";
import type { Status, UnlockNews, ViewerNews } from "./status";
import { type Connection, Stream } from "./stream";

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

// What the station tells while the page is open.
export class Live {
  readonly #told: LiveTold;
  readonly #stream: Stream;

  constructor(told: LiveTold, options: LiveOptions = {}) {
    this.#told = told;
    const query = new URLSearchParams();
    if (options.name) query.set("name", options.name);
    if (options.duty) query.set("duty", "1");
    this.#stream = new Stream(`/api/v1/live${query.size ? `?${query}` : ""}`, {
      event: (event) => this.#tell(event),
      connection: (state) => told.connection?.(state),
    });
  }

  close(): void {
    this.#stream.close();
  }

  #tell({ name, data }: StreamEvent): void {
    if (name === "status") this.#told.status?.(JSON.parse(data) as Status);
    if (name === "viewer") this.#told.viewer?.(JSON.parse(data) as ViewerNews);
    if (name === "unlock") this.#told.unlock?.(JSON.parse(data) as UnlockNews);
  }
}

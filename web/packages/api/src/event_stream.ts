export interface StreamEvent {
  name: string;
  data: string;
}

// Reads text/event-stream (WHATWG HTML, section 9.2.6) from pieces of text as they come.
// Without ids and without retry, which the station's client does not need.
export class EventStreamReader {
  #rest = "";
  #name = "";
  #data: string[] = [];

  read(piece: string): StreamEvent[] {
    const lines = (this.#rest + piece).split("\n");
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => this.#line(line.replace(/\r$/, "")));
  }

  #line(line: string): StreamEvent[] {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#name = value;
    if (field === "data") this.#data.push(value);
    return [];
  }

  #dispatch(): StreamEvent[] {
    const event = { name: this.#name || "message", data: this.#data.join("\n") };
    const is_empty = this.#data.length === 0;
    this.#name = "";
    this.#data = [];
    return is_empty ? [] : [event];
  }
}

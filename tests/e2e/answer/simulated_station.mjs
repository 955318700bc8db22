// A station's web side without a station: the built console, and an API that says what a test
// wants. No media: the page's own door (simulated_door.js) answers offers.
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css",
  ".svg": "image/svg+xml" };
const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob: data:",
  "media-src 'self' blob:", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'",
  "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  "require-trusted-types-for 'script'", "trusted-types portero",
].join("; ");

const at_first = {
  state: "waiting", reason_code: null, reason: null, registration: null, parties: [],
  last_end: null, run: "00000000000000aa", now_ms: 1_000, call: null, watchers: [], on_duty: [],
};

export class SimulatedStation {
  status = { ...at_first };
  requests = []; // "POST /api/v1/unlock", ...
  unlocks = []; // what was asked
  answers = {}; // by "POST /api/v1/unlock" and the like: { status, json } or a promise of it
  #port = 0; // any at first, later the same
  #listeners = new Set();
  #start = performance.now();

  constructor(folder) {
    this.folder = folder;
    this.server = createServer((request, response) => this.#serve(request, response));
  }

  async start() {
    await new Promise((resolve) => this.server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = this.server.address().port;
    return `http://127.0.0.1:${this.#port}`;
  }

  end() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }

  // What it tells everybody from now on.
  becomes(changes) {
    this.status = { ...at_first, ...changes };
    this.tell("status", this.#now());
  }

  tell(event, data) {
    for (const response of this.#listeners) write(response, event, data);
  }

  get listeners() {
    return this.#listeners.size;
  }

  #now() {
    return { ...this.status, now_ms: 1_000 + Math.round(performance.now() - this.#start) };
  }

  async #serve(request, response) {
    const { pathname } = new URL(request.url, "http://station");
    if (!pathname.startsWith("/api/")) return this.#file(pathname, response);
    const what = `${request.method} ${pathname}`;
    this.requests.push(what);
    const body = await text_of(request);
    if (what === "POST /api/v1/unlock") this.unlocks.push(JSON.parse(body));
    if (what === "GET /api/v1/live") return this.#listen(response);
    const { status = 204, json } = (await this.answers[what]) ?? this.#usual(what);
    response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(json === undefined ? undefined : JSON.stringify(json));
  }

  #usual(what) {
    if (what === "GET /api/v1/session")
      return { status: 200, json: { claimed: true, signed_in: true } };
    if (what === "GET /api/v1/snapshot") return { status: 503, json: { code: "no_picture" } };
    if (what === "GET /api/v1/status") return { status: 200, json: { status: this.#now() } };
    return {};
  }

  #listen(response) {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    this.#listeners.add(response);
    response.on("close", () => this.#listeners.delete(response));
    write(response, "status", this.#now());
  }

  #file(pathname, response) {
    const path = extname(pathname) ? join(this.folder, pathname) : join(this.folder, "index.html");
    if (!existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, {
      "Content-Type": types[extname(path)] ?? "application/octet-stream",
      "Content-Security-Policy": policy,
    });
    createReadStream(path).pipe(response);
  }
}

function write(response, event, data) {
  response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

async function text_of(request) {
  let text = "";
  for await (const piece of request) text += piece;
  return text;
}

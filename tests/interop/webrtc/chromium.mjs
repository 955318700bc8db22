// Chromium of Debian, headless, with a page that watches a Media.
import {
  existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const executable = "/usr/bin/chromium";
const origin = "https://portero.example";
const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--autoplay-policy=no-user-gesture-required",
];

// What a browser needs and is not here, in words.
export function missing() {
  if (!existsSync(new URL("node_modules/playwright-core", import.meta.url)))
    return "there is no playwright-core; run tools/setup.sh, or npm ci in tests/interop/webrtc";
  return existsSync(executable) ? undefined : `there is no ${executable}`;
}

// As ctest knows it (SKIP_RETURN_CODE).
export function skip_where_missing() {
  if (!missing()) return;
  console.log(`SKIP: ${missing()}`);
  process.exit(77);
}

export class Browser {
  // With the words that go before the command, where it shall run elsewhere.
  static async start(...at) {
    const browser = new Browser();
    browser.folder = mkdtempSync(join(tmpdir(), "portero-chromium-"));
    const command = join(browser.folder, "chromium");
    writeFileSync(command, `#!/bin/sh\nexec ${at.join(" ")} ${executable} "$@"\n`, { mode: 0o700 });
    const { chromium } = await import("playwright-core");
    browser.context = await chromium.launchPersistentContext(join(browser.folder, "data"), {
      executablePath: command, args: flags, headless: true,
    });
    return browser;
  }

  // Empty but for these scripts, from an origin that may do all that it can.
  async empty_page(functions, scripts) {
    const page = await this.context.newPage();
    page.on("pageerror", (error) => console.error(`page: ${error}`));
    for (const [name, call] of Object.entries(functions)) await page.exposeFunction(name, call);
    await page.route(`${origin}/**`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Portero</title>" }));
    await page.goto(`${origin}/`);
    for (const script of scripts)
      await page.addScriptTag({ path: fileURLToPath(new URL(script, import.meta.url)) });
    return page;
  }

  async page(media) {
    const signal = (name, fields) => media.send(name, fields);
    return new Page(await this.empty_page({ signal }, ["clicks.js", "page.js"]), media);
  }

  // All its processes at once, as when its machine sleeps or its network is gone.
  signal(name) {
    for (const pid of readdirSync("/proc").filter((it) => /^\d+$/.test(it)))
      if (this.#is_ours(pid)) process.kill(Number(pid), name);
  }

  #is_ours(pid) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(this.folder);
    } catch {
      return false; // it has just ended
    }
  }

  async end() {
    await this.context.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

let ids = 0;

export class Page {
  constructor(page, media) {
    this.page = page;
    this.media = media;
  }

  // The browser makes the offer. options: codec; flow, as the station sets it; voice_hz, what the
  // operator says; station, more for open_viewer.
  async offer(options) {
    const id = ++ids;
    this.#forward(id, ["viewer_described", "viewer_candidate"]);
    const station = { video: [options.codec], ...options.station };
    await this.page.evaluate(([i, o]) => window.offer(i, o), [id, { ...options, station }]);
    this.media.send("set_viewer_flow", { viewer: id, flow: options.flow ?? "both" });
    return id;
  }

  // The station does.
  async answer(options) {
    const id = ++ids;
    const described = this.media.next("viewer_described", id);
    this.media.send("open_viewer", { viewer: id, video: [options.codec], ...options.station });
    this.media.send("set_viewer_flow", { viewer: id, flow: options.flow ?? "both" });
    const { sdp } = await described;
    await this.page.evaluate(([i, o, s]) => window.answer(i, o, s), [id, options, sdp]);
    this.#forward(id, ["viewer_candidate"]);
    return id;
  }

  #forward(id, kinds) {
    this.media.listen(id, (event) => {
      if (!kinds.includes(event.event)) return;
      this.page.evaluate(([i, e]) => window.told(i, e), [id, event]).catch(() => {});
    });
  }

  viewer(id, ask) {
    return this.page.evaluate(`(${ask})(window.viewers[${id}])`);
  }
  heard(id) {
    return this.page.evaluate((i) => window.heard(i), id);
  }
  statistics(id) {
    return this.page.evaluate((i) => window.statistics(i), id);
  }
  take_notes(id) {
    return this.page.evaluate((i) => window.take_notes(i), id);
  }
  notes(id) {
    return this.page.evaluate((i) => window.notes(i), id);
  }
  // When its mouth clicked, and its ear heard a click.
  clicks() {
    return this.page.evaluate(() => window.clicks);
  }
  leave(id) {
    return this.page.evaluate((i) => window.leave(i), id);
  }
}

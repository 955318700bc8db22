// Chromium of Debian, headless, with a page that makes and takes calls to a Peer.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const executable = "/usr/bin/chromium";
const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--autoplay-policy=no-user-gesture-required",
];

export function missing() {
  return existsSync(executable) ? undefined : `there is no ${executable}`;
}

export class Browser {
  static async start() {
    const browser = new Browser();
    browser.folder = mkdtempSync(join(tmpdir(), "portero-chromium-"));
    browser.context = await chromium.launchPersistentContext(browser.folder, {
      executablePath: executable, args: flags, headless: true,
    });
    return browser;
  }

  async page(peer) {
    const page = await this.context.newPage();
    page.on("pageerror", (error) => console.log(`page: ${error}`));
    await page.exposeFunction("signal", (command) => peer.send(command));
    await page.addScriptTag({ path: fileURLToPath(new URL("page.js", import.meta.url)) });
    return new Page(page, peer);
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
  constructor(page, peer) {
    this.page = page;
    this.peer = peer;
  }

  // The browser makes the offer.
  async offer(options) {
    const id = ++ids;
    this.#forward(id, ["description", "candidate"]);
    await this.page.evaluate(([i, o]) => window.offer(i, o), [id, options]);
    return id;
  }

  // The station does.
  async answer(options) {
    const id = ++ids;
    const described = await this.peer.ask({ do: "offer", id, codec: options.codec }, "description");
    await this.page.evaluate(([i, o, s]) => window.answer(i, o, s), [id, options, described.sdp]);
    this.#forward(id, ["candidate"]);
    return id;
  }

  #forward(id, kinds) {
    this.peer.listen(id, (event) => {
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
  leave(id) {
    return this.page.evaluate((i) => window.leave(i), id);
  }
}

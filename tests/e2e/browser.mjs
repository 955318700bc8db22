// Chromium of Debian, headless, with the data of nobody.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const executable = "/usr/bin/chromium";
const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

// A microphone that beeps, which a page gets without a question; a page may sound.
export const fake_microphone = [
  "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
];

// The same, which hears this WAV again and again.
export const microphone_of = (wav) => [
  ...fake_microphone, `--use-file-for-fake-audio-capture=${wav}`,
];

// As ctest knows it (SKIP_RETURN_CODE).
export function skip_where_missing() {
  if (existsSync(executable)) return;
  console.log(`SKIP: there is no ${executable}`);
  process.exit(77);
}

export class Browser {
  // more: flags besides ours.
  static async start(more = []) {
    const browser = new Browser();
    browser.folder = mkdtempSync(join(tmpdir(), "portero-chromium-"));
    const { chromium } = await import("playwright-core");
    browser.context = await chromium.launchPersistentContext(browser.folder, {
      executablePath: executable, args: [...flags, ...more], headless: true,
      ignoreHTTPSErrors: true, locale: "en-GB",
    });
    return browser;
  }

  // A page of somebody else: nothing of what the others know.
  async another() {
    const context = await this.context.browser().newContext({ ignoreHTTPSErrors: true });
    return context.newPage();
  }

  // With what must never happen on it: errors of scripts, and what the security policy refused.
  async page() {
    const page = await this.context.newPage();
    page.complaints = [];
    page.on("pageerror", (error) => page.complaints.push(`error: ${error.stack ?? error}`));
    page.on("console", (message) => {
      if (/Content Security Policy|Trusted ?Type/i.test(message.text()))
        page.complaints.push(message.text());
    });
    await page.addInitScript(() => {
      window.refused = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        window.refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
    });
    return page;
  }

  async end() {
    await this.context.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

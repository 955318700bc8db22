// Somebody with a page of the console in a browser.
import { fileURLToPath } from "node:url";
import { until } from "../../interop/webrtc/until.mjs";

export class Operator {
  constructor(page, name) {
    this.page = page;
    this.name = name;
  }

  static async open(browser, name) {
    const page = await browser.page();
    await page.addInitScript({ path: fileURLToPath(new URL("witness.js", import.meta.url)) });
    return new Operator(page, name);
  }

  // Claims the station where nobody has, and signs in.
  async sign_in({ address, claim_code }, password, path = "/answer") {
    await this.page.goto(`${address}${path}`);
    const status = await this.page.evaluate(async ([code, word]) => {
      const post = async (path, json) => (await fetch(path, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(json),
      })).status;
      const { claimed } = await (await fetch("/api/v1/session")).json();
      return claimed
        ? post("/api/v1/session", { password: word })
        : post("/api/v1/claim", { code, password: word });
    }, [claim_code, password]);
    if (status >= 300) throw new Error(`${this.name} could not sign in: ${status}`);
    await this.page.reload();
  }

  async go_on_duty() {
    await this.page.getByLabel("Your name").fill(this.name);
    await this.page.getByRole("switch", { name: "I'm ready to answer" }).click();
    await this.sees("Calls ring here while this page is open.");
  }

  press(name) {
    return this.page.getByRole("button", { name, exact: true }).click();
  }

  async sees(text) {
    await this.page.getByText(text).first().waitFor();
  }

  // What the level meter of "You" or of "Visitor" says.
  meter(label) {
    return this.page.locator(".meter", { hasText: label }).locator("span").innerText();
  }

  // The time that is burned into the picture, once it is there.
  async clock() {
    return until(`${this.name} sees the station's clock`, () =>
      this.page.evaluate(() => window.burned_clock()));
  }

  // Whether the visitor sees on the door's screen that the camera is seen.
  async marked() {
    const seen = await this.page.evaluate(() => window.camera_mark());
    if (seen.drawn !== seen.told) return undefined; // one of them is on its way
    return seen.told;
  }

  heard() {
    return this.page.evaluate(() => window.heard());
  }

  // The pitch that is loudest in it now; 0 where it is silent.
  heard_hz() {
    return this.page.evaluate(() => window.heard_hz());
  }

  ask(path, json) {
    return this.page.evaluate(async ([where, what]) => {
      const response = await fetch(where, {
        method: "POST",
        ...(what && {
          headers: { "Content-Type": "application/json" }, body: JSON.stringify(what),
        }),
      });
      return { status: response.status, json: await response.json().catch(() => null) };
    }, [path, json]);
  }
}

// The station's console in Chromium, for a driver that says what to do by lines.
//
//   node console.mjs VOICE.WAV PICTURE.PNG     what its microphone hears; the page, where it fails
//
// A line is a JSON list: a name of acts, and its words. The answer is "done NUMBER JSON", or
// "failed NUMBER" and why; the lines are numbered from 1.
import { strict as assert } from "node:assert";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { until } from "../../interop/webrtc/until.mjs";
import { Operator } from "../answer/operator.mjs";
import { Browser, microphone_of } from "../browser.mjs";
import { button, field, heading, save, text } from "../form.mjs";

const password = "correct horse battery staple";
// solid_green of core/display/look.cpp, in the coarser colours of what the console gets.
const granted = "17,85,51";

const [voice, picture] = process.argv.slice(2);
const browser = await Browser.start(microphone_of(voice));
const status = await browser.page();
await status.addInitScript({ path: fileURLToPath(new URL("glass.js", import.meta.url)) });
const dana = await Operator.open(browser, "Dana");
let address;

const shown = () => status.evaluate(() => window.words);

const acts = {
  async sets_password(where, code) {
    address = where;
    await status.goto(`${address}/`);
    await heading(status, "Set up this station");
    await field(status, "Claim code").fill(code);
    await field(status, "New password").fill(password);
    await button(status, "Set password and sign in").click();
    await heading(status, "Status");
  },

  async fills_intercom(values) {
    await status.goto(`${address}/operation/intercom`);
    for (const [label, value] of Object.entries(values)) {
      const control = field(status, label);
      if (value === true) await control.check();
      else if (await control.evaluate((it) => it.tagName === "SELECT"))
        await control.selectOption({ label: value });
      else await control.fill(value);
    }
    await save(status);
    await status.goto(`${address}/`);
  },

  async is_registered_at(server, transport) {
    await status.getByRole("banner").getByText("Ready").waitFor();
    await text(status, new RegExp(`^${server} by ${transport}, renewed in \\d+ s$`));
  },

  async touches_the_screen() {
    await status.bringToFront();
    await until("the screen is seen, and ready", () =>
      status.evaluate(() => window.corners.size > 0 && window.words.at(-1) === "Ready"));
    await status.evaluate(() => {
      window.words = ["Ready"];
      window.corners.clear();
    });
    await status.locator(".glass").click();
  },

  async shows(word) {
    await until(`${word} is shown`, async () => (await shown()).at(-1) === word);
  },

  async says_that_the_camera_is_on(wanted) {
    await until(`it says that the camera is ${wanted ? "on" : "off"}`, async () =>
      (await status.evaluate(() => window.camera_is_on)) === wanted);
  },

  async has_shown(...words) {
    await acts.has_shown_but_for(undefined, ...words);
  },

  // Whether or not it was drawn for the milliseconds that `passing` lasted.
  async has_shown_but_for(passing, ...words) {
    await acts.shows(words.at(-1));
    await acts.says_that_the_camera_is_on(false);
    const lasting = (word) => word !== passing;
    assert.equal((await shown()).filter(lasting).join(), words.filter(lasting).join());
  },

  async is_green() {
    await until("the screen is green", () =>
      status.evaluate((colour) => window.corners.has(colour), granted));
  },

  async is_ready() {
    await dana.page.goto(`${address}/answer`);
    await dana.go_on_duty();
  },

  async sees(words) {
    await dana.page.bringToFront();
    await dana.sees(words);
  },

  async presses(name) {
    await dana.press(name);
  },

  // How old the picture is.
  async clock_age_ms() {
    const burned = await dana.clock();
    return Date.now() - burned;
  },

  async hears(hz) {
    await until(`${hz} Hz are heard`, async () => Math.abs((await dana.heard_hz()) - hz) < 15);
  },

  async has_no_complaints() {
    assert.deepEqual([...status.complaints, ...dana.page.complaints], []);
  },
};

let count = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const [act, ...words] = JSON.parse(line);
  count += 1;
  try {
    const told = await acts[act](...words);
    console.log(`done ${count} ${JSON.stringify(told ?? null)}`);
  } catch (error) {
    const page = act in { sees: 0, presses: 0, clock_age_ms: 0, hears: 0 } ? dana.page : status;
    await page.screenshot({ path: picture, fullPage: true }).catch(() => {});
    const read = await page.innerText("body").catch(() => "");
    console.log(`failed ${count} ${JSON.stringify([act, error.stack, read])}`);
  }
}
await browser.end();

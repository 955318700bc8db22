// The station's screen on its web console: what portero-display draws is seen there, live, and a
// click on it is the visitor's finger.
//
//   node screen.mjs STATION CTL WEB     the programs, and the folder of the built console
import { strict as assert } from "node:assert";
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../interop/webrtc/until.mjs";
import { Browser, skip_where_missing } from "./browser.mjs";
import { looks_well } from "./looks.mjs";
import { Station } from "./station.mjs";
import { play } from "./steps.mjs";

const password = "correct horse battery staple";
const follows_within_ms = 200;
const at_most_a_second = 5; // pictures, whatever is asked
const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1_000));

const glass = (page) => page.getByRole("button", { name: /^Touch the screen, which shows: / });
const glass_that_shows = (page, word) =>
  page.getByRole("button", { name: `Touch the screen, which shows: ${word}` });
const shows = (page, word) => glass_that_shows(page, word).waitFor();

// Run in the page: each picture as it is loaded, with when that was, and when the state changed.
function remember() {
  window.pictures = [];
  window.states = [];
  const canvas = document.createElement("canvas");
  document.addEventListener("load", ({ target }) => {
    if (!target.closest?.(".glass")) return;
    const at = performance.now();
    [canvas.width, canvas.height] = [target.naturalWidth, target.naturalHeight];
    canvas.getContext("2d").drawImage(target, 0, 0);
    window.pictures.push({ at, what: canvas.toDataURL() });
  }, true);
  new MutationObserver(() => {
    const word = document.querySelector("header [role=status]")?.textContent;
    if (word && word !== window.states.at(-1)?.word)
      window.states.push({ at: performance.now(), word });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const last_picture = (page) => page.evaluate(() => window.pictures.at(-1)?.what);
const another_than = (page, what) => until("another picture is there", async () => {
  const now = await last_picture(page);
  return now && now !== what;
});

// The last one, of a screen that stands still.
async function still_picture(page) {
  const count = () => page.evaluate(() => window.pictures.length);
  await until("it stands still", async () => {
    const before = await count();
    await seconds(0.5);
    return (await count()) === before;
  });
  return last_picture(page);
}

function display_of(station) {
  const { pid } = station.process;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return Number(children.find((child) =>
    readFileSync(`/proc/${child}/comm`, "utf8").trim() === "portero-display"));
}

async function ends_the_call(station) {
  station.ctl("hangup");
  await until("it waits again", () => station.ctl("status").status.state === "waiting");
}

const steps = {
  async "whoever signs in sees the screen, as large as it is"({ page, station }) {
    await page.goto(`${station.address}/`);
    await page.getByLabel("Claim code").first().fill(station.console().claim_code);
    await page.getByLabel("New password").first().fill(password);
    await page.getByRole("button", { name: "Set password and sign in" }).click();
    await shows(page, "Off");
    await until("the picture is there", () => last_picture(page));
    const [width, height] = await page.locator(".glass img").evaluate((image) =>
      [image.naturalWidth, image.naturalHeight]);
    assert.deepEqual([width, height], [320, 480]);
    await looks_well(page, "the screen of an intercom that is off");
  },

  async "a layout that is chosen has its own proportions"({ page, station }) {
    const before = await last_picture(page);
    station.ctl("set", "display.layout=mullion");
    await another_than(page, before);
    const ratio = await page.locator(".glass img").evaluate((image) =>
      image.getBoundingClientRect().width / image.getBoundingClientRect().height);
    assert.equal(ratio, 1);
    station.ctl("set", "display.layout=full_size");
    await until("it is itself again", async () => (await last_picture(page)) === before);
  },

  async "a click on it rings, and it follows at once"({ page, station, silent }) {
    await page.emulateMedia({ reducedMotion: "no-preference" });
    station.ctl("set", "sip.enabled=true", "sip.direct_calls=true", "sip.transport=udp",
      `sip.extension=sip:desk@127.0.0.1:${silent.address().port}`);
    await shows(page, "Ready");
    const waiting = await still_picture(page);
    await glass(page).click({ position: { x: 100, y: 300 } });
    await shows(page, "Ringing");
    assert.equal(station.ctl("status").status.state, "ringing");
    await another_than(page, waiting);
    const late_ms = await page.evaluate((before) => {
      const { at } = window.states.findLast(({ word }) => word === "Ringing");
      return window.pictures.find((one) => one.at > at && one.what !== before).at - at;
    }, waiting);
    assert.ok(late_ms < follows_within_ms, `the picture came ${late_ms} ms after the state`);
    return `the picture ${late_ms.toFixed()} ms after the state`;
  },

  async "it moves for who looks, and costs nobody else anything"({ page, browser }) {
    const count = () => page.evaluate(() => window.pictures.length);
    const before = await count();
    await seconds(2);
    const seen = (await count()) - before;
    assert.ok(seen >= 3 && seen <= 2 * at_most_a_second, `${seen} pictures in two seconds`);
    assert.ok(new Set(await page.evaluate((from) =>
      window.pictures.slice(from).map(({ what }) => what), before)).size > 1, "it moves");
    await page.getByRole("link", { name: "Calls" }).click();
    await page.getByRole("heading", { level: 1, name: "Call history" }).waitFor();
    let asked = 0;
    page.on("request", (request) => (asked += request.url().endsWith("/api/v1/screen") ? 1 : 0));
    await seconds(1);
    assert.equal(asked, 0, "nothing is asked for from another page");
    await page.getByRole("link", { name: "Status" }).click();
    await until("it is asked for again", () => asked > 0);
    await looks_well(page, "the screen of a station that rings");
    return `${seen} pictures in two seconds`;
  },

  async "the keyboard touches it, too"({ page, station }) {
    await ends_the_call(station);
    await shows(page, "Ready");
    await glass(page).focus();
    await page.keyboard.press("Enter");
    await shows(page, "Ringing");
    await ends_the_call(station);
    await shows(page, "Ready");
  },

  async "a contact of the directory is searched and called by clicks"({ page, station, silent }) {
    const touch = async (x, y) => {
      const { width, height } = await glass(page).boundingBox();
      await glass(page).click({ position: { x: x * width, y: y * height } });
    };
    const changes = async (x, y) => {
      const before = await still_picture(page);
      await touch(x, y);
      await another_than(page, before);
    };
    station.ctl("set", "sip.call_button_action=directory", "display.directory=true",
      `display.contacts=Ben = 201, Müller Anna = sip:desk@127.0.0.1:${silent.address().port}`);
    // One within a second of the last press is the same wish.
    await until("the list opens", async () => {
      await touch(0.5, 0.7);
      return glass_that_shows(page, "Choosing a name").isVisible();
    });
    const without_photos = await still_picture(page);
    const photo_of_ben = (method) => page.evaluate(async (how) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 160 });
      const jpeg = await new Promise((made) => canvas.toBlob(made, "image/jpeg"));
      const body = how === "PUT" ? jpeg : undefined;
      return (await fetch("/api/v1/contact_photo?contact=Ben", { method: how, body })).status;
    }, method);
    assert.equal(await photo_of_ben("PUT"), 204);
    await another_than(page, without_photos);
    assert.equal(await photo_of_ben("DELETE"), 204);
    await until("it lists names alone", async () => (await last_picture(page)) === without_photos);
    await changes(0.4, 0.16); // the field, for its keys: A B E L, M N R U, erase and done
    await changes(0.15, 0.77); // M, for the names that it finds
    await looks_well(page, "the screen of a station with a directory");
    await touch(0.4, 0.27);
    await shows(page, "Ringing");
    await ends_the_call(station);
    station.ctl("set", "sip.call_button_action=call_operator", "display.directory=false");
    await shows(page, "Ready");
  },

  async "a screen that dies is told of, and seen again"({ page, station }) {
    const before = await still_picture(page);
    const pid = display_of(station);
    process.kill(pid, "SIGKILL");
    await page.getByText("Nothing is drawn on the screen now.").waitFor();
    await until("another one runs", () => display_of(station) !== pid);
    await page.getByText("Nothing is drawn on the screen now.").waitFor({ state: "detached" });
    await until("it shows what it showed", async () => (await last_picture(page)) === before);
  },
};

skip_where_missing();
const [station_program, ctl, web] = process.argv.slice(2);
const station = new Station({ station: station_program, ctl }, web,
  ["--display-platform", "offscreen"]);
const silent = createSocket("udp4"); // a phone that never answers
await new Promise((resolve) => silent.bind(0, "127.0.0.1", resolve));
const browser = await Browser.start();
const page = await browser.page();
await page.addInitScript(remember);
await play(steps, { page, station, browser, silent }, join(web, "../../e2e-screen.png"));
silent.close();

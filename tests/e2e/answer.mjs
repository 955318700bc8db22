// A visitor presses the button, and two operators see it in their browsers: a real station with its
// media process, and two Chromiums with the built console. Each of the three has a voice of its own
// pitch.
//
//   node answer.mjs STATION CTL WEB     the programs, and the folder of the built console
//
// exit status: 0 passed, 1 failed, 77 cannot be played here
import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../interop/webrtc/until.mjs";
import { Operator } from "./answer/operator.mjs";
import { Station } from "./answer/station.mjs";
import { step, tell } from "./answer/story.mjs";
import { write_tone } from "./answer/tone.mjs";
import { Browser, microphone_of, skip_where_missing } from "./browser.mjs";

skip_where_missing();
const [program, porteroctl, web] = process.argv.slice(2);
const password = "correct horse battery";
const pitch_hz = { visitor: 600, dana: 440, eli: 800 };
const pitch_within_hz = 20;
const audible = 0.002;
const inaudible = 0.0003;
const back_within_ms = 500; // CALL-7
const told_within_ms = 300; // AHD-1

const voices = mkdtempSync(join(tmpdir(), "portero-voices-"));
const voice_of = (who) => write_tone(join(voices, `${who}.wav`), pitch_hz[who]);
const station = new Station(program, porteroctl, web, `file:${voice_of("visitor")}`);
const browsers = await Promise.all(
  ["dana", "eli"].map((who) => Browser.start(microphone_of(voice_of(who)))));
process.on("exit", () => rmSync(voices, { recursive: true }));

const is_near = (found_hz, who) => Math.abs(found_hz - pitch_hz[who]) < pitch_within_hz;
const visitor_hears = (who) => until(`the visitor hears ${who}`, () =>
  station.tenths(3).every((it) => it.loudness > audible && is_near(it.pitch_hz, who)));
const hears_visitor = (operator) => until(`${operator.name} hears the visitor`, async () =>
  is_near(await operator.heard_hz(), "visitor"));
const is_told_heard = (operator) => until(`${operator.name} is told so`, async () =>
  (await operator.meter("You")) === "You are heard");

const is_marked = (operator, on) => until(`the screen has ${on ? "its" : "no"} mark`, async () =>
  (await operator.marked()) === on);

async function everything() {
  const dana = await Operator.open(browsers[0], "Dana");
  const eli = await Operator.open(browsers[1], "Eli");
  await step("both sign in and are ready", () => both_are_ready(dana, eli));
  await step("an idle door that is watched says so", () => an_idle_door_is_watched(dana));
  await step("the button rings at both, who see the door", () => both_see_the_door(dana, eli));
  await step("Dana answers, and Eli is told", () => dana_answers(dana, eli));
  await step("they hear each other, each at his pitch", () => sound_flows(dana));
  await step("Dana mutes herself", () => dana_mutes(dana));
  await step("a pause stops everything, and it comes back", () => pause_and_resume(dana));
  await step("one click opens once, however often it is sent", () => unlock(dana));
  await step("the call outlives the media process", () => media_process_dies(dana));
  await step("Eli joins, and is heard as well as Dana", () => eli_joins(dana, eli));
  await step("Dana leaves, Eli ends it", () => both_leave(dana, eli));
  assert.deepEqual([...dana.page.complaints, ...eli.page.complaints], []);
}

async function both_are_ready(...operators) {
  const where = await station.console();
  for (const operator of operators) {
    await operator.sign_in(where, password);
    await operator.go_on_duty();
  }
  for (const operator of operators) await operator.sees("Ready now: Dana, Eli");
}

async function an_idle_door_is_watched(dana) {
  await is_marked(dana, false);
  await dana.page.evaluate(watch);
  await is_marked(dana, true);
  assert.equal(station.state(), "waiting");
  await dana.page.evaluate(() => window.stop_watching());
  await is_marked(dana, false);
}

// In the page: by the API, since the console shows the door only where it rings.
async function watch() {
  const connection = new RTCPeerConnection();
  connection.addTransceiver("audio");
  connection.addTransceiver("video", { direction: "recvonly" });
  await connection.setLocalDescription();
  const answer = await fetch("/api/v1/whep?name=Dana&intent=watch", {
    method: "POST", headers: { "Content-Type": "application/sdp" },
    body: connection.localDescription.sdp,
  });
  await connection.setRemoteDescription({ type: "answer", sdp: await answer.text() });
  window.stop_watching = async () => {
    await fetch(answer.headers.get("Location"), { method: "DELETE" });
    connection.close();
  };
}

async function both_see_the_door(...operators) {
  assert.equal((await operators[0].ask("/api/v1/button")).status, 204);
  for (const operator of operators) {
    await operator.sees("Somebody is at the door");
    const first = await operator.clock();
    assert.ok(Math.abs(Date.now() - first) < 2_000, "the picture is of now");
    await until("the picture moves", async () => (await operator.clock()) > first + 200);
  }
  await is_marked(operators[0], true);
  assert.ok(station.loudness(500) < inaudible, "nobody is heard at the door before the answer");
  for (const { page } of operators)
    assert.equal(await page.evaluate(() => window.voices.length), 0, "no microphone was asked for");
}

async function dana_answers(dana, eli) {
  const told = eli.page.evaluate(() => window.reads("Dana answered."));
  const clicked = await dana.page.evaluate(() => window.click_on("Answer"));
  await dana.sees("You talk with the visitor");
  assert.equal(await dana.page.evaluate(() => window.open_microphones()), 1);
  const ms = (await told) - clicked;
  assert.ok(ms < told_within_ms, `Eli was told after ${ms} ms`);
  await until("Eli's picture is closed", () =>
    eli.page.evaluate(() => window.open_connections() === 0));
  return `Eli knows ${ms} ms after the click`;
}

async function sound_flows(dana) {
  await dana.sees("Visitor is speaking");
  await hears_visitor(dana);
  await visitor_hears("dana");
  await is_told_heard(dana);
}

async function dana_mutes(dana) {
  await dana.page.keyboard.press("m");
  await dana.sees("You are muted");
  await until("the visitor hears her no more", () => station.loudness(500) < inaudible);
  await dana.page.keyboard.press("m");
  await visitor_hears("dana");
}

async function pause_and_resume(dana) {
  await dana.page.bringToFront(); // of a page behind another, frames are told once a second
  await dana.page.keyboard.press("p");
  await dana.sees("Paused: no sound, no picture");
  await until("the visitor hears her no more", () => station.loudness(500) < inaudible);
  await until("nothing comes for a second", async () => {
    const before = await dana.page.evaluate(() => window.frames.length);
    const { packets } = await dana.heard();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const is_still = (await dana.page.evaluate(() => window.frames.length)) === before;
    return is_still && (await dana.heard()).packets === packets;
  });
  await is_marked(dana, false);
  const back_ms = await dana.page.evaluate(resume_and_measure);
  assert.ok(back_ms.picture < back_within_ms, `the picture came after ${back_ms.picture} ms`);
  assert.ok(back_ms.sound < back_within_ms, `the sound came after ${back_ms.sound} ms`);
  await visitor_hears("dana");
  await is_marked(dana, true);
  return `picture after ${back_ms.picture.toFixed()} ms, sound after ${back_ms.sound.toFixed()} ms`;
}

// In the page: from the click to the next frame on the screen and the next packet of sound.
async function resume_and_measure() {
  const { packets } = await window.heard();
  const frames = window.frames.length;
  const start = performance.now();
  window.click_on("Resume");
  const after = async (look) => {
    while (performance.now() < start + 5_000) {
      if (await look()) return performance.now() - start;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return Infinity;
  };
  const [picture, sound] = await Promise.all([
    after(() => window.frames.length > frames),
    after(async () => (await window.heard()).packets > packets),
  ]);
  return { picture, sound };
}

async function unlock(dana) {
  assert.equal(station.openings(), 0);
  const request = dana.page.waitForRequest((it) => it.url().includes("/api/v1/unlock"));
  await dana.page.keyboard.press("u");
  await dana.page.keyboard.press("u");
  await dana.sees("Unlocked");
  const again = await dana.ask("/api/v1/unlock", (await request).postDataJSON());
  assert.equal(again.status, 200);
  assert.equal(again.json.opened, true);
  assert.equal(station.openings(), 1);
}

async function media_process_dies(dana) {
  const call = async () => (await dana.page.evaluate(() =>
    fetch("/api/v1/status").then((it) => it.json()))).status.call.id;
  const before = await call();
  station.kill_media();
  const start = performance.now();
  await dana.sees("Connection lost. Trying again…");
  await dana.sees("You talk with the visitor");
  const frames = await dana.page.evaluate(() => window.frames.length);
  await until("the picture moves", () =>
    dana.page.evaluate((seen) => window.frames.length > seen + 5, frames));
  await visitor_hears("dana");
  await hears_visitor(dana);
  assert.equal(await call(), before, "it is the same call");
  return `everything back after ${(performance.now() - start).toFixed()} ms`;
}

async function eli_joins(dana, eli) {
  await eli.press("Join");
  await eli.sees("Also in the call: Dana");
  await dana.sees("Also in the call: Eli");
  await eli.sees("Visitor is speaking");
  await hears_visitor(eli);
  await is_told_heard(eli);
  await dana.page.keyboard.press("m");
  await visitor_hears("eli");
  await eli.page.keyboard.press("m");
  await dana.page.keyboard.press("m");
  await visitor_hears("dana");
  await eli.page.keyboard.press("m");
  await hears_visitor(dana);
}

async function both_leave(dana, eli) {
  await dana.page.keyboard.down("e");
  await dana.sees("Call ended");
  await dana.page.keyboard.up("e");
  await eli.sees("You talk with the visitor");
  await eli.press("End call");
  await eli.sees("Call ended");
  await until("the station is back to waiting", async () => {
    const told = await dana.page.evaluate(() => fetch("/api/v1/status").then((it) => it.json()));
    return told.status.state === "waiting";
  });
  await is_marked(dana, false);
  for (const { page } of [dana, eli]) {
    assert.equal(await page.evaluate(() => window.open_connections()), 0);
    assert.equal(await page.evaluate(() => window.open_microphones()), 0);
  }
  const [call] = await until("the call is on record", () => station.history().calls);
  assert.equal(call.unlocks, 1);
}

await tell(everything, { browsers, station });

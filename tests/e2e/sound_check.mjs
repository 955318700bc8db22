// The console's page Audio and video: the camera's picture, the levels, and a test tone that is
// heard in the file of the simulated loudspeaker. A real station with its media process.
//
//   node sound_check.mjs STATION CTL WEB [FOLDER]   screenshots go to FOLDER
//
// exit status: 0 passed, 1 failed, 77 cannot be played here
import { strict as assert } from "node:assert";
import { until } from "../interop/webrtc/until.mjs";
import { Operator } from "./answer/operator.mjs";
import { Station } from "./answer/station.mjs";
import { step, tell } from "./answer/story.mjs";
import { Browser, fake_microphone, skip_where_missing } from "./browser.mjs";
import { looks_well } from "./looks.mjs";

skip_where_missing();
const [program, porteroctl, web, screenshots] = process.argv.slice(2);
const password = "correct horse battery";
const path = "/operation/audio-and-video";
const silent = 0.0003;
// The tone has a peak of -12 dBFS, and a speaker volume of 80 % takes some of it.
const tone_hz = 1_000;
const tone_loudness = { least: 0.03, most: 0.25 };
const tone_lasts_ms = 5_000;

const station = new Station(program, porteroctl, web);
const browser = await Browser.start(fake_microphone);

const is_loud = () => station.loudness(200) > tone_loudness.least;
const is_silent = () => station.loudness(200) < silent;
const words_of = (page, label) =>
  page.locator(".meter", { hasText: label }).locator("span").innerText();

async function everything() {
  const dana = await Operator.open(browser, "Dana");
  const { address, claim_code } = await station.console();
  await step("the page shows the picture, and it moves", async () => {
    await dana.sign_in({ address, claim_code }, password, path);
    const first = await picture(dana.page);
    assert.ok(first.width >= 320 && first.bytes.length > 1_000);
    await until("another picture", async () => (await picture(dana.page)).bytes !== first.bytes);
    const count = await dana.page.evaluate(async () => {
      let asked = 0;
      const noting = new PerformanceObserver((list) =>
        list.getEntries().forEach(({ name }) => (asked += name.endsWith("/api/v1/snapshot"))));
      noting.observe({ type: "resource" });
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      noting.disconnect();
      return asked;
    });
    assert.ok(count >= 3, `${count} pictures in 3 s`);
    await until("the visitor is told so", async () => (await dana.marked()) === true);
    return `${(count / 3).toFixed(1)} a second`;
  });
  await step("the levels are those of the door", () => levels(dana));
  await step("it looks well", async () => {
    await looks_well(dana.page, "audio and video");
    if (screenshots) await shoot(dana.page, "idle");
  });
  await step("the test tone is heard at the door, at its pitch, and ends", () => tone(dana));
  await step("it stops when it is told to", () => stopped(dana));
  await step("it stops when its page is closed", () => closed(address));
  await step("nobody sees it, and nothing is asked", () => unseen(dana));
  await step("a call stops it, and there is none in a call", () => in_a_call(dana));
  assert.deepEqual(dana.page.complaints, []);
}

function picture(page) {
  return until("there is a picture", () => page.evaluate(async () => {
    const image = document.querySelector("img.snapshot");
    if (!image?.naturalWidth) return null;
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return { width: canvas.width, bytes: data.filter((_, i) => i % 61 === 0).join() };
  }).catch(() => null));
}

async function levels({ page }) {
  await until("the visitor is heard", async () =>
    /^It hears somebody, −\d+ dB$/.test(await words_of(page, "Microphone")));
  await until("nothing is played", async () =>
    (await words_of(page, "Loudspeaker")) === "Nothing is played");
  const value = await page.locator("#microphone-level").evaluate((meter) => meter.value);
  assert.ok(value > 0 && value <= 1);
}

async function tone(dana) {
  assert.ok(is_silent());
  const start = performance.now();
  await dana.press("Play a test tone");
  await until("it is loud", is_loud);
  await until("the page shows it", async () =>
    (await words_of(dana.page, "Loudspeaker")).startsWith("It plays"));
  if (screenshots) await shoot(dana.page, "tone");
  await until("some of it was heard", async () => performance.now() - start > 1_500);
  const loudness = station.loudness(500);
  const pitch = station.pitch_hz(500);
  assert.ok(loudness > tone_loudness.least && loudness < tone_loudness.most, `${loudness}`);
  assert.ok(Math.abs(pitch - tone_hz) < 20, `${pitch} Hz`);
  await dana.sees("The tone was played.");
  const took = performance.now() - start;
  assert.ok(took >= tone_lasts_ms && took < tone_lasts_ms + 3_000, `it took ${took} ms`);
  await until("it is over at the door", is_silent);
  return `${pitch.toFixed()} Hz, ${(20 * Math.log10(loudness)).toFixed()} dB`;
}

async function stopped(dana) {
  await dana.press("Play a test tone");
  await until("it is loud", is_loud);
  const start = performance.now();
  await dana.press("Stop the test tone");
  await until("it is silent", is_silent);
  assert.ok(performance.now() - start < tone_lasts_ms - 2_000);
}

async function closed(address) {
  const eli = await Operator.open(browser, "Eli");
  await eli.page.goto(`${address}${path}`);
  await eli.press("Play a test tone");
  await until("it is loud", is_loud);
  const start = performance.now();
  await eli.page.close();
  await until("it is silent", is_silent);
  const took = performance.now() - start;
  assert.ok(took < tone_lasts_ms - 2_000, `it took ${took} ms`);
  return `after ${took.toFixed()} ms`;
}

async function unseen(dana) {
  const { page } = dana;
  const show = (state) => page.evaluate((it) => {
    Object.defineProperty(document, "visibilityState", { get: () => it, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
  await show("hidden");
  let asked = 0;
  const count = () => (asked += 1);
  await until("what was asked is answered", () => page.evaluate(() =>
    new Promise((resolve) => setTimeout(() => resolve(true), 1_000))));
  page.on("request", count);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
  assert.equal(asked, 0);
  page.off("request", count);
  await until("nor is the visitor told so", async () => (await dana.marked()) === false);
  page.on("request", count);
  await show("visible");
  await until("it goes on", () => asked > 3);
  page.off("request", count);
}

async function in_a_call(dana) {
  const eli = await Operator.open(browser, "Eli");
  await eli.page.goto(`${new URL(dana.page.url()).origin}/answer`);
  await eli.go_on_duty();
  await dana.press("Play a test tone");
  await until("it is loud", is_loud);
  const start = performance.now();
  assert.equal((await eli.ask("/api/v1/button")).status, 204);
  await until("it is silent", is_silent);
  const took = performance.now() - start;
  assert.ok(took < tone_lasts_ms - 2_000, `it took ${took} ms`);
  await dana.sees("A call goes on: the tone would be heard in it.");
  await until("the button says so, too", () =>
    dana.page.getByRole("button", { name: "Play a test tone" }).isDisabled());
  const refused = await dana.ask("/api/v1/test_tone");
  assert.equal(refused.status, 409);
  assert.equal(refused.json.code, "call_goes_on");
  await eli.press("Answer");
  await eli.sees("You talk with the visitor");
  await until("the operator is heard at the door", async () =>
    (await words_of(dana.page, "Loudspeaker")).startsWith("It plays"));
  await looks_well(dana.page, "audio and video in a call");
  if (screenshots) await shoot(dana.page, "call");
  await eli.press("End call");
  await eli.sees("Call ended");
  await until("it can be played again", () =>
    dana.page.getByRole("button", { name: "Play a test tone" }).isEnabled());
  const call = await until("the call is on record with its figures", () => {
    const [kept] = station.history().calls;
    return kept?.quality && kept;
  });
  assert.equal(await dana.page.getByRole("alert").count(), 0, "nothing is wrong any more");
  assert.match(call.codecs, /^Opus-48000-2, (VP8|H264)$/);
  assert.deepEqual(eli.page.complaints, []);
  return `silent ${took.toFixed()} ms after the press of the button`;
}

async function shoot(page, what) {
  for (const width of [320, 1280])
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({
        path: `${screenshots}/${what}-${width}-${colorScheme}.png`, fullPage: true,
      });
    }
}

await tell(everything, { browsers: [browser], station });

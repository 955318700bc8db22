// How long sound takes from mouth to ear, both ways, and between two Chromiums; prints JSON.
//
//   node mouth_to_ear.mjs PROGRAM     PROGRAM is media_that_clicks
//
// Both sides click once a second and note when a click is in the air, by the clock of the machine.
// What sound devices hold is in the figures: 30 ms of the station's card, and what the browser says
// of its own.
import { createInterface } from "node:readline";
import { Browser } from "./chromium.mjs";
import { ChromiumStation } from "./chromium_station.mjs";
import { delays_ms } from "./delays.mjs";
import { Media } from "./media.mjs";
import { until } from "./until.mjs";

const program = process.argv[2];
const settling_s = 5;
const clicks = 60;
const least_apart_ms = 250;
const most_tries = 5;

const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1_000));

// media_that_clicks with the ears of its sound card: {"spoken_ms":...} or {"heard_ms":...} a line.
class ClickingMedia extends Media {
  #clicks = { spoken_ms: [], heard_ms: [] };

  constructor() {
    super(program, {
      sound: { echo_cancelling: "webrtc", noise_suppression: true, automatic_gain: true },
      output: "pipe",
    });
    createInterface({ input: this.process.stdout }).on("line", (line) => {
      for (const [key, at] of Object.entries(JSON.parse(line))) this.#clicks[key].push(at);
    });
  }

  clicks() {
    return this.#clicks;
  }
}

function spread(spoken_ms, heard_ms) {
  const delays = delays_ms(spoken_ms, heard_ms);
  const sorted = [...delays].sort((left, right) => left - right);
  const at = (share) => Math.round(sorted[Math.floor((sorted.length - 1) * share)]);
  return {
    spoken: spoken_ms.length, heard: sorted.length,
    p50_ms: at(0.5), p95_ms: at(0.95), max_ms: at(1),
  };
}

// How far the clicks of both sides are from each other, of the half second that they can be.
function apart_ms(theirs, ours) {
  const later_ms = Math.abs(theirs.spoken_ms.at(-1) - ours.spoken_ms.at(-1)) % 1_000;
  return Math.min(later_ms, 1_000 - later_ms);
}

// Who clicks while the other's click is in the air is taken for its echo: a page whose clicks are
// not well apart from the station's makes place for another, half a second later.
async function page_with_clicks_apart(station, browser) {
  for (let tries = 0; tries < most_tries; ++tries) {
    await seconds(tries * 0.5);
    const page = await browser.page(station);
    const id = await page.offer({ codec: "h264", clicks: true });
    await until("the first frame", () => page.viewer(id, (it) => it.first_frame));
    await seconds(settling_s);
    if (apart_ms(await station.clicks(), await page.clicks()) >= least_apart_ms)
      return { page, id };
    await page.leave(id);
    await page.page.close();
  }
  throw new Error("the clicks of both sides do not get apart");
}

async function between(station, browser) {
  const { page, id } = await page_with_clicks_apart(station, browser);
  const from_ms = Date.now();
  await seconds(clicks);
  const within = (times) => times.filter((it) => it >= from_ms && it < from_ms + clicks * 1_000);
  await seconds(1);
  const [theirs, ours] = [await station.clicks(), await page.clicks()];
  await page.leave(id);
  await page.page.close();
  const to_operator = spread(within(theirs.spoken_ms), ours.heard_ms);
  const to_visitor = spread(within(ours.spoken_ms), theirs.heard_ms);
  return {
    to_operator, to_visitor, round_trip_p50_ms: to_operator.p50_ms + to_visitor.p50_ms,
    round_trip_p95_ms: to_operator.p95_ms + to_visitor.p95_ms,
    of_the_browsers_card_ms: Math.round(ours.after_ms),
  };
}

const browser = await Browser.start();
const result = {};
for (const [name, start] of [
  ["portero", () => new ClickingMedia()], ["chromium", () => ChromiumStation.start()],
]) {
  const station = await start();
  result[name] = await between(station, browser);
  await station.end();
}
result.ratio_to_operator = Number(
  (result.portero.to_operator.p50_ms / result.chromium.to_operator.p50_ms).toFixed(2));
result.ratio_to_visitor = Number(
  (result.portero.to_visitor.p50_ms / result.chromium.to_visitor.p50_ms).toFixed(2));
console.log(JSON.stringify(result, null, 2));
await browser.end();

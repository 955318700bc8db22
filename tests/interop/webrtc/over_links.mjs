// Plays the station's picture over bad links into the Chromium of Debian, then another Chromium's
// over the same links, and prints JSON.
//
//   node over_links.mjs EMULATOR PROGRAM [brief]     in a network of its own: see ../apart.py
//
// 'brief' plays less of it, and demands what holds on a busy machine too.
// exit status: 0 played (and what was demanded held), 1 not, 77 cannot be played here
import { strict as assert } from "node:assert";
import { Browser, skip_where_missing } from "./chromium.mjs";
import { ChromiumStation } from "./chromium_station.mjs";
import { Link } from "./link.mjs";
import { Media } from "./media.mjs";
import {
  frames_per_second, freezes, frozen_s, longest_gap_ms, most_frozen_s,
} from "./shown.mjs";
import { until } from "./until.mjs";

const [emulator, program, how] = process.argv.slice(2);
const brief = how === "brief";
const codec = "h264";
const delay_ms = 20;
const limit_kbps = 700;
const settled_s = 5;
const freeze_window_ms = 20_000;

const milliseconds = (count) => new Promise((resolve) => setTimeout(resolve, count));
const rounded = (number, digits = 2) => Number(number.toFixed(digits));

// One look at everything: what the link carried, what the browser says, when frames were shown.
async function look(link, page, id) {
  const [carried, told] = await Promise.all([link.report(), page.statistics(id)]);
  return { ...carried, ...told };
}

// Each second, from now on.
async function watch(link, page, id, for_s) {
  const looks = [await look(link, page, id)];
  const start = performance.now();
  for (let second = 1; second <= for_s; ++second) {
    await milliseconds(start + second * 1_000 - performance.now());
    looks.push(await look(link, page, id));
  }
  return looks;
}

const kbps = (key, from, to) => ((to[key] - from[key]) * 8) / 1_000 / (to.at_s - from.at_s);
const rates = (key, looks) => looks.slice(1).map((to, i) => kbps(key, looks[i], to));

// Rates and frames are looked at after the first seconds, in which a sender tries what the link
// carries; freezes from the first frame on.
function figures(looks, film) {
  const [first, last] = [looks[0], looks.at(-1)];
  const grown = (key) => last[key] - first[key];
  const { notes, from_ms, until_ms } = film;
  const found = freezes(notes, from_ms, until_ms);
  return {
    seconds: rounded(grown("at_s"), 1),
    frozen_s: rounded(frozen_s(found, from_ms, until_ms)),
    frozen_as_the_browser_says_s: rounded(grown("frozen_s")),
    most_frozen_in_20_s: rounded(most_frozen_s(found, from_ms, until_ms, freeze_window_ms)),
    freezes: found.length,
    longest_gap_ms: Math.round(longest_gap_ms(notes, from_ms, until_ms)),
    fewest_frames_in_a_second: Math.min(
      ...frames_per_second(notes, from_ms, until_ms).slice(settled_s)),
    frames_per_second: rounded(grown("frames_decoded") / grown("at_s"), 1),
    sent_kbps: Math.round(kbps("offered_bytes", looks[settled_s], last)),
    most_sent_in_a_second_kbps: Math.round(
      Math.max(...rates("offered_bytes", looks).slice(settled_s))),
    link_lost: grown("lost"),
    link_dropped: grown("dropped"),
    nacks: grown("nacks"),
    key_frames: grown("key_frames"),
    link_latest_ms: last.latest_ms,
  };
}

const portero = () => new Media(program, { wrapper: Link.at_the_station });
const chromium = () => ChromiumStation.start(...Link.at_the_station);

// One viewer's whole life over one link.
async function play(start_station, browser, course) {
  const station = await start_station();
  const page = await browser.page(station);
  try {
    course.set();
    const id = await page.offer({ codec, voice_hz: 440 });
    await until("the first frame", () => page.viewer(id, (it) => it.first_frame));
    await page.take_notes(id);
    const looks = await watch(link, page, id, course.seconds);
    const result = figures(looks, await page.notes(id));
    if (course.then) Object.assign(result, await course.then(page, id));
    await page.leave(id);
    return result;
  } finally {
    await page.page.close();
    await station.end();
  }
}

// Seconds after the limit went until three seconds together carry 90 % of what comes without.
async function recovery(page, id, unlimited_kbps) {
  link.both_ways({ delay_ms });
  const looks = await watch(link, page, id, 45);
  const wanted = unlimited_kbps * 0.9;
  const at = looks.findIndex(
    (it, i) => i >= 3 && kbps("arrived_bytes", looks[i - 3], it) >= wanted);
  return {
    recovered_after_s: at < 0 ? null : rounded(looks[at].at_s - looks[0].at_s, 1),
    kbps_after_recovery: Math.round(kbps("arrived_bytes", looks.at(-11), looks.at(-1))),
  };
}

async function every_link(start_station, browser) {
  const over = (seconds, set, then) => play(start_station, browser, { seconds, set, then });
  const result = {};
  result.no_limit = await over(40, () => link.both_ways({ delay_ms }));
  result.loss_10_percent = await over(
    60, () => link.to_the_operator({ delay_ms, loss_percent: 10 }));
  result.loss_10_percent_both_ways = await over(
    60, () => link.both_ways({ delay_ms, loss_percent: 10 }));
  const limited = await over(
    60, () => link.to_the_operator({ delay_ms, rate_kbps: limit_kbps }),
    (page, id) => recovery(page, id, result.no_limit.sent_kbps));
  limited.most_sent_of_the_link = rounded(limited.most_sent_in_a_second_kbps / limit_kbps);
  result.limit_700_kbps = limited;
  return result;
}

// Wide bounds: another test may have the processor for a second.
async function demand(browser) {
  const lossy = await play(portero, browser, {
    seconds: 10, set: () => link.to_the_operator({ delay_ms, loss_percent: 10 }),
  });
  const limited = await play(portero, browser, {
    seconds: 20, set: () => link.to_the_operator({ delay_ms, rate_kbps: limit_kbps }),
  });
  console.log(JSON.stringify({ lossy, limited }, null, 2));
  assert.ok(lossy.link_lost > 20, "the link loses");
  assert.ok(lossy.frozen_s < 2, "10 % loss: frozen for less than 2 of 10 s");
  assert.ok(lossy.frames_per_second > 15, "10 % loss: more than 15 frames a second");
  assert.ok(limited.sent_kbps < 1.15 * limit_kbps, "700 kbit/s: what is sent fits");
  assert.ok(limited.frozen_s < 4, "700 kbit/s: frozen for less than 4 of 20 s");
  assert.ok(limited.frames_per_second > 10, "700 kbit/s: more than 10 frames a second");
}

skip_where_missing();
const link = await Link.make(emulator);
const browser = await Browser.start();
try {
  if (brief) {
    await demand(browser);
  } else {
    const ours = await every_link(portero, browser);
    const chromiums = await every_link(chromium, browser);
    console.log(JSON.stringify({ portero: ours, chromium: chromiums }, null, 2));
  }
} finally {
  await browser.end();
  await link.end();
}

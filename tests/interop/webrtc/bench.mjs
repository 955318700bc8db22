// Measures viewers with the Chromium of Debian; prints JSON.
//
//   node bench.mjs PROGRAM [JOINS [CYCLES [SECONDS]]]
//
// By default 100 joins and 1000 cycles, and 15 s for each cost; PROGRAM is portero-media.
//
// joins: from the browser's offer to its first decoded frame. fan_out: what the station's process
// costs with so many viewers in one browser. cycles: what is left behind by those who joined and
// left again.
import { Browser } from "./chromium.mjs";
import { ChromiumStation } from "./chromium_station.mjs";
import { Media } from "./media.mjs";
import { until } from "./until.mjs";

const [program, joins = "100", cycles = "1000", measured_s = "15"] = process.argv.slice(2);
const codec = "h264";
const at_rest_ms = 5_000;
const warm_cycles = 100;

const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1_000));

function spread(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, sorted.length * share | 0)]);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

async function join(page, options = { codec }) {
  const id = await page.offer(options);
  await until("the first frame", () => page.viewer(id, (it) => it.first_frame));
  return id;
}

async function leave(media, page, id) {
  const gone = media.next("viewer_gone", id);
  await page.leave(id);
  await gone;
}

async function time_joins(media, page, options) {
  const times = [];
  let failed = 0;
  for (let i = 0; i < Number(joins); ++i) {
    try {
      const id = await join(page, options);
      times.push(await page.viewer(id, (it) => it.first_frame - it.start));
      await leave(media, page, id);
    } catch (error) {
      console.error(`join ${i}: ${error.message}`);
      failed += 1;
    }
  }
  return { ...spread(times), failed };
}

// The same of another browser in the place of the station.
async function time_joins_of_chromium(browser) {
  const station = await ChromiumStation.start();
  const page = await browser.page(station);
  const times = await time_joins(station, page, {});
  await page.page.close();
  await station.end();
  return times;
}

async function cost(media, page, viewers) {
  const ids = [];
  for (let i = 0; i < viewers; ++i) ids.push(await join(page));
  await seconds(2);
  const before = media.usage();
  await seconds(Number(measured_s));
  const after = media.usage();
  const { encoders } = await media.statistics();
  for (const id of ids) await leave(media, page, id);
  const cpu_percent = Math.round((after.cpu_ms - before.cpu_ms) / Number(measured_s)) / 10;
  return {
    cpu_percent, rss_kb: after.rss_kb, threads: after.threads, encoders: encoders.length,
  };
}

// Threads that GLib keeps for a while are given back first.
async function left_by_cycles(media, page) {
  const left = [];
  for (let i = 1; i <= Number(cycles); ++i) {
    await leave(media, page, await join(page));
    if (i !== warm_cycles && i !== Number(cycles)) continue;
    await seconds(at_rest_ms / 1_000 + 15);
    left.push(media.usage());
  }
  return left;
}

const media = new Media(program, { sound: { loudspeaker: "none" } });
const browser = await Browser.start();
const page = await browser.page(media);
const start = media.usage();
const result = { rss_at_start_kb: start.rss_kb, joins_ms: await time_joins(media, page) };
result.joins_of_chromium_ms = await time_joins_of_chromium(browser);
result.fan_out = {};
for (const viewers of [0, 1, 10]) result.fan_out[viewers] = await cost(media, page, viewers);
result.fan_out.cpu_10_of_1 =
  Math.round((result.fan_out[10].cpu_percent / result.fan_out[1].cpu_percent) * 100) / 100;
if (Number(cycles) > 0) {
  const [warm, last] = await left_by_cycles(media, page);
  const grown = (key) => last[key] - warm[key];
  result.cycles = {
    count: Number(cycles), after_the_first: warm_cycles, rss_kb: warm.rss_kb,
    grown_kb: grown("rss_kb"), threads_more: grown("threads"),
    descriptors_more: grown("descriptors"),
  };
}
console.log(JSON.stringify(result, null, 2));
await browser.end();
await media.end();

// Tries every view of the page Answer in Chromium, with a simulated station: what it says, that
// nothing offends the content security policy, that axe finds nothing wrong, and that nothing needs
// sideways scrolling, narrow and wide, light and dark.
//
//   node answer_views.mjs CONSOLE [NAME [FOLDER]]   CONSOLE is the built console; only the views
//                                                   whose name has NAME; screenshots go to FOLDER
//
// exit status: 0 all passed, 1 one failed, 77 cannot be played here
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Browser, skip_where_missing } from "../interop/webrtc/chromium.mjs";
import { SimulatedStation } from "./answer/simulated_station.mjs";
import { viewer, views } from "./answer/views.mjs";

const looks = [
  { width: 320, scheme: "light" }, { width: 320, scheme: "dark" },
  { width: 1280, scheme: "light" }, { width: 1280, scheme: "dark" },
];

skip_where_missing();
const [folder, name = "", screenshots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await Browser.start();
let failed = 0;
for (const [what, come_to] of Object.entries(views)) {
  if (!what.includes(name)) continue;
  const start = performance.now();
  const station = new SimulatedStation(folder);
  const page = await browser.context.newPage();
  try {
    await play(what, come_to, page, station);
    console.log(`passed: ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${what}\n${error.stack}`);
  }
  await page.close();
  await station.end();
}
await browser.end();
process.exit(failed ? 1 : 0);

async function play(what, come_to, page, station) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`${error}`));
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text()))
      complaints.push(message.text());
  });
  const world = { page, station };
  await page.addInitScript({
    path: fileURLToPath(new URL("answer/simulated_door.js", import.meta.url)),
  });
  await page.route("**/api/v1/whep?*", (route) => answer_offer(world, route));
  await page.goto(`${await station.start()}/answer`);
  await come_to(world);
  for (const look of looks) await looks_well(what, page, look);
  assert.deepEqual(complaints, []);
}

async function answer_offer(world, route) {
  if (world.hold_offers) return;
  if (world.refuse_offers) {
    const body = JSON.stringify(world.refuse_offers);
    await route.fulfill({ status: 409, contentType: "application/problem+json", body });
    return;
  }
  const offer = route.request().postData();
  const body = await world.page.evaluate((it) => window.answer_offer(it), offer);
  await route.fulfill({
    status: 201, contentType: "application/sdp", body,
    headers: { Location: `/api/v1/whep/${viewer}` },
  });
}

async function looks_well(what, page, { width, scheme }) {
  await page.setViewportSize({ width, height: width < 600 ? 640 : 800 });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  const is_wider = () =>
    document.documentElement.scrollWidth > document.documentElement.clientWidth;
  assert.equal(await page.evaluate(is_wider), false, `sideways scrolling at ${width}`);
  const where = `${what} at ${width}, ${scheme}`;
  const path = `${screenshots}/${what}-${width}-${scheme}.png`;
  if (screenshots) await page.screenshot({ path, fullPage: true });
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  const of = ({ nodes }) => nodes.map((node) => node.html).join(" | ");
  const found = violations.map((it) => `${it.id}: ${of(it)}`);
  assert.deepEqual(found, [], where);
}

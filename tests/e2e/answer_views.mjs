// Tries every view of the page Answer in Chromium, with a simulated station: what it says, that
// nothing offends the content security policy, that axe finds nothing wrong, and that nothing needs
// sideways scrolling, narrow and wide, light and dark.
//
//   node answer_views.mjs CONSOLE [NAME [FOLDER]]   CONSOLE is the built console; only the views
//                                                   whose name has NAME; screenshots go to FOLDER
//
// exit status: 0 all passed, 1 one failed, 77 cannot be played here
import { fileURLToPath } from "node:url";
import { Browser, fake_microphone, skip_where_missing } from "./browser.mjs";
import { looks_well } from "./looks.mjs";
import { SimulatedStation } from "./answer/simulated_station.mjs";
import { viewer, views } from "./answer/views.mjs";

const looks = [
  { width: 320, scheme: "light" }, { width: 320, scheme: "dark" },
  { width: 1280, scheme: "light" }, { width: 1280, scheme: "dark" },
];

skip_where_missing();
const [folder, name = "", screenshots] = process.argv.slice(2);
const browser = await Browser.start(fake_microphone);
let failed = 0;
for (const [what, come_to] of Object.entries(views)) {
  if (!what.includes(name)) continue;
  const start = performance.now();
  const station = new SimulatedStation(folder);
  const page = await browser.page();
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
  const world = { page, station };
  await page.addInitScript({
    path: fileURLToPath(new URL("answer/simulated_door.js", import.meta.url)),
  });
  await page.route("**/api/v1/whep?*", (route) => answer_offer(world, route));
  await page.goto(`${await station.start()}/answer`);
  await come_to(world);
  await looks_well(page, what);
  if (screenshots) for (const look of looks) await shoot(what, page, look);
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

async function shoot(what, page, { width, scheme }) {
  await page.setViewportSize({ width, height: width < 600 ? 640 : 800 });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await page.screenshot({ path: `${screenshots}/${what}-${width}-${scheme}.png`, fullPage: true });
}

// Tries portero-media with the Chromium of Debian.
//
//   node run.mjs PROGRAM [NAME]     the cases whose name has NAME; PROGRAM is portero-media
//
// exit status: 0 all passed, 1 one failed, 77 cannot be played here
import { existsSync } from "node:fs";

const skipped = 77;

function skip(why) {
  console.log(`SKIP: ${why}`);
  process.exit(skipped);
}

if (!existsSync(new URL("node_modules/playwright-core", import.meta.url)))
  skip("playwright-core is not installed; run tools/setup.sh, or npm ci in tests/interop/webrtc");
const { Browser, missing } = await import("./chromium.mjs");
const { Media } = await import("./media.mjs");
const { cases } = await import("./cases.mjs");
if (missing()) skip(missing());

const [program, name = ""] = process.argv.slice(2);
const media = new Media(program);
const browser = await Browser.start();
let failed = 0;
for (const [what, play] of Object.entries(cases)) {
  if (!what.includes(name)) continue;
  const page = await browser.page(media);
  const start = performance.now();
  try {
    const why_not = await play({ media, browser, page, program });
    const result = why_not ? `SKIP (${why_not})` : "passed";
    console.log(`${result}: ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${what}\n${error.stack}`);
  }
  await page.page.close();
}
await browser.end();
if ((await media.end()) !== 0) {
  failed += 1;
  console.log("FAILED: portero-media did not end well");
}
process.exit(failed ? 1 : 0);

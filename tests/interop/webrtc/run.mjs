// Tries portero-media with the Chromium of Debian.
//
//   node run.mjs PROGRAM [NAME]     the cases whose name has NAME; PROGRAM is portero-media
//
// exit status: 0 all passed, 1 one failed, 77 cannot be played here
import { cases } from "./cases.mjs";
import { Browser, skip_where_missing } from "./chromium.mjs";
import { Media } from "./media.mjs";

skip_where_missing();
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

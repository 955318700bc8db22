// Plays one step after the other on a stage of page, station and browser; then it is cleared.
import { strict as assert } from "node:assert";

// A step may tell a figure. One that fails leaves its page as a picture, and what was complained
// of.
export async function play(steps, stage, picture) {
  const { page, station, browser } = stage;
  try {
    await station.start();
    for (const [name, step] of Object.entries(steps)) {
      const start = performance.now();
      const figure = await step(stage);
      assert.deepEqual(page.complaints, []);
      const took = Math.round(performance.now() - start);
      console.log(`ok  ${name} (${took} ms${figure ? `; ${figure}` : ""})`);
    }
  } catch (error) {
    await page.screenshot({ path: picture, fullPage: true }).catch(() => {});
    console.error(`${error.stack}\nat ${page.url()}, as ${picture} shows`);
    console.error([...page.complaints, station.log].join("\n"));
    process.exitCode = 1;
  } finally {
    await browser.end();
    await station.end();
  }
}

// A story of operators at a door, told step by step.

// A step may tell a figure.
export async function step(what, play) {
  const start = performance.now();
  const figure = await play();
  const took = ((performance.now() - start) / 1_000).toFixed(1);
  console.log(`passed: ${what} (${took} s${figure ? `; ${figure}` : ""})`);
}

// Ends whom it was played with, and this process as it went.
export async function tell(everything, { browsers, station }) {
  let failed = false;
  try {
    await everything();
  } catch (error) {
    failed = true;
    console.log(`FAILED: ${error.stack}`);
  }
  for (const browser of browsers) await browser.end();
  if ((await station.end()) !== 0) {
    failed = true;
    console.log("FAILED: the station did not end well");
  }
  process.exit(failed ? 1 : 0);
}

const patience_ms = 20_000;

// The first true value that looking finds.
export async function until(what, look, within_ms = patience_ms) {
  const end = performance.now() + within_ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`not within ${within_ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

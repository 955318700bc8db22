// What must hold of each page of the console, on every screen.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = [320, 390, 1280];
const themes = ["light", "dark"];
const least_target_px = 24; // WCAG 2.5.8; ours are 48

// A world of its own in the page: the page's security policy does not apply to what axe does.
async function violations(page) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId } = await session.send("Page.createIsolatedWorld", {
    frameId: frameTree.frame.id, worldName: "axe",
  });
  const evaluate = (expression) =>
    session.send("Runtime.evaluate", {
      contextId: executionContextId, awaitPromise: true, returnByValue: true, expression,
    });
  await evaluate(`${axe}; undefined`);
  const { result, exceptionDetails } = await evaluate(`axe.run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }).then(({ violations, passes }) => ({
    rules: passes.length,
    found: violations.map(({ id, nodes }) =>
      id + ": " + nodes.map(({ html, failureSummary }) => html + " " + failureSummary).join("; ")),
  }))`);
  await session.detach();
  assert.equal(exceptionDetails, undefined);
  assert.ok(result.value.rules > 10, "axe looked at the page");
  return result.value.found;
}

// Run in the page.
function shape(least) {
  const is_seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const small = [...document.querySelectorAll("button, nav a, input, select, textarea")]
    .filter(is_seen)
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width < least || box.height < least)
    .map(({ element }) => element.outerHTML);
  return {
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    small,
    refused: window.refused,
  };
}

async function seen(page, passing) {
  for (;;) {
    await passing?.come_to();
    const looks = await page.evaluate(shape, least_target_px);
    const found = await violations(page);
    if (!passing || await passing.still()) return { ...looks, found };
  }
}

// As it is now, in each width and theme. What passes by itself is come to each time, and looked at
// again where it had passed meanwhile: come_to() brings it about, and still() says if it is there.
export async function looks_well(page, name, passing) {
  for (const width of widths)
    for (const theme of themes) {
      const where = `${name}, ${width} px, ${theme}`;
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      const { headings, title, overflow, small, refused, found } = await seen(page, passing);
      assert.equal(headings, 1, `${where}: one h1`);
      assert.match(title, /\S – Portero$/, `${where}: its title`);
      assert.equal(overflow, 0, `${where}: nothing is wider than the screen`);
      assert.deepEqual(small, [], `${where}: large enough to be hit`);
      assert.deepEqual(refused, [], `${where}: the security policy refused nothing`);
      assert.deepEqual(found, [], `${where}: axe`);
    }
  assert.deepEqual(page.complaints, [], name);
}

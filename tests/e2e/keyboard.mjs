// What a hand that has a keyboard alone does on the pages of the console, and what must hold of
// each control that it comes to.
import { strict as assert } from "node:assert";

const most_controls = 200; // of one page

// Run in the page: where Tab must come to, in this order.
function stops() {
  const is_chosen = (radio) => {
    const group = [...document.getElementsByName(radio.name)];
    return radio === (group.find((it) => it.checked) ?? group[0]);
  };
  window.stops = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]")]
    .filter((it) => it.tabIndex >= 0 && !it.disabled && !it.closest("[inert]"))
    .filter((it) => it.checkVisibility({ visibilityProperty: true }))
    .filter((it) => it.type !== "radio" || is_chosen(it));
  return window.stops.map((it) => it.outerHTML);
}

// Run in the page: which of them has the focus, and what is wrong with how that is seen.
function focused() {
  const now = document.activeElement;
  if (now === document.body || now === null) return null;
  const number = window.stops.indexOf(now);
  // Whoever scrolls by the keys needs the focus for it.
  if (number < 0) return { scrolls: now.scrollHeight > now.clientHeight, html: now.outerHTML };
  const { outlineStyle, outlineWidth } = getComputedStyle(now);
  const has_ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const box = now.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const there = document.elementFromPoint(x, y);
  const is_seen = there !== null &&
    (now.contains(there) || there.contains(now) || [...(now.labels ?? [])].includes(there));
  return { number, has_ring, is_seen };
}

// Run in the page: what has lost the focus is still where Tab goes on from.
function go_to_the_top() {
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
}

// From the top of the page to its end: every control is come to, in its order, and seen to be.
export async function walks_through(page, where) {
  await page.evaluate(go_to_the_top);
  const expected = await page.evaluate(stops);
  assert.ok(expected.length > 0, `${where}: there is something to come to`);
  let next = 0;
  for (let presses = 0; next < expected.length && presses < most_controls; ++presses) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(focused);
    if (found?.scrolls) continue;
    const at = `${where}, control ${next + 1}: ${expected[next]}`;
    assert.equal(found?.number, next, `${at} is not come to, but ${found?.html ?? found?.number}`);
    assert.ok(found.has_ring, `${at} has no ring`);
    assert.ok(found.is_seen, `${at} is covered`);
    ++next;
  }
  assert.equal(next, expected.length, `${where}: Tab comes to its end`);
  await page.keyboard.press("Tab");
  const beyond = await page.evaluate(focused);
  assert.ok(beyond === null || beyond.number === 0, `${where}: the last control is no trap`);
  return expected.length;
}

// With Tab, from where the focus is.
export async function tab_to(page, control) {
  for (let presses = 0; presses < most_controls; ++presses) {
    if (await control.evaluate((it) => it === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not come to ${control}`);
}

// Reaches it with Tab and presses this key there.
export async function press_at(page, control, key = "Enter") {
  await tab_to(page, control);
  await page.keyboard.press(key);
}

// Every view of the page Answer, with how a person comes to it; each gets { page, station }.
import { strict as assert } from "node:assert";

const call = {
  id: 7, direction: "from_door", began_ms: 0, answered_ms: null, parties: [], rung: [],
  asks_browsers: true,
};
const rings = { state: "ringing", call, on_duty: ["Alex"] };
const party = (name, viewer) => ({ name, route: "webrtc", held: false, viewer });
const with_parties = (...parties) => ({
  state: "in_call", on_duty: ["Alex"],
  call: { ...call, answered_ms: 10, asks_browsers: false, parties },
});
export const viewer = 11;

const press = ({ page }, name) => page.getByRole("button", { name, exact: true }).click();
const says = ({ page }, text) => page.getByText(text, { exact: true }).first().waitFor();

async function on_duty({ page }) {
  await page.getByLabel("Your name").fill("Alex");
  await page.getByRole("switch", { name: "I'm ready to answer" }).click();
  await page.getByText("Calls ring here while this page is open.").waitFor();
}

async function ringing(world) {
  await on_duty(world);
  world.station.becomes(rings);
  await says(world, "Somebody is at the door");
  assert.match(await world.page.title(), /^\(1\) Somebody is at the door/);
}

async function in_call(world) {
  await ringing(world);
  await press(world, "Answer");
  await world.page.getByRole("button", { name: "Mute" }).waitFor();
  world.station.becomes(with_parties(party("Alex", viewer)));
  await says(world, "You talk with the visitor");
}

function unlock_told(world, code, sentence, opened, status = 200) {
  world.station.answers["POST /api/v1/unlock"] = {
    get status() { return status; },
    get json() {
      const { command } = world.station.unlocks.at(-1);
      return status === 200 ? { command, code, sentence, opened } : { code, title: sentence };
    },
  };
}

export const views = {
  async idle(world) {
    await says(world, "Nobody is at the door");
  },
  async idle_while_the_station_is_gone(world) {
    await on_duty(world);
    await world.station.end();
    await says(world, "Waiting for the station…");
    await says(world, "Calls cannot ring here until the station is reached again.");
    await world.station.start();
    await says(world, "Calls ring here while this page is open.");
    await world.station.end();
    await says(world, "Waiting for the station…");
  },
  async idle_offline(world) {
    world.station.becomes({
      state: "offline", reason_code: "wrong_password",
      reason: "The SIP server refused the username or password. Check both.",
    });
    await says(world, "The intercom is offline");
  },
  async idle_disabled(world) {
    world.station.becomes({ state: "disabled" });
    await says(world, "Intercom is off for this station");
    assert.equal(await world.page.getByRole("button", { name: "Open intercom" }).count(), 0);
  },
  async idle_with_somebody(world) {
    world.station.becomes(with_parties(party("Dana R.", 5)));
    await says(world, "With Dana R.");
    await world.page.getByRole("button", { name: "Join" }).waitFor();
  },
  async name_is_missing({ page }) {
    await page.getByRole("switch").click();
    await page.getByText("Enter your name first").waitFor();
    assert.equal(await page.getByRole("switch").isChecked(), false);
  },
  on_duty,
  ringing,
  async ringing_without_picture(world) {
    await on_duty(world);
    world.refuse_offers = { code: "full", title: "Ten operators watch already." };
    world.station.becomes(rings);
    await says(world, "Ten operators watch already.");
  },
  async watching(world) {
    await press(world, "Watch live");
    await says(world, "Live view does not open the speaker at the door.");
    await world.page.getByRole("button", { name: "Stop watching" }).waitFor();
  },
  async refused(world) {
    world.refuse_offers = { code: "full", title: "Ten operators are in this call already." };
    await press(world, "Open intercom");
    await says(world, "The station did not let you in");
  },
  async connecting(world) {
    world.hold_offers = true;
    await press(world, "Open intercom");
    await world.page.getByText("Connecting…", { exact: false }).waitFor();
  },
  in_call,
  async answered_by_keyboard(world) {
    await ringing(world);
    await world.page.getByRole("button", { name: "Answer", exact: true }).focus();
    await world.page.keyboard.press("Enter");
    await says(world, "You talk with the visitor");
    const focused = await world.page.evaluate(() => document.activeElement.textContent);
    assert.equal(focused, "You talk with the visitor");
  },
  async in_call_with_others(world) {
    await in_call(world);
    world.station.becomes(with_parties(party("Alex", viewer), party("Dana R.", 5)));
    await says(world, "Also in the call: Dana R.");
  },
  async muted(world) {
    await in_call(world);
    await world.page.keyboard.press("m");
    await says(world, "You are muted");
    await world.page.getByRole("button", { name: "Unmute" }).waitFor();
  },
  async paused(world) {
    await in_call(world);
    await world.page.keyboard.press("p");
    await says(world, "Paused: no sound, no picture");
    await world.page.getByRole("button", { name: "Resume" }).waitFor();
    await says(world, "Paused: you are not heard");
  },
  async escape_does_not_end(world) {
    await in_call(world);
    await world.page.keyboard.press("Escape");
    await world.page.keyboard.press("e"); // not held
    await says(world, "You talk with the visitor");
  },
  async unlocked(world) {
    await in_call(world);
    unlock_told(world, "opened", "The door is open.", true);
    await world.page.keyboard.press("u");
    await says(world, "Unlocked");
    assert.equal(world.station.unlocks.length, 1);
    assert.equal(world.station.unlocks[0].viewer, viewer);
  },
  async unlock_waits_for_the_panel(world) {
    await in_call(world);
    unlock_told(world, "awaiting_panel", "", false);
    await press(world, "Unlock");
    await says(world, "Sent. Waiting for the panel…");
  },
  async unlock_failed(world) {
    await in_call(world);
    unlock_told(world, "panel_denied", "The panel refused.", false);
    await press(world, "Unlock");
    await says(world, "The panel refused.");
  },
  async unlock_outside_a_call(world) {
    unlock_told(world, "needs_passkey", "Confirm.", false, 409);
    await press(world, "Unlock");
    await says(world, "You have not spoken to anyone.");
  },
  async answered_elsewhere(world) {
    await ringing(world);
    world.station.becomes(with_parties(party("Dana R.", 5)));
    await says(world, "Dana R. answered.");
    await world.page.getByRole("button", { name: "Join" }).waitFor();
  },
  async missed(world) {
    await ringing(world);
    world.station.becomes({ on_duty: ["Alex"] });
    await says(world, "Nobody answered");
  },
  async reconnecting(world) {
    await in_call(world);
    world.hold_offers = true;
    world.station.tell("viewer", { viewer, state: "gone", code: "vanished", sentence: "Silent." });
    await says(world, "Connection lost. Trying again…");
  },
  async ended_by_holding_e(world) {
    await in_call(world);
    await world.page.keyboard.down("e");
    await says(world, "Call ended");
    await world.page.keyboard.up("e");
    assert.ok(world.station.requests.includes(`DELETE /api/v1/whep/${viewer}`));
  },
  async ended_by_the_station(world) {
    await in_call(world);
    world.station.tell("viewer", {
      viewer, state: "gone", code: "switched_off", sentence: "The intercom was switched off.",
    });
    await says(world, "The intercom was switched off.");
  },
  async rings_on_another_page(world) {
    await on_duty(world);
    await world.page.getByRole("link", { name: "Status" }).first().click();
    world.station.becomes(rings);
    await says(world, "See who it is");
    assert.match(await world.page.title(), /^\(1\) Somebody is at the door/);
  },
};

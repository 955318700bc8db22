// The station's web console in a browser, from the first start on.
//
//   node console.mjs STATION CTL WEB     the programs, and the folder of the built console
import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../interop/webrtc/until.mjs";
import { Browser, skip_where_missing } from "./browser.mjs";
import { button, field, heading, save, text } from "./form.mjs";
import { press_at, tab_to, walks_through } from "./keyboard.mjs";
import { looks_well } from "./looks.mjs";
import { Station } from "./station.mjs";
import { play } from "./steps.mjs";

const password = "correct horse battery staple";
const passphrase = "open sesame, said Ali Baba";
const new_password = "another horse battery staple";

const operation = ["Intercom", "Access control", "Card reader", "Audio and video", "Display"];

// The heading of each page, and what stands on it when it is complete.
const routes = {
  "/": ["Status", "Last call"],
  ...Object.fromEntries(operation.map((page) => [
    `/operation/${page.toLowerCase().replaceAll(" ", "-")}`, [page, "Save and apply"],
  ])),
  "/answer": ["Answer the door", "Calls do not ring here."],
  "/calls": ["Call history", "No calls yet."],
  "/log": ["Log", "Station started"],
  "/log/program": ["Program log", "call: starting as disabled"],
  "/diagnostics": ["Check my intercom", "Check now"],
  "/backup": ["Backup and restore", "Restore settings"],
  "/system": ["System", "Fingerprint (SHA-256)"],
  "/nowhere": ["There is no such page", "mistyped"],
};

// A setting of a page, as it is typed there.
const typed_on = [
  ["intercom", "Extension", "209"],
  ["access-control", "Pulse time", "4"],
  ["audio-and-video", "Microphone volume", "55"],
  ["display", "Help line", "Ask at the desk"],
  ["display", "Station name", "North Gate"],
];

// Run in the page: from the console, outside a call, with the password once more.
async function open_the_door(word) {
  const { status } = await fetch("/api/v1/status").then((it) => it.json());
  const digits = crypto.getRandomValues(new Uint8Array(16));
  const answer = await fetch("/api/v1/unlock?name=Dana", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      command: [...digits].map((it) => it.toString(16).padStart(2, "0")).join(""),
      run: status.run, issued_ms: status.now_ms, viewer: null, password: word,
    }),
  });
  return { status: answer.status, text: await answer.text() };
}

const focus_on_heading = (page) => until("the heading has the focus", () =>
  page.evaluate(() => document.activeElement.tagName === "H1"));

// Waits until the control has the focus, and says what is wrong.
async function refused_at(page, label, said) {
  const control = field(page, label);
  await until(`${label} has the focus`, () =>
    control.evaluate((element) => element === document.activeElement));
  assert.equal(await control.getAttribute("aria-invalid"), "true");
  const ids = (await control.getAttribute("aria-describedby")).split(" ");
  const words = await page.locator(`[id="${ids.at(-1)}"]`).innerText();
  assert.match(words, said);
}

const steps = {
  async "the first start asks for the claim code and a password"({ page, station }) {
    await page.goto(`${station.address}/`);
    await heading(page, "Set up this station");
    await looks_well(page, "first start");
    await field(page, "Claim code").fill("AAA-AAA");
    await field(page, "New password").fill("too short");
    await button(page, "Set password and sign in").click();
    await refused_at(page, "New password", /^This has 9 characters; 12 are the least\.$/);
    await field(page, "New password").fill(password);
    await button(page, "Set password and sign in").click();
    await refused_at(page, "Claim code", /not the code that the station shows/);
    await field(page, "Claim code").fill(station.console().claim_code);
    await button(page, "Set password and sign in").click();
    await heading(page, "Status");
    assert.equal(station.console().claim_code, null);
  },

  async "whoever signed out signs in with the password alone"({ page, station }) {
    await page.goto(`${station.address}/system`);
    await button(page, "Sign out").click();
    await heading(page, "Sign in");
    await looks_well(page, "sign-in");
    await field(page, "Password of this station").fill("a wrong password");
    await button(page, "Sign in").click();
    await refused_at(page, "Password of this station", /^This is not the password\.$/);
    await field(page, "Password of this station").fill(password);
    await button(page, "Sign in").click();
    await heading(page, "System");
    await focus_on_heading(page);
  },

  async "every page looks well"({ page, station }) {
    for (const [path, [title, complete]] of Object.entries(routes)) {
      await page.goto(`${station.address}${path}`);
      await heading(page, title);
      await text(page, complete);
      await looks_well(page, path);
    }
  },

  async "Tab comes to every control of each page, in its order, and shows where it is"(
    { page, station },
  ) {
    let controls = 0;
    for (const [path, [title, complete]] of Object.entries(routes)) {
      await page.goto(`${station.address}${path}`);
      await heading(page, title);
      await text(page, complete);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        controls += await walks_through(page, `${path}, ${width} px`);
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    return `${controls} controls`;
  },

  async "what each page is for is done with the keyboard alone"({ page, station }) {
    const goes_to = async (path) => {
      await page.goto(`${station.address}${path}`);
      await heading(page, routes[path][0]);
      await text(page, routes[path][1]);
    };
    const types = async (label, what) => {
      await tab_to(page, field(page, label));
      await page.keyboard.press("Control+A");
      await page.keyboard.type(what);
    };
    for (const [path, label, what] of typed_on) {
      await goes_to(`/operation/${path}`);
      await types(label, what);
      await press_at(page, button(page, "Save and apply"));
      await text(page, "Saved. It is in force now.");
      assert.equal(await field(page, label).inputValue(), what);
    }
    await page.getByRole("banner").getByText("North Gate").waitFor();
    await goes_to("/operation/card-reader");
    await press_at(page, field(page, "Card format"), "ArrowDown");
    await press_at(page, button(page, "Save and apply"), "Space");
    await text(page, "Saved. It is in force now.");
    assert.equal(station.setting("card_reader.card_format"), "h10306");
    await goes_to("/answer");
    await types("Your name", "Dana");
    await press_at(page, page.getByRole("switch", { name: "I'm ready to answer" }), "Space");
    await text(page, "Calls ring here while this page is open.");
    await press_at(page, page.getByRole("switch", { name: "I'm ready to answer" }), "Space");
    await text(page, "Calls do not ring here.");
    await goes_to("/log/program");
    await press_at(page, button(page, "Pause"), "Space");
    await press_at(page, button(page, "Go on"));
    await goes_to("/diagnostics");
    await press_at(page, button(page, "Check now"));
    await button(page, "Check again").waitFor();
    await until("it has looked at everything", () => button(page, "Check again").isEnabled());
    await looks_well(page, "what diagnostics found");
    await goes_to("/backup");
    await types("Passphrase for the backup", passphrase);
    const downloading = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    await downloading;
    await goes_to("/system");
    await press_at(page, button(page, "Sign out"));
    await heading(page, "Sign in");
    await focus_on_heading(page);
    await walks_through(page, "sign-in");
    await types("Password of this station", password);
    await page.keyboard.press("Enter");
    await heading(page, "System");
  },

  async "a station without a screen says so"({ page, station }) {
    await page.goto(`${station.address}/`);
    await text(page, "This station runs without a screen.");
  },

  async "what an unlock sends to the panel is shown before it is sent"({ page, station }) {
    const credential = ["access.facility_id=17", "access.card_id=4711"];
    const format = "card_reader.card_format=h10301";
    station.ctl("set", "access.credential_enabled=true", format, ...credential);
    for (const path of ["/", "/operation/access-control"]) {
      await page.goto(`${station.address}${path}`);
      await text(page, "Credentials can be sent by Wiegand");
      await text(page, "26 bits, hex 22224cf");
      await text(page, "None since the station started");
      await looks_well(page, `panel output on ${path}`);
    }
    station.ctl("set", "access.credential_enabled=false");
    await text(page, "No credential is sent.");
  },

  async "a setting is changed by its form, and in force"({ page, station }) {
    await page.goto(`${station.address}/operation/access-control`);
    await field(page, "Pulse time").fill("5");
    await text(page, "1 change.");
    await save(page);
    assert.equal(station.setting("access.relay_pulse_s"), 5);
  },

  async "a value out of range is refused at its field"({ page, station }) {
    await field(page, "Pulse time").fill("99");
    await field(page, "Relay active").focus();
    await text(page, "Enter a whole number from 1 to 60 s.");
    await button(page, "Save and apply").click();
    await refused_at(page, "Pulse time", /from 1 to 60 s/);
    await looks_well(page, "a refused value");
    await button(page, "Discard").click();
    assert.equal(await field(page, "Pulse time").inputValue(), "5");
    assert.equal(station.setting("access.relay_pulse_s"), 5);
  },

  async "what the station alone can know is refused at its field, too"({ page, station }) {
    await page.goto(`${station.address}/operation/intercom`);
    await field(page, "Pinned certificate").waitFor({ state: "detached" });
    await field(page, "Client certificate").fill("-----BEGIN CERTIFICATE-----");
    await button(page, "Save and apply").click();
    await refused_at(page, "Client certificate", /^This has the wrong form; allowed: /);
    await looks_well(page, "what the station refused");
    await button(page, "Discard").click();
    assert.equal(station.setting("sip.tls_client_certificate"), undefined);
  },

  async "a required setting is asked for before anything is sent"({ page, station }) {
    await field(page, "SIP").check();
    await button(page, "Save and apply").click();
    await refused_at(page, "Server address", /^Server address is required\.$/);
    await button(page, "Discard").click();
    assert.equal(station.setting("sip.enabled"), false);
  },

  async "a secret is saved, and never shown again"({ page, station }) {
    await field(page, "Password").fill("s3cret-of-sip");
    await save(page);
    await text(page, "Saved. Enter a new one to change it.");
    assert.deepEqual(station.setting("sip.password"), { set: true });
    await page.reload();
    await text(page, "Saved. Enter a new one to change it.");
    assert.ok(!(await page.content()).includes("s3cret-of-sip"));
    await button(page, "Remove it (Password)").click();
    await save(page);
    assert.equal(station.setting("sip.password"), undefined);
  },

  async "what the configuration file sets is locked"({ page, station }) {
    await page.goto(`${station.address}/operation/audio-and-video`);
    await field(page, "Speaker volume").waitFor();
    assert.ok(await field(page, "Speaker volume").isDisabled());
    await text(page, `Set in ${station.file}:2:1, and can be changed only there.`);
  },

  async "what somebody else changed meanwhile is shown, and nothing is lost"({ page, station }) {
    await field(page, "Microphone volume").fill("60");
    station.ctl("set", "audio.microphone_volume_percent=40");
    await button(page, "Save and apply").click();
    await text(page, "Meanwhile somebody set it to “40”.");
    assert.equal(await field(page, "Microphone volume").inputValue(), "60");
    assert.equal(station.setting("audio.microphone_volume_percent"), 40);
    await looks_well(page, "a conflict");
    await save(page);
    assert.equal(station.setting("audio.microphone_volume_percent"), 60);
  },

  async "drafts outlive going to another page"({ page }) {
    await field(page, "Microphone volume").fill("61");
    await page.getByRole("link", { name: "Intercom" }).click();
    await heading(page, "Intercom");
    await field(page, "Extension").fill("201");
    await text(page, "2 changes, also on Audio and video.");
    await save(page);
  },

  async "a contact gets a photo, and both go"({ page, station }) {
    const photo_at = (contact, how) => page.evaluate(async ([name, init]) => {
      const answer = await fetch(`/api/v1/contact_photo?contact=${name}`, init);
      const body = answer.ok ? "" : await answer.json();
      return { status: answer.status, type: answer.headers.get("Content-Type"), body };
    }, [contact, how]);
    const png = Buffer.from(await page.evaluate(() => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 900, height: 600 });
      canvas.getContext("2d").fillRect(300, 150, 300, 300);
      return canvas.toDataURL("image/png").split(",")[1];
    }), "base64");
    const give = async (name, mimeType, buffer) => {
      await field(page, "Photo file").setInputFiles({ name, mimeType, buffer });
      await button(page, "Save photo").click();
    };
    station.ctl("set", "display.contacts=Anna Smith = 201, Ben = 202");
    await page.goto(`${station.address}/operation/display`);
    await field(page, "Contact").selectOption("Ben");
    await text(page, "No photo");
    await walks_through(page, "photos of contacts");
    await button(page, "Save photo").click();
    await refused_at(page, "Photo file", /^Choose a file\.$/);
    await give("notes.png", "image/png", Buffer.from("no picture"));
    await refused_at(page, "Photo file", /reads no picture in the file/);
    await looks_well(page, "a photo that is none");
    await give("ben.png", "image/png", png);
    await text(page, "Ben has this photo now.");
    const shown = page.getByRole("img", { name: "Photo of Ben" });
    assert.deepEqual(await shown.evaluate((image) => [image.naturalWidth, image.naturalHeight]),
      [160, 160]);
    await looks_well(page, "a contact with a photo");
    assert.deepEqual(await photo_at("Ben"), { status: 200, type: "image/jpeg", body: "" });
    const wrong = await photo_at("Ben", { method: "PUT", body: "GIF89a" });
    assert.equal(wrong.status, 422);
    assert.equal(wrong.body.errors[0].field, "photo");
    await press_at(page, button(page, "Remove photo"));
    await text(page, "Ben has no photo any more.");
    await text(page, "No photo");
    assert.equal((await photo_at("Ben")).status, 404);
    const question = "**/api/v1/contact_photos";
    await page.route(question, (route) => route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({ title: "The disk is away.", status: 503, code: "no_store" }),
    }));
    await button(page, "Save photo").click();
    await text(page, "Ben has this photo now.");
    await text(page, "The disk is away.");
    assert.equal(await page.getByText("No photo", { exact: true }).count(), 0);
    await page.unroute(question);
    await button(page, "Save photo").click();
    await shown.waitFor();
    assert.equal(await page.getByText("The disk is away.").count(), 0);
    await field(page, "Contact").selectOption("Anna Smith");
    await button(page, "Save photo").click();
    await refused_at(page, "Photo file", /^Choose a file\.$/);
    station.ctl("set", "display.contacts=Anna Smith = 201");
    assert.equal((await photo_at("Ben")).status, 404);
    station.ctl("set", "display.contacts=");
  },

  async "settings are backed up, and restored with the passphrase alone"({ page, station }) {
    await page.goto(`${station.address}/backup`);
    await field(page, "Passphrase for the backup").fill("short");
    await button(page, "Download backup").click();
    await refused_at(page, "Passphrase for the backup", /^This has 5 characters; 12/);
    await field(page, "Passphrase for the backup").fill(passphrase);
    const downloading = page.waitForEvent("download");
    await button(page, "Download backup").click();
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^portero-settings-\d{4}-\d\d-\d\d\.backup$/);
    await text(page, "is among your downloads.");
    await looks_well(page, "a backup");

    station.ctl("set", "access.relay_pulse_s=9");
    await button(page, "Restore settings").click();
    await refused_at(page, "Backup file", /^Choose the file of a backup\.$/);
    await field(page, "Backup file").setInputFiles(await download.path());
    await field(page, "Passphrase of the backup").fill("open barley, said Cassim");
    await button(page, "Restore settings").click();
    await refused_at(page, "Passphrase of the backup", /not the one/);
    await looks_well(page, "a wrong passphrase");
    assert.equal(station.setting("access.relay_pulse_s"), 9);
    await field(page, "Passphrase of the backup").fill(passphrase);
    await button(page, "Restore settings").click();
    await text(page, "The settings of the backup are in force.");
    await looks_well(page, "a restored backup");
    assert.equal(station.setting("access.relay_pulse_s"), 5);
    await page.goto(`${station.address}/log`);
    await text(page, "Settings restored");
  },

  async "a file that is no backup is refused at its field"({ page, station }) {
    await page.goto(`${station.address}/backup`);
    const other = { name: "cat.jpg", mimeType: "image/jpeg", buffer: Buffer.from([255, 216, 0]) };
    await field(page, "Backup file").setInputFiles(other);
    await field(page, "Passphrase of the backup").fill(passphrase);
    await button(page, "Restore settings").click();
    await refused_at(page, "Backup file", /no backup/);
  },

  async "a certificate of one's own is used, and given back"({ page, station }) {
    const own = station.console().fingerprint;
    const pem = (name) => join(station.folder, name);
    for (const name of ["door", "other"])
      execFileSync("openssl", [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc",
        "-days", "30", "-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}.example.org`,
        "-keyout", pem(`${name}.key`), "-out", pem(`${name}.pem`),
      ], { stdio: "ignore" });
    await page.goto(`${station.address}/system`);
    await text(page, own);
    await button(page, "Use this certificate").click();
    await refused_at(page, "Certificate file", /^Choose a file\.$/);
    await field(page, "Certificate file").setInputFiles(pem("door.pem"));
    await field(page, "Key file").setInputFiles(pem("other.key"));
    await button(page, "Use this certificate").click();
    await refused_at(page, "Key file", /does not belong to the certificate of door/);
    await looks_well(page, "a key that does not fit");
    assert.equal(station.console().fingerprint, own);
    await field(page, "Key file").setInputFiles(pem("door.key"));
    await button(page, "Use this certificate").click();
    await text(page, "The certificate is in use.");
    await text(page, "door.example.org");
    await text(page, "It is not for 127.0.0.1");
    await looks_well(page, "a given certificate");
    const { fingerprint256 } = new X509Certificate(readFileSync(pem("door.pem")));
    assert.equal(station.console().fingerprint, fingerprint256);
    await button(page, "Use the station's own").click();
    await text(page, "The station's own is in use.");
    assert.equal(station.console().fingerprint, own);
    await page.goto(`${station.address}/log`);
    await text(page, "Certificate of the console");
  },

  async "the state changes live, and a call is rung and ended"({ page, station }) {
    const silent = createSocket("udp4"); // a phone that never answers
    await new Promise((resolve) => silent.bind(0, "127.0.0.1", resolve));
    await page.goto(`${station.address}/`);
    await text(page, "The intercom is off.");
    station.ctl("set", "sip.enabled=true", "sip.direct_calls=true", "sip.transport=udp",
      `sip.extension=sip:desk@127.0.0.1:${silent.address().port}`);
    await page.getByRole("banner").getByText("Ready").waitFor();
    await press_at(page, button(page, "Press the call button"));
    await page.getByRole("banner").getByText("Ringing").waitFor();
    assert.equal(station.ctl("status").status.state, "ringing");
    await looks_well(page, "ringing");
    await press_at(page, button(page, "End the call"), "Space");
    await until("it rings no more", () => station.ctl("status").status.state !== "ringing");
    await page.getByRole("banner").getByText("Ringing").waitFor({ state: "detached" });
    silent.close();
  },

  async "access that is granted looks well for as long as it is told"({ page, station }) {
    const granted = page.getByRole("banner").getByText("Access granted");
    await page.goto(`${station.address}/`);
    await heading(page, "Status");
    await looks_well(page, "access granted", {
      come_to: async () => {
        const told = await page.evaluate(open_the_door, password);
        assert.equal(told.status, 200, told.text);
        await granted.waitFor();
      },
      still: () => granted.isVisible(),
    });
  },

  async "the call and what was changed are on record"({ page, station }) {
    await page.goto(`${station.address}/calls`);
    await text(page, "Ended on request");
    await looks_well(page, "a call in the history");
    await page.goto(`${station.address}/log`);
    await text(page, "Call requested");
    await text(page, "Settings changed");
    await looks_well(page, "events");
  },

  async "the program's log is followed, filtered, paused and kept"({ page, station }) {
    await page.goto(`${station.address}/log/program`);
    await text(page, "call: waiting -> ringing");
    await field(page, "Only lines with").fill("RINGING");
    const lines = page.getByRole("list", { name: "Lines, newest first" }).getByRole("listitem");
    const texts = () => lines.allInnerTexts();
    await until("only those lines are left", async () =>
      (await texts()).every((line) => line.includes("ringing")));
    const before = (await texts()).length;
    await button(page, "Pause").click();
    const ring = () => page.evaluate(async () => {
      await fetch("/api/v1/button", { method: "POST" });
      await fetch("/api/v1/hang_up", { method: "POST" });
    });
    await ring();
    await text(page, /^Paused: \d+ lines are kept meanwhile\.$/);
    assert.equal((await texts()).length, before);
    await looks_well(page, "a paused log");
    await button(page, "Go on").click();
    await until("what came meanwhile is shown", async () => (await texts()).length > before);
    const more = (await texts()).length;
    await ring();
    await until("what comes is shown", async () => (await texts()).length > more);
    await page.getByLabel("Show", { exact: true }).selectOption("Errors");
    await text(page, "No such line yet.");
    const [download] = await Promise.all([
      page.waitForEvent("download"), page.getByRole("link", { name: "Download" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "portero-station.log");
    const file = readFileSync(await download.path(), "utf8");
    assert.match(file, /^\d{4}-\d\d-\d\dT[\d:.]+Z info call: waiting -> ringing$/m);
    assert.ok(!file.includes("s3cret-of-sip"));
    await page.goto(`${station.address}/log`);
  },

  // Six tabs held all connections that a browser has for one station.
  async "many tabs are open, and the one that is looked at works"({ page, station, browser }) {
    const tabs = [];
    for (let i = 0; i < 8; ++i) {
      const tab = await browser.page();
      await tab.addInitScript(() =>
        Object.defineProperty(document, "visibilityState", { get: () => "hidden" }));
      await tab.goto(`${station.address}/`);
      await heading(tab, "Status");
      tabs.push(tab);
    }
    await page.goto(`${station.address}/`);
    await page.getByRole("banner").getByText("Ready").waitFor();
    for (const tab of tabs) await tab.close();
  },

  async "everything is reached with the keyboard, and More on phones"({ page, station }) {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${station.address}/`);
    await heading(page, "Status");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter"); // skips to the page
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await button(page, "More").press("Enter");
    await page.getByRole("link", { name: "System" }).press("Enter");
    await heading(page, "System");
    await focus_on_heading(page);
  },

  async "the password is changed, and ends other sessions"({ page, station, browser }) {
    const other = await browser.another();
    await other.goto(`${station.address}/`);
    await field(other, "Password of this station").fill(password);
    await button(other, "Sign in").click();
    await heading(other, "Status");
    await field(page, "Present password").fill("a wrong password");
    await field(page, "New password").fill(new_password);
    await button(page, "Change password").click();
    await refused_at(page, "Present password", /not the password/);
    await field(page, "Present password").fill(password);
    await button(page, "Change password").click();
    await text(page, "The password is changed.");
    await heading(other, "Sign in");
    await other.context().close();
  },

  async "a lost station is told of, and found again"({ page, station }) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${station.address}/`);
    await page.getByRole("banner").getByText("Ready").waitFor();
    await station.stop();
    await text(page, /^Connection to the station lost\. Retrying… Last update /);
    await page.getByRole("banner").getByText("No data").waitFor();
    assert.ok(await button(page, "Press the call button").isDisabled());
    await looks_well(page, "a lost station");
    await station.start();
    await heading(page, "Sign in"); // its sessions ended with it
    await field(page, "Password of this station").fill(new_password);
    await button(page, "Sign in").click();
    await page.getByRole("banner").getByText("Ready").waitFor();
  },

  async "who guesses a password waits, and is told how long"({ page, station }) {
    await page.goto(`${station.address}/system`);
    await button(page, "Sign out").click();
    await heading(page, "Sign in");
    const too_many = page.getByText(/^Too many wrong tries\. Try again in \d+ s\.$/);
    for (let tries = 0; tries < 8 && !(await too_many.isVisible()); ++tries) {
      await field(page, "Password of this station").fill(`a wrong password ${tries}`);
      await button(page, "Sign in").click();
      await page.locator("[role=alert], .wrong:not(:empty)").first().waitFor();
    }
    assert.ok(await page.getByRole("button", { name: /^Wait \d+ s$/ }).isDisabled());
    await field(page, "Password of this station").fill(new_password);
    await button(page, "Sign in").click(); // when the wait is over
    await heading(page, "System");
  },
};

skip_where_missing();
const [station_program, ctl, web] = process.argv.slice(2);
const station = new Station({ station: station_program, ctl }, web);
const browser = await Browser.start();
const page = await browser.page();
await play(steps, { page, station, browser }, join(web, "../../e2e-console.png"));

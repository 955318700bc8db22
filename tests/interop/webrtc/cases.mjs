// What is tried with an operator's browser; each case gets { media, browser, page }, and returns
// why it cannot be played here.
import { strict as assert } from "node:assert";
import { visitor_hz } from "./media.mjs";
import { Turn, missing as no_turn } from "./turn.mjs";
import { until } from "./until.mjs";

const operator_hz = 440;
const another_hz = 1_040;
const tolerance_hz = 12; // two steps of the page's analyser
const audible = 0.05;
const silent = 0.001;

const near = (hz, wanted) => Math.abs(hz - wanted) <= tolerance_hz;

async function shows({ page }, id) {
  await until("pictures come", () => page.viewer(id, (it) => it.frames >= 25));
  assert.deepEqual(await page.viewer(id, (it) => it.size), [640, 480]);
}

async function hears_the_visitor({ page }, id) {
  await until("the visitor is heard", async () => {
    const { hz, db } = await page.heard(id);
    return near(hz, visitor_hz) && db > -50;
  });
}

async function shows_and_speaks(world, id, codec) {
  const { media, page } = world;
  await shows(world, id);
  await hears_the_visitor(world, id);
  await until("the operator is heard", () => media.loudness(operator_hz) > audible);
  const { packets_reported } = await media.viewer(id);
  assert.ok(packets_reported > 25, "the browser reports of packets");
  const statistics = await page.statistics(id);
  assert.equal(statistics.codec, `video/${codec.toUpperCase()}`);
}

async function echoes({ media, page }, id) {
  const is_open = (it) => it.channel?.readyState === "open";
  await until("the channel is open", () => page.viewer(id, is_open));
  const heard = media.next("viewer_text", id);
  await page.viewer(id, (it) => it.channel.send("what is your name? \u00e4\u{1f6aa}"));
  const { text } = await heard;
  assert.equal(text, "what is your name? \u00e4\u{1f6aa}");
  media.send("send_text", { viewer: id, text });
  await until("the text comes back", () => page.viewer(id, (it) => it.texts.length === 1));
  assert.deepEqual(await page.viewer(id, (it) => it.texts), [text]);
}

async function says_goodbye({ media, page }, id) {
  const gone = media.next("viewer_gone", id, 3_000);
  await page.leave(id);
  const { why, sentence } = await gone;
  assert.equal(why, "closed", sentence);
}

async function whole_call(world, role, codec) {
  const id = await world.page[role]({ codec, voice_hz: operator_hz });
  await shows_and_speaks(world, id, codec);
  await echoes(world, id);
  await says_goodbye(world, id);
}

async function relayed(world, over) {
  if (no_turn()) return no_turn();
  const turn = await Turn.start();
  try {
    const options = { codec: "h264", voice_hz: operator_hz, station: turn.station(over) };
    const id = await world.page.offer(options);
    await shows_and_speaks(world, id, "h264");
    const { relayed: is_relayed, local_candidate } = await world.media.viewer(id);
    assert.ok(is_relayed);
    assert.match(local_candidate, /^relay /);
    assert.equal(turn.tls_connections > 0, over === "tls", "TLS where it was asked for");
    await says_goodbye(world, id);
  } finally {
    await turn.end();
  }
}

export const cases = {
  "the browser offers, H.264": (world) => whole_call(world, "offer", "h264"),
  "the browser offers, VP8": (world) => whole_call(world, "offer", "vp8"),
  "the station offers, H.264": (world) => whole_call(world, "answer", "h264"),
  "the station offers, VP8": (world) => whole_call(world, "answer", "vp8"),

  "the station is relayed, TURN over UDP": (world) => relayed(world, "udp"),
  "the station is relayed, TURN over TCP": (world) => relayed(world, "tcp"),
  "the station is relayed, TURN over TLS": (world) => relayed(world, "tls"),

  async "two operators are heard together, and see one encoding"(world) {
    const { media, page } = world;
    const first = await page.offer({ codec: "h264", voice_hz: operator_hz });
    const second = await page.answer({ codec: "h264", voice_hz: another_hz });
    for (const id of [first, second]) {
      await shows(world, id);
      await hears_the_visitor(world, id);
    }
    await until("the visitor hears both", () =>
      media.loudness(operator_hz) > audible && media.loudness(another_hz) > audible);
    assert.equal((await media.statistics()).encoders.length, 1);
    await says_goodbye(world, first);
    await until("one is heard no more", () => media.loudness(operator_hz) < silent);
    await until("the other one still is", () => media.loudness(another_hz) > audible);
    await says_goodbye(world, second);
  },

  async "who previews sees, hears nothing and is not heard"(world) {
    const { media, page } = world;
    const options = { codec: "h264", voice_hz: operator_hz, flow: "preview" };
    const id = await page.offer(options);
    await shows(world, id);
    assert.ok(media.loudness(operator_hz) < silent);
    assert.equal((await media.viewer(id)).sound.packets_sent, 0);
    media.send("set_viewer_flow", { viewer: id, flow: "both" });
    await shows_and_speaks(world, id, "h264");
    media.send("set_viewer_flow", { viewer: id, flow: "preview" });
    await until("he is heard no more", () => media.loudness(operator_hz) < silent);
    await says_goodbye(world, id);
  },

  async "an operator who only listens stays"(world) {
    const { media, page } = world;
    const id = await page.offer({ codec: "h264" });
    await shows(world, id);
    await assert.rejects(media.next("viewer_gone", id, 11_000), /no viewer_gone/);
    await says_goodbye(world, id);
  },

  async "a browser that stops is gone in 10 s"(world) {
    const { media, page, browser } = world;
    const id = await page.offer({ codec: "h264", voice_hz: operator_hz });
    await shows(world, id);
    const start = performance.now();
    const gone = media.next("viewer_gone", id, 12_000);
    browser.signal("SIGSTOP");
    try {
      assert.equal((await gone).why, "vanished");
    } finally {
      browser.signal("SIGCONT");
    }
    assert.ok(performance.now() - start < 10_000, "within 10 s");
  },
};

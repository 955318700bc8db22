// What is tried with an operator's browser; each case gets { peer, browser, page }, and returns why
// it cannot be played here.
import { strict as assert } from "node:assert";
import { Turn, missing as no_turn } from "./turn.mjs";
import { until } from "./until.mjs";

const station_hz = 600; // webrtc_peer's tone
const operator_hz = 440;
const tolerance_hz = 12; // two steps of the page's analyser

const near = (hz, wanted) => Math.abs(hz - wanted) <= tolerance_hz;

async function shows_and_speaks({ peer, page }, id, codec) {
  await until("pictures come", () => page.viewer(id, (it) => it.frames >= 25));
  assert.deepEqual(await page.viewer(id, (it) => it.size), [640, 480]);
  await until("the visitor is heard", async () => {
    const { hz, db } = await page.heard(id);
    return near(hz, station_hz) && db > -50;
  });
  await peer.ask({ do: "measure", id }, "measured");
  const measured = await until("the operator is heard", async () => {
    const it = await peer.ask({ do: "measure", id }, "measured");
    return near(it.voice.pitch_hz, operator_hz) && it.voice.rms > 1000 && it;
  });
  assert.ok(measured.packets_reported > 25, "the browser reports of packets");
  const statistics = await page.statistics(id);
  assert.equal(statistics.codec, `video/${codec}`);
}

async function echoes({ peer, page }, id) {
  const is_open = (it) => it.channel?.readyState === "open";
  await until("the channel is open", () => page.viewer(id, is_open));
  const heard = peer.next((it) => it.event === "text" && it.id === id);
  await page.viewer(id, (it) => it.channel.send("what is your name? \u00e4\u{1f6aa}"));
  const { text } = await heard;
  assert.equal(text, "what is your name? \u00e4\u{1f6aa}");
  peer.send({ do: "say", id, text });
  await until("the text comes back", () => page.viewer(id, (it) => it.texts.length === 1));
  assert.deepEqual(await page.viewer(id, (it) => it.texts), [text]);
}

async function says_goodbye({ peer, page }, id) {
  const gone = peer.next((it) => it.event === "gone" && it.id === id, 3_000);
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

async function relayed({ peer, page }, over) {
  if (no_turn()) return no_turn();
  const turn = await Turn.start();
  try {
    const options = { codec: "H264", voice_hz: operator_hz, station: turn.station(over) };
    const id = await page.offer(options);
    await shows_and_speaks({ peer, page }, id, "H264");
    const { local } = await peer.ask({ do: "measure", id }, "measured");
    assert.match(local, /^relay /);
    assert.equal(turn.tls_connections > 0, over === "tls", "TLS where it was asked for");
    await says_goodbye({ peer, page }, id);
  } finally {
    await turn.end();
  }
}

export const cases = {
  "the browser offers, H.264": (world) => whole_call(world, "offer", "H264"),
  "the browser offers, VP8": (world) => whole_call(world, "offer", "VP8"),
  "the station offers, H.264": (world) => whole_call(world, "answer", "H264"),
  "the station offers, VP8": (world) => whole_call(world, "answer", "VP8"),

  "the station is relayed, TURN over UDP": (world) => relayed(world, "udp"),
  "the station is relayed, TURN over TCP": (world) => relayed(world, "tcp"),
  "the station is relayed, TURN over TLS": (world) => relayed(world, "tls"),

  async "an operator who only listens stays"({ peer, page }) {
    const id = await page.offer({ codec: "H264" });
    await until("pictures come", () => page.viewer(id, (it) => it.frames >= 25));
    const gone = peer.next((it) => it.event === "gone" && it.id === id, 11_000);
    await assert.rejects(gone, /nothing came/);
    await says_goodbye({ peer, page }, id);
  },

  async "a browser that stops is gone in 10 s"({ peer, page, browser }) {
    const id = await page.offer({ codec: "H264", voice_hz: operator_hz });
    await until("pictures come", () => page.viewer(id, (it) => it.frames >= 25));
    const start = performance.now();
    const gone = peer.next((it) => it.event === "gone" && it.id === id, 12_000);
    browser.signal("SIGSTOP");
    try {
      assert.equal((await gone).why, "vanished");
    } finally {
      browser.signal("SIGCONT");
    }
    assert.ok(performance.now() - start < 10_000, "within 10 s");
  },
};

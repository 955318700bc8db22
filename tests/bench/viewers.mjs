// Operators who watch the door in one browser, for as long as standard input is open.
//
//   node viewers.mjs ADDRESS CLAIM_CODE COUNT
//
// Prints {"watching":COUNT} when each has seen a second of the picture, and at the end what they
// saw: {"watching":COUNT,"seconds":...,"frames_per_second":[...]}.
import { Browser, fake_microphone, skip_where_missing } from "../e2e/browser.mjs";

skip_where_missing();
const [address, code, count] = process.argv.slice(2);
const password = "correct horse battery";

// In the page.
async function claim([claim_code, word]) {
  const answer = await fetch("/api/v1/claim", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code: claim_code, password: word }),
  });
  if (!answer.ok) throw new Error(`claimed: ${answer.status} ${await answer.text()}`);
}

async function watch(number) {
  const connection = new RTCPeerConnection();
  const video = document.createElement("video");
  Object.assign(video, { muted: true, autoplay: true, width: 160 });
  document.body.append(video);
  connection.ontrack = ({ track }) => {
    if (track.kind === "video") video.srcObject = new MediaStream([track]);
  };
  connection.addTransceiver("video", { direction: "recvonly" });
  connection.addTransceiver("audio", { direction: "recvonly" });
  await connection.setLocalDescription();
  const answer = await fetch(`/api/v1/whep?name=Viewer${number}&intent=watch`, {
    method: "POST", headers: { "Content-Type": "application/sdp" },
    body: connection.localDescription.sdp,
  });
  if (!answer.ok) throw new Error(`viewer ${number}: ${answer.status} ${await answer.text()}`);
  await connection.setRemoteDescription({ type: "answer", sdp: await answer.text() });
  (window.decoded ??= []).push(async () => {
    const reports = [...(await connection.getStats()).values()];
    const of_picture = (it) => it.type === "inbound-rtp" && it.kind === "video";
    return reports.find(of_picture)?.framesDecoded ?? 0;
  });
}

const decoded = (page) => page.evaluate(() => Promise.all(window.decoded.map((it) => it())));

const browser = await Browser.start(fake_microphone);
try {
  const page = await browser.page();
  await page.goto(`${address}/api/v1/session`);
  await page.evaluate(claim, [code, password]);
  for (let number = 1; number <= Number(count); ++number) await page.evaluate(watch, number);
  const deadline = performance.now() + 60_000;
  let before = await decoded(page);
  while (before.some((frames) => frames < 25)) {
    if (performance.now() > deadline) throw new Error(`seen so far: ${before}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    before = await decoded(page);
  }
  const begun = performance.now();
  console.log(JSON.stringify({ watching: before.length }));
  await new Promise((resolve) => process.stdin.on("end", resolve).resume());
  const seconds = (performance.now() - begun) / 1_000;
  const frames = (await decoded(page)).map((now, place) => now - before[place]);
  console.log(JSON.stringify({
    watching: frames.length, seconds: Math.round(seconds),
    frames_per_second: frames.map((it) => Math.round((it / seconds) * 10) / 10),
  }));
} finally {
  await browser.end();
}

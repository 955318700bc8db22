// What a page of the console shows and hears, seen from inside the page.
window.connections = [];
const Connection = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Connection {
  constructor(...words) {
    super(...words);
    window.connections.push(this);
  }
};

// Tracks of the microphone, open or not.
window.voices = [];
const get = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  const stream = await get(wanted);
  window.voices.push(...stream.getTracks());
  return stream;
};
window.open_microphones = () => window.voices.filter((it) => it.readyState === "live").length;

// When frames were put on the screen, of whatever video there is.
window.frames = [];
const seen = new WeakSet();
setInterval(() => {
  const video = document.querySelector("video");
  if (!video || seen.has(video)) return;
  seen.add(video);
  const note = (now) => {
    window.frames.push(now);
    video.requestVideoFrameCallback(note);
  };
  video.requestVideoFrameCallback(note);
}, 20);

// When the button was pressed, of the clock that all pages have.
window.click_on = (name) => {
  const button = [...document.querySelectorAll("button")].find((it) => it.innerText === name);
  const at = Date.now();
  button.click();
  return at;
};

// When this text came to stand on the page.
window.reads = (text) =>
  new Promise((resolve) => {
    const look = () => document.body.innerText.includes(text) && resolve(Date.now());
    new MutationObserver(look).observe(document.body, {
      childList: true, subtree: true, characterData: true,
    });
    look();
  });

// src/io/media/picture/burned_clock.hpp: milliseconds since 1970; null where none is to be read.
window.burned_clock = () => {
  const video = document.querySelector("video");
  if (!video?.videoWidth) return null;
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0);
  const block = Math.floor(canvas.width / 40);
  const { data } = context.getImageData(block, block, 26 * block, 2 * block);
  const bit = (i) => {
    const x = (i % 26) * block + block / 2;
    const y = Math.floor(i / 26) * block + block / 2;
    return data[4 * (Math.floor(y) * 26 * block + Math.floor(x)) + 1] > 126 ? 1n : 0n;
  };
  let code = 0n;
  for (let i = 0; i < 52; ++i) code = (code << 1n) | bit(i);
  const time = code >> 8n;
  return checksum(time) === (code & 255n) ? Number(time) : null;
};

function checksum(time) {
  let crc = 255n;
  for (let shift = 40n; shift >= 0n; shift -= 8n) {
    crc ^= (time >> shift) & 255n;
    for (let bit = 0; bit < 8; ++bit)
      crc = (crc & 128n ? (crc << 1n) ^ 7n : crc << 1n) & 255n;
  }
  return crc;
}

// How many packets of sound the last connection received.
window.heard = async () => {
  const reports = await window.connections.at(-1)?.getStats();
  for (const it of reports?.values() ?? [])
    if (it.type === "inbound-rtp" && it.kind === "audio")
      return { packets: it.packetsReceived };
  return { packets: 0 };
};

// The pitch which is loudest in its sound now, in Hz; 0 where it is silent.
window.heard_hz = () => {
  const receivers = window.connections.at(-1)?.getReceivers() ?? [];
  const track = receivers.find((it) => it.track.kind === "audio")?.track;
  if (!track) return 0;
  if (ear?.track !== track) ear = { track, analyser: analyser_of(track) };
  const { frequencyBinCount, fftSize, context } = ear.analyser;
  const loudness_db = new Float32Array(frequencyBinCount);
  ear.analyser.getFloatFrequencyData(loudness_db);
  const loudest = loudness_db.indexOf(Math.max(...loudness_db));
  return loudness_db[loudest] > -60 ? (loudest * context.sampleRate) / fftSize : 0;
};

// The mark of the camera, as it is drawn on the door's screen, and as the status tells it: at its
// place, left of the camera in it, the dot is lighter than whatever lies there without it.
window.camera_mark = async () => {
  const [status, picture] = await Promise.all([
    fetch("/api/v1/status").then((it) => it.json()),
    fetch("/api/v1/screen").then((it) => it.blob()),
  ]);
  const image = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const unit = image.width / 100;
  const [red, green, blue] = canvas.getImageData(87 * unit, 22 * unit, 1, 1).data;
  return { drawn: Math.min(red, green, blue) > 128, told: status.status.screen.camera_on };
};

let ear;

function analyser_of(track) {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 8_192, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  return analyser;
}

window.open_connections = () =>
  window.connections.filter((it) => it.connectionState !== "closed").length;

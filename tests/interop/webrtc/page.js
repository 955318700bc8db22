// What runs in the page of an operator: one object for each viewer, in window.viewers.
const speakers = new AudioContext({ sampleRate: 48_000 });
window.viewers = {};

function speak(hz) {
  const oscillator = new OscillatorNode(speakers, { frequency: hz });
  const volume = new GainNode(speakers, { gain: 0.3 });
  const out = speakers.createMediaStreamDestination();
  oscillator.connect(volume).connect(out);
  oscillator.start();
  return { track: out.stream.getAudioTracks()[0], end: () => oscillator.stop() };
}

function watch(viewer, track) {
  if (track.kind === "audio") return listen(viewer, track);
  const video = document.createElement("video");
  video.muted = true;
  video.autoplay = true;
  video.srcObject = new MediaStream([track]);
  const seen = (now, frame) => {
    viewer.first_frame ??= performance.now();
    viewer.frames += 1;
    viewer.size = [frame.width, frame.height];
    viewer.notes?.push({ at_ms: frame.presentationTime, presented: frame.presentedFrames });
    video.requestVideoFrameCallback(seen);
  };
  video.requestVideoFrameCallback(seen);
  document.body.append(video);
  viewer.elements.push(video);
}

function listen(viewer, track) {
  // Chromium feeds WebAudio from a remote track only while an element plays it.
  const audio = new Audio();
  audio.srcObject = new MediaStream([track]);
  audio.play();
  viewer.elements.push(audio);
  viewer.analyser = new AnalyserNode(speakers, { fftSize: 8192 });
  speakers.createMediaStreamSource(audio.srcObject).connect(viewer.analyser);
  if (viewer.clicks) window.ear(audio.srcObject);
}

function open(viewer, channel) {
  viewer.channel = channel;
  channel.onmessage = ({ data }) => viewer.texts.push(data);
}

window.create = async (id, { voice_hz, clicks, ice } = {}) => {
  const connection = new RTCPeerConnection(ice);
  const viewer = { connection, clicks, frames: 0, texts: [], elements: [] };
  window.viewers[id] = viewer;
  connection.onicecandidate = ({ candidate }) =>
    candidate?.candidate &&
    window.signal("add_candidate", {
      viewer: id, line: candidate.sdpMLineIndex, candidate: candidate.candidate,
    });
  connection.ontrack = ({ track }) => watch(viewer, track);
  connection.ondatachannel = ({ channel }) => open(viewer, channel);
  if (voice_hz) viewer.voice = speak(voice_hz);
  if (clicks) viewer.voice = { track: await window.mouth(), end: () => {} };
  return viewer;
};

window.offer = async (id, options) => {
  const viewer = await window.create(id, options);
  const { connection } = viewer;
  open(viewer, connection.createDataChannel("operator"));
  connection.addTransceiver("video", { direction: "recvonly" });
  const voice = viewer.voice?.track ?? "audio";
  connection.addTransceiver(voice, { direction: viewer.voice ? "sendrecv" : "recvonly" });
  await connection.setLocalDescription();
  viewer.start = performance.now();
  window.signal("open_viewer", {
    viewer: id, offer: connection.localDescription.sdp, ...options.station,
  });
};

window.answer = async (id, options, sdp) => {
  const viewer = await window.create(id, options);
  const { connection } = viewer;
  viewer.start = performance.now();
  await connection.setRemoteDescription({ type: "offer", sdp });
  const sound = connection.getTransceivers().find((it) => it.receiver.track.kind === "audio");
  if (sound && viewer.voice) {
    sound.direction = "sendrecv";
    await sound.sender.replaceTrack(viewer.voice.track);
  }
  await connection.setLocalDescription();
  window.signal("take_answer", { viewer: id, sdp: connection.localDescription.sdp });
};

window.told = async (id, event) => {
  const { connection } = window.viewers[id] ?? {};
  if (!connection) return;
  if (event.event === "viewer_described")
    await connection.setRemoteDescription({ type: "answer", sdp: event.sdp });
  if (event.event === "viewer_candidate")
    await connection.addIceCandidate({
      candidate: event.candidate, sdpMLineIndex: event.line,
    });
};

// The loudest frequency that is heard, and how loud.
window.heard = (id) => {
  const { analyser } = window.viewers[id];
  if (!analyser) return { hz: 0, db: -Infinity };
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  const loudest = levels.reduce((best, it, i) => (it > levels[best] ? i : best), 0);
  return { hz: (loudest * speakers.sampleRate) / analyser.fftSize, db: levels[loudest] };
};

window.statistics = async (id) => {
  const reports = [...(await window.viewers[id].connection.getStats()).values()];
  const video = reports.find((it) => it.type === "inbound-rtp" && it.kind === "video") ?? {};
  const codec = reports.find((it) => it.id === video.codecId) ?? {};
  return {
    codec: codec.mimeType, frames_decoded: video.framesDecoded, nacks: video.nackCount,
    key_frames: video.keyFramesDecoded, lost: video.packetsLost, freezes: video.freezeCount,
    frozen_s: video.totalFreezesDuration,
  };
};

// Of the frames that are shown from now on.
window.take_notes = (id) => {
  Object.assign(window.viewers[id], { notes: [], notes_from_ms: performance.now() });
};
window.notes = (id) => {
  const { notes, notes_from_ms } = window.viewers[id];
  return { notes, from_ms: notes_from_ms, until_ms: performance.now() };
};

window.leave = (id) => {
  const viewer = window.viewers[id];
  viewer.connection.close();
  viewer.voice?.end();
  for (const element of viewer.elements) {
    element.srcObject = null;
    element.remove();
  }
  delete window.viewers[id];
};

// A station made of a browser, as a peer to compare with: a film of 640x480 at 25 frames a second
// that is hard enough to fill 1 Mbit/s, and clicks.
const width = 640, height = 480, fps = 25, most_bits_per_s = 1_000_000;
const connections = {};

function draw(context, frame) {
  const x = (frame * 4) % width;
  context.drawImage(context.canvas, 3, 1, width, height, 0, 0, width, height);
  for (let i = 0; i < 40; ++i) {
    context.fillStyle = `hsl(${(frame * 7 + i * 31) % 360} 60% ${30 + ((i * 17) % 50)}%)`;
    context.fillRect((x + i * 97) % width, (i * 53 + frame * 2) % height, 40, 24);
  }
  context.fillStyle = "#fff";
  context.font = "32px sans-serif";
  context.fillText(new Date().toISOString(), 20, 40);
}

function film() {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  const generator = new MediaStreamTrackGenerator({ kind: "video" });
  const writer = generator.writable.getWriter();
  let frame = 0;
  setInterval(() => {
    draw(context, frame++);
    if (writer.desiredSize <= 0) return;
    writer.write(new VideoFrame(canvas, { timestamp: performance.now() * 1_000 }));
  }, 1_000 / fps);
  return generator;
}

// Chromium feeds WebAudio from a remote track only while an element plays it.
function hear(track) {
  const audio = new Audio();
  audio.srcObject = new MediaStream([track]);
  audio.muted = true;
  audio.play();
  window.ear(audio.srcObject);
}

const picture = film();
const sound = window.mouth();

window.answer_offer = async (id, sdp) => {
  const connection = (connections[id] = new RTCPeerConnection());
  connection.onicecandidate = ({ candidate }) =>
    candidate?.candidate &&
    window.tell({
      event: "viewer_candidate", viewer: id, line: candidate.sdpMLineIndex,
      candidate: candidate.candidate,
    });
  connection.ondatachannel = ({ channel }) => {
    channel.onclose = () => window.close_viewer(id);
  };
  connection.onconnectionstatechange = () =>
    ["failed", "closed"].includes(connection.connectionState) && window.close_viewer(id);
  connection.ontrack = ({ track }) => track.kind === "audio" && hear(track);
  await connection.setRemoteDescription({ type: "offer", sdp });
  const stream = new MediaStream();
  const sender = connection.addTrack(picture, stream);
  connection.addTrack(await sound, stream);
  await connection.setLocalDescription();
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) encoding.maxBitrate = most_bits_per_s;
  await sender.setParameters(parameters);
  window.tell({ event: "viewer_described", viewer: id, sdp: connection.localDescription.sdp });
};

window.add_candidate = (id, line, candidate) =>
  connections[id]?.addIceCandidate({ candidate, sdpMLineIndex: line });

window.close_viewer = (id) => {
  if (!connections[id]) return;
  connections[id].close();
  delete connections[id];
  window.tell({ event: "viewer_gone", viewer: id, why: "closed" });
};

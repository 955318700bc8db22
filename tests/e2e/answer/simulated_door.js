// The other end of the page's connection, in the same page: a drawn door and a hum.
window.answer_offer = async (sdp) => {
  const connection = new RTCPeerConnection();
  window.door_connections = [...(window.door_connections ?? []), connection];
  await connection.setRemoteDescription({ type: "offer", sdp });
  const tracks = [film(), hum()];
  for (const transceiver of connection.getTransceivers()) {
    const track = tracks.find((it) => it.kind === transceiver.receiver.track.kind);
    transceiver.direction = track.kind === "video" ? "sendonly" : "sendrecv";
    await transceiver.sender.replaceTrack(track);
  }
  await connection.setLocalDescription();
  await new Promise((resolve) => {
    if (connection.iceGatheringState === "complete") resolve();
    connection.onicegatheringstatechange = () =>
      connection.iceGatheringState === "complete" && resolve();
  });
  return connection.localDescription.sdp;
};

function film() {
  const canvas = document.createElement("canvas");
  canvas.width = 640;
  canvas.height = 480;
  const context = canvas.getContext("2d");
  const draw = (now) => {
    context.fillStyle = "#5b6b7a";
    context.fillRect(0, 0, 640, 480);
    context.fillStyle = "#caa98a";
    context.beginPath();
    context.arc(320 + 20 * Math.sin(now / 700), 190, 80, 0, 7);
    context.fill();
    context.fillStyle = "#34495e";
    context.fillRect(200, 280, 240, 200);
    requestAnimationFrame(draw);
  };
  draw(0);
  return canvas.captureStream(10).getVideoTracks()[0];
}

function hum() {
  const context = new AudioContext();
  const oscillator = new OscillatorNode(context, { frequency: 300 });
  const out = context.createMediaStreamDestination();
  oscillator.connect(new GainNode(context, { gain: 0.2 })).connect(out);
  oscillator.start();
  return out.stream.getAudioTracks()[0];
}

// A mouth that clicks once a second, and an ear that hears clicks, for pages: both note when, in
// milliseconds of the machine's clock. A click is 20 ms of 1 kHz.
const processors = `
  const click_samples = 960, period_samples = 48_000, quiet_samples = 14_400, loud = 0.02;

  class Mouth extends AudioWorkletProcessor {
    at = 0;
    process(_, [[out]]) {
      for (let i = 0; i < out.length; ++i, ++this.at) {
        const place = this.at % period_samples;
        if (place === 0) this.port.postMessage(Date.now() + i / 48);
        out[i] = place < click_samples ? 0.4 * Math.sin((2 * Math.PI * place) / 48) : 0;
      }
      return true;
    }
  }

  class Ear extends AudioWorkletProcessor {
    quiet = 0;
    process([[heard]]) {
      for (let i = 0; i < (heard?.length ?? 0); ++i) {
        if (Math.abs(heard[i]) < loud) { ++this.quiet; continue; }
        if (this.quiet >= quiet_samples) this.port.postMessage(Date.now() + i / 48);
        this.quiet = 0;
      }
      return true;
    }
  }

  registerProcessor("mouth", Mouth);
  registerProcessor("ear", Ear);
`;
const clicks = { spoken_ms: [], heard_ms: [] };
window.clicks = clicks;

const ready = (async () => {
  const context = new AudioContext({ sampleRate: 48_000, latencyHint: "interactive" });
  const url = URL.createObjectURL(new Blob([processors], { type: "text/javascript" }));
  await context.audioWorklet.addModule(url);
  return context;
})();

// A track that clicks.
window.mouth = async () => {
  const context = await ready;
  const node = new AudioWorkletNode(context, "mouth", {
    numberOfInputs: 0, outputChannelCount: [1],
  });
  node.port.onmessage = ({ data }) => clicks.spoken_ms.push(data);
  const out = context.createMediaStreamDestination();
  node.connect(out);
  return out.stream.getAudioTracks()[0];
};

// What it hears is heard when it has left the sound card.
window.ear = async (stream) => {
  const context = await ready;
  const node = new AudioWorkletNode(context, "ear", { channelCount: 1 });
  node.port.onmessage = ({ data }) => {
    clicks.after_ms = (context.baseLatency + context.outputLatency) * 1_000;
    clicks.heard_ms.push(data + clicks.after_ms);
  };
  context.createMediaStreamSource(stream).connect(node).connect(context.destination);
};

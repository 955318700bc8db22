import { Level } from "./level";

const period_s = 3;
const tones = [
  { hz: 660, from_s: 0, until_s: 0.45 },
  { hz: 523, from_s: 0.4, until_s: 1.1 },
];
const loudness = 0.3;
const vibration = [400, 200, 400];

// The one AudioContext: it rings, and measures how loud what is.
export class Sound {
  #context: AudioContext | null = null;
  #ringing: AudioBufferSourceNode | null = null;
  #shaking = 0;

  // After a click; before one, browsers let no page sound.
  unlock(): void {
    this.#context ??= new AudioContext();
    void this.#context.resume();
  }

  get is_unlocked(): boolean {
    return this.#context?.state === "running";
  }

  // Once, so that whoever goes on duty hears how it will ring.
  try_ringing(): void {
    this.#play(false);
  }

  ring(): void {
    this.stop_ringing();
    this.#ringing = this.#play(true);
    const shake = () => navigator.vibrate?.(vibration);
    shake();
    this.#shaking = window.setInterval(shake, period_s * 1_000);
  }

  stop_ringing(): void {
    this.#ringing?.stop();
    this.#ringing = null;
    clearInterval(this.#shaking);
    navigator.vibrate?.(0);
  }

  #play(loop: boolean): AudioBufferSourceNode | null {
    const context = this.#context;
    if (!context) return null;
    const source = new AudioBufferSourceNode(context, { buffer: bell(context), loop });
    source.connect(context.destination);
    source.start();
    return source;
  }

  level_of(stream: MediaStream): Level {
    this.unlock();
    return new Level(this.#context as AudioContext, stream);
  }
}

function bell(context: AudioContext): AudioBuffer {
  const rate = context.sampleRate;
  const buffer = context.createBuffer(1, period_s * rate, rate);
  const samples = buffer.getChannelData(0);
  for (const { hz, from_s, until_s } of tones) {
    for (let i = Math.floor(from_s * rate); i < until_s * rate; ++i) {
      const t = i / rate - from_s;
      const fade = Math.min(1, t / 0.01) * Math.exp(-4 * t);
      samples[i] = (samples[i] ?? 0) + loudness * fade * Math.sin(2 * Math.PI * hz * t);
    }
  }
  return buffer;
}

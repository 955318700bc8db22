// A voice of one pitch, for microphones that read WAV files again and again.
import { writeFileSync } from "node:fs";
import { rate_hz, wav_of } from "../../interop/webrtc/recording.mjs";

const lasts_s = 2;
const pauses_s = 0.5; // what never pauses is taken for noise
const peak = 0.35;

export function write_tone(path, hz) {
  const samples = new Int16Array(rate_hz * (lasts_s + pauses_s));
  for (let i = 0; i < rate_hz * lasts_s; ++i)
    samples[i] = Math.round(32_767 * peak * Math.sin((2 * Math.PI * hz * i) / rate_hz));
  writeFileSync(path, wav_of(samples));
  return path;
}

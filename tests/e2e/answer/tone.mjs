// A voice of one pitch, for microphones that read WAV files again and again.
import { writeFileSync } from "node:fs";
import { header_bytes, rate_hz } from "../../interop/webrtc/recording.mjs";

const lasts_s = 2;
const pauses_s = 0.5; // what never pauses is taken for noise
const peak = 0.35;

export function write_tone(path, hz) {
  const data = Buffer.alloc(2 * rate_hz * (lasts_s + pauses_s));
  for (let i = 0; i < rate_hz * lasts_s; ++i) {
    const sample = peak * Math.sin((2 * Math.PI * hz * i) / rate_hz);
    data.writeInt16LE(Math.round(32_767 * sample), 2 * i);
  }
  writeFileSync(path, Buffer.concat([header_of(data.length), data]));
  return path;
}

function header_of(bytes) {
  const header = Buffer.alloc(header_bytes);
  header.write("RIFF", 0);
  header.writeUInt32LE(header_bytes - 8 + bytes, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(rate_hz, 24);
  header.writeUInt32LE(2 * rate_hz, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(bytes, 40);
  return header;
}

// WAV, 16 bits, mono: what a loudspeaker played, in a file that is still being written, and what a
// microphone shall hear.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

export const header_bytes = 44;
export const rate_hz = 48_000;

export function last_samples(path, count) {
  const file = openSync(path);
  try {
    const bytes = fstatSync(file).size & ~1;
    const wanted = Math.min(2 * count, Math.max(bytes - header_bytes, 0));
    const data = Buffer.alloc(wanted);
    readSync(file, data, 0, wanted, bytes - wanted);
    return new Int16Array(data.buffer, data.byteOffset, wanted / 2);
  } finally {
    closeSync(file);
  }
}

export function wav_of(samples) {
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const header = Buffer.alloc(header_bytes);
  header.write("RIFF", 0);
  header.writeUInt32LE(header_bytes - 8 + data.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(rate_hz, 24);
  header.writeUInt32LE(2 * rate_hz, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

// What a loudspeaker played, in a file that is still being written: WAV, 16 bits, mono.
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

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

function gzipped(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? gzipped(path) : gzipSync(readFileSync(path)).length;
  }
  return bytes;
}

// Says how large an app is when all its files have come, and fails where that is too much.
export function budget(most_kb: number): Plugin {
  return {
    name: "budget",
    writeBundle({ dir }) {
      if (dir === undefined) return;
      const kb = gzipped(dir) / 1_000;
      console.log(`${kb.toFixed(1)} of ${most_kb} kB, compressed`);
      if (kb > most_kb) this.error(`the app has ${kb.toFixed(1)} kB, more than ${most_kb}`);
    },
  };
}

import { defineConfig } from "vite";
import { budget } from "../../budget.ts";

// PORTERO_STATION=https://127.0.0.1:8443 ../../../tools/node/node ../../node_modules/vite/bin/vite.js
// serves the sources with the API of that station.
export default defineConfig({
  plugins: [budget(80)],
  build: {
    target: "es2022",
    license: { fileName: "licenses.txt" },
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // a file each, of the station itself
  },
  server: {
    proxy: {
      "/api": { target: process.env["PORTERO_STATION"] ?? "https://127.0.0.1:8443", secure: false },
    },
  },
});

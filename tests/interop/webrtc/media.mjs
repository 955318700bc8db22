// portero-media as an object, driven as the station drives it (src/core/media): commands out,
// events in, one JSON value a line, over the socket that is its descriptor 3.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { last_samples, rate_hz, wav_of } from "./recording.mjs";
import { Told } from "./told.mjs";

export const visitor_hz = 600; // what the microphone hears

// One second of a tone, which begins again without a click.
function tone(hz) {
  const samples = new Int16Array(rate_hz);
  for (let i = 0; i < rate_hz; ++i)
    samples[i] = Math.round(8_000 * Math.sin((2 * Math.PI * hz * i) / rate_hz));
  return wav_of(samples);
}

// What a command has where the caller says nothing of it.
const defaults = {
  open_viewer: {
    offer: null, video: ["h264", "vp8"], servers: [], authorities: "", relay_only: false,
    addresses: [],
  },
};

export class Media extends Told {
  // settings.picture and settings.sound over what is said here: a test picture, a tone of
  // visitor_hz, a loudspeaker that can be listened to. wrapper: words in front of the program, for
  // instance to run it in a network of its own.
  constructor(program, { picture = {}, sound = {}, wrapper = [], output = "inherit" } = {}) {
    super();
    this.folder = mkdtempSync(join(tmpdir(), "portero-media-"));
    this.loudspeaker = join(this.folder, "loudspeaker.wav");
    const microphone = join(this.folder, "microphone.wav");
    writeFileSync(microphone, tone(visitor_hz));
    const [command, ...words] = [...wrapper, program];
    this.process = spawn(command, words, {
      stdio: ["ignore", output, "inherit", "pipe"],
      env: { ...process.env, MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "131072" },
    });
    this.socket = this.process.stdio[3];
    this.socket.on("error", () => {}); // it has ended, which is told by its exit
    createInterface({ input: this.socket }).on("line", (line) => this.#came(JSON.parse(line)));
    this.send("configure", {
      settings: {
        picture: {
          source: "test", title: "Door", width: 640, height: 480, frames_per_second: 25, kbps: 1000,
          ...picture,
        },
        sound: {
          microphone: `file:${microphone}`, loudspeaker: `file:${this.loudspeaker}`,
          echo_cancelling: "off", noise_suppression: false, automatic_gain: false,
          loudspeaker_percent: 100, microphone_percent: 100, ...sound,
        },
        viewers: true,
        motion: false,
      },
    });
  }

  // {"viewer_text":{"viewer":1,"text":"..."}} -> { event: "viewer_text", viewer: 1, text: "..." }
  #came(message) {
    const [[name, fields]] = Object.entries(message);
    this.tell({ ...fields, event: name });
  }

  send(name, fields = {}) {
    this.socket.write(`${JSON.stringify({ [name]: { ...defaults[name], ...fields } })}\n`);
  }

  async statistics() {
    const told = this.next("statistics");
    this.send("ask_statistics");
    return told;
  }

  async viewer(id) {
    return (await this.statistics()).viewers.find((it) => it.viewer === id);
  }

  // The level of a pitch, of all that the loudspeaker played in the last half a second: the
  // amplitude, as a share of the loudest.
  loudness(hz) {
    const samples = last_samples(this.loudspeaker, rate_hz / 2);
    let [real, imaginary] = [0, 0];
    samples.forEach((sample, i) => {
      const angle = (2 * Math.PI * hz * i) / rate_hz;
      real += sample * Math.cos(angle);
      imaginary += sample * Math.sin(angle);
    });
    return (2 * Math.hypot(real, imaginary)) / Math.max(samples.length, 1) / 32_768;
  }

  // What the process holds and has used.
  usage() {
    const of = `/proc/${this.process.pid}`;
    const status = readFileSync(`${of}/status`, "utf8");
    const ticks = readFileSync(`${of}/stat`, "utf8").split(") ")[1].split(" ");
    return {
      rss_kb: Number(/VmRSS:\s+(\d+)/.exec(status)[1]),
      threads: readdirSync(`${of}/task`).length,
      descriptors: readdirSync(`${of}/fd`).length,
      cpu_ms: (Number(ticks[11]) + Number(ticks[12])) * 10,
    };
  }

  // Its exit status.
  async end() {
    const ended = new Promise((resolve) => this.process.on("exit", resolve));
    this.socket.end();
    const status = await ended;
    rmSync(this.folder, { recursive: true, force: true });
    return status;
  }
}

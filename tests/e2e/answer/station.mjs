// A real portero-station with its real media process: a drawn camera with a burned-in clock,
// synthetic speech or a WAV as the visitor, a loudspeaker and a relay that are written down.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { last_samples, rate_hz } from "../../interop/webrtc/recording.mjs";
import { until } from "../../interop/webrtc/until.mjs";

export class Station {
  // microphone: "synthetic", or "file:" and a WAV.
  constructor(station, porteroctl, web, microphone = "synthetic") {
    this.porteroctl = porteroctl;
    this.folder = mkdtempSync(join(tmpdir(), "portero-e2e-"));
    const file = (name) => join(this.folder, name);
    this.socket = file("socket");
    this.relay = file("relay.jsonl");
    this.loudspeaker = file("loudspeaker.wav");
    this.log = file("log");
    const log = openSync(this.log, "w");
    this.process = spawn(station, [
      "--control-socket", this.socket, "--state", file("state"), "--web", web,
      "--sip-listen", "127.0.0.1:0", "--console-listen", "127.0.0.1:0",
      "--relay", `simulated:${this.relay}`, "--camera", "test", "--microphone", microphone,
      "--loudspeaker", `file:${this.loudspeaker}`, "--display-platform", "offscreen",
      "--set", "call.answer_in_browser=true",
      "--set", "display.sounds=false", // what is measured is what operators say
    ], { stdio: ["ignore", "ignore", log] });
    closeSync(log);
  }

  // { address, claim_code }
  async console() {
    return until("the station tells where its console is", () => {
      if (this.process.exitCode !== null) throw new Error(readFileSync(this.log, "utf8"));
      const told = this.#ctl("console");
      return told.status === 0 && JSON.parse(told.stdout).console;
    });
  }

  state() {
    return JSON.parse(this.#ctl("status").stdout).status.state;
  }

  history() {
    return JSON.parse(this.#ctl("history").stdout);
  }

  #ctl(...words) {
    const command = ["--socket", this.socket, "--json", ...words];
    return spawnSync(this.porteroctl, command, { encoding: "utf8" });
  }

  // The station starts another one.
  kill_media() {
    const { pid } = this.process;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    const is_media = (child) =>
      readFileSync(`/proc/${child}/comm`, "utf8").trim() === "portero-media";
    process.kill(Number(children.find(is_media)), "SIGKILL");
  }

  // How often the relay opened since the start.
  openings() {
    if (!existsSync(this.relay)) return 0;
    const lines = readFileSync(this.relay, "utf8").split("\n").slice(0, -1);
    return lines.filter((line) => JSON.parse(line).open).length;
  }

  // How loud the visitor heard the operators in the last so many milliseconds.
  loudness(ms) {
    return loudness_of(this.#heard(ms));
  }

  // The pitch of what was heard in that time.
  pitch_hz(ms) {
    return pitch_of(this.#heard(ms));
  }

  // Both, of each of the last tenths of a second: what is the same in all of them is no mixture of
  // what came before and after a change.
  tenths(count) {
    const samples = this.#heard(100 * count);
    const length = rate_hz / 10;
    const parts = Array.from({ length: count }, (_, i) =>
      samples.slice(i * length, (i + 1) * length));
    return parts.map((it) => ({ loudness: loudness_of(it), pitch_hz: pitch_of(it) }));
  }

  #heard(ms) {
    return last_samples(this.loudspeaker, Math.round((rate_hz * ms) / 1_000));
  }

  async end() {
    const ended = new Promise((resolve) => this.process.on("exit", resolve));
    this.process.kill("SIGTERM");
    const status = await ended;
    rmSync(this.folder, { recursive: true, force: true });
    return status;
  }
}

// The root of the mean square, as a share of the loudest.
function loudness_of(samples) {
  const power = samples.reduce((sum, it) => sum + (it / 32_768) ** 2, 0);
  return Math.sqrt(power / Math.max(samples.length, 1));
}

// How often a second it rises through silence.
function pitch_of(samples) {
  const rises = samples.filter((it, i) => i > 0 && samples[i - 1] < 0 && it >= 0).length;
  return (rises * rate_hz) / Math.max(samples.length, 1);
}

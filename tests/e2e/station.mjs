// A portero-station of its own folder, without hardware, sound or picture.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../interop/webrtc/until.mjs";

// What the file sets cannot be changed on the console.
const pinned = "[audio]\nspeaker_volume_percent = 70\n";

export class Station {
  // programs: the paths of station and ctl; web: the folder of the built console; more: words of
  // the station's command line.
  constructor(programs, web, more = []) {
    this.programs = programs;
    this.more = more;
    this.web = web;
    this.folder = mkdtempSync(join(tmpdir(), "portero-e2e-"));
    this.state = join(this.folder, "state");
    mkdirSync(this.state, { mode: 0o700 });
    this.file = join(this.folder, "station.toml");
    writeFileSync(this.file, pinned);
    this.listen = "127.0.0.1:0";
    this.log = "";
  }

  async start() {
    const socket = join(this.folder, "control");
    this.process = spawn(this.programs.station, [
      "--config", this.file, "--state", this.state, "--control-socket", socket,
      "--console-listen", this.listen, "--web", this.web, "--sip-listen", "127.0.0.1:0",
      "--relay", `simulated:${join(this.folder, "relay")}`, "--simulated-media", ...this.more,
    ]);
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.on("data", (text) => (this.log += text));
    this.ended = new Promise((resolve) => this.process.once("exit", resolve));
    await until("the station listens", () => this.#is_there());
    this.address = this.console().address;
    this.listen = new URL(this.address).host; // the same one after a restart
  }

  #is_there() {
    if (this.process.exitCode !== null) throw new Error(`the station ended:\n${this.log}`);
    try {
      return this.console().address !== "";
    } catch {
      return false;
    }
  }

  async stop() {
    this.process.kill("SIGTERM");
    await this.ended;
  }

  async end() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  ctl(...words) {
    const socket = join(this.folder, "control");
    const told = execFileSync(this.programs.ctl, ["--socket", socket, "--json", ...words], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    return told.length > 0 ? JSON.parse(told) : {};
  }

  console() {
    return this.ctl("console").console;
  }

  setting(name) {
    return this.ctl("settings").settings[name];
  }
}

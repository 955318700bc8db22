// A TURN server (coturn), and in front of it one that speaks TLS and nothing else: coturn itself
// also takes plain text on its TLS port, which would hide a client that sends it.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { until } from "./until.mjs";

const program = "/usr/bin/turnserver";
const user = "door";
const password = "a/secret:1";
const port = 34_780;

export function own_address() {
  const all = Object.values(networkInterfaces()).flat();
  return all.find((it) => it.family === "IPv4" && !it.internal)?.address;
}

export function missing() {
  if (!existsSync(program)) return `there is no ${program}`;
  return own_address() ? undefined : "this machine has no address besides loopback";
}

function answers() {
  return new Promise((resolve) => {
    const socket = connect(port, own_address());
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

export class Turn {
  static async start() {
    const turn = new Turn();
    turn.folder = mkdtempSync(join(tmpdir(), "portero-turn-"));
    turn.process = spawn(program, [
      "-n", "-a", "--no-cli", "--no-tls", "--no-dtls", "--allow-loopback-peers",
      "--listening-ip", own_address(), "--relay-ip", own_address(), "--listening-port", `${port}`,
      "--min-port", "35000", "--max-port", "35999", "-r", "example.com", "-u",
      `${user}:${password}`, "--log-file", "stdout", "--pidfile", join(turn.folder, "pid"),
      "--userdb", join(turn.folder, "db"),
    ], { stdio: "ignore" });
    await until("coturn answers", answers);
    await turn.#listen();
    return turn;
  }

  async #listen() {
    const [key, certificate] = ["key.pem", "certificate.pem"].map((it) => join(this.folder, it));
    execFileSync("openssl", [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
      "-subj", "/CN=turn", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2",
      "-keyout", key, "-out", certificate,
    ], { stdio: "ignore" });
    this.trust = readFileSync(certificate, "utf8");
    this.tls_connections = 0;
    this.tls = createServer({ key: readFileSync(key), cert: this.trust }, (secure) => {
      this.tls_connections += 1;
      const plain = connect(port, own_address());
      secure.pipe(plain).pipe(secure);
      for (const side of [secure, plain]) {
        side.on("error", () => {});
        side.on("close", () => [secure, plain].forEach((it) => it.destroy()));
      }
    });
    await new Promise((resolve) => this.tls.listen(0, "127.0.0.1", resolve));
  }

  // What the station is told to use, and nothing else.
  station(over) {
    const urls = {
      udp: `turn:${own_address()}:${port}?transport=udp`,
      tcp: `turn:${own_address()}:${port}?transport=tcp`,
      tls: `turns:127.0.0.1:${this.tls.address().port}?transport=tcp`,
    };
    return {
      servers: [{ url: urls[over], user, password }], authorities: this.trust, relay_only: true,
    };
  }

  async end() {
    const ended = new Promise((resolve) => this.process.on("exit", resolve));
    this.process.kill();
    await ended;
    this.tls.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

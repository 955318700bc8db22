// webrtc_peer as an object: commands out, events in.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Told } from "./told.mjs";

export class Peer extends Told {
  constructor(program, ...words) {
    super();
    this.process = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.process.stdout }).on("line", (line) =>
      this.tell(JSON.parse(line)));
  }

  send(command) {
    this.process.stdin.write(`${JSON.stringify(command)}\n`);
  }

  ask(command, event) {
    const answer = this.next((it) => it.event === event && it.id === command.id);
    this.send(command);
    return answer;
  }

  end() {
    const ended = new Promise((resolve) => this.process.on("exit", resolve));
    this.process.stdin.end();
    return ended;
  }
}

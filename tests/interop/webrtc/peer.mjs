// webrtc_peer as an object: commands out, events in.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class Peer {
  #events = [];
  #listeners = new Set();

  constructor(program) {
    this.process = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.process.stdout }).on("line", (line) => {
      const event = JSON.parse(line);
      this.#events.push(event);
      for (const listener of [...this.#listeners]) listener(event);
    });
  }

  send(command) {
    this.process.stdin.write(`${JSON.stringify(command)}\n`);
  }

  // Every event of this viewer, those that came before too.
  listen(id, listener) {
    const mine = (event) => event.id === id && listener(event);
    this.#events.forEach(mine);
    this.#listeners.add(mine);
    return () => this.#listeners.delete(mine);
  }

  // The first that matches from now on.
  next(matches, within_ms = 20_000) {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#listeners.delete(look);
      };
      const look = (event) => matches(event) && (end(), resolve(event));
      const timer = setTimeout(() => {
        end();
        reject(new Error(`nothing came of ${matches} within ${within_ms} ms`));
      }, within_ms);
      this.#listeners.add(look);
    });
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

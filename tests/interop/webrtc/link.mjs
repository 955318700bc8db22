// A bad link between the browser, which runs where this does, and a station in a network namespace
// of its own. To be used where the network may be changed: see ../apart.py.
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";

const operator = "192.0.2.2/24";
const station = "192.0.2.1/24";

function ip(options, steps) {
  execFileSync("ip", [...options, "-batch", "-"], { input: steps.join("\n") });
}

// The whole network: everything that is not said otherwise goes over the link.
function connect(namespace, device, address) {
  ip(namespace, [
    "link set lo up", `address add ${address} dev ${device}`, `link set ${device} up`,
    `route add default dev ${device}`,
  ]);
}

export class Link {
  #answers = [];

  static async make(emulator, seed = 1) {
    const link = new Link();
    link.process = spawn(emulator, ["operator", "station", "--seed", seed], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    createInterface({ input: link.process.stdout }).on("line", (line) =>
      link.#answers.shift()(JSON.parse(line)));
    link.ended = new Promise((resolve) => link.process.on("exit", resolve));
    await link.#answer(); // it is ready
    ip([], ["netns add station", "link set station netns station"]);
    connect([], "operator", operator);
    connect(["-n", "station"], "station", station);
    return link;
  }

  // What makes a command run where the station is.
  static at_the_station = ["ip", "netns", "exec", "station"];

  // To the operator, and the same delay back.
  to_the_operator(conditions) {
    this.#send({ do: "set", from: "station", ...conditions });
    this.#send({ do: "set", from: "operator", delay_ms: conditions.delay_ms });
  }
  both_ways(conditions) {
    for (const from of ["station", "operator"]) this.#send({ do: "set", from, ...conditions });
  }

  // What the station has sent so far: { at_s, offered_bytes, arrived_bytes, lost, dropped, ... }
  async report() {
    const answer = this.#answer();
    this.#send({ do: "report" });
    const { at_s, station } = await answer;
    return { at_s, ...station };
  }

  #send(command) {
    this.process.stdin.write(`${JSON.stringify(command)}\n`);
  }
  #answer() {
    return new Promise((resolve, reject) => {
      this.#answers.push(resolve);
      this.ended.then((status) => reject(new Error(`the link ended: ${status}`)));
    });
  }

  async end() {
    this.process.stdin.end();
    await this.ended;
    ip([], ["netns delete station"]);
  }
}

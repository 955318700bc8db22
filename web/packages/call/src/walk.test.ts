import { describe, expect, it } from "vitest";
import { World } from "./world";

// One operator's page against a station, a browser and a network that do everything they can, in
// any order. A failure names its seed.
describe("whatever happens, in whatever order", () => {
  const hundreds = [0, 1, 2, 3, 4].map((it) => it * 100);
  it.each(hundreds)("holds for 100 seeds from %i on", (first) => {
    for (let seed = first; seed < first + 100; ++seed) {
      const world = new World(seed);
      for (let i = 0; i < 120; ++i) world.something_happens();
      world.settle();
      expect(world.broken, `seed ${seed}\n${world.trace.slice(-40).join("\n")}`).toEqual([]);
    }
  });

  it("comes to all phases, so that they are all tried", () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 200; ++seed) {
      const world = new World(seed);
      for (let i = 0; i < 120; ++i) {
        world.something_happens();
        seen.add(world.phase);
      }
    }
    expect([...seen].sort()).toEqual([
      "answered_elsewhere", "asking", "connecting", "ended", "idle", "in_call", "reconnecting",
      "refused", "ringing", "watching",
    ]);
  });
});

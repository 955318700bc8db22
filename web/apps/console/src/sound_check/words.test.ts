import type { Level } from "@portero/api";
import { describe, expect, it } from "vitest";
import { of_loudspeaker, of_microphone } from "./words";

const level = (dbfs: number, more: Partial<Level> = {}): Level => ({
  dbfs, device: "alsa:default", lost: null, ...more,
});

describe("what a meter says", () => {
  it("is how loud it is", () => {
    expect(of_microphone(level(-22.6))).toBe("It hears somebody, −23 dB");
    expect(of_microphone(level(-58))).toBe("It hears little, −58 dB");
    expect(of_loudspeaker(level(-15))).toBe("It plays, −15 dB");
    expect(of_loudspeaker(level(-100))).toBe("Nothing is played");
  });

  it("names the reason where it is flat", () => {
    expect(of_microphone(level(-100))).toBe("Not the least sound: is it muted or unplugged?");
    expect(of_microphone(level(-100, { device: "none" }))).toBe("There is no microphone");
    expect(of_microphone(level(-100, { lost: "it was unplugged" }))).toBe(
      "The microphone does not work: it was unplugged",
    );
    expect(of_loudspeaker(level(-100, { device: null }))).toBe(
      "Nothing is known of the loudspeaker yet",
    );
  });
});

import { describe, expect, it } from "vitest";
import { Story, answered_by, ringing_call, status_of } from "./story";

describe("in a call", () => {
  it("mutes here, at once, and the other way round", () => {
    const story = new Story().in_call();
    expect(story.happens({ type: "mute_pressed" })).toEqual([{ type: "speak", on: false }]);
    expect(story.happens({ type: "mute_pressed" })).toEqual([{ type: "speak", on: true }]);
  });

  it("pauses: nothing is said from the click on, and the station is asked", () => {
    const story = new Story().in_call();
    expect(story.happens({ type: "pause_pressed" })).toEqual([
      { type: "pause", viewer: 11 },
      { type: "speak", on: false },
    ]);
    expect(story.happens({ type: "pause_pressed" })).toEqual([]);
    story.happens({ type: "paused", viewer: 11 });
    expect(story.phase).toMatchObject({ hold: "paused" });
    expect(story.happens({ type: "resume_pressed" })).toEqual([{ type: "resume", viewer: 11 }]);
    expect(story.happens({ type: "resumed", viewer: 11 })).toEqual([{ type: "speak", on: true }]);
  });

  it("stays muted over a pause", () => {
    const story = new Story().in_call();
    story.happens({ type: "mute_pressed" });
    story.happens({ type: "pause_pressed" });
    story.happens({ type: "paused", viewer: 11 });
    story.happens({ type: "resume_pressed" });
    expect(story.happens({ type: "resumed", viewer: 11 })).toEqual([]);
  });

  it("goes on as before where the station does not pause or resume", () => {
    const story = new Story().in_call();
    story.happens({ type: "pause_pressed" });
    const failed = { type: "hold_failed", viewer: 11, sentence: "Not now." } as const;
    expect(story.happens(failed)).toEqual([{ type: "speak", on: true }]);
    expect(story.phase).toMatchObject({ hold: "none", hold_failed: "Not now." });
    story.happens({ type: "pause_pressed" });
    story.happens({ type: "paused", viewer: 11 });
    story.happens({ type: "resume_pressed" });
    story.happens(failed);
    expect(story.phase).toMatchObject({ hold: "paused", hold_failed: "Not now." });
  });

  it("ends it here", () => {
    const story = new Story().in_call();
    story.after(72_000);
    expect(story.happens({ type: "end_pressed" })).toEqual([
      { type: "close_line", line: 1 },
      { type: "leave", viewer: 11 },
      { type: "speak", on: false },
      { type: "close_microphone" },
      { type: "stay_awake", on: false },
    ]);
    expect(story.phase).toMatchObject({ at: "ended", why: "ended_here", talked_ms: 72_000 });
    expect(story.happens({ type: "end_pressed" })).toEqual([]);
    expect(story.phase.at).toBe("idle");
  });

  it("ends when the station says so, with its words", () => {
    const story = new Story().in_call();
    const gone = {
      type: "viewer_gone", viewer: 11, code: "switched_off", sentence: "It was switched off.",
    } as const;
    expect(story.happens(gone)).toContainEqual({ type: "close_microphone" });
    expect(story.phase).toMatchObject({
      at: "ended", why: "ended_there", sentence: "It was switched off.",
    });
  });

  it("ends when the station names it no more, though it says nothing", () => {
    const story = new Story().in_call();
    expect(story.happens(status_of(null))).toEqual([]);
    expect(story.after(1_000)).toContainEqual({ type: "close_microphone" });
    expect(story.phase).toMatchObject({ at: "ended", why: "ended_there", sentence: null });
    story.happens({ type: "viewer_gone", viewer: 11, code: "call_over", sentence: "It is over." });
    expect(story.phase).toMatchObject({ sentence: "It is over." });
  });

  it("does not end by a status from before it was let in", () => {
    const story = new Story().ringing();
    story.happens({ type: "talk_pressed" });
    story.happens({ type: "microphone_opened" });
    story.happens({ type: "answered", viewer: 11 });
    story.happens(status_of(ringing_call()));
    story.after(5_000);
    expect(story.phase.at).toBe("in_call");
  });

  it("stays when others come and go", () => {
    const story = new Story().in_call();
    const both = answered_by("Me", 11);
    both.parties.push({ name: "Dana R.", route: "webrtc", held: false, viewer: 12 });
    story.happens(status_of(both));
    story.happens({ type: "viewer_gone", viewer: 12, code: "closed", sentence: "" });
    story.happens(status_of(answered_by("Me", 11)));
    story.after(5_000);
    expect(story.phase.at).toBe("in_call");
  });

  it("goes on listening where the microphone is pulled out", () => {
    const story = new Story().in_call();
    expect(story.happens({ type: "microphone_lost" })).toEqual([
      { type: "speak", on: false },
      { type: "close_microphone" },
    ]);
    expect(story.phase).toMatchObject({ voice: { microphone: "refused", why: "failed" } });
  });
});

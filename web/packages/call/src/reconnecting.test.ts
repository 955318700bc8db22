import { describe, expect, it } from "vitest";
import { Story, answered_by, opens, status_of } from "./story";

describe("the line breaks in a call", () => {
  it("is replaced by another one, and left when that is let in", () => {
    const story = new Story().in_call();
    expect(story.happens({ type: "line_broken", line: 1 })).toEqual([
      { type: "close_line", line: 1 },
      opens(2, "talk", 11),
      { type: "speak", on: false },
    ]);
    expect(story.happens({ type: "line_opened", line: 2, viewer: 12 })).toEqual([
      { type: "leave", viewer: 11 },
    ]);
    expect(story.happens({ type: "line_connected", line: 2 })).toEqual([
      { type: "speak", on: true },
    ]);
    expect(story.phase).toMatchObject({ at: "in_call", since_ms: 1_000, line: { viewer: 12 } });
  });

  it("waits a little for one that may heal by itself", () => {
    const story = new Story().in_call();
    story.happens({ type: "line_faltered", line: 1 });
    expect(story.after(1_900)).toEqual([]);
    story.happens({ type: "line_connected", line: 1 });
    expect(story.after(10_000)).toEqual([]);
    story.happens({ type: "line_faltered", line: 1 });
    expect(story.after(2_000)).toContainEqual(opens(2, "talk", 11));
  });

  it("comes again when the station thinks that it is gone", () => {
    const story = new Story().in_call();
    story.happens(status_of(null));
    story.happens({ type: "viewer_gone", viewer: 11, code: "vanished", sentence: "Silent." });
    expect(story.phase).toMatchObject({ at: "reconnecting", old: 11 });
  });

  it("asks for its old place though the station thinks that it is gone", () => {
    const story = new Story().in_call();
    story.happens({ type: "line_broken", line: 1 });
    story.happens({ type: "viewer_gone", viewer: 11, code: "vanished", sentence: "" });
    story.happens({ type: "line_unreachable", line: 2 });
    expect(story.after(500)).toEqual([opens(3, "talk", 11)]);
  });

  it("tries again with growing delays, and gives up after 15 s", () => {
    const story = new Story().in_call();
    story.happens({ type: "line_broken", line: 1 });
    story.happens({ type: "line_unreachable", line: 2 });
    expect(story.after(499)).toEqual([]);
    expect(story.after(1)).toEqual([opens(3, "talk", 11)]);
    story.happens({ type: "line_unreachable", line: 3 });
    expect(story.after(1_000)).toEqual([opens(4, "talk", 11)]);
    story.happens({ type: "line_unreachable", line: 4 });
    const last = story.after(15_000);
    expect(last).toContainEqual({ type: "leave", viewer: 11 });
    expect(last).toContainEqual({ type: "close_microphone" });
    expect(story.phase).toMatchObject({ at: "ended", why: "lost" });
  });

  it("stays muted and paused", () => {
    const story = new Story().in_call();
    story.happens({ type: "mute_pressed" });
    story.happens({ type: "pause_pressed" });
    story.happens({ type: "paused", viewer: 11 });
    story.happens({ type: "line_broken", line: 1 });
    story.happens({ type: "line_opened", line: 2, viewer: 12 });
    expect(story.happens({ type: "line_connected", line: 2 })).toEqual([
      { type: "pause", viewer: 12 },
    ]);
    expect(story.phase).toMatchObject({ hold: "pausing", voice: { muted: true } });
  });

  it("ends where the station does not let it in again", () => {
    const story = new Story().in_call();
    story.happens({ type: "line_broken", line: 1 });
    const told = story.happens({ type: "line_refused", line: 2, code: "full", sentence: "Full." });
    expect(told).toContainEqual({ type: "leave", viewer: 11 });
    expect(story.phase).toMatchObject({ at: "ended", why: "lost", sentence: "Full." });
  });

  it("waits for the media process of the station to begin anew", () => {
    const story = new Story().in_call();
    story.happens({ type: "line_broken", line: 1 });
    story.happens({ type: "line_refused", line: 2, code: "no_media", sentence: "" });
    expect(story.after(500)).toEqual([opens(3, "talk", 11)]);
  });

  it("leaves both when the operator ends it meanwhile", () => {
    const story = new Story().in_call();
    story.happens({ type: "line_broken", line: 1 });
    expect(story.happens({ type: "end_pressed" })).toEqual([
      { type: "close_line", line: 2 },
      { type: "leave", viewer: 11 },
      { type: "close_microphone" },
      { type: "stay_awake", on: false },
    ]);
    expect(story.happens({ type: "line_opened", line: 2, viewer: 12 })).toEqual([
      { type: "leave", viewer: 12 },
    ]);
  });

  it("is in the call again with its new name in it", () => {
    const story = new Story().in_call();
    story.happens({ type: "line_broken", line: 1 });
    story.happens({ type: "line_opened", line: 2, viewer: 12 });
    story.happens({ type: "line_connected", line: 2 });
    story.happens(status_of(answered_by("Me", 12)));
    story.after(5_000);
    expect(story.phase).toMatchObject({ at: "in_call", listed: true });
  });
});

describe("the station begins anew", () => {
  const other_run = () => status_of(null, 1_000, "00000000000000bb");

  it("is joined again in a call, and told of no viewer that it does not know", () => {
    const story = new Story().in_call();
    expect(story.happens(other_run())).toEqual([
      { type: "close_line", line: 1 },
      opens(2, "talk"),
      { type: "speak", on: false },
    ]);
    expect(story.happens({ type: "line_opened", line: 2, viewer: 1 })).toEqual([]);
  });

  it("is joined again by whoever was coming again", () => {
    const story = new Story().in_call();
    story.happens({ type: "line_broken", line: 1 });
    story.happens(other_run());
    expect(story.happens({ type: "line_opened", line: 2, viewer: 1 })).toEqual([]);
    expect(story.happens(status_of(null, 2_000, "00000000000000cc"))).toEqual([
      { type: "close_line", line: 2 },
      opens(3, "talk"),
    ]);
  });

  it("is watched again", () => {
    const story = new Story();
    story.happens(status_of(null));
    story.happens({ type: "watch_pressed" });
    story.happens({ type: "line_opened", line: 1, viewer: 11 });
    expect(story.happens(other_run())).toEqual([{ type: "close_line", line: 1 }]);
    expect(story.after(0)).toEqual([opens(2, "watch")]);
  });

  it("is asked by another offer to let in who was being let in", () => {
    const story = new Story().ringing();
    story.happens({ type: "talk_pressed" });
    story.happens({ type: "microphone_opened" });
    expect(story.happens(other_run())).toContainEqual(opens(2, "talk"));
    expect(story.phase).toMatchObject({ at: "reconnecting", old: null });
  });
});

import { describe, expect, it } from "vitest";
import { Story, opens, status_of } from "./story";

function watching(): Story {
  const story = new Story().on_duty();
  story.happens({ type: "watch_pressed" });
  story.happens({ type: "line_opened", line: 1, viewer: 11 });
  story.happens({ type: "line_connected", line: 1 });
  return story;
}

describe("the live picture", () => {
  it("opens no microphone", () => {
    const story = new Story().on_duty();
    expect(story.happens({ type: "watch_pressed" })).toEqual([
      opens(1, "watch"),
    ]);
  });

  it("becomes a call with one click", () => {
    const story = watching();
    expect(story.happens({ type: "talk_pressed" })).toEqual([{ type: "open_microphone" }]);
    expect(story.happens({ type: "microphone_opened" })).toContainEqual({
      type: "answer", viewer: 11,
    });
    expect(story.happens(status_of(null))).toEqual([]);
    story.happens({ type: "answered", viewer: 11 });
    expect(story.phase.at).toBe("in_call");
  });

  it("ends with a click, also before the station answered", () => {
    const story = new Story();
    story.happens({ type: "watch_pressed" });
    expect(story.happens({ type: "end_pressed" })).toEqual([{ type: "close_line", line: 1 }]);
    expect(story.happens({ type: "line_opened", line: 1, viewer: 11 })).toEqual([
      { type: "leave", viewer: 11 },
    ]);
  });

  it("comes back by itself", () => {
    const story = watching();
    expect(story.happens({ type: "line_broken", line: 1 })).toEqual([
      { type: "close_line", line: 1 },
      { type: "leave", viewer: 11 },
    ]);
    expect(story.after(500)).toEqual([opens(2, "watch")]);
    story.happens({ type: "line_opened", line: 2, viewer: 12 });
    story.happens({ type: "viewer_gone", viewer: 12, code: "vanished", sentence: "" });
    expect(story.after(1_000)).toEqual([opens(3, "watch")]);
    story.happens({ type: "line_refused", line: 3, code: "no_media", sentence: "" });
    expect(story.after(2_000)).toEqual([opens(4, "watch")]);
  });

  it("says why it cannot be had", () => {
    const story = new Story();
    story.happens({ type: "watch_pressed" });
    story.happens({ type: "line_refused", line: 1, code: "full", sentence: "Ten watch." });
    expect(story.phase).toEqual({ at: "refused", code: "full", sentence: "Ten watch." });
    story.happens({ type: "watch_pressed" });
    expect(story.phase.at).toBe("watching");
  });
});

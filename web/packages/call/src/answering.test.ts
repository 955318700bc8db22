import { describe, expect, it } from "vitest";
import { Story, answered_by, opens, ringing_call, status_of } from "./story";

describe("the operator answers", () => {
  it("asks for the microphone first, and tells the station when it has it", () => {
    const story = new Story().ringing();
    expect(story.happens({ type: "talk_pressed" })).toEqual([
      { type: "stop_ringing" },
      { type: "open_microphone" },
    ]);
    expect(story.happens({ type: "microphone_opened" })).toEqual([
      { type: "answer", viewer: 11 },
      { type: "stay_awake", on: true },
    ]);
    expect(story.phase).toMatchObject({ at: "connecting", entry: "asked" });
    expect(story.happens({ type: "answered", viewer: 11 })).toEqual([{ type: "speak", on: true }]);
    expect(story.phase).toMatchObject({ at: "in_call", hold: "none", line: { viewer: 11 } });
  });

  it("listens and can unlock where the microphone was refused", () => {
    const story = new Story().ringing();
    story.happens({ type: "talk_pressed" });
    expect(story.happens({ type: "microphone_refused", why: "blocked" })).toEqual([
      { type: "answer", viewer: 11 },
      { type: "close_microphone" },
      { type: "stay_awake", on: true },
    ]);
    expect(story.happens({ type: "answered", viewer: 11 })).toEqual([]);
    expect(story.phase).toMatchObject({
      at: "in_call", voice: { microphone: "refused", why: "blocked" },
    });
    expect(story.happens({ type: "microphone_pressed" })).toEqual([{ type: "open_microphone" }]);
    expect(story.happens({ type: "microphone_opened" })).toEqual([{ type: "speak", on: true }]);
  });

  it("waits for the picture's line where it is not there yet", () => {
    const story = new Story().on_duty();
    story.happens(status_of(ringing_call()));
    story.happens({ type: "talk_pressed" });
    story.happens({ type: "microphone_opened" });
    expect(story.phase).toMatchObject({ at: "connecting", entry: "waiting" });
    expect(story.happens({ type: "line_opened", line: 1, viewer: 11 })).toEqual([
      { type: "answer", viewer: 11 },
    ]);
    story.happens({ type: "answered", viewer: 11 });
    expect(story.phase).toMatchObject({ at: "connecting", entry: "in" });
    story.happens({ type: "line_connected", line: 1 });
    expect(story.phase.at).toBe("in_call");
  });

  it("answers by an offer where there is no picture", () => {
    const story = new Story().on_duty();
    story.happens(status_of(ringing_call()));
    story.happens({ type: "line_unreachable", line: 1 });
    story.happens({ type: "talk_pressed" });
    expect(story.happens({ type: "microphone_opened" })).toContainEqual(opens(2, "talk"));
    story.happens({ type: "line_opened", line: 2, viewer: 12 });
    story.happens({ type: "line_connected", line: 2 });
    expect(story.phase).toMatchObject({ at: "in_call", line: { viewer: 12 } });
  });

  it("is told who was faster while the browser asked for the microphone", () => {
    const story = new Story().ringing();
    story.happens({ type: "talk_pressed" });
    const told = story.happens(status_of(answered_by("Dana R.", 12)));
    expect(told).toContainEqual({ type: "close_microphone" });
    expect(story.phase).toMatchObject({ at: "answered_elsewhere", who: "Dana R." });
    expect(story.happens({ type: "microphone_opened" })).toEqual([{ type: "close_microphone" }]);
    expect(story.phase.at).toBe("answered_elsewhere");
  });

  it("is told so where the station could not be asked in time, too", () => {
    const story = new Story().on_duty();
    story.happens(status_of(ringing_call()));
    story.happens({ type: "talk_pressed" });
    story.happens({ type: "microphone_opened" });
    story.happens(status_of(answered_by("Dana R.", 12)));
    expect(story.phase.at).toBe("answered_elsewhere");
    expect(story.happens({ type: "line_opened", line: 1, viewer: 11 })).toEqual([
      { type: "leave", viewer: 11 },
    ]);
  });

  it("joins who was faster after the station had been asked", () => {
    const story = new Story().ringing();
    story.happens({ type: "talk_pressed" });
    story.happens({ type: "microphone_opened" });
    story.happens(status_of(answered_by("Dana R.", 12)));
    story.happens({ type: "answered", viewer: 11 });
    expect(story.phase.at).toBe("in_call");
  });

  it("joins when told who answered", () => {
    const story = new Story().ringing();
    story.happens(status_of(answered_by("Dana R.", 12)));
    story.happens({ type: "talk_pressed" });
    story.happens({ type: "microphone_opened" });
    story.happens({ type: "line_opened", line: 2, viewer: 13 });
    story.happens({ type: "line_connected", line: 2 });
    expect(story.phase.at).toBe("in_call");
  });

  it("is told that the visitor went while the browser asked", () => {
    const story = new Story().ringing();
    story.happens({ type: "talk_pressed" });
    story.happens(status_of(null));
    expect(story.phase).toMatchObject({ at: "ended", why: "missed" });
  });

  it("may take it back while the browser asks, and while it connects", () => {
    const asking = new Story().ringing();
    asking.happens({ type: "talk_pressed" });
    expect(asking.happens({ type: "end_pressed" })).toContainEqual({ type: "close_microphone" });
    expect(asking.happens(status_of(ringing_call()))).toEqual([]);

    const connecting = new Story().ringing();
    connecting.happens({ type: "talk_pressed" });
    connecting.happens({ type: "microphone_opened" });
    expect(connecting.happens({ type: "end_pressed" })).toEqual([
      { type: "close_line", line: 1 },
      { type: "leave", viewer: 11 },
      { type: "close_microphone" },
      { type: "stay_awake", on: false },
    ]);
    expect(connecting.happens({ type: "answered", viewer: 11 })).toEqual([]);
  });

  it.each(["busy", "full", "switched_off"])("shows why the station refused: %s", (code) => {
    const story = new Story().ringing();
    story.happens({ type: "talk_pressed" });
    story.happens({ type: "microphone_opened" });
    const told = story.happens({ type: "answer_failed", viewer: 11, code, sentence: "No." });
    expect(told).toContainEqual({ type: "close_microphone" });
    expect(story.phase).toEqual({ at: "refused", code, sentence: "No." });
    expect(story.happens(status_of(ringing_call()))).toEqual([]);
  });

  it("makes another line where the station has forgotten the one of the picture", () => {
    const story = new Story().ringing();
    story.happens({ type: "talk_pressed" });
    story.happens({ type: "microphone_opened" });
    const gone = {
      type: "answer_failed", viewer: 11, code: "no_such_viewer", sentence: "",
    } as const;
    expect(story.happens(gone)).toContainEqual(opens(2, "talk", 11));
    expect(story.phase.at).toBe("reconnecting");
  });

  it("says so where sound and picture find no way", () => {
    const story = new Story().on_duty();
    story.happens({ type: "talk_pressed" });
    story.happens({ type: "microphone_opened" });
    story.happens({ type: "line_opened", line: 1, viewer: 11 });
    story.after(12_000);
    expect(story.phase).toMatchObject({ at: "ended", why: "no_path" });
  });

  it("asks for no microphone again while it connects", () => {
    const story = new Story().ringing();
    story.happens({ type: "talk_pressed" });
    expect(story.happens({ type: "talk_pressed" })).toEqual([]);
  });
});

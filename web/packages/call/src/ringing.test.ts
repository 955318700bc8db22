import { describe, expect, it } from "vitest";
import { Story, answered_by, opens, ringing_call, status_of } from "./story";

describe("a visitor presses the button", () => {
  it("rings here and shows who is there before anybody answers", () => {
    const story = new Story().on_duty();
    expect(story.happens(status_of(ringing_call()))).toEqual([
      opens(1, "watch"),
      { type: "start_ringing" },
    ]);
    expect(story.happens({ type: "line_opened", line: 1, viewer: 11 })).toEqual([]);
    expect(story.happens({ type: "line_connected", line: 1 })).toEqual([]);
    expect(story.phase).toMatchObject({ at: "ringing", line: { link: "up" }, no_picture: null });
  });

  it("does not ring who is not on duty, nor where no browser is asked", () => {
    const off = new Story();
    expect(off.happens(status_of(ringing_call()))).toEqual([]);
    const on = new Story().on_duty();
    expect(on.happens(status_of({ ...ringing_call(), asks_browsers: false }))).toEqual([]);
    expect(on.phase.at).toBe("idle");
  });

  it("rings who goes on duty while it rings", () => {
    const story = new Story();
    story.happens(status_of(ringing_call()));
    expect(story.happens({ type: "duty_changed", on: true })).toContainEqual({
      type: "start_ringing",
    });
  });

  it("rings over the picture that is watched already", () => {
    const story = new Story().on_duty();
    story.happens({ type: "watch_pressed" });
    story.happens({ type: "line_opened", line: 1, viewer: 11 });
    expect(story.happens(status_of(ringing_call()))).toEqual([{ type: "start_ringing" }]);
    expect(story.phase).toMatchObject({ at: "ringing", line: { viewer: 11 } });
  });

  it("stops ringing here when the operator wants so, and for that call only", () => {
    const story = new Story().ringing();
    expect(story.happens({ type: "end_pressed" })).toEqual([
      { type: "close_line", line: 1 },
      { type: "leave", viewer: 11 },
      { type: "stop_ringing" },
    ]);
    expect(story.happens(status_of(ringing_call(7)))).toEqual([]);
    expect(story.happens(status_of(ringing_call(8)))).toContainEqual({ type: "start_ringing" });
  });

  it("stops ringing who goes off duty", () => {
    const story = new Story().ringing();
    expect(story.happens({ type: "duty_changed", on: false })).toContainEqual({
      type: "stop_ringing",
    });
    expect(story.phase.at).toBe("idle");
  });

  it("says who answered when somebody else was faster", () => {
    const story = new Story().ringing();
    expect(story.happens(status_of(answered_by("Dana R.", 12)))).toEqual([
      { type: "close_line", line: 1 },
      { type: "leave", viewer: 11 },
      { type: "stop_ringing" },
    ]);
    expect(story.phase).toEqual({ at: "answered_elsewhere", call: 7, who: "Dana R." });
  });

  it("says that nobody answered when it stops", () => {
    const story = new Story().ringing();
    story.happens(status_of(null));
    expect(story.phase).toMatchObject({ at: "ended", why: "missed", talked_ms: null });
  });

  it("rings on without a picture, and tries again to have one", () => {
    const story = new Story().on_duty();
    story.happens(status_of(ringing_call()));
    story.happens({ type: "line_refused", line: 1, code: "full", sentence: "Ten watch." });
    expect(story.phase).toMatchObject({ at: "ringing", line: null, no_picture: "Ten watch." });
    expect(story.after(500)).toEqual([opens(2, "watch")]);
    story.happens({ type: "line_opened", line: 2, viewer: 12 });
    story.happens({ type: "line_connected", line: 2 });
    expect(story.phase).toMatchObject({ at: "ringing", no_picture: null });
  });

  it("tries to have a picture three times", () => {
    const story = new Story().on_duty();
    story.happens(status_of(ringing_call()));
    for (const line of [1, 2, 3]) {
      story.happens({ type: "line_unreachable", line });
      story.after(5_000);
    }
    expect(story.phase).toMatchObject({ at: "ringing", line: null });
    expect(story.state.lines).toBe(3);
  });

  it("does not ring for a station that is silent", () => {
    const story = new Story().ringing();
    story.happens({ type: "live_lost" });
    expect(story.after(5_900)).toEqual([]);
    expect(story.after(200)).toContainEqual({ type: "stop_ringing" });
    expect(story.phase).toMatchObject({ at: "ended", why: "lost" });
  });

  it("rings on when the station is heard again in time", () => {
    const story = new Story().ringing();
    story.happens({ type: "live_lost" });
    story.after(3_000);
    story.happens(status_of(ringing_call()));
    expect(story.after(20_000)).toEqual([]);
    expect(story.phase.at).toBe("ringing");
  });
});

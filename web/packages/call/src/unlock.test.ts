import { describe, expect, it } from "vitest";
import type { Action, UnlockOrder } from "./action";
import { Story, status_of } from "./story";

const pressed = (command: string, password: string | null = null) =>
  ({ type: "unlock_pressed", command, password }) as const;
const told = (command: string, code: string, opened: boolean) =>
  ({ type: "unlock_told", command, code, sentence: `${code}.`, opened }) as const;

function orders(actions: Action[]): UnlockOrder[] {
  return actions.flatMap((it) => (it.type === "send_unlock" ? [it.order] : []));
}

describe("a click on Unlock", () => {
  it("is one command, of this run, with the station's time and our place in the call", () => {
    const story = new Story().in_call(); // at 1 000 here the station told 500 000
    story.after(250);
    expect(orders(story.happens(pressed("a")))).toEqual([
      { command: "a", run: "00000000000000aa", issued_ms: 500_250, viewer: 11, password: null },
    ]);
    expect(story.happens(told("a", "opened", true))).toEqual([{ type: "feel_unlocked" }]);
    expect(story.state.unlock).toMatchObject({ at: "opened", sentence: "opened." });
    story.after(3_000);
    expect(story.state.unlock).toEqual({ at: "ready" });
  });

  it("does nothing more when clicked again meanwhile", () => {
    const story = new Story().in_call();
    story.happens(pressed("a"));
    expect(story.happens(pressed("b"))).toEqual([]);
    story.happens(told("a", "opened", true));
    expect(story.happens(pressed("c"))).toEqual([]);
    story.after(3_000);
    expect(orders(story.happens(pressed("d")))).toMatchObject([{ command: "d" }]);
  });

  it("is sent again as the same command when its answer was lost", () => {
    const story = new Story().in_call();
    const [first] = orders(story.happens(pressed("a")));
    story.happens({ type: "unlock_unreachable", command: "a" });
    expect(orders(story.after(300))).toEqual([first]);
    story.happens(told("a", "opened", true));
    expect(orders(story.after(10_000))).toEqual([]);
  });

  it("is given up after the 5 s in which the station would obey, and says what to do", () => {
    const story = new Story().in_call();
    story.happens(pressed("a"));
    for (let i = 0; i < 20; ++i) {
      story.happens({ type: "unlock_unreachable", command: "a" });
      story.after(300);
    }
    expect(story.state.unlock).toMatchObject({ at: "failed", code: "unanswered" });
    story.happens(told("a", "opened", true));
    expect(story.state.unlock).toMatchObject({ at: "opened" }); // the answer was only late
  });

  it.each([
    ["panel_granted", true, "opened"],
    ["panel_denied", false, "failed"],
    ["panel_silent", false, "failed"],
  ])("waits for the panel: %s", (code, opened, at) => {
    const story = new Story().in_call();
    story.happens(pressed("a"));
    story.happens(told("a", "awaiting_panel", false));
    expect(story.state.unlock).toMatchObject({ at: "awaiting_panel" });
    story.happens(told("b", "panel_granted", true));
    expect(story.state.unlock).toMatchObject({ at: "awaiting_panel" });
    story.happens(told("a", code, opened));
    expect(story.state.unlock).toMatchObject({ at });
  });

  it("does not wait for ever for a panel's answer that got lost", () => {
    const story = new Story().in_call();
    story.happens(pressed("a"));
    story.happens(told("a", "awaiting_panel", false));
    story.after(12_000);
    expect(story.state.unlock).toMatchObject({ at: "failed", code: "panel_silent" });
  });

  it("takes back that it opened when the relay did not move", () => {
    const story = new Story().in_call();
    story.happens(pressed("a"));
    story.happens(told("a", "opened", true));
    story.happens(told("a", "not_opened", false));
    expect(story.state.unlock).toMatchObject({ at: "failed", sentence: "not_opened." });
  });

  it("feels it once, though it is told twice", () => {
    const story = new Story().in_call();
    story.happens(pressed("a"));
    expect(story.happens(told("a", "opened", true))).toEqual([{ type: "feel_unlocked" }]);
    expect(story.happens(told("a", "opened", true))).toEqual([]);
  });

  it("asks for the password where nobody talks to the visitor", () => {
    const story = new Story().on_duty();
    story.happens(pressed("a"));
    const refused = {
      type: "unlock_refused", command: "a", code: "needs_passkey", sentence: "", wait_s: 0,
    } as const;
    story.happens(refused);
    expect(story.state.unlock).toEqual({ at: "needs_password" });
    expect(orders(story.happens(pressed("b", "secret")))).toMatchObject([
      { command: "b", password: "secret", viewer: null },
    ]);
    story.happens(told("b", "opened", true));
    expect(JSON.stringify(story.state)).not.toContain("secret");
  });

  it("may be declined then", () => {
    const story = new Story().on_duty();
    story.happens(pressed("a"));
    story.happens(told("a", "needs_passkey", false));
    story.happens({ type: "password_declined" });
    expect(story.state.unlock).toEqual({ at: "ready" });
  });

  it("says how long to wait when there were too many", () => {
    const story = new Story().in_call();
    story.happens(pressed("a"));
    story.happens(told("a", "too_many", false));
    expect(story.state.unlock).toMatchObject({ at: "failed", wait_until_ms: 6_000 });
    story.after(5_000);
    expect(story.state.unlock).toMatchObject({ at: "failed", wait_until_ms: null });
  });

  it("says how long to wait after wrong passwords", () => {
    const story = new Story().on_duty();
    story.happens(pressed("a", "wrong"));
    story.happens({
      type: "unlock_refused", command: "a", code: "wait", sentence: "Wait.", wait_s: 3,
    });
    expect(story.state.unlock).toMatchObject({ at: "failed", wait_until_ms: 4_000 });
  });

  it("is not sent to a station that has not been heard", () => {
    const story = new Story();
    expect(story.happens(pressed("a"))).toEqual([]);
    expect(story.state.unlock).toMatchObject({ at: "failed", code: "not_connected" });
  });

  it("believes the news that travelled the least about the station's clock", () => {
    const story = new Story().on_duty(); // told 500 000 at 1 000
    story.after(10_000);
    story.happens(status_of(null, 509_000)); // a second late
    // But for the 2 ms that two clocks may have gone apart in ten seconds.
    expect(orders(story.happens(pressed("a")))).toMatchObject([{ issued_ms: 509_998 }]);
  });

  // A page that was open for days was refused each click as one from the future.
  it("notices that the station's clock is the slower one", () => {
    const story = new Story().on_duty(); // told 500 000 at 1 000
    const day_ms = 86_400_000;
    story.after(day_ms);
    story.happens(status_of(null, 500_000 + day_ms - 10_000));
    expect(orders(story.happens(pressed("a")))).toMatchObject([
      { issued_ms: 500_000 + day_ms - 10_000 },
    ]);
  });
});

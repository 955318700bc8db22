import { Button } from "@portero/ui";
import { useEffect } from "preact/hooks";
import { go_to, path } from "../route";
import { desk, state } from "./desk";

const answer_path = "/answer";
const ringing_title = "(1) Somebody is at the door – Portero";

// On every other page: what must not be missed.
export function AnswerBanner() {
  const { phase } = state.value;
  const rings = phase.at === "ringing";
  useEffect(() => {
    if (!rings) return undefined;
    const before = document.title;
    document.title = ringing_title;
    return () => {
      if (document.title === ringing_title) document.title = before;
    };
  }, [rings]);
  if (path.value === answer_path || !(rings || "voice" in phase)) return null;
  function answer() {
    go_to(answer_path);
    if (rings && path.value === answer_path) desk.handle({ type: "talk_pressed" });
  }
  return (
    <div class="notice warn ring-banner" role={rings ? "alert" : "status"}>
      <strong>{rings ? "Somebody is at the door" : "You are in a call"}</strong>
      <div class="buttons">
        <Button kind="go" on_press={answer}>{rings ? "Answer" : "Return to call"}</Button>
        {rings && <a class="button" href={answer_path}>See who it is</a>}
      </div>
    </div>
  );
}

import "./answer.css";
import type { Phase } from "@portero/call";
import { StateChip } from "@portero/ui";
import { useEffect, useRef } from "preact/hooks";
import { connection, state_now, status } from "../live";
import { Title } from "../title";
import { useNow } from "./clock";
import { Controls } from "./controls";
import { state } from "./desk";
import { Duty } from "./duty";
import { Keys, useKeys } from "./keys";
import { Meters } from "./meters";
import { Picture } from "./picture";
import { detail, duration, headline, others } from "./words";

export function AnswerPage() {
  const { phase } = state.value;
  useKeys();
  return (
    <>
      <Title>Answer the door</Title>
      <div class={`answer ${phase.at}`}>
        <section class="door-tile" aria-label="The door">
          <div class="picture">
            <Picture />
          </div>
          <div class="panel">
            <Heading />
            <Controls />
            {phase.at === "in_call" && <Meters phase={phase} />}
          </div>
        </section>
        <Duty />
      </div>
      <Keys />
    </>
  );
}

// A button that was pressed is often there no more: the focus goes on from the heading.
function useFocusFromGone({ at }: Phase) {
  const heading = useRef<HTMLHeadingElement>(null);
  const is_first = useRef(true);
  useEffect(() => {
    const is_gone = !is_first.current && document.activeElement === document.body;
    if (is_gone && at !== "ringing") heading.current?.focus({ preventScroll: true });
    is_first.current = false;
  }, [at]);
  return heading;
}

function Heading() {
  const { phase } = state.value;
  const heard = connection.value === "lost" ? null : status.value;
  const more = detail(phase, heard);
  const heading = useFocusFromGone(phase);
  return (
    <div class="heading">
      <div class="top">
        <StateChip state={state_now.value} />
        <Time />
      </div>
      <h2 ref={heading} tabIndex={-1} aria-live={phase.at === "ringing" ? "assertive" : "polite"}>
        {headline(state.value, heard)}
      </h2>
      {more && <p class="muted">{more}</p>}
      <Company />
    </div>
  );
}

function Time() {
  const { phase } = state.value;
  const now = useNow(() => performance.now(), 500);
  if (phase.at === "in_call") return <span class="time">{duration(now - phase.since_ms)}</span>;
  if (phase.at === "reconnecting")
    return <span class="time">{Math.max(0, Math.floor((now - phase.lost_ms) / 1_000))} s</span>;
  if (phase.at === "ended" && phase.talked_ms !== null)
    return <span class="time">{duration(phase.talked_ms)}</span>;
  return null;
}

// Who else is in the call with us.
function Company() {
  const { phase } = state.value;
  if (phase.at !== "in_call" || phase.line.link === "offering") return null;
  const names = others(status.value, phase.line.viewer);
  return names.length > 0 ? <p>Also in the call: {names.join(", ")}</p> : null;
}

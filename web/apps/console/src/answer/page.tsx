import "./answer.css";
import { StateChip } from "@portero/ui";
import { useSignalEffect } from "@preact/signals";
import { connection, status } from "../live";
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
  useSignalEffect(() => {
    document.title = `${title()} – Portero`;
  });
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

function title(): string {
  const { phase } = state.value;
  if (phase.at === "ringing") return "(1) Somebody is at the door";
  return "voice" in phase ? "In call" : "Answer the door";
}

function Heading() {
  const { phase } = state.value;
  const heard = connection.value === "open" ? status.value?.state : undefined;
  const more = detail(phase, status.value);
  return (
    <div class="heading">
      <div class="top">
        <StateChip state={heard ?? "unknown"} />
        <Time />
      </div>
      <h2 aria-live={phase.at === "ringing" ? "assertive" : "polite"}>
        {headline(state.value, status.value)}
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

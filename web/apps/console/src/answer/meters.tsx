import { is_speaking, type InCall } from "@portero/call";
import { Meter } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { useNow } from "./clock";
import { desk } from "./desk";
import { microphone_words } from "./words";

const every_ms = 100;

// Both ways, because a silent line should say on which side it is silent.
export function Meters({ phase }: { phase: InCall }) {
  const theirs = useNow(() => desk.theirs?.now() ?? 0, every_ms);
  const mine = useNow(() => desk.mine?.now() ?? 0, every_ms);
  const has_been_heard = useSignal(false);
  const paused = phase.hold === "none" ? null : "Paused";
  if (theirs > 0) has_been_heard.value = true;
  return (
    <div class="meters">
      <Meter
        id="theirs"
        label="Visitor"
        value={theirs}
        words={paused ?? of_visitor(theirs, has_been_heard.value)}
      />
      <Meter id="mine" label="You" value={mine} words={of_operator(phase, mine)} />
    </div>
  );
}

function of_visitor(level: number, has_been_heard: boolean): string {
  if (!has_been_heard) return "No sound from the door yet";
  return is_speaking(level) ? "Visitor is speaking" : "Quiet at the door";
}

function of_operator({ voice, hold }: InCall, level: number): string {
  if (hold !== "none") return "Paused: you are not heard";
  switch (voice.microphone) {
    case "asking":
      return "Allow the microphone so the visitor can hear you.";
    case "refused":
      return microphone_words[voice.why];
    case "open":
      if (voice.muted) return "You are muted";
      return is_speaking(level) ? "You are heard" : "Your microphone is on";
  }
}

import type { Action } from "./action";
import type { Phase, Voice } from "./state";

// What follows from the phase alone, so that nothing can stay on that should not: the microphone
// is open in a call and nowhere else.
interface Effects {
  rings: boolean;
  microphone: boolean;
  speaks: boolean;
  awake: boolean;
}

function effects_of(phase: Phase): Effects {
  const wanted = phase.at === "asking" || ("voice" in phase && is_wanted(phase.voice));
  return {
    rings: phase.at === "ringing",
    microphone: wanted,
    speaks: phase.at === "in_call" && phase.hold === "none" && is_heard(phase.voice),
    awake: "voice" in phase,
  };
}

function is_wanted(voice: Voice): boolean {
  return voice.microphone === "open" || voice.microphone === "asking";
}

function is_heard(voice: Voice): boolean {
  return voice.microphone === "open" && !voice.muted;
}

export function changes(before: Phase, after: Phase): Action[] {
  const [was, is] = [effects_of(before), effects_of(after)];
  const actions: Action[] = [];
  if (was.rings !== is.rings) actions.push({ type: is.rings ? "start_ringing" : "stop_ringing" });
  if (was.speaks && !is.speaks) actions.push({ type: "speak", on: false });
  if (was.microphone !== is.microphone)
    actions.push({ type: is.microphone ? "open_microphone" : "close_microphone" });
  if (!was.speaks && is.speaks) actions.push({ type: "speak", on: true });
  if (was.awake !== is.awake) actions.push({ type: "stay_awake", on: is.awake });
  return actions;
}

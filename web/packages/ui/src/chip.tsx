import type { State } from "@portero/api";
import type { JSX } from "preact";
import {
  BellIcon, CheckIcon, CrossIcon, ListIcon, PauseIcon, PhoneFilledIcon, PhoneIcon, PhoneStruckIcon,
  QuestionIcon, WaitIcon,
} from "./icons";

interface Look {
  word: string;
  colour: "grey" | "green" | "amber" | "red" | "unknown";
  icon: () => JSX.Element;
}

// One vocabulary for every page: a colour, an icon and a word each. unknown: the station has not
// been heard.
const looks: Record<State | "unknown", Look> = {
  disabled: { word: "Off", colour: "grey", icon: PhoneStruckIcon },
  offline: { word: "Offline", colour: "red", icon: PhoneStruckIcon },
  waiting: { word: "Ready", colour: "green", icon: PhoneIcon },
  directory: { word: "Choosing a name", colour: "green", icon: ListIcon },
  ringing: { word: "Ringing", colour: "amber", icon: BellIcon },
  in_call: { word: "In call", colour: "green", icon: PhoneFilledIcon },
  paused: { word: "Paused", colour: "amber", icon: PauseIcon },
  access_pending: { word: "Asking the panel", colour: "amber", icon: WaitIcon },
  access_granted: { word: "Access granted", colour: "green", icon: CheckIcon },
  access_denied: { word: "Access denied", colour: "red", icon: CrossIcon },
  no_answer: { word: "No answer", colour: "amber", icon: PhoneIcon },
  busy: { word: "Busy", colour: "amber", icon: PhoneIcon },
  failed: { word: "Call failed", colour: "red", icon: PhoneStruckIcon },
  ended: { word: "Call ended", colour: "grey", icon: PhoneIcon },
  unknown: { word: "No data", colour: "unknown", icon: QuestionIcon },
};

export function word_of(state: State | "unknown"): string {
  return (looks[state] ?? looks.unknown).word;
}

export function StateChip({ state }: { state: State | "unknown" }) {
  const { word, colour, icon: StateIcon } = looks[state] ?? looks.unknown;
  return (
    <span class={`chip ${colour}`}>
      <StateIcon />
      {word}
    </span>
  );
}

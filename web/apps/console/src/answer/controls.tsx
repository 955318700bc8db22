import type { InCall, Phase } from "@portero/call";
import { Button, PauseIcon, PhoneFilledIcon, PhoneStruckIcon } from "@portero/ui";
import type { ComponentChildren } from "preact";
import { status } from "../live";
import { desk, state } from "./desk";
import { MicrophoneIcon, MicrophoneStruckIcon, PlayIcon } from "./icons";
import { is_ending } from "./keys";
import { UnlockButton } from "./unlock";
import { others } from "./words";

const talk = () => desk.handle({ type: "talk_pressed" });
const watch = () => desk.handle({ type: "watch_pressed" });
const end = () => desk.handle({ type: "end_pressed" });

export function Controls() {
  const { phase } = state.value;
  switch (phase.at) {
    case "idle": case "watching":
      return <AtRest phase={phase} />;
    case "ringing":
      return (
        <div class="controls">
          <TalkButton word="Answer" />
          <UnlockButton />
          <Button on_press={end}>Don't ring here</Button>
        </div>
      );
    case "asking":
      return (
        <Row>
          <Button on_press={end}>Cancel</Button>
        </Row>
      );
    case "connecting": case "reconnecting":
      return (
        <Row unlocks>
          <EndButton />
        </Row>
      );
    case "in_call":
      return <InCallControls phase={phase} />;
    case "answered_elsewhere":
      return <Choice word="Join" leave="Close" />;
    case "ended":
      return <Choice word={phase.why === "missed" ? "Open intercom" : "Call back"} leave="Done" />;
    case "refused":
      return <Choice word="Try again" leave="Close" />;
  }
}

function Row({ children, unlocks }: { children: ComponentChildren; unlocks?: boolean }) {
  return (
    <div class="controls">
      {unlocks && <UnlockButton />}
      <div class="buttons">{children}</div>
    </div>
  );
}

function TalkButton({ word }: { word: string }) {
  return (
    <Button kind={word === "Answer" ? "go" : "primary"} on_press={talk}>
      <PhoneFilledIcon />
      {word}
    </Button>
  );
}

function EndButton() {
  return (
    <span class={is_ending.value ? "ending" : undefined}>
      <Button kind="end" on_press={end}>
        <PhoneStruckIcon />
        {is_ending.value ? "Keep holding E…" : "End call"}
      </Button>
    </span>
  );
}

function Choice({ word, leave }: { word: string; leave: string }) {
  return (
    <Row>
      <TalkButton word={word} />
      <Button on_press={end}>{leave}</Button>
    </Row>
  );
}

function AtRest({ phase }: { phase: Phase }) {
  const now = status.value;
  const rings = now?.call?.answered_ms === null && now.call.direction === "from_door";
  const is_joining = others(now, null).length > 0;
  const word = rings ? "Answer" : is_joining ? "Join" : "Open intercom";
  return (
    <div class="controls">
      {now?.state !== "disabled" && <TalkButton word={word} />}
      {phase.at === "watching" ? (
        <Button on_press={end}>Stop watching</Button>
      ) : (
        <Button on_press={watch}>Watch live</Button>
      )}
      <UnlockButton />
    </div>
  );
}

function InCallControls({ phase }: { phase: InCall }) {
  return (
    <Row unlocks>
      <MuteButton phase={phase} />
      <HoldButton phase={phase} />
      <EndButton />
    </Row>
  );
}

function MuteButton({ phase }: { phase: InCall }) {
  const { voice } = phase;
  if (voice.microphone !== "open")
    return (
      <Button
        busy={voice.microphone === "asking"}
        on_press={() => desk.handle({ type: "microphone_pressed" })}
      >
        <MicrophoneStruckIcon />
        Use the microphone
      </Button>
    );
  return (
    <Button on_press={() => desk.handle({ type: "mute_pressed" })}>
      {voice.muted ? <MicrophoneStruckIcon /> : <MicrophoneIcon />}
      {voice.muted ? "Unmute" : "Mute"}
    </Button>
  );
}

function HoldButton({ phase }: { phase: InCall }) {
  const { hold } = phase;
  const is_paused = hold === "paused" || hold === "resuming";
  const is_busy = hold === "pausing" || hold === "resuming";
  return (
    <Button
      busy={is_busy}
      on_press={() => desk.handle({ type: is_paused ? "resume_pressed" : "pause_pressed" })}
    >
      {is_paused ? <PlayIcon /> : <PauseIcon />}
      {is_paused ? "Resume" : "Pause"}
    </Button>
  );
}

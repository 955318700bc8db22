import type { Status } from "@portero/api";
import type { EndReason, MicrophoneRefusal, Phase, State } from "@portero/call";

export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const ends: Record<EndReason, string> = {
  ended_here: "Call ended",
  ended_there: "The call was ended",
  missed: "Nobody answered",
  lost: "The connection was lost",
  no_path: "Sound and picture found no way to this browser",
};

export const microphone_words: Record<MicrophoneRefusal, string> = {
  blocked: "Microphone is blocked. You can listen and unlock.",
  missing: "There is no microphone. You can listen and unlock.",
  insecure:
    "This address is not secure, so the browser blocks the microphone. You can listen and unlock.",
  failed: "The microphone does not work. You can listen and unlock.",
};

// What goes on for the operator, in one line that is also read aloud.
export function headline({ phase, door }: State, status: Status | null): string {
  switch (phase.at) {
    case "idle":
      return at_the_door(status);
    case "watching":
      return phase.line?.link === "up" ? at_the_door(status) : "Opening the live view…";
    case "ringing":
      return "Somebody is at the door";
    case "asking":
      return "Allow the microphone so the visitor can hear you.";
    case "connecting":
      return phase.line.link === "up"
        ? "Connecting… waiting for the station"
        : "Connecting… waiting for sound and picture";
    case "in_call":
      if (door.lost_ms !== null) return "The station stopped responding";
      if (phase.hold === "paused" || phase.hold === "resuming") return "Paused";
      if (phase.line.link === "faltering") return "The connection is weak";
      return "You talk with the visitor";
    case "reconnecting":
      return "Connection lost. Trying again…";
    case "answered_elsewhere":
      return `${phase.who} answered.`;
    case "ended":
      return ends[phase.why];
    case "refused":
      return "The station did not let you in";
  }
}

function at_the_door(status: Status | null): string {
  if (!status) return "Waiting for the station…";
  if (status.state === "disabled") return "Intercom is off for this station";
  if (status.reason_code === "nobody_ready") return "Nobody is ready to answer";
  if (status.state === "offline") return "The intercom is offline";
  const names = others(status, null);
  const how = status.state === "paused" ? "On hold by" : "With";
  if (names.length > 0) return `${how} ${names.join(", ")}`;
  return status.call?.answered_ms === null ? "Somebody is at the door" : "Nobody is at the door";
}

// Who is in the call besides ourselves.
export function others(status: Status | null, viewer: number | null): string[] {
  const parties = status?.call?.parties ?? [];
  return parties.filter((it) => viewer === null || it.viewer !== viewer).map((it) => it.name);
}

export function detail(phase: Phase, status: Status | null): string | null {
  switch (phase.at) {
    case "ended":
      return phase.sentence;
    case "refused":
      return phase.sentence;
    case "ringing":
      return phase.no_picture;
    case "idle":
      if (status?.reason_code !== "nobody_ready") return status?.reason ?? null;
      return "Say that you are ready, and the call button rings here.";
    case "watching":
      return "Live view does not open the speaker at the door.";
    case "in_call":
      return phase.hold_failed;
    case "asking": case "connecting": case "reconnecting": case "answered_elsewhere":
      return null;
  }
}

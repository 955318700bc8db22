import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { desk, state } from "./desk";

// The door as it is now, or as it was when the page was opened.
export function Picture() {
  const { phase } = state.value;
  const line = "line" in phase ? phase.line : null;
  if (!line) return <Still />;
  const is_frozen = phase.at === "in_call" && phase.hold !== "none";
  return <Live key={line.id} is_frozen={is_frozen} />;
}

function Live({ is_frozen }: { is_frozen: boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  const is_there = useSignal(false);
  useEffect(() => {
    if (video.current) video.current.srcObject = desk.picture;
  }, []);
  return (
    <>
      <video
        ref={video}
        class={is_frozen ? "frozen" : undefined}
        aria-label="Live picture of the door"
        autoplay
        muted
        playsInline
        onPlaying={() => (is_there.value = true)}
      />
      {!is_there.value && <p class="no-picture">Waiting for the picture…</p>}
      {is_frozen && <p class="over">Paused: no sound, no picture</p>}
    </>
  );
}

function Still() {
  const at = useSignal(Date.now());
  const has_failed = useSignal(false);
  const is_there = useSignal(false);
  if (has_failed.value) return <p class="no-picture">No picture</p>;
  return (
    <>
      <img
        src={`/api/v1/snapshot?at=${at.value}`}
        alt="The door when this page was opened"
        hidden={!is_there.value}
        onLoad={() => (is_there.value = true)}
        onError={() => (has_failed.value = true)}
      />
      {is_there.value && (
        <p class="over">Still picture of {new Date(at.value).toLocaleTimeString()}</p>
      )}
    </>
  );
}

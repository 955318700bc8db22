import "./screen.css";
import { station } from "@portero/api";
import { Notice, ProblemNotice, word_of } from "@portero/ui";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { connection, status } from "../live";
import { useLookedAt } from "./looked_at";
import { Mirror } from "./mirror";

// What visitors see at the door, live; a click on it is a finger on the screen.
export function ScreenCard() {
  const screen = status.value?.screen;
  return (
    <section class="card">
      <h2>Screen</h2>
      {screen ? <Glass /> : <p>{status.value ? none_runs : "Asking the station…"}</p>}
    </section>
  );
}

const none_runs =
  "This station runs without a screen. The package portero-display brings one; on a computer, " +
  "portero-station --display-platform offscreen shows here what a screen would.";

const least_motion_ms = 1_000; // between two pictures, for who wants little of it
const middle = 0.5; // what the keyboard touches

function Glass() {
  const frame = useRef<HTMLDivElement>(null);
  const is_looked_at = useLookedAt(frame);
  const url = usePicture(is_looked_at);
  const picture = useRef<HTMLImageElement>(null);
  const problem = useSignal<unknown>(null);
  const screen = status.value?.screen;
  const is_there = connection.value !== "lost" && screen?.drawn === true;
  async function touch(event: MouseEvent) {
    const [x, y] = place_of(event, picture.current);
    problem.value = null;
    await station.touch_screen(x, y).catch((error: unknown) => (problem.value = error));
  }
  return (
    <div ref={frame} class="screen">
      {screen?.drawn === false && (
        <Notice kind="warn">
          Nothing is drawn on the screen now. The station begins it again by itself.
        </Notice>
      )}
      {problem.value !== null && <ProblemNotice problem={problem.value} />}
      {url.value && (
        <button
          type="button"
          class="glass"
          disabled={!is_there}
          aria-label={`Touch the screen, which shows: ${shown()}`}
          aria-describedby="glass-help"
          onClick={(event) => void touch(event)}
        >
          <img ref={picture} src={url.value} alt="" />
        </button>
      )}
      <p id="glass-help" class="muted">
        What visitors see now. A click on it is a finger on the screen: touch it to call.
      </p>
    </div>
  );
}

function shown(): string {
  const word = word_of(status.value?.state ?? "unknown");
  return status.value?.screen?.camera_on ? `${word}, and that the camera is on` : word;
}

// In parts of the picture's width and height.
function place_of(event: MouseEvent, picture: Element | null): [number, number] {
  if (event.detail === 0 || !picture) return [middle, middle];
  const { left, top, width, height } = picture.getBoundingClientRect();
  return [within((event.clientX - left) / width), within((event.clientY - top) / height)];
}

function within(part: number): number {
  return Math.min(Math.max(part, 0), 1);
}

// The last picture's address, and a newer one for as long as somebody looks.
function usePicture(is_looked_at: boolean) {
  const url = useSignal<string | null>(null);
  const mirror = useRef<Mirror | null>(null);
  mirror.current ??= new Mirror({
    take: station.screen,
    shown: (picture) => {
      if (url.value) URL.revokeObjectURL(url.value);
      url.value = URL.createObjectURL(picture);
    },
  });
  const screen = status.value?.screen;
  const can_be_seen = is_looked_at && connection.value === "open" && screen?.drawn === true;
  useEffect(() => {
    mirror.current?.follow(can_be_seen && screen ? calmed(screen) : null);
  }, [can_be_seen, screen]);
  useEffect(
    () => () => {
      mirror.current?.follow(null);
      if (url.value) URL.revokeObjectURL(url.value);
    },
    [],
  );
  return url;
}

function calmed<Told extends { renewed_ms: number | null }>(screen: Told): Told {
  if (screen.renewed_ms === null) return screen;
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) return screen;
  return { ...screen, renewed_ms: Math.max(screen.renewed_ms, least_motion_ms) };
}

import type { Door, Status } from "@portero/api";
import { is_open, openings_of } from "./openings";

const shown = 5;

// What the door relay does and did.
export function DoorCard({ now }: { now: Status }) {
  const { door, now_ms } = now;
  if (!door || now_ms === undefined) return null;
  const began = Date.now() - now_ms;
  const openings = openings_of(door).slice(0, shown);
  return (
    <section class="card">
      <h2>Door</h2>
      <div role="status" class="door-state">
        <DoorIcon open={is_open(door)} />
        <p>{words_for(door)}</p>
      </div>
      <p>{place_of(door)}</p>
      {openings.length > 0 && (
        <dl class="rows">
          {openings.map(({ at_ms, for_ms }) => (
            <div key={at_ms}>
              <dt>Opened at {new Date(began + at_ms).toLocaleTimeString()}</dt>
              <dd>{for_ms === null ? "still open" : `for ${(for_ms / 1000).toFixed(1)} s`}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function words_for(door: Door): string {
  if (is_open(door)) return "The relay is open";
  return door.attended ? "The relay is closed" : "Nobody is there to move the relay";
}

function place_of(door: Door): string {
  return door.simulated ? "It is simulated: no real door moves." : `It is at ${door.line}.`;
}

function DoorIcon({ open }: { open: boolean }) {
  return (
    <svg class="door-icon" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M8 44V4h32v40M4 44h40" />
      <path d={open ? "M12 8l14 5v36l-14-5z" : "M12 8h24v36H12z"} />
      {open ? <circle cx="22" cy="30" r="2" /> : <circle cx="31" cy="27" r="2" />}
    </svg>
  );
}
